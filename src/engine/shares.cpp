// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/shares.hpp"

#include "entente/power/power.hpp"

namespace entente::engine {
namespace {

constexpr int kShareAge = 15;  ///< A stored share older than this is not carried.

}  // namespace

std::vector<std::optional<double>> actor_shares(const atlas::Atlas& atlas, const atlas::World& world,
                                                const Issue& issue, Year year) {
    std::vector<std::optional<double>> shares(world.num_actors());
    const auto computed = power::impact_shares(world, issue, year);
    if (computed.missing_series.empty()) {
        for (std::size_t k = 0; k < shares.size(); ++k)
            if (computed.of_actor[k]) shares[k] = computed.of_actor[k]->share;
        return shares;
    }
    std::vector<Year> measured(world.num_actors());
    for (const atlas::ImpactShareRow& row : atlas.impact_shares(issue.id)) {
        const auto actor = world.find(row.actor);
        if (!actor || row.year > year || year - row.year > kShareAge || row.year < measured[*actor]) continue;
        measured[*actor] = row.year;
        shares[*actor] = row.share;
    }
    return shares;
}

}  // namespace entente::engine
