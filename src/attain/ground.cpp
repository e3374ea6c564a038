// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/ground.hpp"

#include <algorithm>

namespace entente::attain {
namespace {

constexpr double kUniversalShare = 0.5;

Roster roster_of(const Partnership& partnership, const atlas::World& world, Year as_of, double num_living) {
    Roster roster{.depth = depth_by(partnership, as_of)};
    std::size_t num_states = 0;
    for (const Party& party : partnership.parties) {
        const auto actor = world.find(party.actor);
        if (!actor || !party.spell.holds_in(as_of)) continue;
        num_states += world.actor(*actor).kind == ActorKind::state;
        if (party.role != "observer") roster.parties.push_back(*actor);
    }
    std::ranges::sort(roster.parties);
    const auto repeated = std::ranges::unique(roster.parties);
    roster.parties.erase(repeated.begin(), repeated.end());
    roster.is_universal = static_cast<double>(num_states) > kUniversalShare * num_living;
    return roster;
}

}  // namespace

AnswerGround answer_ground(const atlas::World& world, Year as_of) {
    const Panel panel(world);
    AnswerGround ground{.frame = panel.frame(as_of + 1), .history = {depth_records(world), as_of + 1}};
    for (const FoundingEvent& event : panel.foundings())
        if (event.year <= as_of && event.year > as_of - AnswerGround::kBlocYears &&
            std::ranges::any_of(event.units, [](const auto& unit) { return unit.size() > 1; }))
            ground.bloc_foundings.push_back(event);
    const auto num_living = static_cast<double>(world.living_states(as_of).size());
    for (const Partnership& partnership : world.partnerships())
        ground.rosters.push_back(roster_of(partnership, world, as_of, num_living));
    return ground;
}

}  // namespace entente::attain
