// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/brief.hpp"

#include <set>

#include <fmt/format.h>

#include "entente/engine/question.hpp"

namespace entente::engine {
namespace {

/// An item of the question as the brief names it: whatever was typed for an actor, its key.
brief::AskedItem asked_item(std::string_view item, const Engine& engine, const atlas::World& world) {
    using Kind = brief::AskedItem::Kind;
    if (item == kWorld) return {.kind = Kind::world};
    const bool is_group = item.ends_with(kMembersOf);
    if (is_group) item.remove_suffix(kMembersOf.size());
    const auto named = engine.find_actors(fmt::format("\"{}\"", item), world, world.as_of());
    return {.kind = is_group ? Kind::members : Kind::actor, .key = world.actor(named.front()).key};
}

}  // namespace

brief::BriefInputs brief_inputs(const Engine& engine, const AskRequest& request, const Monitor& monitor) {
    brief::BriefInputs inputs{.answer = engine.ask(request, monitor)};
    const auto world = engine.world(inputs.answer.question.as_of);
    for (const std::string& item : actor_items(request.actors))
        inputs.asked.push_back(asked_item(item, engine, *world));
    for (const Actor& actor : world->actors()) inputs.names.emplace(actor.key, actor.name);
    std::set<std::string_view> held;
    for (const attain::CellAnswer& cell : inputs.answer.matrix) held.insert(cell.held.begin(), cell.held.end());
    for (const Partnership& partnership : world->partnerships())
        if (held.contains(partnership.id)) inputs.names.emplace(partnership.id, partnership.name);
    return inputs;
}

}  // namespace entente::engine
