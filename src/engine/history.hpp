// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/attain/attain.hpp"

namespace entente::engine {

/// The answer of an earlier year about the actors of a later question. `then` is the earlier year's question without a
/// pool; `now` the later one, whose actors are places in `world`. Those that did not live then are named as missing;
/// with fewer than two left there is a note instead of an answer.
[[nodiscard]] attain::HistoryPoint history_point(const attain::AnswerInputs& inputs, attain::Question then,
                                                 const attain::Question& now, const atlas::World& world,
                                                 const Monitor& monitor);

}  // namespace entente::engine
