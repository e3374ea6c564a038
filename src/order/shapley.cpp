// SPDX-License-Identifier: Apache-2.0
#include "entente/order/shapley.hpp"

#include <bit>
#include <cassert>

namespace entente::order {

std::vector<double> shapley_values(std::size_t num_players, const std::function<double(std::uint32_t)>& value) {
    assert(num_players <= 20);
    const std::uint32_t num_sets = 1U << num_players;
    std::vector<double> of_set(num_sets);
    for (std::uint32_t set = 0; set < num_sets; ++set) of_set[set] = value(set);
    // weight[s] = s! (n - s - 1)! / n!: the chance that exactly a given set of s players came before.
    std::vector<double> weight(num_players);
    for (std::size_t s = 0; s < num_players; ++s) {
        weight[s] = 1.0 / static_cast<double>(num_players);
        for (std::size_t k = 1; k <= s; ++k) weight[s] *= static_cast<double>(k) / static_cast<double>(num_players - k);
    }
    std::vector<double> parts(num_players, 0.0);
    for (std::uint32_t set = 0; set < num_sets; ++set)
        for (std::size_t player = 0; player < num_players; ++player)
            if (const std::uint32_t bit = 1U << player; !(set & bit))
                parts[player] +=
                    weight[static_cast<std::size_t>(std::popcount(set))] * (of_set[set | bit] - of_set[set]);
    return parts;
}

}  // namespace entente::order
