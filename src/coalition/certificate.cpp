// SPDX-License-Identifier: Apache-2.0
#include "certificate.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

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
    std::vector<std::string> cases;
    if (settled.num_short > 0) cases.push_back(counted(settled.num_short, "has", "have") + " too few within reach");
    if (settled.num_bounded > 0)
        cases.push_back(
            fmt::format("{} ruled out by a weighted bound ({})", counted(settled.num_bounded, "is", "are"), bounded));
    if (settled.num_searched > 0)
        cases.push_back(fmt::format("{} looked through by branch and bound ({})",
                                    counted(settled.num_searched, "was", "were"), counted(num_nodes, "node", "nodes")));
    return fmt::format("Of {} as a set's first member along the axis of principles, {}.",
                       counted(solver.num_anchors(), "actor", "actors"), fmt::join(cases, ", "));
}

}  // namespace

std::string certificate_text(const Instance& instance, const CoreSolver& solver, const CoreSolution& solution) {
    const bool has_costs = !instance.problem().costs.empty();
    const auto amount = [&](std::int64_t units) {
        return has_costs ? fmt::format("{}", cost_of_units(units)) : fmt::format("{}", units);
    };
    const std::string less = fmt::format(fmt::runtime(has_costs ? "costs less than {}" : "has fewer than {} members"),
                                         amount(solution.is_proven() ? solution.value : solution.bound));
    if (!solution.is_proven()) {
        if (!solver.best()) return fmt::format("The search was ended before it found a core; none {}.", less);
        return fmt::format("The search was ended: the best found {}, and none {}.",
                           has_costs ? "costs " + amount(solution.value) : "has " + amount(solution.value) + " members",
                           less);
    }
    return fmt::format(
        "No core {}. {}", less,
        cases_text(solver, fmt::format("{} {} or more", has_costs ? "costs" : "takes", amount(solution.value)),
                   solution.num_nodes));
}

std::string forced_apart_text(const CoreProblem& problem) {
    const auto is_forced = [&](Member member) { return std::ranges::find(problem.must, member) != problem.must.end(); };
    if (std::ranges::any_of(problem.must_not, is_forced)) return "An actor is asked to be in and to be out.";
    if (problem.cohesion && std::ranges::any_of(problem.unplaced, is_forced))
        return "Nobody knows where one of those stands who must be in.";
    return "Those who must be in cannot sit together.";
}

std::string infeasible_text(const Instance&, const CoreSolver& solver, std::uint64_t num_nodes) {
    return fmt::format("No set meets the demands. {}", cases_text(solver, "falls short", num_nodes));
}

}  // namespace entente::coalition
