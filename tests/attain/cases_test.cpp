// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <set>

#include <gtest/gtest.h>

#include "attain/synthetic.hpp"
#include "entente/attain/cases.hpp"
#include "entente/attain/choice_calibration.hpp"
#include "entente/attain/decoys.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

bool same(const CaseTable& a, const CaseTable& b) {
    return a.features.size() == b.features.size() &&
           std::memcmp(a.features.data(), b.features.data(), a.features.size() * sizeof(FeatureRow)) == 0;
}

TEST(Cases, EveryFoundingHasTheRealSetFirstAndDecoysOfItsSize) {
    const atlas::World world = synthetic::world();
    const CaseTable table = sample_cases(Panel(world), {.num_decoys = 10}, Seed{1});
    ASSERT_GT(table.cases.size(), 300U);
    constexpr std::size_t log_units = kNumColumns - kNumSetFeatures + static_cast<std::size_t>(SetFeature::log_units);
    for (const Case& c : table.cases) {
        EXPECT_LE(c.num_rows, 11U);
        EXPECT_GE(c.num_rows, 6U);
        for (std::size_t r = 0; r < c.num_rows; ++r)
            EXPECT_FLOAT_EQ(table.features[c.first_row + r][log_units], std::log(static_cast<float>(c.num_units)));
    }
}

TEST(Cases, SameSeedSameBitsAtAnyNumberOfThreads) {
    const atlas::World world = synthetic::world(1975);
    const Panel panel(world);
    CaseTable one;
    {
        const ThreadLimit limit(1);
        one = sample_cases(panel, {.num_decoys = 10}, Seed{1});
    }
    EXPECT_TRUE(same(one, sample_cases(panel, {.num_decoys = 10}, Seed{1})));
    EXPECT_FALSE(same(one, sample_cases(panel, {.num_decoys = 10}, Seed{2})));
}

TEST(Cases, LaterFoundingsDoNotChangeTheDecoysOfEarlierOnes) {
    const atlas::World whole = synthetic::world();
    const atlas::World past = synthetic::world(1975);
    const CaseTable a = sample_cases(Panel(whole), {.num_decoys = 10}, Seed{1});
    const CaseTable b = sample_cases(Panel(past), {.num_decoys = 10}, Seed{1});
    ASSERT_LT(b.features.size(), a.features.size());
    EXPECT_EQ(std::memcmp(a.features.data(), b.features.data(), b.features.size() * sizeof(FeatureRow)), 0);
}

TEST(Cases, OptionsOutOfRangeAreRefused) {
    EXPECT_THROW((CaseOptions{.num_decoys = 1}).validate(), Error);
    EXPECT_THROW((CaseOptions{.max_units = 1}).validate(), Error);
}

TEST(Cases, AStopIsObeyed) {
    const atlas::World world = synthetic::world();
    std::stop_source stop;
    stop.request_stop();
    try {
        (void)sample_cases(Panel(world), {}, Seed{1}, {.stop = stop.get_token()});
        FAIL() << "did not stop";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::interrupted);
    }
}

TEST(SetSampler, SwapsKeepTheSizeAndDropTheOld) {
    const atlas::World world = synthetic::world();
    const DyadFrame frame = Panel(world).frame(Year{1995});
    const SetSampler sampler(frame, {});
    const std::vector<Unit> real{{0}, {1}, {2}, {7}};
    RandomStream random(Seed{1}, {9, 9, 9});
    std::set<std::size_t> changed;
    for (int k = 0; k < 200; ++k) {
        const auto swapped = sampler.swap(real, false, random);
        ASSERT_TRUE(swapped);
        const Composition set = to_composition(*swapped);
        ASSERT_EQ(set.members.size(), 4U);
        std::size_t kept = 0;
        for (const Unit& unit : real) kept += std::count(set.members.begin(), set.members.end(), unit[0]) > 0;
        changed.insert(4 - kept);
    }
    EXPECT_EQ(changed, (std::set<std::size_t>{1, 2}));
}

TEST(ChoiceCalibration, LearnsThatAScoreIsTooSureOfItself) {
    // With nothing to learn from, the score passes as it is.
    const ChoiceCalibration none = calibrate_choice({}, Year{2000}, {}, {}, Seed{1});
    EXPECT_EQ(none.of_group[0].slope, 1);
    EXPECT_EQ(none.score(CaseGroup::formal, 1.5), 1.5);
    const atlas::World world = synthetic::world();
    const CaseTable table = sample_cases(Panel(world), {.num_decoys = 10}, Seed{1});
    FormationOptions loose{.prior = {.shared_sd = 3, .family_sd = 3, .size_sd = 3, .own_sd = 3}};
    const ChoiceCalibration learned = calibrate_choice(table, Year{2000}, loose, {}, Seed{1});
    for (const auto& group : learned.of_group) EXPECT_LT(group.slope, 1);
}

}  // namespace
}  // namespace entente::attain
