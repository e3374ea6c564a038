// SPDX-License-Identifier: Apache-2.0
#include "entente/base/reliability.hpp"

#include <array>

#include <gtest/gtest.h>

namespace entente {
namespace {

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

TEST(Reliability, ACutBelongsToTheBinBelowIt) {
    const std::array cuts{0.1, 0.5};
    EXPECT_EQ(reliability_bin(0.0, cuts), 0U);
    EXPECT_EQ(reliability_bin(0.1, cuts), 0U);
    EXPECT_EQ(reliability_bin(0.2, cuts), 1U);
    EXPECT_EQ(reliability_bin(0.9, cuts), 2U);
}

}  // namespace
}  // namespace entente
