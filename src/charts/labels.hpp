// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace entente::charts {

/// Places for labels that keep `gap` between neighbours and stay in low .. high, each as near as can be to where it
/// wants to be (least sum of squares: isotonic regression by pooling adjacent violators, Ayer et al. 1955). The result
/// is in the order of `wanted`. Where there is not room for all, the gaps shrink alike.
[[nodiscard]] std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high);

}  // namespace entente::charts
