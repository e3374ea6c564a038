// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entente/coalition/core.hpp"

namespace entente::coalition {

/// Demands of an infeasible problem that cannot be met together.
struct Conflict {
    std::vector<Demand> demands{};
    bool is_smallest = true;  ///< No fewer demands conflict; else the search could not tell in time.
};

/// The fewest demands that cannot be met together; of several such sets the one that shares and cohesion are in.
///
/// A set of demands conflicts only if it holds one of those that any set of demands which can be met leaves out. So the
/// smallest set that hits all complements found so far is tried; if it can be met, it is grown as far as it can be, and
/// what it still leaves out has to be hit, too (Ignatiev, Previti, Liffiton & Marques-Silva 2015, CP, 'Smallest MUS
/// extraction'). Then of the actors and pairs that a demand names those are kept that matter (QuickXplain: Junker
/// 2004, AAAI).
[[nodiscard]] Conflict find_conflict(const CoreProblem& problem, const Monitor& monitor);

}  // namespace entente::coalition
