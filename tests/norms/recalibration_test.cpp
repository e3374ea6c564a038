// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/recalibration.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente::norms {
namespace {

/// Cases whose truth is half as sure, in log odds, as what was predicted.
std::vector<AcceptanceCase> overconfident_cases(std::size_t count) {
    std::vector<AcceptanceCase> cases;
    for (std::uint32_t k = 0; k < count; ++k) {
        RandomStream random(Seed{5}, {.item = k});
        const double y = 2 * random.normal();
        const double said = 1 / (1 + std::exp(-y));
        cases.push_back({.text = k,
                         .accepted = random.uniform() < 1 / (1 + std::exp(-y / 2)),
                         .predicted = said,
                         .least_chance = 0.5,
                         .past_rate = 0.5,
                         .last_vote = 0.5});
    }
    return cases;
}

TEST(Recalibration, LearnsHowMuchTooSureTheModelIs) {
    const Recalibration learned = learn_recalibration(overconfident_cases(20000), TextKind::repeated);
    EXPECT_NEAR(learned.weights[0], 0.5, 0.05);
    EXPECT_NEAR(learned.bias, 0, 0.1);
}

TEST(Recalibration, WithoutCasesOfTheKindNothingChanges) {
    const Recalibration learned = learn_recalibration(overconfident_cases(100), TextKind::fresh);
    EXPECT_EQ(learned.bias, 0);
    EXPECT_EQ(learned.weights, (std::array<double, kNumClues>{1, 0, 0, 0}));
    EXPECT_NEAR(learned.chance_of({.predicted = 0.7, .least_chance = 0.9, .past_rate = 0.1, .last_vote = 0.2}), 0.7,
                1e-12);
}

TEST(Reliability, HandWorkedBinsAndScores) {
    const std::vector<Judged> judged{{0.8, true, 0}, {0.8, false, 1}, {0.2, false, 2}, {0.2, false, 3}};
    const Reliability reliability = reliability_of(judged, Seed{1});
    ASSERT_EQ(reliability.bins.size(), 2u);
    EXPECT_DOUBLE_EQ(reliability.bins[1].observed, 0.5);
    EXPECT_NEAR(reliability.calibration_error, (0.2 + 0.3) / 2, 1e-12);
    EXPECT_NEAR(reliability.brier, (0.04 + 0.64 + 0.04 + 0.04) / 4, 1e-12);
    EXPECT_NEAR(reliability.log_score, (3 * std::log(0.8) + std::log(0.2)) / 4, 1e-12);
    EXPECT_LE(reliability.bins[1].low, 0.5);
    EXPECT_GE(reliability.bins[1].high, 0.5);
}

TEST(Reliability, NoPredictionsAreAnAnswer) {
    EXPECT_EQ(reliability_of({}, Seed{1}).count, 0u);
}

}  // namespace
}  // namespace entente::norms
