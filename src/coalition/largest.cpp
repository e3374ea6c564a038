// SPDX-License-Identifier: Apache-2.0
#include "largest.hpp"

#include <algorithm>

namespace entente::coalition {

CoreProblem without_thresholds(const CoreProblem& problem) {
    CoreProblem free = problem;
    free.costs.clear();
    std::ranges::fill(free.thresholds, 0);
    return free;
}

std::int64_t least_share(const Instance& instance, std::span<const Member> members) {
    std::int64_t least = INT64_MAX;
    for (std::size_t issue = 0; issue < instance.num_issues(); ++issue) {
        std::int64_t sum = 0;
        for (const Member member : members) sum += instance.brings(member)[issue];
        least = std::min(least, sum);
    }
    return least;
}

void BestBySize::offer(std::vector<Member> members, std::int64_t share) {
    std::ranges::sort(members);
    for (std::size_t size = members.size(); size <= max_size(); ++size) {
        if (size > 0 && share > share_[size]) {
            share_[size] = share;
            members_[size] = members;
        }
        if (rule_ == SizeRule::exactly) break;
    }
}

void BestBySize::offer_if_met(const Instance& instance, const std::vector<Member>& members) {
    if (members.empty() || !instance.is_met_by(members)) return;
    offer(members, least_share(instance, members));
}

bool BestBySize::look_through(const Instance& instance, const std::vector<Member>& in,
                              const std::vector<Member>& candidates, std::size_t size, Effort& effort) {
    if (in.size() > size) return true;
    offer_if_met(instance, in);
    if (in.size() == size) return true;
    const std::size_t num_issues = instance.num_issues();
    const auto raised = [&](std::vector<std::int64_t> demand) {
        std::fill_n(demand.begin(), num_issues, share_[size] + 1);
        return demand;
    };
    std::vector<std::int64_t> needed = raised(instance.demand());
    for (const Member member : in)
        for (std::size_t row = 0; row < needed.size(); ++row) needed[row] -= instance.brings(member)[row];
    Subproblem sub(instance, in, candidates, needed, static_cast<std::int64_t>(size - in.size()), start_[size]);
    start_[size] = sub.relative_weights();
    if (sub.is_closed()) return true;
    sub.prepare(Dominance::on);
    const auto visit = [&](auto& search) {
        const bool is_of_size = rule_ == SizeRule::at_most || search.num_members() == size;
        if (is_of_size && search.num_members() > 0 && search.meets_demand()) {
            const auto issues = std::span(search.have()).first(num_issues);
            offer(search.members(), *std::ranges::min_element(issues));
            search.demand = raised(std::move(search.demand));
        }
        return Verdict::descend;
    };
    return Search(sub, raised(instance.demand()), static_cast<std::int64_t>(size), effort, visit).run();
}

void BestBySize::take_greedily(const Instance& instance, std::vector<Member> in, std::vector<Member> candidates) {
    const std::size_t num_issues = instance.num_issues();
    std::vector<std::int64_t> have(num_issues);
    for (const Member member : in)
        for (std::size_t issue = 0; issue < num_issues; ++issue) have[issue] += instance.brings(member)[issue];
    offer_if_met(instance, in);
    while (in.size() < max_size() && !candidates.empty()) {
        std::size_t chosen = 0;
        std::pair<std::int64_t, std::int64_t> most{-1, -1};  // Least share, then the sum of shares.
        for (std::size_t k = 0; k < candidates.size(); ++k) {
            std::pair<std::int64_t, std::int64_t> reached{INT64_MAX, 0};
            for (std::size_t issue = 0; issue < num_issues; ++issue) {
                const std::int64_t share = have[issue] + instance.brings(candidates[k])[issue];
                reached = {std::min(reached.first, share), reached.second + share};
            }
            if (reached <= most) continue;
            most = reached;
            chosen = k;
        }
        const Member member = candidates[chosen];
        in.push_back(member);
        for (std::size_t issue = 0; issue < num_issues; ++issue) have[issue] += instance.brings(member)[issue];
        std::erase_if(candidates, [&](Member other) { return other == member || !instance.can_sit(member, other); });
        offer_if_met(instance, in);
    }
}

}  // namespace entente::coalition
