// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entente/coalition/core.hpp"

namespace entente::coalition {

/// Demands of an infeasible problem that cannot be met together, none of which can be left out: drops one demand after
/// the other and keeps those without which a core exists (the deletion filter of Chinneck & Dravnieks 1991). A demand
/// of which the search could not tell is kept.
[[nodiscard]] std::vector<Demand> find_conflict(const CoreProblem& problem, const Monitor& monitor);

}  // namespace entente::coalition
