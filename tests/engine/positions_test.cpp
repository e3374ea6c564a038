// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/positions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/error_of.hpp"
#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"

namespace entente::engine {
namespace {

using atlas::testing::error_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::filesystem::path kData = std::filesystem::path(ENTENTE_SOURCE_DIR) / "data";

TEST(Positions, EstimatesAreNamedByLabelAndDimensions) {
    EXPECT_EQ(positions_name(1, ""), atlas::kIdealPoints);
    EXPECT_EQ(positions_name(2, ""), "ideal_points_2d");
    EXPECT_EQ(positions_name(1, "hr"), "ideal_points_hr");
}

TEST(Positions, AnIssueStandsForItsLabels) {
    EXPECT_THAT(vote_labels("", kData), IsEmpty());
    EXPECT_THAT(vote_labels("me", kData), ElementsAre("me"));
    EXPECT_THAT(vote_labels("security", kData), ElementsAre("di", "me", "nu"));
    const Error unknown = error_of([] { (void)vote_labels("securty", kData); });
    EXPECT_EQ(unknown.errc(), Errc::unknown_id);
    EXPECT_THAT(unknown.hint(), HasSubstr("security"));
}

atlas::VoteTable three_roll_calls() {
    atlas::VoteTable table;
    for (int k = 1; k <= 3; ++k) {
        table.roll_calls.push_back({.id = RollCallId{k}, .session = k, .year = Year{1945 + k}});
        for (int actor = 1; actor <= 2; ++actor) table.votes.push_back({RollCallId{k}, ActorId{actor}, Vote::yes});
    }
    table.roll_calls[0].issues = {"hr"};
    table.roll_calls[2].issues = {"co", "hr"};
    return table;
}

TEST(Positions, VotesOnALabelAreThoseOnItsRollCalls) {
    EXPECT_THAT(vote_labels_of(three_roll_calls()), ElementsAre("co", "hr"));
    const atlas::VoteTable on_hr = votes_on(three_roll_calls(), {"hr"});
    ASSERT_EQ(on_hr.roll_calls.size(), 2U);
    EXPECT_EQ(on_hr.roll_calls[1].id, RollCallId{3});
    ASSERT_EQ(on_hr.votes.size(), 4U);
    EXPECT_EQ(on_hr.votes[1].roll_call, RollCallId{1});
    EXPECT_EQ(on_hr.votes[2].roll_call, RollCallId{3});
    EXPECT_EQ(votes_on(three_roll_calls(), {}).votes.size(), 6U);
    EXPECT_THAT(votes_on(three_roll_calls(), {"nu"}).votes, IsEmpty());
}

class StoredPositions : public ::testing::Test {
protected:
    StoredPositions() {
        atlas_.store(atlas::testing::states(2));
        atlas_.store(atlas::testing::roll_calls(3));
        atlas_.store(atlas::testing::votes(3, 2));
    }
    void store(const std::string& name, double mean) {
        atlas_.store_ideal_points({{.name = name, .note = "made up"}, {{ActorId{1}, Year{1946}, 1, mean, 0.1}}}, {});
    }
    atlas::testing::TemporaryFolder folder_;
    atlas::Atlas atlas_{folder_.file(), atlas::OpenMode::create};
};

TEST_F(StoredPositions, EachEstimateIsReadByItself) {
    store("ideal_points", 0.5);
    store("ideal_points_hr", -0.5);
    const auto all = stored_positions(atlas_, {.data = kData});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->points.size(), 1U);
    EXPECT_EQ(all->points[0].mean, 0.5);
    EXPECT_EQ(all->basis, "made up");
    const auto on_hr = stored_positions(atlas_, {.issue = "human_rights", .data = kData});
    ASSERT_TRUE(on_hr) << "an issue with one label";
    EXPECT_EQ(on_hr->points[0].mean, -0.5);
}

TEST_F(StoredPositions, WhatIsNotStoredHasToBeFitted) {
    store("ideal_points", 0.5);
    EXPECT_FALSE(stored_positions(atlas_, {.num_dimensions = 2, .data = kData}));
    EXPECT_FALSE(stored_positions(atlas_, {.issue = "security", .data = kData})) << "several labels together";
    EXPECT_FALSE(stored_positions(atlas_, {.as_of = Year{1946}, .data = kData}))
        << "smoothed ones have seen later votes";
    EXPECT_EQ(votes_for(atlas_, {.issue = "hr", .data = kData}).votes.size(), 6U);
    EXPECT_EQ(error_of([&] { (void)votes_for(atlas_, {.issue = "nu", .data = kData}); }).errc(), Errc::failed);
}

TEST_F(StoredPositions, AsOfAYearTheyAreThoseKnownByThen) {
    atlas_.store_known_positions(
        {{.name = "known_positions"}, {{ActorId{1}, Year{1946}, 0.1, 0.2}, {ActorId{1}, Year{1947}, 0.9, 0.2}}});
    const auto known = stored_positions(atlas_, {.as_of = Year{1946}, .data = kData});
    ASSERT_TRUE(known);
    ASSERT_EQ(known->points.size(), 1U);
    EXPECT_EQ(known->points[0].mean, 0.1);
}

}  // namespace
}  // namespace entente::engine
