// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/frontier.hpp"

#include <gmock/gmock.h>

#include "entente/base/error.hpp"
#include "random_problem.hpp"

namespace entente::coalition {
namespace {

std::int64_t least_share_of(const CoreProblem& problem, const std::vector<Member>& members) {
    std::int64_t least = INT64_MAX;
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue)
        least = std::min(least, testing::share_of(problem, members, issue));
    return least;
}

std::int64_t squared_diameter_of(const CoreProblem& problem, const std::vector<Member>& members) {
    std::int64_t widest = 0;
    for (const Member a : members)
        for (const Member b : members) widest = std::max(widest, problem.squared_distance(a, b));
    return widest;
}

/// Groups apart, what frontier() and largest_shares() choose from.
CoreProblem without_demands_of_share(std::uint32_t number) {
    CoreProblem problem = testing::random_problem(number);
    std::ranges::fill(problem.thresholds, 0);
    return problem;
}

using Point = std::tuple<std::size_t, std::int64_t, std::int64_t>;  // Size, squared diameter, share.

/// Points that no other beats, by trying every set.
std::vector<Point> expected_frontier(const CoreProblem& problem) {
    std::vector<Point> all;
    testing::each_set(problem, [&](const std::vector<Member>& members, std::int64_t) {
        if (!members.empty() && testing::meets(problem, members))
            all.emplace_back(members.size(), squared_diameter_of(problem, members), least_share_of(problem, members));
    });
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<Point> best;
    for (const Point& p : all) {
        const bool is_beaten = std::ranges::any_of(all, [&](const Point& q) {
            return q != p && std::get<0>(q) <= std::get<0>(p) && std::get<1>(q) <= std::get<1>(p) &&
                   std::get<2>(q) >= std::get<2>(p);
        });
        if (!is_beaten) best.push_back(p);
    }
    return best;
}

TEST(Frontier, AgreesWithTryingEverySet) {
    for (std::uint32_t number = 0; number < 3'000; ++number) {
        const CoreProblem problem = without_demands_of_share(number);
        const Frontier found = frontier(problem, problem.num_actors);
        ASSERT_TRUE(found.is_proven);
        std::vector<Point> points;
        for (const FrontierPoint& point : found.points) {
            points.emplace_back(point.size, point.squared_diameter, point.share);
            ASSERT_TRUE(is_core(problem, point.members)) << number;
            ASSERT_EQ(point.members.size(), point.size) << number;
            ASSERT_EQ(least_share_of(problem, point.members), point.share) << number;
            ASSERT_EQ(squared_diameter_of(problem, point.members), point.squared_diameter) << number;
        }
        ASSERT_EQ(points, expected_frontier(problem)) << number;
    }
}

TEST(LargestShares, AgreeWithTryingEverySetForBothRulesOfSize) {
    for (std::uint32_t number = 0; number < 3'000; ++number) {
        const CoreProblem problem = without_demands_of_share(number);
        std::vector<std::int64_t> exactly(problem.num_actors + 1, -1);
        testing::each_set(problem, [&](const std::vector<Member>& members, std::int64_t) {
            if (!members.empty() && testing::meets(problem, members))
                exactly[members.size()] = std::max(exactly[members.size()], least_share_of(problem, members));
        });
        const auto found = largest_shares(problem, problem.num_actors, SizeRule::exactly);
        const auto ceiling = largest_shares(problem, problem.num_actors, SizeRule::at_most);
        std::int64_t at_most = -1;
        for (std::size_t size = 1; size <= problem.num_actors; ++size) {
            at_most = std::max(at_most, exactly[size]);
            ASSERT_EQ(found[size - 1].members.empty(), exactly[size] < 0) << number << " size " << size;
            ASSERT_EQ(found[size - 1].share, std::max<std::int64_t>(exactly[size], 0)) << number << " size " << size;
            ASSERT_EQ(ceiling[size - 1].share, std::max<std::int64_t>(at_most, 0)) << number << " size " << size;
        }
    }
}

TEST(LargestShares, ExactSizesDifferWhereTheBestHaveNobodyNearThem) {
    // Two large ones far from three small ones.
    CoreProblem problem{.num_actors = 5, .num_issues = 1, .num_dimensions = 1};
    for (const double share : {0.4, 0.3, 0.1, 0.1, 0.1}) problem.shares.push_back(share_units(share));
    for (const double place : {2.0, 2.0, 0.0, 0.0, 0.0}) problem.positions.push_back(position_units(place));
    problem.thresholds = {0};
    problem.cohesion = position_units(1);
    EXPECT_EQ(largest_shares(problem, 3, SizeRule::at_most)[2].share, share_units(0.7));
    EXPECT_EQ(largest_shares(problem, 3, SizeRule::exactly)[2].share, share_units(0.3));
    EXPECT_TRUE(largest_shares(problem, 4, SizeRule::exactly)[3].members.empty());
}

TEST(Frontier, RefusesWhatItCannotAnswer) {
    EXPECT_THROW((void)frontier({}, 3), Error);
    CoreProblem problem{.num_actors = 3'000, .num_issues = 1};
    problem.shares.assign(3'000, 1);
    problem.thresholds = {0};
    EXPECT_THROW((void)frontier(problem, 3), Error);
    EXPECT_THROW((void)largest_shares(problem, 0), Error);
}

}  // namespace
}  // namespace entente::coalition
