// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace entente::principles {

/// The inverse Mills ratio phi(z)/Phi(z) from a table: everything that the ordered probit needs follows from it.
///
/// Between knots 1/64 apart the third-order Taylor polynomial is used, whose derivatives follow from the knot's own
/// value (r' = -r (r + z)): absolute error below 1e-9 for z in [-12, 9]. Below it a continued fraction; above it the
/// ratio is under 1e-17 and taken as 0.
class MillsTable {
public:
    static constexpr double kLow = -12;
    static constexpr double kHigh = 9;
    static constexpr double kKnotsPerUnit = 64;

    MillsTable() noexcept {
        constexpr double kInvSqrt2Pi = 0.39894228040143267794;
        constexpr double kInvSqrt2 = 0.70710678118654752440;
        for (std::size_t k = 0; k < ratio_.size(); ++k) {
            const double z = kLow + static_cast<double>(k) / kKnotsPerUnit;
            ratio_[k] = kInvSqrt2Pi * std::exp(-0.5 * z * z) / (0.5 * std::erfc(-z * kInvSqrt2));
        }
    }

    [[nodiscard]] double operator()(double z) const noexcept {
        if (!(z >= kLow)) return far_below(z);
        if (z >= kHigh) return 0;
        const auto k = static_cast<std::size_t>((z - kLow) * kKnotsPerUnit + 0.5);
        const double knot = kLow + static_cast<double>(k) * (1 / kKnotsPerUnit);
        const double d = z - knot;
        const double r0 = ratio_[k];
        const double r1 = -r0 * (r0 + knot);
        const double r2 = -r1 * (2 * r0 + knot) - r0;
        const double r3 = -r2 * (2 * r0 + knot) - 2 * r1 * (r1 + 1);
        return r0 + d * (r1 + d * (r2 * 0.5 + d * r3 * (1.0 / 6)));
    }

private:
    [[nodiscard]] static double far_below(double z) noexcept {
        const double t = -z;
        return t + 1 / (t + 2 / (t + 3 / (t + 4 / (t + 5 / t))));
    }
    static constexpr std::size_t kNumKnots = static_cast<std::size_t>((kHigh - kLow) * kKnotsPerUnit) + 2;
    std::array<double, kNumKnots> ratio_{};
};

/// The table, made on first use.
inline const MillsTable& mills_table() {
    static const MillsTable table;
    return table;
}

/// First derivatives, and second ones with the sign turned, of log P(abstain) = log[Phi(s - e) - Phi(-s - e)].
struct AbstainDerivatives {
    double by_e = 0;
    double by_s = 0;
    double info_ee = 0;
    double info_es = 0;
    double info_ss = 0;
    double half_square = 0;  ///< log P = -half_square - log(sqrt(2 pi)) - log(ratio): only who needs it takes the log.
    double ratio = 1;

    [[nodiscard]] double log_p() const noexcept {
        constexpr double kLogSqrt2Pi = 0.91893853320467274178;
        return -half_square - kLogSqrt2Pi - std::log(ratio);
    }
};

/// log P(abstain) where the linear predictor is e and the cut points are -s and +s. Stable in both tails: with |e|,
/// both terms are upper tails and enter through their ratio, which cannot underflow alone.
[[nodiscard]] inline AbstainDerivatives abstain_derivatives(const MillsTable& mills, double e, double s) noexcept {
    const double abs_e = std::fabs(e);
    const double sign = e < 0 ? -1.0 : 1.0;
    const double z1 = s - abs_e;
    const double z2 = -s - abs_e;
    const double ratio = std::exp(-2 * s * abs_e);              // phi(z2) / phi(z1)
    const double f1 = 1 / (1 / mills(z1) - ratio / mills(z2));  // phi(z1) / P
    const double f2 = ratio * f1;                               // phi(z2) / P
    const double by_e = f2 - f1;
    const double by_s = f1 + f2;
    return {.by_e = sign * by_e,
            .by_s = by_s,
            .info_ee = f1 * z1 - f2 * z2 + by_e * by_e,
            .info_es = sign * (by_e * by_s - z1 * f1 - z2 * f2),
            .info_ss = f1 * z1 - f2 * z2 + by_s * by_s,
            .half_square = 0.5 * z1 * z1,
            .ratio = f1};
}

/// Sums log p over many votes with few logarithms. p = exp(-half_square) / (sqrt(2 pi) ratio); the ratios are
/// multiplied and taken the log of in batches that cannot leave the range of a double.
class LogPSum {
public:
    void add(double half_square, double ratio, double weight) noexcept {
        if (ratio <= 0) return;  // beyond the table: log Phi is 0 to 1e-18
        half_squares_ += weight * half_square;
        weights_ += weight;
        if (weight != 1) {
            log_product_ += weight * std::log(ratio);
            return;
        }
        product_ *= ratio;
        if (product_ > 1e200 || product_ < 1e-200) flush();
    }
    [[nodiscard]] double value() noexcept {
        flush();
        constexpr double kLogSqrt2Pi = 0.91893853320467274178;
        return -half_squares_ - log_product_ - kLogSqrt2Pi * weights_;
    }

private:
    void flush() noexcept {
        log_product_ += std::log(product_);
        product_ = 1;
    }
    double half_squares_ = 0;
    double product_ = 1;
    double log_product_ = 0;
    double weights_ = 0;
};

}  // namespace entente::principles
