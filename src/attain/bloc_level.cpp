// SPDX-License-Identifier: Apache-2.0
#include "bloc_level.hpp"

#include <algorithm>
#include <cmath>

namespace entente::attain {
namespace {

/// Whether a side is the entity: four fifths of the states of either are the other's. A looser rule would take the
/// agreements of the European Union for NATO's.
bool acts_for(std::span<const atlas::ActorIndex> side, std::span<const atlas::ActorIndex> members) {
    constexpr double kLeastOverlap = 0.8;
    const auto num_common = std::ranges::count_if(
        side, [&](atlas::ActorIndex state) { return std::ranges::binary_search(members, state); });
    const auto num_all = static_cast<double>(side.size() + members.size()) - static_cast<double>(num_common);
    return side.size() > 1 && static_cast<double>(num_common) >= kLeastOverlap * num_all;
}

/// Dyads with the entity that its foundings of a family hold.
double founded(const atlas::World& world, std::span<const FoundingEvent> events, Family family,
               atlas::ActorIndex entity) {
    double sum = 0;
    for (const FoundingEvent& event : events) {
        if (event.family != family) continue;
        const auto members = world.members_of(entity, event.year);
        if (std::ranges::none_of(event.units, [&](const auto& side) { return acts_for(side, members); })) continue;
        const auto num_units = static_cast<double>(event.units.size());
        const double num_dyads = num_units * (num_units - 1) / 2;
        sum += (num_units - 1) * std::min(1.0, JointOptions{}.max_dyads / num_dyads);
    }
    return sum;
}

}  // namespace

BlocLevel bloc_level(const atlas::World& world, const AnswerGround& ground, const JointModel& model, Family family,
                     atlas::ActorIndex entity, const Bloc& bloc) {
    constexpr double kPrior = 1;
    const auto& events = ground.bloc_foundings;
    if (bloc.size() < 2 || std::ranges::find(events, family, &FoundingEvent::family) == events.end()) return {};
    const DyadFrame& frame = ground.frame;
    int num_years = 0;
    for (int back = 1; back <= AnswerGround::kBlocYears; ++back)
        num_years += !world.members_of(entity, frame.year() - back).empty();
    double expected = 0;
    for (Slot slot = 0; slot < frame.num_states(); ++slot)
        if (frame.is_living(slot) && std::ranges::find(bloc, slot) == bloc.end())
            expected += num_years * std::exp(model.founding_hazard(frame, {slot}, bloc, Doubt::left_out).log_hazard);
    const double seen = founded(world, events, family, entity);
    return {.log_factor = std::log((seen + kPrior) / (expected + kPrior)), .std_error = 1 / std::sqrt(seen + kPrior)};
}

}  // namespace entente::attain
