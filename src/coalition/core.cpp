// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/core.hpp"

#include <algorithm>
#include <iterator>

#include "certificate.hpp"
#include "conflict.hpp"
#include "core_list.hpp"
#include "count.hpp"
#include "instance.hpp"
#include "solver.hpp"

namespace entente::coalition {
namespace {

/// Must-haves that meet every demand by themselves, or demands of nothing: one core, and no search.
CoreSolution forced_alone(const Instance& instance) {
    CoreSolution solution{.cores = {*instance.forced()}, .count = "1", .is_count_exact = true};
    solution.value = instance.cost_of(*instance.forced()) * instance.cost_unit();
    solution.bound = solution.value;
    solution.certificate = "Those who must be in meet every demand.";
    return solution;
}

/// Lists minimal cores up to the limit, then counts what is beyond it.
void list_all(const Instance& instance, const CoreSolver& solver, const CoreOptions& options, const Monitor& monitor,
              CoreSolution& solution) {
    const std::int64_t least = solver.best_cost();
    CoreList listed(instance.problem().num_actors);
    Effort effort(options.max_count_nodes, monitor.stop);
    const bool is_complete = solver.enumerate(least, effort, [&](std::span<const Member> members, std::int64_t) {
        if (listed.size() == options.max_listed) return false;
        listed.add(members);
        return true;
    });
    const std::size_t num_listed = std::max<std::size_t>(listed.size(), 1);
    solution.count = std::to_string(num_listed);
    solution.is_count_exact = is_complete;
    if (listed.size() > 0) solution.cores = listed.sorted();
    if (is_complete) return;
    const Count count = count_cores(instance, solver, least, effort);
    if (count.is_exact || count.at_least > num_listed) {
        solution.count = count.at_least.str();
        solution.is_count_exact = count.is_exact;
    }
}

/// Whether each of the members is needed, must-haves aside.
bool has_nobody_superfluous(const Instance& instance, std::span<const Member> members) {
    std::vector<Member> fewer;
    for (const Member member : members) {
        if (std::ranges::binary_search(*instance.forced(), member)) continue;
        fewer.clear();
        std::ranges::copy_if(members, std::back_inserter(fewer), [&](Member other) { return other != member; });
        if (instance.is_met_by(fewer)) return false;
    }
    return true;
}

void list_near(const Instance& instance, const CoreSolver& solver, const CoreOptions& options, const Monitor& monitor,
               CoreSolution& solution) {
    CoreList listed(instance.problem().num_actors);
    Effort effort(options.max_count_nodes, monitor.stop);
    const std::int64_t least = solver.best_cost();
    solution.is_near_complete =
        solver.enumerate(least + instance.cheapest(), effort, [&](std::span<const Member> members, std::int64_t cost) {
            if (cost == least || !has_nobody_superfluous(instance, members)) return true;
            if (listed.size() == options.max_near) return false;
            listed.add(members);
            return true;
        });
    solution.near = listed.sorted();
}

CoreSolution infeasible(const CoreProblem& problem, const Monitor& monitor, std::string why, std::uint64_t nodes) {
    CoreSolution solution{.termination = Termination::infeasible, .count = "0", .is_count_exact = true};
    solution.certificate = std::move(why);
    Conflict conflict = find_conflict(problem, monitor);
    solution.conflict = std::move(conflict.demands);
    solution.is_conflict_smallest = conflict.is_smallest;
    solution.num_nodes = nodes;
    return solution;
}

}  // namespace

bool is_core(const CoreProblem& problem, std::span<const Member> members) {
    const Instance instance(problem);
    const auto is_in = [&](Member member) { return std::ranges::find(members, member) != members.end(); };
    if (!std::ranges::all_of(problem.must, is_in) || std::ranges::any_of(problem.must_not, is_in)) return false;
    if (problem.cohesion && std::ranges::any_of(problem.unplaced, is_in)) return false;
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (members[i] == members[j] || !instance.can_sit(members[i], members[j])) return false;
    return instance.is_met_by(members);
}

std::vector<Member> who_could_join(const CoreProblem& problem, std::span<const Member> core) {
    const Instance instance(problem);
    std::vector<Member> joining;
    std::ranges::copy_if(instance.open(), std::back_inserter(joining), [&](Member other) {
        return !std::ranges::binary_search(core, other) &&
               std::ranges::all_of(core, [&](Member member) { return instance.can_sit(member, other); });
    });
    return joining;
}

CoreSolution minimal_cores(const CoreProblem& problem, const CoreOptions& options, const Monitor& monitor) {
    problem.validate();
    const Instance instance(problem);
    if (!instance.forced()) return infeasible(problem, monitor, forced_apart_text(problem), 0);
    if (instance.is_met_by(*instance.forced())) return forced_alone(instance);

    Effort effort(options.max_nodes, monitor.stop);
    CoreSolver solver(instance, effort);
    const bool is_finished = solver.find_best();
    if (is_finished && !solver.best())
        return infeasible(problem, monitor, infeasible_text(instance, solver, effort.num_nodes()), effort.num_nodes());

    CoreSolution solution{.termination = is_finished ? Termination::proven : Termination::limit_reached};
    solution.bound = solver.bound();
    if (solution.bound != INT64_MAX) solution.bound *= instance.cost_unit();
    solution.num_nodes = effort.num_nodes();
    if (solver.best()) {
        solution.value = solver.best_cost() * instance.cost_unit();
        solution.cores = {*solver.best()};
        solution.count = "1";
    }
    solution.multipliers = solver.weights();
    solution.certificate = certificate_text(instance, solver, solution);
    if (!is_finished) return solution;
    if (options.max_count_nodes > 0) list_all(instance, solver, options, monitor, solution);
    if (options.max_count_nodes > 0 && options.max_near > 0) list_near(instance, solver, options, monitor, solution);
    return solution;
}

}  // namespace entente::coalition
