// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace entente::order {

/// Parts of the players in what they reach together: the exact Shapley values of a game.
///
/// `value` is asked for every set of players once (bit k: player k takes part). The parts sum to
/// value(all) - value(none). Shapley (1953), Contributions to the Theory of Games II.
/// Cost: 2^num_players calls; num_players is at most 20 (assert).
[[nodiscard]] std::vector<double> shapley_values(std::size_t num_players,
                                                 const std::function<double(std::uint32_t)>& value);

}  // namespace entente::order
