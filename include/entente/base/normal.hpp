// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace entente {

/// Distribution function of the standard normal, exact in the lower tail; its inverse is normal_quantile (random.hpp).
[[nodiscard]] inline double normal_cdf(double z) noexcept {
    constexpr double kInvSqrt2 = 0.70710678118654752440;
    return 0.5 * std::erfc(-z * kInvSqrt2);
}

}  // namespace entente
