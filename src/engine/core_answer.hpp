// SPDX-License-Identifier: Apache-2.0
//
// From a solved CoreProblem to an answer in the names of actors, wherever the problem came from.
#pragma once

#include "entente/engine/cores.hpp"

namespace entente::engine {

[[nodiscard]] coalition::CoreOptions options_of(const CoreRequest& request);

/// What is demanded, and what the pool carries. The answer's pool is known.
void describe_pool(CoreAnswer& answer, const coalition::CoreProblem& problem);
/// Names the cores, what they carry and cost, who could join, or which demands conflict. The answer's solution is
/// known.
void describe_solution(CoreAnswer& answer, const coalition::CoreProblem& problem);
/// The frontier of a problem with places, or without any that of size and share.
void add_frontier(CoreAnswer& answer, const coalition::CoreProblem& problem, const Monitor& monitor);

}  // namespace entente::engine
