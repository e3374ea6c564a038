// SPDX-License-Identifier: Apache-2.0
//
// Small random core problems, and the answer by trying every set: slow, plain and independent of the floor.
#pragma once

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>
#include <map>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/coalition/coalition.hpp"

namespace entente::coalition::testing {

inline constexpr std::uint32_t kProblems = 0x636f7265;  // 'core'

/// Up to 11 actors, 3 issues and 3 dimensions, with ties on purpose and each kind of demand now and then.
inline CoreProblem random_problem(std::uint32_t number) {
    RandomStream random(Seed{7}, {.purpose = kProblems, .item = number});
    const auto chance = [&](double share) { return random.uniform() < share; };
    CoreProblem problem;
    problem.num_actors = 1 + random.below(11);
    problem.num_issues = 1 + random.below(3);
    problem.num_dimensions = random.below(4);
    const std::uint32_t coarse = chance(0.5) ? 4 : 1000;  // Coarse shares tie.
    for (std::size_t k = 0; k < problem.num_actors * problem.num_issues; ++k)
        problem.shares.push_back(random.below(coarse + 1) * (kShareUnit / 10 / coarse));
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue) {
        std::int64_t sum = 0;
        for (Member actor = 0; actor < problem.num_actors; ++actor) sum += problem.share(actor, issue);
        problem.thresholds.push_back(std::min(sum, static_cast<std::int64_t>(random.below(90)) * sum / 100));
    }
    const std::uint32_t grid = chance(0.5) ? 4 : 1000;
    for (std::size_t k = 0; k < problem.num_actors * problem.num_dimensions; ++k)
        problem.positions.push_back(random.below(grid + 1) * (2 * kPositionUnit / grid));
    if (problem.num_dimensions > 0 && chance(0.7)) problem.cohesion = random.below(5) * kPositionUnit / 2;
    if (chance(0.3))
        for (std::size_t k = 0; k < problem.num_actors; ++k) problem.costs.push_back(1 + random.below(4));
    const auto anyone = [&] { return random.below(static_cast<std::uint32_t>(problem.num_actors)); };
    if (chance(0.2)) problem.must.push_back(anyone());
    if (chance(0.2)) problem.must_not.push_back(anyone());
    while (problem.num_actors > 1 && chance(0.4)) {
        const Member a = anyone();
        const Member b = anyone();
        if (a != b) (chance(0.5) ? problem.exclusive : problem.unattainable).emplace_back(a, b);
    }
    if (chance(0.3)) {
        GroupDemand group{.name = "group", .least = 1 + random.below(2)};
        for (Member actor = 0; actor < problem.num_actors; ++actor)
            if (chance(0.5)) group.members.push_back(actor);
        problem.groups.push_back(std::move(group));
    }
    return problem;
}

/// Calls visit(members, cost) for every set that sits together, without looking at shares and groups.
template <typename Visit>
void each_set(const CoreProblem& problem, const Visit& visit) {
    CoreProblem free = problem;
    std::ranges::fill(free.thresholds, 0);
    free.groups.clear();
    for (std::uint32_t bits = 0; bits < (1U << problem.num_actors); ++bits) {
        std::vector<Member> members;
        std::int64_t cost = 0;
        for (Member actor = 0; actor < problem.num_actors; ++actor)
            if (bits >> actor & 1) {
                members.push_back(actor);
                cost += problem.cost(actor);
            }
        if (is_core(free, members)) visit(members, cost);
    }
}

inline std::int64_t share_of(const CoreProblem& problem, const std::vector<Member>& members, std::size_t issue) {
    std::int64_t sum = 0;
    for (const Member member : members) sum += problem.share(member, issue);
    return sum;
}

/// Whether shares and groups are met, written anew.
inline bool meets(const CoreProblem& problem, const std::vector<Member>& members) {
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue)
        if (share_of(problem, members, issue) < problem.thresholds[issue]) return false;
    return std::ranges::all_of(problem.groups, [&](const GroupDemand& group) {
        return std::ranges::count_if(members, [&](Member member) {
                   return std::ranges::find(group.members, member) != group.members.end();
               }) >= group.least;
    });
}

/// How many demands at least conflict in a problem that no set satisfies, by leaving out every set of them.
inline std::size_t fewest_in_conflict(const CoreProblem& problem) {
    std::vector<std::function<void(CoreProblem&)>> drops;
    for (std::size_t k = 0; k < problem.num_issues; ++k)
        drops.emplace_back([k](CoreProblem& rest) { rest.thresholds[k] = 0; });
    for (std::size_t k = 0; k < problem.groups.size(); ++k)
        drops.emplace_back([k](CoreProblem& rest) { rest.groups[k].least = 0; });
    drops.emplace_back([](CoreProblem& rest) { rest.cohesion.reset(); });
    drops.emplace_back([](CoreProblem& rest) { rest.must.clear(); });
    drops.emplace_back([](CoreProblem& rest) { rest.must_not.clear(); });
    drops.emplace_back([](CoreProblem& rest) { rest.exclusive.clear(); });
    drops.emplace_back([](CoreProblem& rest) { rest.unattainable.clear(); });
    std::size_t fewest = drops.size();
    for (std::uint32_t kept = 0; kept < (1U << drops.size()); ++kept) {
        const auto count = static_cast<std::size_t>(std::popcount(kept));
        if (count >= fewest) continue;
        CoreProblem rest = problem;
        for (std::size_t k = 0; k < drops.size(); ++k)
            if ((kept >> k & 1) == 0) drops[k](rest);
        bool is_met = false;
        each_set(rest,
                 [&](const std::vector<Member>& members, std::int64_t) { is_met = is_met || meets(rest, members); });
        if (!is_met) fewest = count;
    }
    return fewest;
}

/// Every set that meets all demands, by cost.
inline std::map<std::int64_t, std::vector<std::vector<Member>>> all_cores(const CoreProblem& problem) {
    std::map<std::int64_t, std::vector<std::vector<Member>>> by_cost;
    each_set(problem, [&](const std::vector<Member>& members, std::int64_t cost) {
        if (meets(problem, members)) by_cost[cost].push_back(members);
    });
    for (auto& [cost, sets] : by_cost) std::ranges::sort(sets);
    return by_cost;
}

/// Of those sets the ones that cost more than the least, by at most what the cheapest actor costs, and in which nobody
/// but must-haves can be left out.
inline std::vector<std::vector<Member>> near_cores(
    const CoreProblem& problem, const std::map<std::int64_t, std::vector<std::vector<Member>>>& by_cost) {
    const std::int64_t cheapest =
        problem.costs.empty() ? 1 : *std::min_element(problem.costs.begin(), problem.costs.end());
    const auto is_needed = [&](const std::vector<Member>& members, Member member) {
        if (std::ranges::find(problem.must, member) != problem.must.end()) return true;
        std::vector<Member> fewer = members;
        std::erase(fewer, member);
        return !meets(problem, fewer);
    };
    std::vector<std::vector<Member>> near;
    for (const auto& [cost, sets] : by_cost) {
        const std::int64_t dearer = cost - by_cost.begin()->first;
        if (dearer == 0 || dearer > cheapest) continue;
        std::ranges::copy_if(sets, std::back_inserter(near), [&](const std::vector<Member>& members) {
            return std::ranges::all_of(members, [&](Member member) { return is_needed(members, member); });
        });
    }
    std::ranges::sort(near);
    return near;
}

}  // namespace entente::coalition::testing
