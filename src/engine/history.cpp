// SPDX-License-Identifier: Apache-2.0
#include "history.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace entente::engine {

attain::HistoryPoint history_point(const attain::AnswerInputs& inputs, attain::Question then,
                                   const attain::Question& now, const atlas::World& world, const Monitor& monitor) {
    attain::HistoryPoint point{.as_of = then.as_of, .model_as_of = inputs.model.before - 1};
    for (const atlas::ActorIndex actor : now.pool) {
        const Actor& one = world.actor(actor);
        const auto index = inputs.world.find(one.id);
        if (!index || !inputs.world.is_alive(*index, then.as_of)) {
            point.missing.push_back(one.key);
            continue;
        }
        point.actors.push_back(one.key);
        then.pool.push_back(*index);
        if (std::ranges::find(now.must, actor) != now.must.end()) then.must.push_back(*index);
    }
    if (then.pool.size() < 2) {
        point.note = fmt::format("fewer than two of these actors lived in {}", then.as_of.value());
        return point;
    }
    attain::Answer answer = attain::answer(inputs, std::move(then), monitor);
    point.frontier = std::move(answer.frontier);
    point.together = std::move(answer.together);
    return point;
}

}  // namespace entente::engine
