// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/depth_history.hpp"

#include <gtest/gtest.h>

#include "synthetic.hpp"

namespace entente::attain {
namespace {

/// An alliance of S00 and S01 that goes as deep as rules, and a year later one of S02 and S03 on interests.
atlas::World two_alliances() {
    atlas::WorldTables tables;
    synthetic::add_states(tables);
    tables.partnerships = {synthetic::founding("made_up:1", Family::alliance, 1990, {0, 1}, Depth::rules),
                           synthetic::founding("made_up:2", Family::alliance, 1991, {2, 3}, Depth::interests)};
    return {std::move(tables), Year{1995}};
}

atlas::ActorIndex at(const atlas::World& world, int k) {
    return *world.find(synthetic::state(k));
}

TEST(DepthHistory, IsWorkedByHand) {
    const atlas::World world = two_alliances();
    const auto records = depth_records(world);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].depth, Depth::rules);
    const DepthHistory history(records, Year{1993});
    // The average is 1.5. S00 went half a step deeper once, against two partnerships' worth of belief: 0.5 / 3.
    const std::array states{at(world, 0), at(world, 2)};
    const DepthHistoryInputs inputs = history.inputs(Family::alliance, states);
    EXPECT_NEAR(inputs[0], 0, 1e-12);
    EXPECT_NEAR(inputs[1], -0.5 / 3, 1e-12);
    EXPECT_NEAR(inputs[2], 0.5 / 3, 1e-12);
    EXPECT_NEAR(inputs[3], 0, 1e-12);
}

TEST(DepthHistory, KnowsNothingOfTheYearOrLaterNorOfOtherFamilies) {
    const atlas::World world = two_alliances();
    const auto records = depth_records(world);
    const std::array states{at(world, 2), at(world, 3)};
    const DepthHistoryInputs nothing{};
    EXPECT_EQ(DepthHistory(records, Year{1991}).inputs(Family::alliance, states), nothing);
    EXPECT_EQ(DepthHistory(records, Year{1990}).inputs(Family::alliance, states), nothing);
    EXPECT_EQ(DepthHistory(records, Year{1995}).inputs(Family::trade, states), nothing);
}

}  // namespace
}  // namespace entente::attain
