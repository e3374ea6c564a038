// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace entente::order {

/// Weighted standard deviation of positions; 0 for less than two. Weights need not sum to 1.
[[nodiscard]] double weighted_sd(std::span<const double> weights, std::span<const double> positions);

/// Polarisation of groups: sum over i, j of w_i^(1+alpha) w_j |x_i - x_j|, with weights scaled to sum to 1.
///
/// Esteban & Ray (1994), Econometrica 62(4):819-851, theorem 1 with K = 1; alpha from 0 (twice the Gini mean
/// difference) to 1.6. Largest where weight sits in two equal groups far apart. Cost: O(n^2).
[[nodiscard]] double polarisation(std::span<const double> weights, std::span<const double> positions, double alpha);

}  // namespace entente::order
