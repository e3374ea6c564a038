// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "lanes.hpp"

namespace entente::principles {

/// The inverse Mills ratio r(z) = phi(z)/Phi(z) from a table: everything that the ordered probit needs follows from it.
///
/// Around each knot, 1/32 apart, a Taylor polynomial of the third order, whose derivatives follow from the ratio's own
/// value (r' = -r (r + z)): absolute error below 2e-9 for z in [-40, 9]. Below -40 the ratio stays as it is there.
class MillsTable {
public:
    static constexpr double kLow = -40;
    static constexpr double kHigh = 9;

    MillsTable() noexcept {
        for (std::size_t k = 0; k < knots_.size(); ++k)
            knots_[k] = taylor(kLow + static_cast<double>(k) / kKnotsPerUnit);
    }

    /// z at most kHigh.
    [[nodiscard]] ENTENTE_INLINE Lanes operator()(Lanes z) const noexcept {
        const Lanes inside = at_least(z, kLow);
        const auto k = __builtin_convertvector((inside - kLow) * kKnotsPerUnit + 0.5, IntLanes);
        const Lanes d = inside - (kLow + __builtin_convertvector(k, Lanes) * (1 / kKnotsPerUnit));
        const auto knot = [&](std::size_t lane) __attribute__((always_inline)) {
            return knots_[static_cast<std::uint32_t>(k[lane])];
        };
        const auto [c0, c1, c2, c3] = transposed(knot(0), knot(1), knot(2), knot(3));
        return c0 + d * (c1 + d * (c2 + d * c3));
    }

private:
    static constexpr double kKnotsPerUnit = 32;
    using Knot = Lanes;  ///< Coefficients of d^0 .. d^3.

    [[nodiscard]] static Knot taylor(double z) noexcept {
        const double r = exact(z);
        const double first = -r * (r + z);
        const double second = -first * (2 * r + z) - r;
        const double third = -second * (2 * r + z) - 2 * first * (first + 1);
        return Lanes{r, first, second / 2, third / 6};
    }
    /// Below -12 Phi underflows before the ratio does: a continued fraction.
    [[nodiscard]] static double exact(double z) noexcept {
        constexpr double kInvSqrt2Pi = 0.39894228040143267794;
        constexpr double kInvSqrt2 = 0.70710678118654752440;
        if (z >= -12) return kInvSqrt2Pi * std::exp(-0.5 * z * z) / (0.5 * std::erfc(-z * kInvSqrt2));
        const double t = -z;
        return t + 1 / (t + 2 / (t + 3 / (t + 4 / (t + 5 / t))));
    }
    static constexpr std::size_t kNumKnots = static_cast<std::size_t>((kHigh - kLow) * kKnotsPerUnit) + 2;
    std::array<Knot, kNumKnots> knots_{};
};

/// The table, made on first use.
inline const MillsTable& mills_table() {
    static const MillsTable table;
    return table;
}

/// First derivatives, and second ones with the sign turned, of log P(abstain) = log[Phi(s - e) - Phi(-s - e)].
struct AbstainDerivatives {
    Lanes by_e;
    Lanes by_s;
    Lanes info_ee;
    Lanes info_es;
    Lanes info_ss;
    Lanes half_square;  ///< log P = -half_square - log(sqrt(2 pi)) - log(ratio): only who needs it takes the log.
    Lanes ratio;
};

/// log P(abstain) where the linear predictor is e and the cut points are -s and +s. Stable in both tails: with |e|,
/// both terms are upper tails and enter through their ratio, which cannot underflow alone.
[[nodiscard]] ENTENTE_INLINE AbstainDerivatives abstain_derivatives(const MillsTable& mills, Lanes e,
                                                                    Lanes s) noexcept {
    const Lanes sign = e < 0 ? Lanes{} - 1 : Lanes{} + 1;
    const Lanes abs_e = sign * e;
    const Lanes z1 = at_most(s - abs_e, MillsTable::kHigh);
    const Lanes z2 = -s - abs_e;
    const Lanes ratio = exp_each(-2 * s * abs_e);              // phi(z2) / phi(z1)
    const Lanes f1 = 1 / (1 / mills(z1) - ratio / mills(z2));  // phi(z1) / P
    const Lanes f2 = ratio * f1;                               // phi(z2) / P
    const Lanes by_e = f2 - f1;
    const Lanes by_s = f1 + f2;
    return {.by_e = sign * by_e,
            .by_s = by_s,
            .info_ee = f1 * z1 - f2 * z2 + by_e * by_e,
            .info_es = sign * (by_e * by_s - z1 * f1 - z2 * f2),
            .info_ss = f1 * z1 - f2 * z2 + by_s * by_s,
            .half_square = 0.5 * z1 * z1,
            .ratio = f1};
}

/// Sums log p over many votes with few logarithms. p = exp(-half_square) / (sqrt(2 pi) ratio); ratios of weight 1 are
/// multiplied, and taken the log of before their product can leave the range of a double.
class LogPSum {
public:
    ENTENTE_INLINE void add(Lanes half_square, Lanes ratio, Lanes weight, bool is_weighted) noexcept {
        half_squares_ += weight * half_square;
        weights_ += weight;
        if (is_weighted) {
            log_product_ += weight * log_each(ratio);
            return;
        }
        product_ *= weight > 0 ? ratio : Lanes{} + 1;
        if (++num_factors_ % kFactorsPerLog == 0) take_log();
    }
    [[nodiscard]] double value() noexcept {
        take_log();
        constexpr double kLogSqrt2Pi = 0.91893853320467274178;
        return -sum(half_squares_) - sum(log_product_) - kLogSqrt2Pi * sum(weights_);
    }

private:
    /// A ratio is at least 1e-18.
    static constexpr int kFactorsPerLog = 16;

    ENTENTE_INLINE void take_log() noexcept {
        log_product_ += log_each(product_);
        product_ = Lanes{} + 1;
    }
    Lanes half_squares_{};
    Lanes product_ = Lanes{} + 1;
    Lanes log_product_{};
    Lanes weights_{};
    int num_factors_ = 0;
};

}  // namespace entente::principles
