// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "entente/coalition/coalition.hpp"

namespace entente::bench {

/// The problem as a mixed-integer programme in CPLEX LP format: fewest members, or, where a size is given, the largest
/// share that so many reach. Pairs that stand too far apart are covered by cliques of the graph of conflicts (at most
/// one of each clique), which is a much tighter relaxation than one row a pair.
[[nodiscard]] std::string core_lp(const coalition::CoreProblem& problem, std::optional<std::size_t> size);

}  // namespace entente::bench
