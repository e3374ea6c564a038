// SPDX-License-Identifier: Apache-2.0
// Cores out of a table of the asker's own.
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/error_of.hpp"
#include "atlas/temporary.hpp"
#include "entente/base/random.hpp"
#include "entente/engine/cores.hpp"

namespace entente::engine {
namespace {

using atlas::testing::error_of;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class CoreOfTable : public ::testing::Test {
protected:
    CoreAnswer find(std::string_view text, const CoreRequest& request, const Monitor& monitor = {}) {
        std::ofstream(file()) << text;
        return find_cores(file(), request, monitor);
    }
    [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "room.csv"; }

    atlas::testing::TemporaryFolder folder_;
    /// Five cities at a river, who draws how much from it, and what each asks for.
    static constexpr std::string_view kCities =
        "actor,water,cost,x,y,group\n"
        "Ash,0.40,9,0,0,upper\n"
        "Birch,0.25,2,1,0,upper\n"
        "Cedar,0.20,2,1,1,lower\n"
        "Date,0.10,2,0,1,lower\n"
        "Elm,0.05,1,,,lower\n";
};

TEST_F(CoreOfTable, TheCheapestSetIsFound) {
    const CoreAnswer answer = find(kCities, {.issues = {"water"}, .shares = {0.5}});
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("Birch", "Cedar", "Elm")));
    EXPECT_EQ(answer.cost, 5);
    EXPECT_FALSE(answer.as_of);
    EXPECT_THAT(answer.text,
                HasSubstr("3 actors at a cost of 5 are enough to carry 50 % of water: Birch, Cedar and Elm"));
}

TEST_F(CoreOfTable, DemandsNameItsActorsAndGroups) {
    CoreRequest request{.issues = {"water"}, .shares = {0.5}, .must = "Date", .not_with = {"Birch:Cedar"}};
    EXPECT_THAT(find(kCities, request).cores, ElementsAre(ElementsAre("Ash", "Date")));
    request = {.issues = {"water"}, .shares = {0.5}, .must_not = "Elm", .at_least = {"2:lower"}};
    EXPECT_THAT(find(kCities, request).cores, ElementsAre(ElementsAre("Birch", "Cedar", "Date")));
    request = {.issues = {"water"}, .shares = {0.6}, .costs = {{"Ash", 1}, {"Birch", 3}}};
    EXPECT_THAT(find(kCities, request).cores, ElementsAre(ElementsAre("Ash", "Cedar"))) << "what is stated later holds";
}

TEST_F(CoreOfTable, CohesionIsThatOfItsPlaces) {
    CoreRequest request{.issues = {"water"}, .shares = {0.6}, .cohesion = 1, .num_dimensions = 2};
    EXPECT_THAT(find(kCities, request).cores, ElementsAre(ElementsAre("Ash", "Birch")));
    request.must = "Cedar";
    EXPECT_FALSE(find(kCities, request).is_feasible()) << "with Birch or with Date, but not with both";
    request.cohesion = 1.5;
    EXPECT_THAT(find(kCities, request).cores, ElementsAre(ElementsAre("Ash", "Cedar")));
}

TEST_F(CoreOfTable, FaultsOfTheTableAreNamed) {
    const CoreRequest request{.issues = {"water"}, .shares = {0.5}};
    for (const auto& [text, says] : {std::pair{"actor,water\nAsh,1.2\n", "line 2"},
                                     {"actor,water\nAsh,0.5\nBirch,-0.1\n", "line 3"},
                                     {"actor,water\nAsh,nan\n", "line 2"},
                                     {"actor,water\nAsh,0.7\nBirch,0.4\n", "the shares of water sum to 1.1"},
                                     {"actor,water\nAsh,0.7\nAsh,0.1\n", "an actor that no row above names"},
                                     {"actor,water,cost\nAsh,0.7,-1\n", "a cost above 0"},
                                     {"actor,water,cost\nAsh,0.7,\n", "line 2"},
                                     {"actor,fire\nAsh,0.7\n", "water"}}) {
        const Error error = error_of([&] { (void)find(text, request); });
        EXPECT_EQ(error.errc(), Errc::bad_input) << text;
        EXPECT_THAT(error.what(), AllOf(HasSubstr("room.csv"), HasSubstr(says))) << text;
    }
}

TEST_F(CoreOfTable, DemandsOnWhatItDoesNotHoldAreRefused) {
    const auto errc_of = [&](CoreRequest request) {
        request.issues = {"water"};
        return error_of([&] { (void)find(kCities, request); }).errc();
    };
    EXPECT_EQ(errc_of({.must = "Oak"}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.at_least = {"1:middle"}}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.at_least = {"upper"}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.not_with = {"Ash"}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.depth = Depth::rules}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.history = true}), Errc::wrong_usage);
}

TEST_F(CoreOfTable, AStopGivesTheBestFoundAndWhatIsProven) {
    // As many shares as costs, all even but for a cost without a share, and an odd demand: only trying sets can tell.
    RandomStream random(Seed{3}, {.purpose = 1});
    std::string text = "actor,s,cost\nnobody,0,1\n";
    for (int k = 0; k < 60; ++k) {
        const auto amount = 2 * (100'000 + random.below(100'000));
        text += fmt::format("A{},{:.10f},{}\n", k, amount * 1e-8, amount);
    }
    std::stop_source stopped;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        stopped.request_stop();
    });
    const CoreAnswer answer =
        find(text, {.issues = {"s"}, .shares = {0.09000001}}, {.progress = {}, .stop = stopped.get_token()});
    EXPECT_EQ(answer.solution.termination, coalition::Termination::limit_reached);
    ASSERT_THAT(answer.cores, SizeIs(1));
    EXPECT_GE(*answer.cost, *answer.cost_bound);
    EXPECT_GE(*answer.cost_bound, 9'000'001) << "what the shares alone show";
    EXPECT_THAT(answer.text, HasSubstr("which is what is proven so far"));
}

}  // namespace
}  // namespace entente::engine
