// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/recalibration.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/norms/calibration.hpp"

namespace entente::norms {
namespace {

/// Lessons whose truth is half as sure, in log odds, as what was said.
std::vector<Lesson> overconfident(std::uint32_t count) {
    std::vector<Lesson> lessons;
    for (std::uint32_t k = 0; k < count; ++k) {
        RandomStream random(Seed{5}, {.item = k});
        const double y = 2 * random.normal();
        lessons.push_back(
            {.clues = {.joint = 1 / (1 + std::exp(-y))}, .accepted = random.uniform() < 1 / (1 + std::exp(-y / 2))});
    }
    return lessons;
}

TEST(Recalibration, LearnsHowMuchTooSureTheModelIs) {
    const Recalibration learned = learn_recalibration(overconfident(20000), {}, 0.5);
    EXPECT_NEAR(learned.weights[0], 0.5, 0.05);
    EXPECT_NEAR(learned.bias, 0, 0.1);
}

TEST(Recalibration, AShortPastStaysNearThePriorAndALongOneLeavesIt) {
    const Recalibration general{.bias = 0.3, .weights = {0.9, 0.1, 0, 0}};
    const Recalibration brief = learn_recalibration(overconfident(20), general, 0.25);
    const Recalibration full = learn_recalibration(overconfident(20000), general, 0.25);
    EXPECT_LT(std::abs(brief.weights[0] - 0.9), 0.1);
    EXPECT_LT(full.weights[0], 0.6);
}

TEST(Recalibration, WithoutLessonsThePriorStands) {
    const Recalibration learned = learn_recalibration({}, {}, 0.5);
    EXPECT_EQ(learned.bias, 0);
    EXPECT_EQ(learned.weights, (std::array<double, kNumClues>{1, 0, 0, 0}));
    EXPECT_NEAR(learned.chance_of({.joint = 0.7, .least = 0.9, .past_rate = 0.1, .last_vote = 0.2}), 0.7, 1e-12);
}

TEST(Reliability, HandWorkedBinsAndScores) {
    const std::vector<Judged> judged{{0.8, true, 0}, {0.8, false, 1}, {0.2, false, 2}, {0.2, false, 3}};
    const Reliability reliability = reliability_of(judged, Seed{1});
    ASSERT_EQ(reliability.points.size(), 2u);
    EXPECT_DOUBLE_EQ(reliability.points[1].observed, 0.5);
    EXPECT_NEAR(reliability.calibration_error, (0.2 + 0.3) / 2, 1e-12);
    EXPECT_NEAR(reliability.brier, (0.04 + 0.64 + 0.04 + 0.04) / 4, 1e-12);
    EXPECT_NEAR(reliability.log_score, (3 * std::log(0.8) + std::log(0.2)) / 4, 1e-12);
    EXPECT_LE(reliability.points[1].low, 0.5);
    EXPECT_GE(reliability.points[1].high, 0.5);
}

TEST(Reliability, NoPredictionsAreAnAnswer) {
    EXPECT_EQ(reliability_of({}, Seed{1}).count, 0u);
}

}  // namespace
}  // namespace entente::norms
