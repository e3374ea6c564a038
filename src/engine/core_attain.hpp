// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core_inputs.hpp"

namespace entente::engine {

/// Minimal cores of which every two members could reach the request's depth with each other.
///
/// Pairs that fail are found as they come up: solve without them, ask for the prospects of everyone in the cores found,
/// exclude the pairs that fail, and solve again, until every pair in every core listed has been asked about. What is
/// left out can only make cores larger, so the result is minimal with all pairs excluded. `inputs` gains the pairs.
/// Two entities are not asked about as a pair. Cost: about 100 ms for each actor that comes up.
[[nodiscard]] coalition::CoreSolution attainable_cores(const Engine& engine, const CoreRequest& request,
                                                       const atlas::World& world, CoreInputs& inputs,
                                                       const coalition::CoreOptions& options, const Monitor& monitor);

}  // namespace entente::engine
