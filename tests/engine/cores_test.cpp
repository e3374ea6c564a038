// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/cores.hpp"

#include <fstream>
#include <limits>

#include <gmock/gmock.h>

#include "atlas/error_of.hpp"
#include "engine/emitters.hpp"

namespace entente::engine {
namespace {

using atlas::testing::error_of;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Cores : public testing::Emitters {
protected:
    /// A request on emissions.
    static CoreRequest carrying(double share) { return {.issues = {"climate"}, .shares = {share}}; }
    static CoreAnswer find(const CoreRequest& request) { return find_cores(*engine_, request); }
    static Errc errc_of(const CoreRequest& request) {
        return error_of([&] { (void)find(request); }).errc();
    }
};

TEST_F(Cores, TheFewestThatCarryAShareAreFoundWithProof) {
    const CoreAnswer answer = find(carrying(0.7));
    EXPECT_EQ(answer.as_of, Year{testing::kLastYear});
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2"))) << "40 and 30 per cent: a tie on the threshold";
    EXPECT_TRUE(answer.solution.is_proven());
    EXPECT_EQ(answer.solution.bound, 2);
    EXPECT_THAT(answer.shares, ElementsAre(::testing::DoubleEq(0.7)));
    EXPECT_THAT(answer.text, AllOf(HasSubstr("2 actors are enough"), HasSubstr("proven")));
    EXPECT_THAT(find(carrying(0.700001)).cores.front(), SizeIs(3));
}

TEST_F(Cores, AllAndNearOnesAreListed) {
    CoreRequest request = carrying(0.5);
    request.all = request.near = true;
    const CoreAnswer answer = find(request);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2"), ElementsAre("S1", "S3"), ElementsAre("S1", "S4")));
    EXPECT_EQ(answer.solution.count, "3");
    EXPECT_TRUE(answer.solution.is_count_exact);
    EXPECT_THAT(answer.near, ElementsAre(ElementsAre("S2", "S3", "S4"))) << "others have a superfluous member";
}

TEST_F(Cores, SeveralIssuesAreCarriedAtOnce) {
    const CoreAnswer answer = find({.issues = {"climate", "trade"}, .shares = {0.7, 0.6}});
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2", "S3"))) << "S3 alone has the trade";
    EXPECT_THAT(answer.demanded, ElementsAre(0.7, 0.6));
    EXPECT_THAT(answer.shares, ElementsAre(::testing::DoubleNear(0.82, 1e-11), ::testing::DoubleNear(0.76, 1e-11)));
}

TEST_F(Cores, WhoMustAndMustNotBeIn) {
    CoreRequest with = carrying(0.7);
    with.must = "S6";
    EXPECT_THAT(find(with).cores, ElementsAre(ElementsAre("S1", "S2", "S6")));
    CoreRequest without = carrying(0.5);
    without.must_not = "S1";
    EXPECT_THAT(find(without).cores, ElementsAre(ElementsAre("S2", "S3", "S4")));
}

TEST_F(Cores, PairsAndGroupsAreHeeded) {
    CoreRequest apart = carrying(0.52);
    apart.not_with = {"S1:S2"};
    EXPECT_THAT(find(apart).cores, ElementsAre(ElementsAre("S1", "S3")));
    CoreRequest isles = carrying(0.7);
    isles.at_least = {"2:Isles"};
    EXPECT_THAT(find(isles).cores, ElementsAre(ElementsAre("S1", "S2", "S5", "S6")));
    CoreRequest union_members = carrying(0.7);
    union_members.at_least = {"3:UNI"};
    EXPECT_THAT(find(union_members).cores, ElementsAre(ElementsAre("S1", "S2", "S3", "S4", "S5")));
}

TEST_F(Cores, AnEntityTakesThePlaceOfItsMembers) {
    EXPECT_THAT(find(carrying(0.9)).cores.front(), SizeIs(4)) << "of states alone";
    CoreRequest request = carrying(0.9);
    request.actors = "world,UNI";
    const CoreAnswer answer = find(request);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2", "UNI")));
    EXPECT_THAT(answer.shares, ElementsAre(::testing::DoubleNear(0.97, 1e-11)));
    EXPECT_THAT(answer.pool_shares, ElementsAre(::testing::DoubleNear(1, 1e-11)));
    request.actors = "S1,S3,UNI";
    EXPECT_THAT(find(request).pool_shares, ElementsAre(::testing::DoubleNear(0.67, 1e-11)))
        << "nobody is counted twice";
    request.actors = "world,UNI";
    request.must = "UNI,S4";
    const CoreAnswer twice = find(request);
    EXPECT_FALSE(twice.is_feasible());
    EXPECT_THAT(twice.conflict,
                ElementsAre("that an entity does not sit beside its members (State of S4 with The union)",
                            "that State of S4 and The union must be in"));
}

TEST_F(Cores, CohesionKeepsThoseTogetherWhoStandTogether) {
    CoreRequest request = carrying(0.5);
    request.cohesion = 1;
    const CoreAnswer answer = find(request);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S3"))) << "exactly that far apart; S1 and S4 are further";
    ASSERT_TRUE(answer.cohesion);
    EXPECT_DOUBLE_EQ(*answer.cohesion, 1);
    EXPECT_THAT(answer.provenance.caveats, Contains(AllOf(HasSubstr("no position"), HasSubstr("S7"))));
    request.cohesion = 0.999;
    EXPECT_FALSE(find(request).is_feasible()) << "of those so near to each other S2, S4, S5 and S6 carry most: .48";
    request.shares = {0.48};
    EXPECT_THAT(find(request).cores, ElementsAre(ElementsAre("S2", "S4", "S5", "S6")));
}

TEST_F(Cores, DemandsThatCannotBeMetTogetherAreNamedAndNoOthers) {
    CoreRequest request = carrying(0.7);
    request.cohesion = 0.5;
    request.must = "S6";
    request.at_least = {"1:Isles"};
    const CoreAnswer answer = find(request);
    EXPECT_FALSE(answer.is_feasible());
    EXPECT_THAT(answer.cores, IsEmpty());
    EXPECT_THAT(answer.conflict, ElementsAre("a cohesion of 0.5", "a share of 70 % of climate"));
    EXPECT_THAT(answer.text, HasSubstr("cannot be met together"));
}

TEST_F(Cores, AsOfAYearWithoutPositionsNobodyCanBeIn) {
    CoreRequest request = carrying(0.5);
    request.as_of = Year{testing::kFirstPositions - 1};
    EXPECT_TRUE(find(request).is_feasible());
    request.cohesion = 20;
    const CoreAnswer answer = find(request);
    EXPECT_FALSE(answer.is_feasible()) << "later positions are not seen";
    EXPECT_THAT(answer.conflict, ElementsAre(HasSubstr("nobody's position is known"), HasSubstr("a share")));
    request.num_dimensions = 2;
    EXPECT_EQ(errc_of(request), Errc::failed) << "nor are there votes to fit two dimensions to";
}

TEST_F(Cores, FiguresAreThoseOfTheYear) {
    CoreRequest request = carrying(0.7);
    request.as_of = Year{2003};
    const CoreAnswer early = find(request);
    EXPECT_EQ(early.solution.value, 3) << "S1 emitted a quarter then";
    EXPECT_THAT(early.carried.front().actor, "S2");
    EXPECT_DOUBLE_EQ(early.carried.front().shares.front(), 0.428571428571);
    request.as_of = Year{testing::kFirstFigures - 1};
    EXPECT_EQ(errc_of(request), Errc::failed);
}

TEST_F(Cores, TheCoreOfEveryYearFollowsTheFigures) {
    CoreRequest request = carrying(0.7);
    request.history = true;
    const std::vector<CoreOfYear> history = find(request).history;
    ASSERT_THAT(history, SizeIs(testing::kLastYear - testing::kFirstFigures + 1)) << "only years with figures";
    for (const CoreOfYear& of_year : history) {
        EXPECT_EQ(of_year.size, of_year.year <= Year{2003} ? 3U : 2U) << of_year.year.value();
        EXPECT_TRUE(of_year.is_proven);
    }
}

TEST_F(Cores, TheFrontierHasTheLargestShareOfEachSizeAndCohesion) {
    CoreRequest request = carrying(0.7);
    request.frontier = true;
    request.max_size = 3;
    const CoreAnswer answer = find(request);
    EXPECT_TRUE(answer.is_frontier_proven);
    const auto largest = [&](std::size_t size, double cohesion) {
        double share = 0;
        for (const CoreFrontierPoint& point : answer.frontier)
            if (point.size <= size && point.cohesion.value_or(0) <= cohesion + 1e-9)
                share = std::max(share, point.share);
        return share;
    };
    constexpr double kAny = std::numeric_limits<double>::infinity();
    EXPECT_NEAR(largest(1, kAny), 0.40, 1e-9);
    EXPECT_NEAR(largest(2, kAny), 0.70, 1e-9);
    EXPECT_NEAR(largest(3, kAny), 0.82, 1e-9);
    EXPECT_NEAR(largest(2, 1.0), 0.52, 1e-9) << "S1 and S3";
    EXPECT_NEAR(largest(3, 0.2), 0.40, 1e-9) << "S1 alone has more than S3, S4 and S5";
}

TEST_F(Cores, AFrontierLeavesTheCoreAsItIs) {
    CoreRequest request = carrying(0.7);
    request.must = "S7";
    request.frontier = true;
    request.max_size = 3;
    const CoreAnswer answer = find(request);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2", "S7"))) << "whose position nobody knows";
    EXPECT_FALSE(answer.cohesion);
    EXPECT_THAT(answer.frontier, IsEmpty()) << "S7 has to be on it, and has no place there";
    EXPECT_THAT(answer.provenance.caveats, Contains(AllOf(HasSubstr("Not on the frontier"), HasSubstr("S7"))));
    request.must = "";
    EXPECT_NEAR(*find(request).cohesion, 2, 1e-9) << "S1 and S2";
}

TEST_F(Cores, WithoutPositionsTheFrontierIsOfSizeAndShare) {
    for (const int num_dimensions : {1, 2}) {
        CoreRequest request = carrying(0.5);
        request.as_of = Year{testing::kFirstPositions - 1};
        request.frontier = true;
        request.num_dimensions = num_dimensions;
        request.max_size = 3;
        const CoreAnswer answer = find(request);
        ASSERT_THAT(answer.frontier, SizeIs(3));
        EXPECT_NEAR(answer.frontier[1].share, 0.70, 1e-9);
        EXPECT_FALSE(answer.frontier[1].cohesion);
        EXPECT_THAT(answer.frontier[2].members, ElementsAre("S1", "S2", "S3"));
        EXPECT_THAT(answer.provenance.caveats, Contains(HasSubstr("size and share alone")));
    }
}

TEST_F(Cores, TheCheapestSetTakesThePlaceOfTheSmallest) {
    CoreRequest request = carrying(0.5);
    request.costs = {parse_actor_cost("world=2"), parse_actor_cost("S1=9.5"), parse_actor_cost("S6=0.5")};
    request.all = request.near = true;
    const CoreAnswer answer = find(request);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S2", "S3", "S4"))) << "30, 12 and 10 per cent for 6";
    EXPECT_EQ(answer.cost, 6);
    EXPECT_EQ(answer.cost_bound, 6);
    EXPECT_THAT(answer.near, ElementsAre(ElementsAre("S2", "S3", "S5", "S6"))) << "for half a unit more";
    EXPECT_THAT(answer.text, AllOf(HasSubstr("3 actors at a cost of 6 are enough"), HasSubstr("costs less")));
    EXPECT_THAT(answer.solution.certificate, HasSubstr("No core costs less than 6."));
    EXPECT_FALSE(find(carrying(0.5)).cost) << "members are counted";
}

TEST_F(Cores, ATableOfCostsIsReadAndItsFaultsAreNamed) {
    const atlas::testing::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "costs.csv";
    const auto costs_of = [&](std::string_view text) {
        std::ofstream(file) << text;
        CoreRequest request = carrying(0.5);
        request.costs = read_actor_costs(file);
        return find(request);
    };
    EXPECT_THAT(costs_of("actor,cost\nState of S1,9.5\nS5,0.25\n").cost, 3);
    for (const auto& [text, says] : {std::pair{"actor,cost\nS1,-1\n", "line 2"},
                                     {"actor,cost\nS1,2\nS2,0\n", "line 3"},
                                     {"actor,cost\nS1,nan\n", "line 2"},
                                     {"actor,cost\nS1,1e10\n", "a cost above 0 and up to 1e9"},
                                     {"actor,price\nS1,1\n", "cost"},
                                     {"actor,cost\n,1\n", "an actor's code or name"},
                                     {"actor,cost\nS1,1\nS99,1\n", "line 3, column actor: no actor"}}) {
        const Error error = error_of([&] { (void)costs_of(text); });
        EXPECT_EQ(error.errc(), Errc::bad_input) << text;
        EXPECT_THAT(error.what(), AllOf(HasSubstr("costs.csv"), HasSubstr(says))) << text;
    }
}

TEST_F(Cores, CostsThatAreNoneAreRefused) {
    for (const char* text : {"S1", "=3", "S1=", "S1=x", "S1=-1", "S1=0", "S1=nan", "S1=inf", "S1=1e10", "S1=3x"})
        EXPECT_EQ(error_of([&] { (void)parse_actor_cost(text); }).errc(), Errc::wrong_usage) << text;
    CoreRequest request = carrying(0.5);
    request.costs = {{.actors = "S99", .cost = 1}};
    EXPECT_EQ(errc_of(request), Errc::unknown_id);
    request.costs = {{.actors = "S1", .cost = -2}};
    EXPECT_EQ(errc_of(request), Errc::wrong_usage);
    request.costs = {{.actors = "S1", .cost = 2}};
    request.history = true;
    EXPECT_EQ(errc_of(request), Errc::wrong_usage) << "history counts members";
}

TEST_F(Cores, TheNextMemberAddsWhatItCarries) {
    const CoreAnswer answer = find(carrying(0.7));
    ASSERT_FALSE(answer.next_members.empty());
    EXPECT_EQ(answer.next_members.front().actor, "S3");
    EXPECT_NEAR(answer.next_members.front().gain, 0.12, 1e-9);
}

TEST_F(Cores, SharesThatNoTableKnowsAreNamed) {
    EXPECT_THAT(find(carrying(0.7)).provenance.caveats, Contains(AllOf(HasSubstr("not known"), HasSubstr("S7"))));
}

TEST_F(Cores, QuestionsThatCannotBeAnsweredSayWhy) {
    EXPECT_EQ(errc_of({.issues = {}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climat"}}), Errc::unknown_id);
    EXPECT_EQ(errc_of(carrying(0)), Errc::wrong_usage);
    EXPECT_EQ(errc_of(carrying(1.5)), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .shares = {0.5, 0.5}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .actors = "S1,S99"}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .actors = "S1,S2", .must = "S3"}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .not_with = {"S1"}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .at_least = {"two:Isles"}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.issues = {"climate"}, .depth = Depth::rules}), Errc::failed) << "there is no model";
    EXPECT_EQ(errc_of({.issues = {"climate"}, .num_dimensions = 2, .history = true}), Errc::wrong_usage);
}

}  // namespace
}  // namespace entente::engine
