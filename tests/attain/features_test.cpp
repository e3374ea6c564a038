// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "attain/synthetic.hpp"
#include "entente/attain/composition.hpp"
#include "entente/attain/frame.hpp"
#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

using synthetic::founding;
using synthetic::state;

class FeaturesOfKnownCases : public ::testing::Test {
protected:
    static atlas::WorldTables known() {
        atlas::WorldTables tables;
        synthetic::add_states(tables);
        synthetic::add_figures(tables);
        tables.contiguities.push_back({state(0), state(1), 1, {Year{1900}, std::nullopt}});
        tables.rivalries.push_back({state(0), state(12), {Year{1955}, Year{1990}}, ""});
        tables.disputes.push_back({state(0), state(12), Year{1980}, 4});
        tables.partnerships.push_back(founding("a", Family::alliance, 1970, {0, 1}, Depth::rules));
        tables.partnerships.back().evidence.push_back(
            {.sign = "rules.active_obligation", .depth = Depth::rules, .since = Year{1970}});
        tables.partnerships.push_back(founding("t", Family::trade, 1975, {0, 1, 2}, Depth::rules));
        tables.partnerships.back().parties[0].side = 1;
        tables.partnerships.back().parties[1].side = 1;
        tables.partnerships.push_back(founding("o", Family::formal, 1978, {0, 1, 2, 3}, Depth::rules));
        return tables;
    }
    static float value(const atlas::World& world, int year, int a, int b, DyadFeature feature) {
        const DyadFrame frame = Panel(world).frame(Year{year});
        return frame.value(frame.slot_of(*world.find(state(a))), frame.slot_of(*world.find(state(b))), feature);
    }
};

TEST_F(FeaturesOfKnownCases, DistanceIsTheGreatCircleBetweenCapitals) {
    const atlas::World world(known(), Year{1999});
    // Five degrees along the equator of a sphere of 6371 km.
    EXPECT_NEAR(std::expm1(value(world, 1990, 0, 1, DyadFeature::log_distance)), 6371 * 5 * M_PI / 180, 0.5);
}

TEST_F(FeaturesOfKnownCases, ATieIsSeenFromTheYearAfterItBegan) {
    const atlas::World world(known(), Year{1999});
    EXPECT_EQ(value(world, 1970, 0, 1, DyadFeature::allied), 0);
    EXPECT_EQ(value(world, 1971, 0, 1, DyadFeature::allied), 1);
    EXPECT_EQ(value(world, 1971, 0, 1, DyadFeature::active_pact), 1);
    EXPECT_EQ(value(world, 1971, 0, 2, DyadFeature::allied), 0);
    EXPECT_FLOAT_EQ(value(world, 1979, 0, 1, DyadFeature::shared_formal), std::log(2.0F));
}

TEST_F(FeaturesOfKnownCases, ABlocHasNoTradePactWithItself) {
    const atlas::World world(known(), Year{1999});
    EXPECT_EQ(value(world, 1980, 0, 1, DyadFeature::trade_pact), 0);
    EXPECT_EQ(value(world, 1980, 0, 2, DyadFeature::trade_pact), 1);
}

TEST_F(FeaturesOfKnownCases, RivalryAndDisputesAreOfTheYearsBefore) {
    const atlas::World world(known(), Year{1999});
    EXPECT_EQ(value(world, 1955, 0, 12, DyadFeature::rivalry), 0);
    EXPECT_EQ(value(world, 1956, 0, 12, DyadFeature::rivalry), 1);
    EXPECT_EQ(value(world, 1991, 0, 12, DyadFeature::rivalry), 1);
    EXPECT_EQ(value(world, 1992, 0, 12, DyadFeature::rivalry), 0);
    EXPECT_EQ(value(world, 1980, 0, 12, DyadFeature::disputes_20y), 0);
    EXPECT_FLOAT_EQ(value(world, 1981, 0, 12, DyadFeature::disputes_20y), std::log(2.0F));
    EXPECT_FLOAT_EQ(value(world, 1990, 0, 12, DyadFeature::dispute_recency), std::exp(-1.0F));
}

TEST_F(FeaturesOfKnownCases, WhatIsNotKnownIsNotANumber) {
    atlas::WorldTables tables = known();
    tables.positions.clear();
    const atlas::World world(tables, Year{1999});
    EXPECT_TRUE(std::isnan(value(world, 1990, 0, 1, DyadFeature::principle_distance)));
    EXPECT_FALSE(std::isnan(value(world, 1990, 0, 1, DyadFeature::log_distance)));
}

TEST(Frames, NoRowDatedInTheYearOrLaterIsRead) {
    // The same tables, once whole and once with everything from 1990 on deleted but geography and the list of states.
    atlas::WorldTables cut = synthetic::tables();
    std::erase_if(cut.figures, [](const FigureRecord& r) { return r.year >= Year{1990}; });
    std::erase_if(cut.positions, [](const atlas::KnownPosition& r) { return r.year >= Year{1990}; });
    std::erase_if(cut.partnerships, [](const Partnership& p) { return p.begun >= Year{1990}; });
    std::erase_if(cut.disputes, [](const DisputeRecord& r) { return r.year >= Year{1990}; });
    const atlas::World whole = synthetic::world();
    const atlas::World past(cut, Year{1990});
    const DyadFrame a = Panel(whole).frame(Year{1990});
    const DyadFrame b = Panel(past).frame(Year{1990});
    ASSERT_EQ(a.num_states(), b.num_states());
    for (Slot x = 1; x < a.num_states(); ++x)
        for (Slot y = 0; y < x; ++y)
            ASSERT_EQ(std::memcmp(a.dyad(x, y).data(), b.dyad(x, y).data(), kNumDyadFeatures * sizeof(float)), 0)
                << x << ' ' << y;
    FeatureRow of_a;
    FeatureRow of_b;
    const std::vector<Slot> set{0, 3, 5, 13};
    composition_features(a, Composition::of_states(set), of_a);
    composition_features(b, Composition::of_states(set), of_b);
    EXPECT_EQ(std::memcmp(of_a.data(), of_b.data(), sizeof of_a), 0);
}

TEST(Frames, AYearOutsideOfWhatIsKnownIsRefused) {
    const atlas::World world = synthetic::world(1980);
    const Panel panel(world);
    EXPECT_NO_THROW((void)panel.frame(Year{1981}));
    EXPECT_THROW((void)panel.frame(Year{1982}), Error);
    EXPECT_THROW((void)panel.frame(Year{1816}), Error);
}

TEST(Frames, StatesAskedForBesidesAreThereButNotLiving) {
    atlas::WorldTables tables = synthetic::tables();
    tables.actors[5].spells = {Spell{Year{1985}, std::nullopt}};
    const atlas::World world(tables, Year{2000});
    const atlas::ActorIndex late = *world.find(state(5));
    const DyadFrame without = Panel(world).frame(Year{1980});
    const std::vector<atlas::ActorIndex> besides{late};
    const DyadFrame with = Panel(world).frame(Year{1980}, besides);
    EXPECT_EQ(without.slot_of(late), kNoSlot);
    ASSERT_NE(with.slot_of(late), kNoSlot);
    EXPECT_FALSE(with.is_living(with.slot_of(late)));
    EXPECT_EQ(with.num_living(), without.num_living());
}

TEST(Compositions, TheOrderOfMembersAndUnitsMeansNothing) {
    const atlas::World world = synthetic::world();
    const DyadFrame frame = Panel(world).frame(Year{1995});
    Composition one{.members = {9, 2, 17, 4}, .unit = {1, 0, 2, 0}, .num_units = 3};
    Composition other{.members = {4, 17, 9, 2}, .unit = {2, 0, 1, 2}, .num_units = 3};
    one.normalise();
    other.normalise();
    EXPECT_EQ(one, other);
    FeatureRow a;
    FeatureRow b;
    composition_features(frame, one, a);
    composition_features(frame, other, b);
    EXPECT_EQ(std::memcmp(a.data(), b.data(), sizeof a), 0);
}

TEST(Compositions, LiftsAreMeanExtremesAndSpreadOverDyadsOfDifferentUnits) {
    const atlas::World world = synthetic::world();
    const DyadFrame frame = Panel(world).frame(Year{1995});
    const Composition set{.members = {0, 1, 8}, .unit = {0, 0, 1}, .num_units = 2};
    FeatureRow row;
    composition_features(frame, set, row);
    const auto f = static_cast<std::size_t>(DyadFeature::log_distance);
    const float x = frame.value(0, 8, DyadFeature::log_distance);
    const float y = frame.value(1, 8, DyadFeature::log_distance);
    EXPECT_FLOAT_EQ(row[f], (x + y) / 2);
    EXPECT_FLOAT_EQ(row[kNumDyadFeatures + f], std::min(x, y));
    EXPECT_FLOAT_EQ(row[2 * kNumDyadFeatures + f], std::max(x, y));
    EXPECT_NEAR(row[3 * kNumDyadFeatures + f], std::abs(x - y) / 2, 1e-3);
    EXPECT_EQ(size_class(set), SizeClass::bloc);
}

TEST(FeatureTables, EveryColumnHasANameOfItsOwn) {
    std::vector<std::string> names;
    for (std::size_t k = 0; k < kNumColumns; ++k) names.push_back(column_name(k));
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
    EXPECT_NE(features_as_markdown().find("`principle_distance` | sd |"), std::string::npos);
}

}  // namespace
}  // namespace entente::attain
