// SPDX-License-Identifier: Apache-2.0
// Cores among states that stand in the corners of a square, as their votes alone tell.
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/error_of.hpp"
#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/engine/cores.hpp"

namespace entente::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr int kFirstYear = 2006;
constexpr int kLastYear = 2010;
constexpr int kRollCallsAYear = 60;
constexpr std::size_t kStates = 12;

/// Three states a corner, from left below against the clock; S1, S2 and S3 carry 40 % together, S4 alone a fifth.
constexpr std::array<double, kStates> kEmissions{16, 14, 10, 20, 5, 5, 12, 4, 4, 8, 1, 1};

double left_to_right(std::size_t state) {
    const std::size_t corner = state / 3;
    return corner == 0 || corner == 3 ? -1 : 1;
}
double below_to_above(std::size_t state) {
    return state / 3 < 2 ? -1 : 1;
}

class CoreDimensions : public ::testing::Test {
protected:
    CoreDimensions() {
        if (!engine_) make_engine();
    }
    /// Once for all tests.
    static void make_engine() {
        folder_ = std::make_unique<atlas::testing::TemporaryFolder>();
        atlas::Atlas atlas(folder_->file(), atlas::OpenMode::create);
        atlas.store(atlas::testing::states(kStates));
        SourceTable figures;
        figures.source = atlas::testing::source_named("figures");
        figures.series = {{"co2_kt", "kt", "made up"}};
        for (std::size_t k = 0; k < kStates; ++k)
            figures.figures.push_back(
                {0, ActorId{static_cast<int>(k) + 1}, Year{kLastYear}, kEmissions[k], std::nullopt});
        atlas.store(figures);
        store_votes(atlas);
        engine_ = std::make_unique<Engine>(folder_->file(), std::filesystem::path(ENTENTE_SOURCE_DIR) / "data");
    }
    static void TearDownTestSuite() {
        engine_.reset();
        folder_.reset();
    }
    /// Each roll call cuts the square along a line of its own.
    static void store_votes(atlas::Atlas& atlas) {
        SourceTable roll_calls, votes;
        roll_calls.source = atlas::testing::source_named("un_roll_calls");
        votes.source = atlas::testing::source_named("un_votes");
        RandomStream random{Seed{11}, {.purpose = 1}};
        for (int year = kFirstYear; year <= kLastYear; ++year)
            for (int k = 0; k < kRollCallsAYear; ++k) {
                const RollCallId id{100 * year + k};
                roll_calls.roll_calls.push_back({id,
                                                 year - 1945,
                                                 Year{year},
                                                 std::to_string(year) + "-11-01",
                                                 "R",
                                                 "Title",
                                                 "Text",
                                                 std::nullopt,
                                                 {"hr"}});
                const double angle = 2 * std::numbers::pi * random.uniform();
                const double cut = 2 * random.uniform() - 1;
                for (std::size_t state = 0; state < kStates; ++state) {
                    const double lean =
                        2 * (std::cos(angle) * left_to_right(state) + std::sin(angle) * below_to_above(state) - cut) +
                        random.normal();
                    votes.votes.push_back({id, ActorId{static_cast<int>(state) + 1}, lean > 0 ? Vote::yes : Vote::no});
                }
            }
        atlas.store(roll_calls);
        atlas.store(votes);
    }
    static CoreAnswer within(double cohesion, int num_dimensions, double share = 0.4) {
        return find_cores(
            *engine_,
            {.issues = {"climate"}, .shares = {share}, .cohesion = cohesion, .num_dimensions = num_dimensions});
    }

    static inline std::unique_ptr<atlas::testing::TemporaryFolder> folder_;
    static inline std::unique_ptr<Engine> engine_;
};

TEST_F(CoreDimensions, InTwoDimensionsThoseOfACornerStandTogether) {
    const CoreAnswer answer = within(1, 2);
    EXPECT_THAT(answer.cores, ElementsAre(ElementsAre("S1", "S2", "S3")));
    ASSERT_TRUE(answer.cohesion);
    EXPECT_LE(*answer.cohesion, 1);
    EXPECT_FALSE(within(1, 2, 0.41).is_feasible()) << "no corner carries more";
}

TEST_F(CoreDimensions, AThirdDimensionOnlyAddsToDistances) {
    EXPECT_THAT(within(1, 3).conflict, ElementsAre("a cohesion of 1", "a share of 40 % of climate"));
    const CoreAnswer wide = within(5, 3, 0.6);
    ASSERT_TRUE(wide.cohesion);
    EXPECT_GT(*wide.cohesion, 1);
    EXPECT_THAT(wide.provenance.caveats, ::testing::Contains(HasSubstr("3 dimensions")));
}

TEST_F(CoreDimensions, AWiderCohesionReachesTheNextCorner) {
    // Corners are 2 apart on a scale whose standard deviation is 1 on each axis, and 2.8 across.
    const CoreAnswer answer = within(2.5, 2, 0.5);
    ASSERT_THAT(answer.cores, SizeIs(1));
    EXPECT_THAT(answer.cores.front(), ElementsAre("S1", "S2", "S4"));
    EXPECT_FALSE(within(2.5, 2, 0.71).is_feasible()) << "two neighbouring corners carry .70 at most";
    EXPECT_THAT(within(4, 2, 0.71).cores.front(), SizeIs(5));
}

TEST_F(CoreDimensions, TheFrontierKnowsThem) {
    const CoreAnswer answer = find_cores(
        *engine_, {.issues = {"climate"}, .shares = {0.4}, .num_dimensions = 2, .frontier = true, .max_size = 3});
    double within_a_corner = 0;
    double at_all = 0;
    for (const CoreFrontierPoint& point : answer.frontier) {
        at_all = std::max(at_all, point.share);
        if (point.cohesion.value() <= 1) within_a_corner = std::max(within_a_corner, point.share);
    }
    EXPECT_NEAR(within_a_corner, 0.40, 1e-9);
    EXPECT_NEAR(at_all, 0.50, 1e-9);
}

TEST_F(CoreDimensions, WhatThePositionsRestOnIsSaid) {
    EXPECT_THAT(within(1, 2).provenance.caveats,
                ::testing::Contains(HasSubstr("2 dimensions, fitted to the votes of the 5 years up to 2010")));
}

}  // namespace
}  // namespace entente::engine
