// SPDX-License-Identifier: Apache-2.0
#include "conflict.hpp"

#include "instance.hpp"
#include "solver.hpp"

namespace entente::coalition {
namespace {

constexpr std::uint64_t kMostNodes = 5'000'000;  ///< For one question of feasibility.

/// Demands that are there, those first that one would rather be told of last.
std::vector<Demand> demands_of(const CoreProblem& problem) {
    std::vector<Demand> demands;
    if (!problem.exclusive.empty()) demands.push_back({DemandKind::exclusive});
    if (!problem.unattainable.empty()) demands.push_back({DemandKind::unattainable});
    if (!problem.must_not.empty()) demands.push_back({DemandKind::must_not});
    for (std::size_t k = 0; k < problem.groups.size(); ++k) demands.push_back({DemandKind::group, k});
    if (!problem.must.empty()) demands.push_back({DemandKind::must});
    if (problem.cohesion) demands.push_back({DemandKind::cohesion});
    for (std::size_t k = 0; k < problem.num_issues; ++k) demands.push_back({DemandKind::share, k});
    return demands;
}

void drop(CoreProblem& problem, const Demand& demand) {
    switch (demand.kind) {
        case DemandKind::share:
            problem.thresholds[demand.index] = 0;
            return;
        case DemandKind::cohesion:
            problem.cohesion.reset();
            return;
        case DemandKind::must:
            problem.must.clear();
            return;
        case DemandKind::must_not:
            problem.must_not.clear();
            return;
        case DemandKind::exclusive:
            problem.exclusive.clear();
            return;
        case DemandKind::unattainable:
            problem.unattainable.clear();
            return;
        case DemandKind::group:
            problem.groups[demand.index].least = 0;
            return;
    }
}

/// Whether it is proven that no set meets the demands.
bool is_infeasible(const CoreProblem& problem, const Monitor& monitor) {
    const Instance instance(problem);
    if (!instance.forced()) return true;
    if (instance.is_met_by(*instance.forced())) return false;
    Effort effort(kMostNodes, monitor.stop);
    CoreSolver solver(instance, effort);
    return solver.find_best(Goal::any) && !solver.best();
}

}  // namespace

std::vector<Demand> find_conflict(const CoreProblem& problem, const Monitor& monitor) {
    CoreProblem rest = problem;
    std::vector<Demand> kept;
    for (const Demand& demand : demands_of(problem)) {
        CoreProblem without = rest;
        drop(without, demand);
        if (is_infeasible(without, monitor))
            rest = std::move(without);
        else
            kept.push_back(demand);
    }
    return kept;
}

}  // namespace entente::coalition
