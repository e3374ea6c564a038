// SPDX-License-Identifier: Apache-2.0
#include "certificate.hpp"

#include <fmt/format.h>

namespace entente::coalition {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// How the cases were settled, each set having one first member along the axis.
std::string cases_text(const CoreSolver& solver, std::string_view bounded, std::uint64_t num_nodes) {
    const Settled& settled = solver.settled();
    if (solver.num_anchors() <= 1) {
        if (settled.num_short > 0) return "All who could take part do not meet the demands together.";
        if (settled.num_searched == 0) return fmt::format("A weighted bound shows that every set {}.", bounded);
        return fmt::format("Branch and bound looked through all sets ({}).", counted(num_nodes, "node", "nodes"));
    }
    return fmt::format(
        "Of {} as a set's first member along the axis of principles, {} too few within reach, {} ruled "
        "out by a weighted bound ({}), {} looked through by branch and bound ({}).",
        counted(solver.num_anchors(), "actor", "actors"), counted(settled.num_short, "has", "have"),
        counted(settled.num_bounded, "is", "are"), bounded, counted(settled.num_searched, "was", "were"),
        counted(num_nodes, "node", "nodes"));
}

}  // namespace

std::string certificate_text(const Instance& instance, const CoreSolver& solver, const CoreSolution& solution) {
    const std::string_view unit = instance.problem().costs.empty() ? "members" : "cost";
    if (!solution.is_proven()) {
        if (!solver.best())
            return fmt::format("The search was ended before it found a core; none has fewer than {} {}.",
                               solution.bound, unit);
        return fmt::format("The search was ended: the best found has {} {}, and none has fewer than {}.",
                           solution.value, unit, solution.bound);
    }
    return fmt::format("No core has fewer than {} {}. {}", solution.value, unit,
                       cases_text(solver, fmt::format("takes {} or more", solution.value), solution.num_nodes));
}

std::string infeasible_text(const Instance&, const CoreSolver& solver, std::uint64_t num_nodes) {
    return fmt::format("No set meets the demands. {}", cases_text(solver, "falls short", num_nodes));
}

}  // namespace entente::coalition
