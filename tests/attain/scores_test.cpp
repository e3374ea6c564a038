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

}  // namespace
}  // namespace entente::attain
