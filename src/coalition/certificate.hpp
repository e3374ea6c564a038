// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "entente/coalition/core.hpp"
#include "solver.hpp"

namespace entente::coalition {

/// Why nothing cheaper exists, or how far the search came.
[[nodiscard]] std::string certificate_text(const Instance& instance, const CoreSolver& solver,
                                           const CoreSolution& solution);
/// Why those who must be in are no set.
[[nodiscard]] std::string forced_apart_text(const CoreProblem& problem);
/// Why no set meets the demands.
[[nodiscard]] std::string infeasible_text(const Instance& instance, const CoreSolver& solver, std::uint64_t num_nodes);

}  // namespace entente::coalition
