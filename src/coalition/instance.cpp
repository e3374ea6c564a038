// SPDX-License-Identifier: Apache-2.0
#include "instance.hpp"

#include <algorithm>
#include <numeric>

namespace entente::coalition {

Instance::Instance(const CoreProblem& problem)
    : problem_(&problem), demand_(problem.thresholds), stride_((problem.num_actors + 63) / 64) {
    if (problem.cohesion) squared_cohesion_ = *problem.cohesion * *problem.cohesion;
    if (!problem.costs.empty()) use_costs();
    for (const GroupDemand& group : problem.groups) demand_.push_back(group.least);
    values_.resize(problem.num_actors * num_rows());
    for (Member actor = 0; actor < problem.num_actors; ++actor)
        for (std::size_t issue = 0; issue < problem.num_issues; ++issue)
            values_[actor * num_rows() + issue] = problem.share(actor, issue);
    for (std::size_t g = 0; g < problem.groups.size(); ++g)
        for (const Member member : problem.groups[g].members) values_[member * num_rows() + problem.num_issues + g] = 1;
    exclude(problem.exclusive);
    exclude(problem.unattainable);
    choose_members();
}

void Instance::use_costs() {
    cost_unit_ = 0;
    for (const std::int64_t cost : problem_->costs) cost_unit_ = std::gcd(cost_unit_, cost);
    for (const std::int64_t cost : problem_->costs) costs_.push_back(cost / cost_unit_);
}

void Instance::exclude(const std::vector<std::pair<Member, Member>>& pairs) {
    if (pairs.empty()) return;
    excluded_.resize(problem_->num_actors * stride_);
    for (const auto& [a, b] : pairs) {
        excluded_[a * stride_ + b / 64] |= std::uint64_t{1} << (b % 64);
        excluded_[b * stride_ + a / 64] |= std::uint64_t{1} << (a % 64);
    }
}

bool Instance::is_met_by(std::span<const Member> members) const {
    for (std::size_t row = 0; row < num_rows(); ++row) {
        std::int64_t sum = 0;
        for (const Member member : members) sum += brings(member)[row];
        if (sum < demand_[row]) return false;
    }
    return true;
}

std::vector<std::int64_t> Instance::still_needed(std::span<const Member> members) const {
    std::vector<std::int64_t> needed = demand_;
    for (const Member member : members)
        for (std::size_t row = 0; row < needed.size(); ++row) needed[row] -= brings(member)[row];
    return needed;
}

std::int64_t Instance::cost_of(std::span<const Member> members) const noexcept {
    std::int64_t sum = 0;
    for (const Member member : members) sum += cost(member);
    return sum;
}

void Instance::choose_members() {
    std::vector<std::uint8_t> state(problem_->num_actors, 0);
    for (const Member member : problem_->must) state[member] = 1;
    bool is_possible = true;
    const auto shut_out = [&](const std::vector<Member>& members) {
        for (const Member member : members) {
            is_possible = is_possible && state[member] != 1;
            state[member] = 2;
        }
    };
    shut_out(problem_->must_not);
    if (problem_->cohesion) shut_out(problem_->unplaced);
    std::vector<Member> forced;
    for (Member actor = 0; actor < problem_->num_actors; ++actor) {
        if (state[actor] == 1) forced.push_back(actor);
        if (state[actor] == 0) open_.push_back(actor);
    }
    for (std::size_t i = 0; i < forced.size() && is_possible; ++i)
        for (std::size_t j = 0; j < i; ++j) is_possible = is_possible && can_sit(forced[i], forced[j]);
    if (!is_possible) return;
    std::erase_if(open_, [&](Member actor) {
        return std::ranges::any_of(forced, [&](Member member) { return !can_sit(actor, member); });
    });
    forced_ = std::move(forced);
}

}  // namespace entente::coalition
