// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/core.hpp"

#include <cmath>

#include <gmock/gmock.h>

#include "entente/base/error.hpp"
#include "random_problem.hpp"

namespace entente::coalition {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr CoreOptions kEverything{.max_listed = 5000, .max_count_nodes = 10'000'000, .max_near = 5000};

/// Five emitters on a line of principles: shares in percent, places in tenths.
CoreProblem five_emitters(double threshold) {
    CoreProblem problem{.num_actors = 5, .num_issues = 1, .num_dimensions = 1};
    for (const double share : {0.30, 0.25, 0.20, 0.15, 0.10}) problem.shares.push_back(share_units(share));
    for (const double place : {-1.0, 1.0, 0.8, -0.8, 0.0}) problem.positions.push_back(position_units(place));
    problem.thresholds = {share_units(threshold)};
    return problem;
}

TEST(MinimalCores, TakesTheLargestWhereNothingElseIsAsked) {
    const CoreSolution solution = minimal_cores(five_emitters(0.75), kEverything);
    EXPECT_EQ(solution.termination, Termination::proven);
    EXPECT_EQ(solution.value, 3);
    EXPECT_EQ(solution.bound, 3);
    EXPECT_THAT(solution.cores, ElementsAre(ElementsAre(0, 1, 2)));
    EXPECT_EQ(solution.count, "1");
    EXPECT_TRUE(solution.is_count_exact);
}

TEST(MinimalCores, DecidesATieOnTheThresholdExactly) {
    // 0.1 + 0.2 is not 0.3 in floating point; here it is.
    CoreProblem problem{.num_actors = 2, .num_issues = 1};
    problem.shares = {share_units(0.1), share_units(0.2)};
    problem.thresholds = {share_units(0.3)};
    EXPECT_EQ(minimal_cores(problem).value, 2);
    problem.thresholds[0] += 1;
    EXPECT_EQ(minimal_cores(problem).termination, Termination::infeasible);
}

TEST(MinimalCores, KeepsWithinTheCohesion) {
    CoreProblem problem = five_emitters(0.45);
    problem.cohesion = position_units(0.2);
    // 0 and 3 stand 0.2 apart and carry 45 %; 1 and 2 as well.
    EXPECT_THAT(minimal_cores(problem, kEverything).cores, ElementsAre(ElementsAre(0, 3), ElementsAre(1, 2)));
    problem.cohesion = *problem.cohesion - 1;
    const CoreSolution tighter = minimal_cores(problem);
    EXPECT_EQ(tighter.termination, Termination::infeasible);
    EXPECT_THAT(tighter.conflict, ElementsAre(Demand{DemandKind::cohesion}, Demand{DemandKind::share, 0}));
}

TEST(MinimalCores, NamesOnlyTheDemandsThatConflict) {
    CoreProblem problem = five_emitters(0.5);
    problem.cohesion = position_units(1.5);
    problem.must = {0, 1};  // Two apart.
    problem.groups = {{.name = "anyone", .members = {2, 3}, .least = 1}};
    EXPECT_THAT(minimal_cores(problem).conflict,
                ElementsAre(Demand{DemandKind::must, 0, {0, 1}}, Demand{DemandKind::cohesion}));
}

TEST(MinimalCores, NamesTheFewestDemandsThatConflict) {
    // Cohesion, a member of the group and 1 conflict, three demands; so do the share and who must not be in, two.
    CoreProblem problem = five_emitters(0.51);
    problem.cohesion = position_units(1);
    problem.must = {1};
    problem.groups = {{.name = "left", .members = {0, 3}, .least = 1}};
    problem.must_not = {0, 2};
    const CoreSolution solution = minimal_cores(problem);
    EXPECT_THAT(solution.conflict, ElementsAre(Demand{DemandKind::must_not, 0, {0, 2}}, Demand{DemandKind::share, 0}));
    EXPECT_TRUE(solution.is_conflict_smallest);
}

TEST(MinimalCores, NamesThoseOfAListWhoConflict) {
    CoreProblem problem = five_emitters(0.3);
    problem.must = {4, 3, 1, 0};
    problem.exclusive = {{2, 4}, {0, 1}, {2, 3}};
    EXPECT_THAT(minimal_cores(problem).conflict,
                ElementsAre(Demand{DemandKind::exclusive, 0, {}, {{0, 1}}}, Demand{DemandKind::must, 0, {1, 0}}));
    problem.must_not = {2, 3};
    const CoreSolution both = minimal_cores(problem);
    EXPECT_EQ(both.conflict.size(), 2U);
    EXPECT_EQ(both.certificate, "An actor is asked to be in and to be out.");
}

TEST(MinimalCores, WhoseCohesionNobodyKnowsIsOutOnlyWhereItIsAskedFor) {
    CoreProblem problem = five_emitters(0.3);
    problem.unplaced = {0};
    EXPECT_THAT(minimal_cores(problem).cores, ElementsAre(ElementsAre(0)));
    problem.cohesion = position_units(0.2);
    EXPECT_THAT(minimal_cores(problem).cores, ElementsAre(ElementsAre(1, 2)));
    problem.must = {0};
    EXPECT_THAT(minimal_cores(problem).conflict,
                ElementsAre(Demand{DemandKind::must, 0, {0}}, Demand{DemandKind::cohesion}));
}

TEST(MinimalCores, WhoCouldJoinSitsWithAllOfThem) {
    CoreProblem problem = five_emitters(0.4);
    problem.must_not = {4};
    EXPECT_THAT(who_could_join(problem, std::vector<Member>{1, 2}), ElementsAre(0, 3));
    problem.cohesion = position_units(1);
    problem.exclusive = {{1, 3}};
    EXPECT_THAT(who_could_join(problem, std::vector<Member>{1, 2}), ElementsAre());
    problem.must_not.clear();
    EXPECT_THAT(who_could_join(problem, std::vector<Member>{1, 2}), ElementsAre(4));
}

TEST(MinimalCores, CostsCountInsteadOfMembers) {
    CoreProblem problem = five_emitters(0.55);
    for (const double cost : {9.0, 2.5, 2.5, 2.5, 2.5}) problem.costs.push_back(cost_units(cost));
    const CoreSolution solution = minimal_cores(problem, kEverything);
    EXPECT_EQ(solution.value, cost_units(7.5));
    EXPECT_EQ(solution.bound, cost_units(7.5));
    EXPECT_THAT(solution.cores, ElementsAre(ElementsAre(1, 2, 3), ElementsAre(1, 2, 4)));
    EXPECT_THAT(solution.certificate, HasSubstr("No core costs less than 7.5."));
    EXPECT_THAT(solution.near, ElementsAre()) << "one more of the cheapest would be superfluous, 0 too dear";
    problem.costs[0] = cost_units(6);
    EXPECT_THAT(minimal_cores(problem, kEverything).near, ElementsAre(ElementsAre(0, 1))) << "at 8.5";
}

TEST(MinimalCores, MustHavesThatAreEnoughAreTheCore) {
    CoreProblem problem = five_emitters(0.3);
    problem.must = {0, 4};
    const CoreSolution solution = minimal_cores(problem, kEverything);
    EXPECT_THAT(solution.cores, ElementsAre(ElementsAre(0, 4)));
    EXPECT_EQ(solution.count, "1");
}

TEST(MinimalCores, ListsNearCoresWithoutSuperfluousMembers) {
    const CoreSolution solution = minimal_cores(five_emitters(0.5), kEverything);
    EXPECT_THAT(solution.cores, ElementsAre(ElementsAre(0, 1), ElementsAre(0, 2)));
    // {0,1,2} carries it too, but would with one fewer.
    EXPECT_THAT(solution.near,
                ElementsAre(ElementsAre(0, 3, 4), ElementsAre(1, 2, 3), ElementsAre(1, 2, 4), ElementsAre(1, 3, 4)));
    EXPECT_TRUE(solution.is_near_complete);
}

TEST(MinimalCores, CountsWhatItCannotList) {
    // 100 equal actors, half of the whole: C(100, 50) minimal cores.
    CoreProblem problem{.num_actors = 100, .num_issues = 1};
    problem.shares.assign(100, kShareUnit / 100);
    problem.thresholds = {kShareUnit / 2};
    const CoreSolution solution = minimal_cores(problem, {.max_listed = 10, .max_count_nodes = 100'000});
    EXPECT_EQ(solution.value, 50);
    EXPECT_EQ(solution.cores.size(), 10U);
    EXPECT_EQ(solution.count, "100891344545564193334812497256");
    EXPECT_TRUE(solution.is_count_exact);
}

TEST(MinimalCores, AStopLeavesTheBestFoundAndABound) {
    // Shares and costs are alike and even but for one, which brings nothing; the threshold is odd: the bound cannot see
    // it, only trying all sets can.
    RandomStream random(Seed{3}, {.purpose = testing::kProblems});
    CoreProblem problem{.num_actors = 60, .num_issues = 1};
    for (std::size_t k = 0; k < 60; ++k) {
        problem.costs.push_back(2 * (100'000 + random.below(100'000)));
        problem.shares.push_back(problem.costs.back());
    }
    problem.costs.front() += 1;
    problem.shares.front() = 0;
    problem.thresholds = {9'000'001};
    const CoreSolution solution = minimal_cores(problem, {.max_nodes = 1000});
    EXPECT_EQ(solution.termination, Termination::limit_reached);
    EXPECT_LE(solution.bound, solution.value);
    EXPECT_THAT(solution.certificate, HasSubstr("The search was ended"));
    EXPECT_TRUE(is_core(problem, solution.cores.front()));
}

/// Actors on a line with shares of two issues, a few of them large; then some that carry nothing.
CoreProblem line_of(std::size_t num_carrying, std::size_t num_idle, std::uint32_t number) {
    RandomStream random(Seed{5}, {.purpose = testing::kProblems, .item = number});
    CoreProblem problem{.num_actors = num_carrying + num_idle, .num_issues = 2, .num_dimensions = 1};
    for (std::size_t k = 0; k < num_carrying; ++k) {
        for (int issue = 0; issue < 2; ++issue)
            problem.shares.push_back(share_units(5e-4 / std::pow(random.uniform(), 0.5)));
        problem.positions.push_back(position_units(random.normal()));
    }
    for (std::size_t k = 0; k < num_idle; ++k) {
        problem.shares.insert(problem.shares.end(), 2, 0);
        problem.positions.push_back(position_units(0.5 * random.normal()));
    }
    problem.thresholds = {share_units(0.05), share_units(0.05)};
    problem.cohesion = position_units(0.8);
    return problem;
}

TEST(MinimalCores, BoundsRaisedTogetherAgreeWithAnchorsOneByOne) {
    // From a million pairs of anchor and actor on bounds are raised together first: idle actors take a problem there.
    for (std::uint32_t number = 0; number < 4; ++number) {
        const CoreSolution plain = minimal_cores(line_of(900, 0, number), {.max_nodes = 3'000'000});
        const CoreProblem large = line_of(900, 600, number);
        const CoreSolution raised = minimal_cores(large, {.max_nodes = 3'000'000});
        ASSERT_TRUE(is_core(large, raised.cores.front())) << number;
        EXPECT_LE(raised.bound, plain.value) << number;
        EXPECT_LE(plain.bound, raised.value) << number;
        if (plain.is_proven() && raised.is_proven()) {
            EXPECT_EQ(raised.value, plain.value) << number;
        }
        EXPECT_TRUE(raised.is_proven()) << number << ": " << raised.certificate;
    }
}

TEST(MinimalCores, RefusesWhatIsNotAProblem) {
    const auto message_of = [](const CoreProblem& problem) {
        try {
            (void)minimal_cores(problem);
        } catch (const Error& error) {
            EXPECT_EQ(error.errc(), Errc::wrong_usage);
            return std::string(error.what());
        }
        return std::string();
    };
    CoreProblem problem = five_emitters(0.5);
    problem.shares[1] = 2 * kShareUnit;
    EXPECT_THAT(message_of(problem), HasSubstr("share of actor 1 in issue 0 is 2; expected 0 to 1"));
    problem = five_emitters(0.5);
    problem.costs = {1, 1, -3 * kCostUnit, 1, 1};
    EXPECT_THAT(message_of(problem), HasSubstr("cost of actor 2 is -3"));
    problem.costs = {1, 1, std::int64_t{1} << 50, 1, 1};
    EXPECT_THAT(message_of(problem), HasSubstr("cost of actor 2"));
    problem = five_emitters(0.5);
    problem.must = {9};
    EXPECT_THAT(message_of(problem), HasSubstr("must names actor 9"));
    EXPECT_THROW((void)share_units(1.5), Error);
    EXPECT_THROW((void)share_units(-0.1), Error);
    for (const double cost : {-1.0, 0.0, std::nan(""), 1e10}) EXPECT_THROW((void)cost_units(cost), Error);
}

TEST(MinimalCores, NobodyToChooseFromIsInfeasible) {
    CoreProblem problem{.num_actors = 0, .num_issues = 1};
    problem.thresholds = {1};
    EXPECT_EQ(minimal_cores(problem).termination, Termination::infeasible);
    problem.thresholds = {0};
    EXPECT_EQ(minimal_cores(problem).value, 0);
}

TEST(MinimalCores, TheOrderOfActorsMeansNothing) {
    for (std::uint32_t number = 0; number < 200; ++number) {
        const CoreProblem problem = testing::random_problem(number);
        CoreProblem turned = problem;
        const auto n = static_cast<Member>(problem.num_actors);
        for (Member actor = 0; actor < n; ++actor) {
            for (std::size_t k = 0; k < problem.num_issues; ++k)
                turned.shares[(n - 1 - actor) * problem.num_issues + k] = problem.share(actor, k);
            for (std::size_t k = 0; k < problem.num_dimensions; ++k)
                turned.positions[(n - 1 - actor) * problem.num_dimensions + k] =
                    problem.positions[actor * problem.num_dimensions + k];
            if (!problem.costs.empty()) turned.costs[n - 1 - actor] = problem.costs[actor];
        }
        const auto turn = [&](std::vector<Member>& members) {
            for (Member& member : members) member = n - 1 - member;
        };
        turn(turned.must);
        turn(turned.must_not);
        for (GroupDemand& group : turned.groups) turn(group.members);
        for (auto* pairs : {&turned.exclusive, &turned.unattainable})
            for (auto& [a, b] : *pairs) {
                a = n - 1 - a;
                b = n - 1 - b;
            }
        const CoreSolution one = minimal_cores(problem, kEverything);
        const CoreSolution other = minimal_cores(turned, kEverything);
        ASSERT_EQ(one.termination, other.termination) << number;
        ASSERT_EQ(one.value, other.value) << number;
        ASSERT_EQ(one.count, other.count) << number;
    }
}

TEST(MinimalCores, AgreeWithTryingEverySetOnTenThousandProblems) {
    for (std::uint32_t number = 0; number < 10'000; ++number) {
        const CoreProblem problem = testing::random_problem(number);
        const auto expected = testing::all_cores(problem);
        const CoreSolution solution = minimal_cores(problem, kEverything);
        if (expected.empty()) {
            ASSERT_EQ(solution.termination, Termination::infeasible) << number;
            ASSERT_FALSE(solution.conflict.empty()) << number;
            if (problem.num_actors <= 7) {
                ASSERT_EQ(solution.conflict.size(), testing::fewest_in_conflict(problem)) << number;
            }
            ASSERT_TRUE(solution.is_conflict_smallest) << number;
            continue;
        }
        ASSERT_EQ(solution.termination, Termination::proven) << number;
        ASSERT_EQ(solution.value, expected.begin()->first) << number;
        ASSERT_EQ(solution.bound, solution.value) << number;
        ASSERT_EQ(solution.cores, expected.begin()->second) << number;
        ASSERT_EQ(solution.count, std::to_string(solution.cores.size())) << number;
        ASSERT_EQ(solution.near, testing::near_cores(problem, expected)) << number;
        // The same count without a list.
        const CoreSolution counted = minimal_cores(problem, {.max_listed = 0, .max_count_nodes = 1'000'000});
        ASSERT_EQ(counted.count, solution.count) << number;
        ASSERT_TRUE(counted.is_count_exact) << number;
    }
}

}  // namespace
}  // namespace entente::coalition
