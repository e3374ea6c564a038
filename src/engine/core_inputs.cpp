// SPDX-License-Identifier: Apache-2.0
#include "core_inputs.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core_places.hpp"
#include "entente/base/nearest.hpp"
#include "entente/engine/shares.hpp"
#include "entente/power/power.hpp"

namespace entente::engine {
namespace {

using atlas::ActorIndex;
using coalition::Member;

/// The two sides of `A:B`. Throws Error{wrong_usage} where there are not two.
std::pair<std::string, std::string> halves(std::string_view field, std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size())
        throw Error{Errc::wrong_usage, fmt::format("{} is '{}'; expected two parts joined by ':'", field, text)};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string keys_of(const atlas::World& world, const std::vector<ActorIndex>& actors) {
    constexpr std::size_t kMost = 12;
    std::vector<std::string> keys;
    for (std::size_t k = 0; k < std::min(actors.size(), kMost); ++k) keys.push_back(world.actor(actors[k]).key);
    if (actors.size() > kMost) keys.push_back(fmt::format("and {} more", actors.size() - kMost));
    return fmt::format("{}", fmt::join(keys, ", "));
}

std::vector<ActorIndex> actors_of(const CoreInputs& inputs, const std::vector<Member>& members) {
    std::vector<ActorIndex> actors;
    for (const Member member : members) actors.push_back(inputs.pool[member]);
    return actors;
}

}  // namespace

CoreReader::CoreReader(const Engine& engine, const CoreRequest& request, std::shared_ptr<const atlas::World> world,
                       const Monitor& monitor)
    : engine_(engine),
      request_(request),
      world_(std::move(world)),
      atlas_(engine.atlas_file(), atlas::OpenMode::read_only) {
    for (const std::string& id : request.issues) issues_.push_back(&power::find_issue(engine.issues(), id));
    if (!request.cohesion && !request.frontier) return;
    if (request.num_dimensions > 1) {
        try {
            fitted_ = places_in(request.num_dimensions, atlas_, *world_, world_->as_of(), monitor);
        } catch (const Error& error) {
            // A frontier can do without places; it then says so.
            if (request.cohesion || error.errc() != Errc::failed) throw;
            fitted_.emplace().of_actor.resize(world_->num_actors());
        }
    }
    basis_ = places(world_->as_of()).basis;
}

CoreInputs CoreReader::inputs(Year year) const {
    CoreInputs inputs{.pool = engine_.find_actors(request_.actors, *world_, year)};
    inputs.problem.num_actors = inputs.pool.size();
    add_shares(inputs, year);
    if (request_.cohesion) add_places(inputs, year);
    add_entities(inputs, year);
    add_demands(inputs, year);
    if (!request_.costs.empty()) add_costs(inputs, year);
    return inputs;
}

CoreInputs CoreReader::with_places(CoreInputs inputs, Year year) const {
    if (!request_.cohesion) add_places(inputs, year);
    coalition::CoreProblem& problem = inputs.problem;
    if (inputs.has_no_places()) {
        problem.num_dimensions = 0;
        problem.positions.clear();
        inputs.caveats.emplace_back(
            "The frontier is of size and share alone: nobody's position in principles is known.");
    } else if (!request_.cohesion && !problem.unplaced.empty()) {
        problem.must_not.insert(problem.must_not.end(), problem.unplaced.begin(), problem.unplaced.end());
        inputs.caveats.push_back(fmt::format("Not on the frontier, since no position of theirs is known: {}.",
                                             keys_of(*world_, actors_of(inputs, problem.unplaced))));
    }
    return inputs;
}

void CoreReader::add_shares(CoreInputs& inputs, Year year) const {
    coalition::CoreProblem& problem = inputs.problem;
    problem.num_issues = issues_.size();
    problem.shares.assign(inputs.pool.size() * issues_.size(), 0);
    for (std::size_t issue = 0; issue < issues_.size(); ++issue) {
        const auto shares = actor_shares(atlas_, *world_, *issues_[issue], year);
        std::vector<ActorIndex> unknown;
        for (std::size_t k = 0; k < inputs.pool.size(); ++k) {
            const auto& share = shares[inputs.pool[k]];
            if (share)
                problem.shares[k * issues_.size() + issue] = coalition::share_units(std::clamp(*share, 0.0, 1.0));
            else
                unknown.push_back(inputs.pool[k]);
        }
        if (unknown.size() == inputs.pool.size())
            throw Error{Errc::failed,
                        fmt::format("nobody's share of {} is known in {}", issues_[issue]->id, year.value()),
                        "Ask as of another year, or import the tables that the issue rests on."};
        if (!unknown.empty())
            inputs.caveats.push_back(fmt::format("Share of {} not known, taken as nothing: {}.", issues_[issue]->id,
                                                 keys_of(*world_, unknown)));
        const double demanded = request_.shares.size() == 1 ? request_.shares.front() : request_.shares[issue];
        problem.thresholds.push_back(coalition::share_units(demanded));
    }
}

Places CoreReader::places(Year year) const {
    Places places = fitted_ ? *fitted_ : known_places(*world_, year);
    place_entities(places, *world_, year);
    return places;
}

void CoreReader::add_places(CoreInputs& inputs, Year year) const {
    coalition::CoreProblem& problem = inputs.problem;
    const Places places = this->places(year);
    problem.num_dimensions = static_cast<std::size_t>(request_.num_dimensions);
    for (Member k = 0; k < inputs.pool.size(); ++k) {
        const auto& place = places.of_actor[inputs.pool[k]];
        for (std::size_t d = 0; d < problem.num_dimensions; ++d)
            problem.positions.push_back(place ? coalition::position_units((*place)[d]) : 0);
        if (!place) problem.unplaced.push_back(k);
    }
    if (!request_.cohesion) return;
    problem.cohesion = coalition::position_units(*request_.cohesion);
    if (!problem.unplaced.empty())
        inputs.caveats.push_back(fmt::format("Left out, since no position of theirs is known: {}.",
                                             keys_of(*world_, actors_of(inputs, problem.unplaced))));
}

void CoreReader::add_costs(CoreInputs& inputs, Year year) const {
    std::vector<std::int64_t>& costs = inputs.problem.costs;
    costs.assign(inputs.pool.size(), coalition::cost_units(1));
    for (const ActorCost& stated : request_.costs) {
        try {
            for (const ActorIndex actor : engine_.find_actors(stated.actors, *world_, year)) {
                const auto found = std::ranges::lower_bound(inputs.pool, actor);
                if (found != inputs.pool.end() && *found == actor)
                    costs[static_cast<std::size_t>(found - inputs.pool.begin())] = coalition::cost_units(stated.cost);
            }
        } catch (const Error& error) {
            if (stated.place.empty()) throw;
            throw Error{Errc::bad_input, error.what(), error.hint()}.within(stated.place);
        }
    }
}

/// An entity stands for its members: it does not sit beside them, nor beside an entity that shares one with it.
void CoreReader::add_entities(CoreInputs& inputs, Year year) const {
    std::vector<std::vector<ActorIndex>> stands_for;
    for (const ActorIndex actor : inputs.pool) {
        stands_for.push_back({actor});
        if (world_->actor(actor).kind != ActorKind::collective) continue;
        const auto members = world_->members_of(actor, year);
        stands_for.back().insert(stands_for.back().end(), members.begin(), members.end());
        std::ranges::sort(stands_for.back());
    }
    for (Member a = 0; a < inputs.pool.size(); ++a)
        for (Member b = 0; b < a; ++b) {
            if (stands_for[a].size() == 1 && stands_for[b].size() == 1) continue;
            const bool overlap = std::ranges::any_of(
                stands_for[a], [&](ActorIndex actor) { return std::ranges::binary_search(stands_for[b], actor); });
            if (overlap) inputs.problem.exclusive.emplace_back(b, a);
        }
}

void CoreReader::add_demands(CoreInputs& inputs, Year year) const {
    coalition::CoreProblem& problem = inputs.problem;
    if (!request_.must.empty()) problem.must = members(inputs, request_.must, year);
    if (!request_.must_not.empty()) {
        const auto out = members(inputs, request_.must_not, year);
        problem.must_not.insert(problem.must_not.end(), out.begin(), out.end());
    }
    for (const std::string& text : request_.not_with) {
        const auto [first, second] = halves("not-with", text);
        for (const Member a : members(inputs, first, year))
            for (const Member b : members(inputs, second, year))
                if (a != b) problem.exclusive.emplace_back(a, b);
    }
    for (const std::string& text : request_.at_least) problem.groups.push_back(group(inputs, text, year));
}

std::vector<Member> CoreReader::members(const CoreInputs& inputs, std::string_view text, Year year) const {
    std::vector<Member> members;
    for (const ActorIndex actor : engine_.find_actors(text, *world_, year)) {
        const auto found = std::ranges::lower_bound(inputs.pool, actor);
        if (found == inputs.pool.end() || *found != actor)
            throw Error{Errc::wrong_usage,
                        fmt::format("{} is not among the actors asked about", world_->actor(actor).key),
                        fmt::format("Name it among the actors, too, such as world,{}.", world_->actor(actor).key)};
        members.push_back(static_cast<Member>(found - inputs.pool.begin()));
    }
    return members;
}

coalition::GroupDemand CoreReader::group(const CoreInputs& inputs, std::string_view text, Year year) const {
    const auto [count, name] = halves("at-least", text);
    coalition::GroupDemand group{.name = name};
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), group.least);
    if (error != std::errc{} || end != count.data() + count.size() || group.least < 1)
        throw Error{Errc::wrong_usage,
                    fmt::format("at-least is '{}'; expected a count and a group, such as 2:Africa", text)};
    for (Member k = 0; k < inputs.pool.size(); ++k) {
        const Actor& actor = world_->actor(inputs.pool[k]);
        if (actor.region == name || actor.subregion == name) group.members.push_back(k);
    }
    if (!group.members.empty()) return group;
    // No region of that name: an entity or club, whose members those of the pool are that belong to it.
    const auto members = engine_.find_actors(name + ":members", *world_, year);
    for (Member k = 0; k < inputs.pool.size(); ++k)
        if (std::ranges::find(members, inputs.pool[k]) != members.end()) group.members.push_back(k);
    return group;
}

}  // namespace entente::engine
