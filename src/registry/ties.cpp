// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/ties.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "entente/registry/depth_history.hpp"

namespace entente::registry {
namespace {

/// Who takes part in a year, ascending, each once.
std::vector<ActorId> parties_in(const Partnership& partnership, Year year) {
    std::vector<ActorId> parties;
    for (const Party& party : partnership.parties)
        if (party.spell.holds_in(year) && party.role != "observer") parties.push_back(party.actor);
    std::ranges::sort(parties);
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    return parties;
}

void add(SharedTies& ties, const Partnership& partnership, std::optional<Depth> depth) {
    ++ties.count;
    // An empty optional is less than any depth.
    if (depth < ties.depth) return;
    if (depth > ties.depth) {
        ties.depth = depth;
        ties.deepest.clear();
    }
    if (ties.deepest.size() < kMostNamed) ties.deepest.push_back(partnership.id);
}

}  // namespace

bool takes_in_most_states(const Partnership& partnership, const atlas::World& world, Year year,
                          std::size_t num_living) {
    if (2 * partnership.parties.size() <= num_living) return false;
    std::size_t num_states = 0;
    for (const ActorId party : parties_in(partnership, year)) {
        const auto actor = world.find(party);
        num_states += actor && world.actor(*actor).kind == ActorKind::state;
    }
    return 2 * num_states > num_living;
}

std::vector<SharedTies> shared_ties(std::span<const Partnership* const> partnerships, const atlas::World& world,
                                    Year year, std::optional<ActorId> of) {
    const std::size_t num_living = world.living_states(year).size();
    std::map<std::pair<ActorId, ActorId>, SharedTies> pairs;
    for (const Partnership* const partnership : partnerships) {
        const std::vector<ActorId> parties = parties_in(*partnership, year);
        if (parties.size() < 2 || (of && !std::ranges::binary_search(parties, *of)) ||
            takes_in_most_states(*partnership, world, year, num_living))
            continue;
        const auto depth = depth_in(*partnership, year);
        for (std::size_t i = 0; i < parties.size(); ++i)
            for (std::size_t j = i + 1; j < parties.size(); ++j)
                if (!of || parties[i] == *of || parties[j] == *of)
                    add(pairs[{parties[i], parties[j]}], *partnership, depth);
    }
    std::vector<SharedTies> ties;
    for (auto& [actors, shared] : pairs) {
        shared.first = actors.first;
        shared.second = actors.second;
        ties.push_back(std::move(shared));
    }
    return ties;
}

}  // namespace entente::registry
