// SPDX-License-Identifier: Apache-2.0
#include "core_answer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "core_words.hpp"

namespace entente::engine {
namespace {

using coalition::CoreProblem;
using coalition::Member;

constexpr std::uint64_t kCountNodes = 1'000'000;
constexpr std::size_t kMostNext = 10;
constexpr std::size_t kMostCarried = 30;

std::vector<std::string> keys_of(const CoreAnswer& answer, const std::vector<Member>& members) {
    std::vector<std::string> keys;
    for (const Member member : members) keys.push_back(answer.pool[member].key);
    return keys;
}

std::vector<double> shares_of(const CoreProblem& problem, const std::vector<Member>& members) {
    std::vector<double> shares;
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue) {
        std::int64_t sum = 0;
        for (const Member member : members) sum += problem.share(member, issue);
        shares.push_back(coalition::share_of_units(sum));
    }
    return shares;
}

double distance(std::int64_t squared) {
    return std::sqrt(static_cast<double>(squared)) / static_cast<double>(coalition::kPositionUnit);
}

/// The largest distance of two members; nothing where principles were not asked about or are not known.
std::optional<double> cohesion_of(const CoreProblem& problem, const std::vector<Member>& members) {
    const auto is_unplaced = [&](Member member) { return std::ranges::binary_search(problem.unplaced, member); };
    if (problem.num_dimensions == 0 || std::ranges::any_of(members, is_unplaced)) return std::nullopt;
    std::int64_t widest = 0;
    for (const Member a : members)
        for (const Member b : members) widest = std::max(widest, problem.squared_distance(a, b));
    return distance(widest);
}

/// What all of the pool carry, an entity's members not counted beside it.
std::vector<double> pool_shares(const CoreAnswer& answer, const CoreProblem& problem) {
    std::set<Member> beside;
    const auto is_entity = [&](Member member) { return answer.pool[member].kind == ActorKind::collective; };
    for (const auto& [a, b] : problem.exclusive) {
        if (is_entity(a)) beside.insert(b);
        if (is_entity(b)) beside.insert(a);
    }
    std::vector<Member> all;
    for (Member k = 0; k < answer.pool.size(); ++k)
        if (!beside.contains(k) || is_entity(k)) all.push_back(k);
    std::vector<double> shares = shares_of(problem, all);
    for (double& share : shares) share = std::min(share, 1.0);
    return shares;
}

std::vector<Carried> carried_by(const CoreAnswer& answer, const CoreProblem& problem) {
    std::vector<Member> order(answer.pool.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto largest = [&](Member member) {
        std::int64_t share = 0;
        for (std::size_t issue = 0; issue < problem.num_issues; ++issue)
            share = std::max(share, problem.share(member, issue));
        return share;
    };
    std::ranges::stable_sort(order, std::greater{}, largest);
    std::vector<Carried> carried;
    for (std::size_t k = 0; k < std::min(order.size(), kMostCarried); ++k)
        carried.push_back({answer.pool[order[k]].key, answer.pool[order[k]].name, shares_of(problem, {order[k]})});
    return carried;
}

/// Who could join the first core, and what that would add to the least of its shares.
std::vector<NextMember> next_members(const CoreAnswer& answer, const CoreProblem& problem) {
    const std::vector<double> now = shares_of(problem, answer.solution.cores.front());
    std::vector<NextMember> next;
    for (const Member member : coalition::who_could_join(problem, answer.solution.cores.front())) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t issue = 0; issue < now.size(); ++issue)
            least = std::min(least, now[issue] + coalition::share_of_units(problem.share(member, issue)));
        next.push_back({answer.pool[member].key, least - *std::ranges::min_element(now)});
    }
    std::ranges::stable_sort(next, std::greater{}, &NextMember::gain);
    if (next.size() > kMostNext) next.resize(kMostNext);
    return next;
}

}  // namespace

coalition::CoreOptions options_of(const CoreRequest& request) {
    coalition::CoreOptions options;
    if (request.all || request.near) options.max_count_nodes = kCountNodes;
    if (request.all) options.max_listed = request.max_listed;
    if (request.near) options.max_near = request.max_listed;
    return options;
}

void describe_pool(CoreAnswer& answer, const CoreProblem& problem) {
    for (const std::int64_t threshold : problem.thresholds)
        answer.demanded.push_back(coalition::share_of_units(threshold));
    answer.pool_shares = pool_shares(answer, problem);
    answer.carried = carried_by(answer, problem);
}

void describe_solution(CoreAnswer& answer, const CoreProblem& problem) {
    for (const auto& core : answer.solution.cores) answer.cores.push_back(keys_of(answer, core));
    for (const auto& core : answer.solution.near) answer.near.push_back(keys_of(answer, core));
    if (!problem.costs.empty() && answer.is_feasible())
        answer.cost_bound = coalition::cost_of_units(answer.solution.bound);
    answer.conflict = conflict_texts(answer, problem);
    if (answer.solution.cores.empty()) return;
    if (answer.cost_bound) answer.cost = coalition::cost_of_units(answer.solution.value);
    answer.shares = shares_of(problem, answer.solution.cores.front());
    answer.cohesion = cohesion_of(problem, answer.solution.cores.front());
    answer.next_members = next_members(answer, problem);
}

void add_frontier(CoreAnswer& answer, const CoreProblem& problem, const Monitor& monitor) {
    if (!answer.cores.empty()) answer.cohesion = cohesion_of(problem, answer.solution.cores.front());
    const coalition::Frontier found = coalition::frontier(problem, answer.request.max_size, {}, monitor);
    answer.is_frontier_proven = found.is_proven;
    for (const coalition::FrontierPoint& point : found.points)
        answer.frontier.push_back(
            {point.size, coalition::share_of_units(point.share),
             problem.num_dimensions > 0 ? std::optional{distance(point.squared_diameter)} : std::nullopt,
             keys_of(answer, point.members)});
}

}  // namespace entente::engine
