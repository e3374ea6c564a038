// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace entente::principles {

/// log Phi(z) and its first two derivatives from one table of quartic Taylor polynomials, knots 1/32 apart.
///
/// Absolute error of the value below 1e-10 for z >= -12, below it a continued fraction; above 9 it is taken as 0
/// (log Phi(9) is -1e-19). A sampler evaluates it hundreds of millions of times: one table is all the cache it needs.
class LogPhiTable {
public:
    static constexpr double kLow = -12;
    static constexpr double kHigh = 9;
    static constexpr double kKnotsPerUnit = 32;

    LogPhiTable() noexcept;

    [[nodiscard]] double operator()(double z) const noexcept {
        if (!(z >= kLow)) return far_below(z);
        const Place place = find(z);
        const Knot& c = knots_[place.index];
        const double d = place.offset;
        return c[0] + d * (c[1] + d * (c[2] + d * (c[3] + d * c[4])));
    }

    struct Derivatives {
        double first;
        double minus_second;
    };
    /// The inverse Mills ratio phi(z)/Phi(z) and minus its slope; accurate to 1e-6, enough to build a proposal.
    [[nodiscard]] Derivatives derivatives(double z) const noexcept {
        if (!(z >= kLow)) return far_below_derivatives(z);
        const Place place = find(z);
        const Knot& c = knots_[place.index];
        const double d = place.offset;
        return {c[1] + d * (2 * c[2] + d * (3 * c[3] + d * 4 * c[4])), -(2 * c[2] + d * (6 * c[3] + d * 12 * c[4]))};
    }

    /// Derivatives of log[Phi(high) - Phi(low)], and second ones with the sign turned.
    struct IntervalDerivatives {
        double by_high;
        double by_low;
        double minus_high_high;
        double minus_high_low;
        double minus_low_low;
    };
    [[nodiscard]] IntervalDerivatives interval_derivatives(double high, double low) const noexcept {
        // phi(low) / phi(high) and the two ratios to the interval's probability; in the lower tail nothing cancels.
        const bool turn = high + low > 0;
        const double upper = turn ? -low : high;
        const double lower = turn ? -high : low;
        const double share = std::exp((*this)(lower) - (*this)(upper));
        const double at_upper = derivatives(upper).first / (1 - share);
        const double at_lower = derivatives(lower).first * share / (1 - share);
        const double by_high = turn ? at_lower : at_upper;
        const double by_low = -(turn ? at_upper : at_lower);
        return {by_high, by_low, by_high * (by_high + high), by_high * by_low, by_low * (by_low + low)};
    }

private:
    using Knot = std::array<double, 5>;
    struct Place {
        std::size_t index;
        double offset;
    };
    /// z >= kLow. Beyond the last knot, whose polynomial is 0, the offset does not matter.
    [[nodiscard]] static Place find(double z) noexcept {
        const double scaled = (z < kHigh ? z - kLow : kHigh - kLow) * kKnotsPerUnit + 0.5;
        const auto index = static_cast<std::int32_t>(scaled);
        return {static_cast<std::size_t>(index), z - kLow - index * (1 / kKnotsPerUnit)};
    }
    [[nodiscard]] static double far_below(double z) noexcept;
    [[nodiscard]] static Derivatives far_below_derivatives(double z) noexcept;

    static constexpr std::size_t kNumKnots = static_cast<std::size_t>((kHigh - kLow) * kKnotsPerUnit) + 1;
    std::array<Knot, kNumKnots> knots_{};
};

/// The table, made on first use.
[[nodiscard]] const LogPhiTable& log_phi_table();

/// Sums log[Phi(high) - Phi(low)] over many pairs high > low with few logarithms: the factors are multiplied and the
/// logarithm is taken of the product, long before it could leave the range of a double.
class LogIntervalSum {
public:
    void add(const LogPhiTable& log_phi, double high, double low) noexcept {
        // In the lower tail, where a difference of two probabilities keeps its digits.
        const bool turn = high + low > 0;
        const double upper = turn ? -low : high;
        const double lower = turn ? -high : low;
        const double log_upper = log_phi(upper);
        sum_ += log_upper;
        product_ *= 1 - std::exp(log_phi(lower) - log_upper);
        if (product_ < 1e-200) flush();
    }
    [[nodiscard]] double value() noexcept {
        flush();
        return sum_;
    }

private:
    void flush() noexcept {
        sum_ += std::log(product_);
        product_ = 1;
    }
    double sum_ = 0;
    double product_ = 1;
};

}  // namespace entente::principles
