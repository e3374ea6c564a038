// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/atlas/world.hpp"

namespace entente::registry {

/// What two actors share in a year: partnerships that both are in, and the deepest of them.
struct SharedTies {
    ActorId first{};  ///< first < second.
    ActorId second{};
    int count = 0;                       ///< Partnerships that both are in.
    std::optional<Depth> depth{};        ///< Of the deepest; nothing where no source shows any.
    std::vector<std::string> deepest{};  ///< Ids of those that are as deep, in the order of ids; at most kMostNamed.
};
inline constexpr std::size_t kMostNamed = 5;

/// Whether more than half of the states that live in the year are in it: that two of them both are says little.
[[nodiscard]] bool takes_in_most_states(const Partnership& partnership, const atlas::World& world, Year year,
                                        std::size_t num_living);

/// The pairs of actors that share partnerships in a year, by first and second actor; pairs that share none are left
/// out.
///
/// Partnerships are those given, with the parties and depth of that year; a party takes part whatever its role, but for
/// observers. What takes in most states is left out. With `of`, only the pairs of that actor.
/// Missing: that a pair is not listed means that no partnership on record joins them, not that nothing does.
/// Cost:    O(sum of squared numbers of parties); with `of`, O(sum of parties).
[[nodiscard]] std::vector<SharedTies> shared_ties(std::span<const Partnership* const> partnerships,
                                                  const atlas::World& world, Year year,
                                                  std::optional<ActorId> of = std::nullopt);

}  // namespace entente::registry
