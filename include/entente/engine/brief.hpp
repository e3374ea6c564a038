// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/brief/brief.hpp"
#include "entente/engine/engine.hpp"

namespace entente::engine {

/// What the brief of a question is made from: its answer, and the names that the answer only has ids of.
/// Throws as Engine::ask does.
[[nodiscard]] brief::BriefInputs brief_inputs(const Engine& engine, const AskRequest& request,
                                              const Monitor& monitor = {});

}  // namespace entente::engine
