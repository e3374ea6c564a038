// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/brief.hpp"

#include <set>

namespace entente::engine {

brief::BriefInputs brief_inputs(const Engine& engine, const AskRequest& request, const Monitor& monitor) {
    brief::BriefInputs inputs{.answer = engine.ask(request, monitor)};
    const auto world = engine.world(inputs.answer.question.as_of);
    for (const Actor& actor : world->actors()) inputs.names.emplace(actor.key, actor.name);
    std::set<std::string_view> held;
    for (const attain::CellAnswer& cell : inputs.answer.matrix) held.insert(cell.held.begin(), cell.held.end());
    for (const Partnership& partnership : world->partnerships())
        if (held.contains(partnership.id)) inputs.names.emplace(partnership.id, partnership.name);
    return inputs;
}

}  // namespace entente::engine
