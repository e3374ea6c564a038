// SPDX-License-Identifier: Apache-2.0
//
// y* of a stance under a roll call's parameters: mean, own doubt, and the doubt that comes from the parameters.
#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "entente/norms/ground.hpp"

namespace entente::norms {

inline constexpr std::size_t kMaxParameters = principles::kMaxDimensions + 2;

/// d y* margin / d (discrimination, difficulty, log spacing): which way a parameter's error moves a member.
using Slope = std::array<double, kMaxParameters>;

/// y* before a member's own view and the noise.
struct Latent {
    double mean = 0;          ///< E[discrimination . position - difficulty]
    double cut = 0;           ///< Upper cut point of this member.
    double position_var = 0;  ///< From the position.
    double text_var = 0;      ///< From the parameters, those of the cut point included.
    Slope slope{};
};

/// Posterior covariance of two of a roll call's parameters.
inline double covariance(const principles::RollCallParameters& p, std::size_t a, std::size_t b) noexcept {
    return a >= b ? p.conditional_cov[a * (a + 1) / 2 + b] : p.conditional_cov[b * (b + 1) / 2 + a];
}

/// a' C b over the first n parameters.
inline double shared_covariance(const principles::RollCallParameters& p, const Slope& a, const Slope& b,
                                std::size_t n) noexcept {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) sum += a[i] * covariance(p, i, j) * b[j];
    return sum;
}

/// a' C a: the same for one direction, from the lower half.
inline double variance_along(const principles::RollCallParameters& p, const Slope& a, std::size_t n) noexcept {
    double sum = 0;
    const double* cell = p.conditional_cov.data();
    for (std::size_t i = 0; i < n; ++i) {
        double row = 0;
        for (std::size_t j = 0; j < i; ++j) row += *cell++ * a[j];
        sum += a[i] * (2 * row + *cell++ * a[i]);
    }
    return sum;
}

inline Latent latent(const principles::RollCallParameters& p, const Stance& stance, int num_dimensions) noexcept {
    const auto k = static_cast<std::size_t>(num_dimensions);
    Latent result{.mean = -p.difficulty, .cut = stance.width * p.cut_points[1]};
    for (std::size_t d = 0; d < k; ++d) {
        const double beta = p.discrimination[d];
        result.mean += beta * stance.mean[d];
        result.position_var += (beta * beta + covariance(p, d, d)) * stance.var[d];
        result.slope[d] = stance.mean[d];
    }
    result.slope[k] = -1;
    result.slope[k + 1] = -result.cut;
    result.text_var = variance_along(p, result.slope, k + 2);
    return result;
}

/// The interval of y* that a ballot tells, about 0 where the cut points are -cut and +cut.
struct BallotInterval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};
inline BallotInterval interval_of(char ballot, double cut) noexcept {
    BallotInterval interval;
    if (ballot != 'n') interval.low = ballot == 'y' ? cut : -cut;
    if (ballot != 'y') interval.high = ballot == 'n' ? -cut : cut;
    return interval;
}

}  // namespace entente::norms
