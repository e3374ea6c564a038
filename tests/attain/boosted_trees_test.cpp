// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/boosted_trees.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/attain/logistic.hpp"
#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

/// Yes with probability logistic(3 x0) where x1 is noise; every tenth value is not known.
TrainingRows simulated(std::size_t num_rows) {
    RandomStream random(Seed{5}, {.purpose = 1});
    TrainingRows rows{.num_columns = 2};
    for (std::size_t k = 0; k < num_rows; ++k) {
        const double x = random.normal();
        rows.features.push_back(k % 10 == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x));
        rows.features.push_back(static_cast<float>(random.normal()));
        rows.outcome.push_back(random.uniform() < logistic(3 * x) ? 1.0F : 0.0F);
        rows.weight.push_back(1);
    }
    return rows;
}

const BoostingOptions kQuick{.num_trees = 60, .learning_rate = 0.1, .max_leaves = 8};

TEST(BoostedTrees, RecoverTheOddsOfSimulatedOutcomes) {
    const auto trees = BoostedTrees::fit(simulated(6000), {}, kQuick, Seed{1});
    const std::vector<float> asked{-1, 0, 0, 0, 1, 0};
    const auto odds = trees.log_odds(asked);
    ASSERT_EQ(odds.size(), 3U);
    // Shrunk a little towards the rate, by the ridge and the step length.
    EXPECT_NEAR(odds[0], -3, 0.9);
    EXPECT_NEAR(odds[1], 0, 0.5);
    EXPECT_NEAR(odds[2], 3, 0.9);
}

TEST(BoostedTrees, ASignHoldsEverywhere) {
    const std::array<Sign, 2> signs{Sign::negative, Sign::free};
    const auto trees = BoostedTrees::fit(simulated(2000), signs, kQuick, Seed{1});
    double before = std::numeric_limits<double>::infinity();
    for (float x = -3; x <= 3; x += 0.25F) {
        const double odds = trees.log_odds(std::vector<float>{x, 0}).front();
        EXPECT_LE(odds, before + 1e-6) << "at " << x;
        before = odds;
    }
}

TEST(BoostedTrees, AWeightCountsAsThatManyRows) {
    TrainingRows twice = simulated(800);
    TrainingRows weighted = simulated(800);
    twice.features.insert(twice.features.end(), twice.features.begin(), twice.features.end());
    twice.outcome.insert(twice.outcome.end(), weighted.outcome.begin(), weighted.outcome.end());
    twice.weight.assign(1600, 1);
    weighted.weight.assign(800, 2);
    const std::vector<float> asked{-0.5F, 0, 0.5F, 0};
    EXPECT_THAT(
        BoostedTrees::fit(weighted, {}, kQuick, Seed{1}).log_odds(asked),
        testing::Pointwise(testing::DoubleNear(0.15), BoostedTrees::fit(twice, {}, kQuick, Seed{1}).log_odds(asked)));
}

TEST(BoostedTrees, AreTheSameAfterStorage) {
    const auto trees = BoostedTrees::fit(simulated(500), {}, kQuick, Seed{1});
    const std::vector<float> asked{-1, 0.5F, std::numeric_limits<float>::quiet_NaN(), 0, 2, 1};
    EXPECT_EQ(BoostedTrees::from_json(trees.to_json()).log_odds(asked), trees.log_odds(asked));
}

TEST(BoostedTrees, RefuseShapesThatDoNotFit) {
    TrainingRows rows = simulated(10);
    rows.weight.pop_back();
    EXPECT_THROW((void)BoostedTrees::fit(rows, {}, kQuick, Seed{1}), Error);
    EXPECT_THROW((void)BoostedTrees::fit(TrainingRows{.num_columns = 2}, {}, kQuick, Seed{1}), Error);
    EXPECT_THROW((void)BoostedTrees::fit(simulated(10), {}, {.num_trees = 0}, Seed{1}), Error);
    EXPECT_THROW((void)BoostedTrees{}.log_odds(std::vector<float>{1}), Error);
    EXPECT_THROW((void)BoostedTrees::from_json("{}"), Error);
}

}  // namespace
}  // namespace entente::attain
