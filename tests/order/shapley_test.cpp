// SPDX-License-Identifier: Apache-2.0
#include "entente/order/shapley.hpp"

#include <bit>
#include <numeric>

#include <gtest/gtest.h>

namespace entente::order {
namespace {

TEST(Shapley, GivesEachItsOwnPartWhereTheyAddUp) {
    const double worth[] = {1, -2, 5};
    const auto parts = shapley_values(3, [&](std::uint32_t set) {
        double sum = 0;
        for (int k = 0; k < 3; ++k)
            if (set >> k & 1U) sum += worth[k];
        return sum;
    });
    for (int k = 0; k < 3; ++k) EXPECT_NEAR(parts[static_cast<std::size_t>(k)], worth[k], 1e-12);
}

/// The glove game: one left glove (player 0), two right ones; a pair is worth 1. Known values 2/3, 1/6, 1/6.
TEST(Shapley, SolvesTheGloveGame) {
    const auto parts = shapley_values(3, [](std::uint32_t set) { return (set & 1U) && (set & 6U) ? 1.0 : 0.0; });
    EXPECT_NEAR(parts[0], 2.0 / 3, 1e-12);
    EXPECT_NEAR(parts[1], 1.0 / 6, 1e-12);
    EXPECT_NEAR(parts[2], 1.0 / 6, 1e-12);
}

TEST(Shapley, PartsSumToTheWhole) {
    const auto value = [](std::uint32_t set) { return std::popcount(set) * std::popcount(set) + (set % 7) * 0.1; };
    const auto parts = shapley_values(8, value);
    EXPECT_NEAR(std::accumulate(parts.begin(), parts.end(), 0.0), value(255) - value(0), 1e-9);
}

TEST(Shapley, OfNobodyIsEmpty) {
    EXPECT_TRUE(shapley_values(0, [](std::uint32_t) { return 1.0; }).empty());
}

}  // namespace
}  // namespace entente::order
