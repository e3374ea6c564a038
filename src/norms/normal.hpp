// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "entente/base/normal.hpp"

namespace entente::norms {

inline double normal_density(double z) noexcept {
    return 0.39894228040143267794 * std::exp(-0.5 * z * z);
}

/// A normal variable that was seen to lie in an interval: how far its mean moves, and what share of its variance goes,
/// both in units of its own standard deviation. low and high are standardised; either may be infinite.
struct SeenInInterval {
    double shift = 0;
    double shrinkage = 0;  ///< 0 .. 1
};

/// Moments of the truncated normal (Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, 10.1).
inline SeenInInterval seen_in_interval(double low, double high) noexcept {
    constexpr double kTail = 7;  ///< Further out the interval is taken as a point at its nearer end.
    if (low > kTail) return {low, 1};
    if (high < -kTail) return {high, 1};
    const double p = low > 0 ? normal_cdf(-low) - normal_cdf(-high) : normal_cdf(high) - normal_cdf(low);
    const double at_low = std::isinf(low) ? 0 : normal_density(low);
    const double at_high = std::isinf(high) ? 0 : normal_density(high);
    const double slope = (std::isinf(low) ? 0 : low * at_low) - (std::isinf(high) ? 0 : high * at_high);
    const double shift = (at_low - at_high) / p;
    return {shift, std::fmin(std::fmax(shift * shift - slope / p, 0), 1)};
}

}  // namespace entente::norms
