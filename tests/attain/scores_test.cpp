// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/scores.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

TEST(ScoreChoice, IsWorkedByHand) {
    // Odds 2 : 1 : 1, so the real set has half of the mass and ranks first.
    const std::vector<double> first{std::log(2.0), 0, 0};
    const ChoiceScore best = score_choice(first);
    EXPECT_NEAR(best.log_share, std::log(0.5), 1e-12);
    EXPECT_DOUBLE_EQ(best.reciprocal_rank, 1);
    EXPECT_DOUBLE_EQ(best.auc, 1);
    // Tied with one and below one: ranks 2 and 3 are shared.
    const std::vector<double> tied{0, 0, 1, -1};
    const ChoiceScore middle = score_choice(tied);
    EXPECT_DOUBLE_EQ(middle.reciprocal_rank, 1 / 2.5);
    EXPECT_DOUBLE_EQ(middle.auc, 1 - 1.5 / 3);
    EXPECT_DOUBLE_EQ(middle.in_first_five, 1);
    EXPECT_THROW((void)score_choice({}), Error);
}

TEST(ScoreChoice, DoesNotMoveWithAConstant) {
    const std::vector<double> odds{0.3, -2, 1};
    const std::vector<double> shifted{100.3, 98, 101};
    EXPECT_NEAR(score_choice(odds).log_share, score_choice(shifted).log_share, 1e-12);
}

TEST(LogLoss, WeighsAndKeepsAwayFromInfinity) {
    const std::vector<BinaryForecast> forecasts{{0.25, true, 3}, {0.5, false, 1}};
    EXPECT_NEAR(log_loss(forecasts), (3 * std::log(4.0) + std::log(2.0)) / 4, 1e-12);
    EXPECT_TRUE(std::isfinite(log_loss(BinaryForecast{0, true, 1})));
}

TEST(AreaUnderCurve, CountsPairsWithTiesHalfAndWeights) {
    // The one that happened beats the first (weight 2), ties with the second (1), loses to the third (1).
    const std::vector<BinaryForecast> forecasts{{0.5, true, 1}, {0.1, false, 2}, {0.5, false, 1}, {0.9, false, 1}};
    EXPECT_DOUBLE_EQ(area_under_curve(forecasts), 2.5 / 4);
    const std::vector<BinaryForecast> one_kind{{0.5, true, 1}};
    EXPECT_TRUE(std::isnan(area_under_curve(one_kind)));
}

TEST(Reliability, IsNoughtForForecastsThatHoldAndFindsThoseThatDoNot) {
    std::vector<BinaryForecast> kept;
    std::vector<BinaryForecast> broken;
    for (int k = 0; k < 100; ++k) {
        kept.push_back({0.25, k % 4 == 0, 1});
        broken.push_back({0.5, k % 4 == 0, 1});
    }
    for (int k = 0; k < 100; ++k) kept.push_back({0.75, k % 4 != 0, 1});
    const auto cuts = reliability_cuts(kept, 10);
    EXPECT_EQ(cuts.size(), 2U);  // Two values: equal probabilities share a bin.
    EXPECT_NEAR(calibration_error(reliability(kept, cuts)), 0, 1e-12);
    EXPECT_NEAR(calibration_error(reliability(broken, {})), 0.25, 1e-12);
}

TEST(Bootstrap, CoversTheMeanOfANormalSampleAtTheNominalRate) {
    // 300 samples of 60; the rate's own standard error is 1.7 points, and the percentile interval of 60 is a little
    // narrow: 83 to 95 of a hundred.
    int covered = 0;
    for (std::uint32_t sample = 0; sample < 300; ++sample) {
        RandomStream random(Seed{5}, {1, sample});
        std::vector<RatioUnit> units;
        for (int k = 0; k < 60; ++k) units.push_back({2 + random.normal(), 1});
        const Measured mean = bootstrap_ratio(units, Seed{sample}, 200);
        covered += mean.low <= 2 && 2 <= mean.high;
    }
    EXPECT_GE(covered, 249);
    EXPECT_LE(covered, 285);
}

TEST(Bootstrap, IsTheSameForTheSameSeedAndHasNoIntervalWithoutUnits) {
    const std::vector<RatioUnit> units{{1, 2}, {3, 4}, {5, 6}};
    EXPECT_EQ(bootstrap_ratio(units, Seed{1}).low, bootstrap_ratio(units, Seed{1}).low);
    EXPECT_DOUBLE_EQ(bootstrap_ratio(units, Seed{1}).value, 9.0 / 12);
    EXPECT_TRUE(std::isnan(bootstrap_ratio({}, Seed{1}).value));
}

}  // namespace
}  // namespace entente::attain
