// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/pair_hazard.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "synthetic.hpp"

namespace entente::attain {
namespace {

constexpr std::array<Year, 2> kCovered{Year{synthetic::kLast}, Year{synthetic::kLast}};
const PairOptions kQuick{.pairs_per_year = 100, .first = Year{1951}, .blend = {.boosting = {.num_trees = 30}}};

double num_founding(const PairYear& pairs) {
    return static_cast<double>(std::ranges::count(pairs.founds, 1));
}

TEST(PairYear, HoldsEveryDyadOnceAndThoseThatFound) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    const PairYear pairs = pair_year(panel, panel.frame(Year{1970}), Family::alliance);
    // 24 states; both alliances of a year are of two.
    EXPECT_EQ(pairs.pairs.size(), 24U * 23U / 2U);
    EXPECT_GE(num_founding(pairs), 1);
    EXPECT_LE(num_founding(pairs), 2);
    EXPECT_EQ(pairs.features.size(), pairs.pairs.size() * kNumPairColumns);
}

TEST(PairYear, LeavesOutDyadsThatALargerFoundingTies) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    // One of the two trade agreements of a year has three to five parties.
    const PairYear pairs = pair_year(panel, panel.frame(Year{1970}), Family::trade);
    EXPECT_LT(pairs.pairs.size(), 24U * 23U / 2U);
    EXPECT_LE(num_founding(pairs), 1);
}

TEST(PairYear, ASampleStandsForAll) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    double weight = 0;
    double all = 0;
    for (int year = 1960; year < 1990; ++year) {
        const DyadFrame frame = panel.frame(Year{year});
        const PairYear drawn = pair_year(panel, frame, Family::alliance, 100, Seed{1});
        for (const float one : drawn.weight) weight += one;
        all += 24.0 * 23 / 2;
    }
    // 30 years of about 100 draws: the sum's standard error is 1.5 %.
    EXPECT_NEAR(weight / all, 1, 0.05);
}

TEST(PairYear, ReadsNothingOfTheYearOrLater) {
    const atlas::World whole = synthetic::world();
    const atlas::World past = synthetic::world(1969);
    const Panel a(whole);
    const Panel b(past);
    const PairYear now = pair_year(a, a.frame(Year{1970}), Family::alliance);
    const PairYear then = pair_year(b, b.frame(Year{1970}), Family::alliance);
    EXPECT_THAT(then.features, testing::Pointwise(testing::NanSensitiveFloatEq(), now.features));
}

TEST(PairHazard, NeighboursFoundMoreThanTheFarApart) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    const std::vector<Year> as_of{Year{1989}};
    const auto models = fit_pairs(panel, as_of, kCovered, kQuick, Seed{1});
    const PairYear pairs = pair_year(panel, panel.frame(Year{1995}), Family::alliance);
    const auto odds = models.front().find(Family::alliance)->log_odds(pairs.features);
    double near = 0;
    double far = 0;
    for (std::size_t k = 0; k < odds.size(); ++k) {
        const auto [a, b] = pairs.pairs[k];
        const int steps = std::abs(a / 6 - b / 6) + std::abs(a % 6 - b % 6);
        if (steps == 1) near = std::max(near, logistic(odds[k]));
        if (steps >= 6) far = std::max(far, logistic(odds[k]));
    }
    EXPECT_GT(near, 2 * far);
}

TEST(PairHazard, TheLevelFollowsTheYearsBefore) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    const std::vector<Year> as_of{Year{1984}};
    const auto models = fit_pairs(panel, as_of, kCovered, kQuick, Seed{1});
    // The made-up world founds as much in every year: there is little to correct.
    EXPECT_NEAR(pair_level(panel, models.front(), Family::alliance, Year{1990}, kCovered[0], Seed{1}), 0, 0.5);
    // Nothing is known of years that the source does not cover.
    EXPECT_EQ(pair_level(panel, models.front(), Family::alliance, Year{1990}, Year{1980}, Seed{1}), 0);
}

TEST(PairHazard, LevelsThatAModelKeepsAreThoseThatAreCounted) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    const std::vector<Year> as_of{Year{1979}, Year{1989}};
    auto models = fit_pairs(panel, as_of, kCovered, kQuick, Seed{1});
    // 1978 .. 1988: what forecasts of 1980 .. 1989 rest on.
    ASSERT_EQ(models.front().levels[0].size(), 11U);
    EXPECT_EQ(models.front().levels[0].front().year, Year{1978});
    const double kept = pair_level(panel, models.front(), Family::alliance, Year{1985}, kCovered[0], Seed{});
    models.front().levels = {};
    EXPECT_EQ(pair_level(panel, models.front(), Family::alliance, Year{1985}, kCovered[0], Seed{}), kept);
}

TEST(PairHazard, IsTheSameAtAnyNumberOfThreadsAndAfterStorage) {
    const atlas::World world = synthetic::world();
    const Panel panel(world);
    const std::vector<Year> as_of{Year{1979}, Year{1989}};
    std::string one;
    {
        const ThreadLimit limit(1);
        one = to_json(fit_pairs(panel, as_of, kCovered, kQuick, Seed{1}).back());
    }
    EXPECT_EQ(to_json(fit_pairs(panel, as_of, kCovered, kQuick, Seed{1}).back()), one);
    EXPECT_EQ(to_json(pair_model_from_json(one)), one);
    EXPECT_THROW((void)pair_model_from_json("{}"), Error);
    EXPECT_THROW((void)fit_pairs(panel, as_of, kCovered, {.pairs_per_year = 1}, Seed{1}), Error);
}

}  // namespace
}  // namespace entente::attain
