// SPDX-License-Identifier: Apache-2.0
#include "core_attain.hpp"

#include <algorithm>
#include <set>

namespace entente::engine {
namespace {

using coalition::Member;

/// Adds the pairs of a member that would not reach the depth.
void exclude_pairs_of(Member member, const Engine& engine, const CoreRequest& request, const atlas::World& world,
                      CoreInputs& inputs, const Monitor& monitor) {
    const AskRequest ask{.actors = world.actor(inputs.pool[member]).key,
                         .issue = request.issues.front(),
                         .as_of = world.as_of(),
                         .horizon_years = request.horizon_years,
                         .threshold = request.threshold};
    for (const attain::BilateralReach& reach : engine.bilateral_reach(ask, monitor)) {
        const auto found = std::ranges::lower_bound(inputs.pool, reach.other);
        if (found == inputs.pool.end() || *found != reach.other) continue;
        if (reach.depth && *reach.depth >= *request.depth) continue;
        inputs.problem.unattainable.emplace_back(member, static_cast<Member>(found - inputs.pool.begin()));
    }
}

}  // namespace

coalition::CoreSolution attainable_cores(const Engine& engine, const CoreRequest& request, const atlas::World& world,
                                         CoreInputs& inputs, const coalition::CoreOptions& options,
                                         const Monitor& monitor) {
    std::set<Member> asked;
    while (true) {
        coalition::CoreSolution solution = coalition::minimal_cores(inputs.problem, options, monitor);
        std::set<Member> fresh;
        for (const auto* cores : {&solution.cores, &solution.near})
            for (const auto& core : *cores)
                std::ranges::copy_if(core, std::inserter(fresh, fresh.end()),
                                     [&](Member member) { return !asked.contains(member); });
        if (fresh.empty() || monitor.stop.stop_requested()) return solution;
        for (const Member member : fresh) exclude_pairs_of(member, engine, request, world, inputs, monitor);
        asked.insert(fresh.begin(), fresh.end());
        monitor.report("asking which pairs could reach the depth",
                       static_cast<double>(asked.size()) / static_cast<double>(inputs.pool.size()));
    }
}

}  // namespace entente::engine
