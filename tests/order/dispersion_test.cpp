// SPDX-License-Identifier: Apache-2.0
#include "entente/order/dispersion.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace entente::order {
namespace {

TEST(WeightedSd, OfTwoEqualCampsIsHalfTheirDistance) {
    EXPECT_DOUBLE_EQ(weighted_sd(std::vector{1.0, 1.0}, std::vector{0.0, 0.8}), 0.4);
    EXPECT_DOUBLE_EQ(weighted_sd(std::vector{3.0, 1.0}, std::vector{0.0, 4.0}), 1.7320508075688772);
}

TEST(WeightedSd, OfOneOrNoneIsZero) {
    EXPECT_EQ(weighted_sd(std::vector{2.0}, std::vector{5.0}), 0);
    EXPECT_EQ(weighted_sd({}, {}), 0);
}

TEST(Polarisation, OfTwoEqualCampsIsAsByHand) {
    // Two groups of one half at distance 1: 2 * (1/2)^(2 + alpha).
    EXPECT_DOUBLE_EQ(polarisation(std::vector{1.0, 1.0}, std::vector{0.0, 1.0}, 1.0), 0.25);
    EXPECT_DOUBLE_EQ(polarisation(std::vector{5.0, 5.0}, std::vector{3.0, 4.0}, 0.0), 0.5);
}

TEST(Polarisation, IsLargestForTwoEqualCampsFarApart) {
    const std::vector ends{0.0, 0.5, 1.0};
    const double camps = polarisation(std::vector{1.0, 0.0, 1.0}, ends, 1.3);
    EXPECT_GT(camps, polarisation(std::vector{1.0, 1.0, 1.0}, ends, 1.3));
    EXPECT_GT(camps, polarisation(std::vector{1.5, 0.0, 0.5}, ends, 1.3));
}

}  // namespace
}  // namespace entente::order
