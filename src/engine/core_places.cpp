// SPDX-License-Identifier: Apache-2.0
#include "core_places.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"

namespace entente::engine {
namespace {

constexpr int kPlaceAge = 3;      ///< A position older than this is not carried.
constexpr int kYearsOfVotes = 5;  ///< Votes that positions in several dimensions are fitted to.

/// The newest position of each actor up to the year.
Places newest_places(const std::vector<principles::IdealPoint>& points, const atlas::World& world, Year year) {
    Places places;
    places.of_actor.resize(world.num_actors());
    std::vector<Year> of_year(world.num_actors());
    for (const principles::IdealPoint& point : points) {
        const auto actor = world.find(point.actor);
        if (!actor || point.year > year || year - point.year > kPlaceAge || point.year < of_year[*actor]) continue;
        of_year[*actor] = point.year;
        auto& place = places.of_actor[*actor];
        if (!place) place.emplace();
        (*place)[static_cast<std::size_t>(point.dimension - 1)] = point.mean;
    }
    return places;
}

std::vector<principles::IdealPoint> fitted_points(int num_dimensions, const atlas::Atlas& atlas, Year year,
                                                  const Monitor& monitor) {
    atlas::VoteTable table = votes_for(atlas, {.num_dimensions = num_dimensions, .as_of = year});
    std::erase_if(table.roll_calls,
                  [&](const RollCallRecord& roll_call) { return year - roll_call.year >= kYearsOfVotes; });
    std::erase_if(table.votes, [&](const VoteRecord& vote) {
        return !std::ranges::binary_search(table.roll_calls, vote.roll_call, {}, &RollCallRecord::id);
    });
    const principles::VoteMatrix matrix = vote_matrix(table, VoteClock::calendar);
    return principles::fit_ideal_points(matrix, position_options(matrix, num_dimensions), Seed{}, monitor).points;
}

}  // namespace

Places known_places(const atlas::World& world, Year year) {
    Places places;
    places.of_actor.resize(world.num_actors());
    places.basis = "One dimension, from the votes up to the year and no later ones.";
    for (atlas::ActorIndex actor = 0; actor < world.num_actors(); ++actor)
        if (const auto position = world.position(actor, year, kPlaceAge))
            places.of_actor[actor] = {position->mean, 0, 0};
    return places;
}

Places places_in(int num_dimensions, const atlas::Atlas& atlas, const atlas::World& world, Year year,
                 const Monitor& monitor) {
    if (year >= atlas.last_year())
        if (const auto stored = stored_positions(atlas, {.num_dimensions = num_dimensions})) {
            Places places = newest_places(stored->points, world, year);
            places.basis = stored->basis;
            return places;
        }
    Places places = newest_places(fitted_points(num_dimensions, atlas, year, monitor), world, year);
    places.basis = fmt::format("{} dimensions, fitted to the votes of the {} years up to {}.", num_dimensions,
                               kYearsOfVotes, year.value());
    return places;
}

void place_entities(Places& places, const atlas::World& world, Year year) {
    for (atlas::ActorIndex actor = 0; actor < world.num_actors(); ++actor) {
        if (world.actor(actor).kind != ActorKind::collective) continue;
        std::array<double, 3> sum{};
        double count = 0;
        for (const atlas::ActorIndex member : world.members_of(actor, year)) {
            if (!places.of_actor[member]) continue;
            for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += (*places.of_actor[member])[k];
            ++count;
        }
        if (count == 0) continue;
        for (double& coordinate : sum) coordinate /= count;
        places.of_actor[actor] = sum;
    }
}

}  // namespace entente::engine
