// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/core_problem.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::coalition {
namespace {

constexpr std::size_t kMostDimensions = 3;
constexpr std::size_t kMostRows = 16;
constexpr double kFarthest = 500;  ///< Squared distances in three dimensions then stay below 2^63.
/// Sums of shares and costs stay far enough below 2^63 for the weights of a bound.
constexpr std::int64_t kLargestSum = std::int64_t{1} << 50;

[[noreturn]] void refuse(std::string message) {
    throw Error{Errc::wrong_usage, std::move(message)};
}

void check_length(std::string_view field, std::size_t length, std::size_t expected) {
    if (length != expected) refuse(fmt::format("{} has {} numbers; expected {}", field, length, expected));
}

void check_members(std::string_view field, std::size_t num_actors, const std::vector<Member>& members) {
    for (const Member member : members)
        if (member >= num_actors)
            refuse(fmt::format("{} names actor {}; there are {} (0 is the first)", field, member, num_actors));
}

void check_pairs(std::string_view field, const CoreProblem& problem,
                 const std::vector<std::pair<Member, Member>>& pairs) {
    for (const auto& [a, b] : pairs) {
        check_members(field, problem.num_actors, {a, b});
        if (a == b) refuse(fmt::format("{} names actor {} twice in one pair", field, a));
    }
}

void check_shares(const CoreProblem& problem) {
    check_length("shares", problem.shares.size(), problem.num_actors * problem.num_issues);
    check_length("thresholds", problem.thresholds.size(), problem.num_issues);
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue) {
        std::int64_t sum = 0;
        for (Member actor = 0; actor < problem.num_actors; ++actor) {
            const std::int64_t share = problem.share(actor, issue);
            if (share < 0 || share > kShareUnit)
                refuse(fmt::format("share of actor {} in issue {} is {}; expected 0 to 1", actor, issue,
                                   share_of_units(share)));
            sum += share;
        }
        if (sum > kLargestSum)
            refuse(fmt::format("shares of issue {} sum to {}; expected at most {:.0f}", issue, share_of_units(sum),
                               share_of_units(kLargestSum)));
        const std::int64_t threshold = problem.thresholds[issue];
        if (threshold < 0 || threshold > kShareUnit)
            refuse(fmt::format("threshold of issue {} is {}; expected 0 to 1", issue, share_of_units(threshold)));
    }
}

void check_costs(const CoreProblem& problem) {
    if (problem.costs.empty()) return;
    check_length("costs", problem.costs.size(), problem.num_actors);
    std::int64_t sum = 0;
    for (std::size_t actor = 0; actor < problem.costs.size(); ++actor) {
        const std::int64_t cost = problem.costs[actor];
        if (cost < 1 || cost > kLargestSum - sum)
            refuse(fmt::format("cost of actor {} is {}; expected above 0, and a sum of at most {:.0f}", actor,
                               cost_of_units(cost), cost_of_units(kLargestSum)));
        sum += cost;
    }
}

void check_places(const CoreProblem& problem) {
    if (problem.num_dimensions > kMostDimensions)
        refuse(fmt::format("num_dimensions is {}; expected 0 to {}", problem.num_dimensions, kMostDimensions));
    check_length("positions", problem.positions.size(), problem.num_actors * problem.num_dimensions);
    const auto farthest = static_cast<std::int64_t>(kFarthest) * kPositionUnit;
    for (const std::int64_t position : problem.positions)
        if (position < -farthest || position > farthest)
            refuse(
                fmt::format("a position is {}; expected -{} to {}", position_of_units(position), kFarthest, kFarthest));
    if (problem.cohesion && (*problem.cohesion < 0 || *problem.cohesion > 2 * farthest))
        refuse(fmt::format("cohesion is {}; expected 0 to {}", position_of_units(*problem.cohesion), 2 * kFarthest));
}

}  // namespace

std::int64_t share_units(double share) {
    if (!(share >= 0 && share <= 1)) refuse(fmt::format("a share is {}; expected 0 to 1", share));
    return std::llround(share * static_cast<double>(kShareUnit));
}

std::int64_t position_units(double position) {
    if (!(std::abs(position) <= kFarthest))
        refuse(fmt::format("a position is {}; expected -{} to {}", position, kFarthest, kFarthest));
    return std::llround(position * static_cast<double>(kPositionUnit));
}

std::int64_t cost_units(double cost) {
    constexpr double kLeast = 1.0 / static_cast<double>(kCostUnit);
    constexpr double kMost = 1e9;
    if (!(cost >= kLeast && cost <= kMost))
        refuse(fmt::format("a cost is {}; expected above 0, from {} to {:.0f}", cost, kLeast, kMost));
    return std::llround(cost * static_cast<double>(kCostUnit));
}

double share_of_units(std::int64_t units) noexcept {
    return static_cast<double>(units) / static_cast<double>(kShareUnit);
}

double position_of_units(std::int64_t units) noexcept {
    return static_cast<double>(units) / static_cast<double>(kPositionUnit);
}

double cost_of_units(std::int64_t units) noexcept {
    return static_cast<double>(units) / static_cast<double>(kCostUnit);
}

std::int64_t CoreProblem::squared_distance(Member a, Member b) const noexcept {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < num_dimensions; ++k) {
        const std::int64_t apart = positions[a * num_dimensions + k] - positions[b * num_dimensions + k];
        sum += apart * apart;
    }
    return sum;
}

void CoreProblem::validate() const {
    if (num_issues + groups.size() > kMostRows)
        refuse(
            fmt::format("{} issues and {} groups; expected at most {} together", num_issues, groups.size(), kMostRows));
    check_shares(*this);
    check_costs(*this);
    check_places(*this);
    check_members("must", num_actors, must);
    check_members("must_not", num_actors, must_not);
    check_members("unplaced", num_actors, unplaced);
    check_pairs("exclusive", *this, exclusive);
    check_pairs("unattainable", *this, unattainable);
    for (const GroupDemand& group : groups) {
        check_members("groups", num_actors, group.members);
        if (group.least < 0)
            refuse(fmt::format("group {} demands {} members; expected 0 or more", group.name, group.least));
    }
}

}  // namespace entente::coalition
