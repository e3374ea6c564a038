// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/package.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"

namespace entente::norms {
namespace {

/// Highest sum of logs over all subsets of at most max_size proposals; -infinity where some member always falls short.
double best_by_brute_force(const Gains& gains, const PackageOptions& options) {
    double best = -std::numeric_limits<double>::infinity();
    for (std::uint32_t subset = 1; subset < (1U << gains.num_proposals()); ++subset) {
        if (static_cast<std::size_t>(std::popcount(subset)) > options.max_size) continue;
        double value = 0;
        for (std::size_t i = 0; i < gains.num_members(); ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < gains.num_proposals(); ++j)
                if ((subset >> j & 1U) != 0) sum += gains.at(i, j);
            value = sum < options.least_gain ? -std::numeric_limits<double>::infinity() : value + std::log(sum);
        }
        best = std::max(best, value);
    }
    return best;
}

Gains random_gains(std::uint32_t number) {
    RandomStream random(Seed{7}, {.item = number});
    Gains gains(1 + random.below(5), 1 + random.below(10));
    const double shift = 0.8 * (random.uniform() - 0.5);
    for (std::size_t j = 0; j < gains.num_proposals(); ++j)
        for (std::size_t i = 0; i < gains.num_members(); ++i) gains.at(i, j) = shift + random.normal();
    return gains;
}

TEST(Package, AgreesWithBruteForceOnTwoThousandCases) {
    std::size_t num_empty = 0;
    for (std::uint32_t number = 0; number < 2000; ++number) {
        const Gains gains = random_gains(number);
        const PackageOptions options{.max_size = 1 + number % 5};
        const Package package = best_package(gains, options);
        const double best = best_by_brute_force(gains, options);
        ASSERT_TRUE(package.is_proven) << number;
        if (std::isinf(best)) {
            EXPECT_TRUE(package.proposals.empty()) << number;
            ++num_empty;
            continue;
        }
        ASSERT_NEAR(package.log_nash, best, 1e-8) << number;
        ASSERT_LE(package.proposals.size(), options.max_size);
    }
    EXPECT_GT(num_empty, 20u);
    EXPECT_LT(num_empty, 1000u);
}

TEST(Package, MembersTradeWhatEachCaresForLess) {
    Gains gains(2, 3);  // two texts that one wants and the other minds a little, and one that both mildly like
    gains.at(0, 0) = 3, gains.at(1, 0) = -1;
    gains.at(0, 1) = -1, gains.at(1, 1) = 3;
    gains.at(0, 2) = 0.5, gains.at(1, 2) = 0.5;
    const Package package = best_package(gains, {.max_size = 2});
    EXPECT_EQ(package.proposals, (std::vector<std::size_t>{0, 1}));
    EXPECT_DOUBLE_EQ(package.gains[0], 2);
    EXPECT_NEAR(package.log_nash, std::log(4.0), 1e-12);
}

TEST(Package, NobodyGainsTogetherMeansNoPackage) {
    Gains gains(2, 2);
    gains.at(0, 0) = 1, gains.at(1, 0) = -1;
    gains.at(0, 1) = -1, gains.at(1, 1) = 1;
    const Package package = best_package(gains);
    EXPECT_TRUE(package.proposals.empty());
    EXPECT_TRUE(package.is_proven);
}

TEST(Package, LimitLeavesABoundThatHolds) {
    RandomStream random(Seed{3}, {});
    Gains gains(6, 18);
    for (std::size_t j = 0; j < 18; ++j)
        for (std::size_t i = 0; i < 6; ++i) gains.at(i, j) = 0.2 + random.normal();
    const Package stopped = best_package(gains, {.max_size = 5, .max_nodes = 2});
    const double best = best_by_brute_force(gains, {.max_size = 5});
    EXPECT_GE(stopped.log_bound, best - 1e-9);
    EXPECT_LE(stopped.log_nash, best + 1e-9);
}

TEST(Package, NothingToChooseFromIsAnAnswer) {
    EXPECT_TRUE(best_package(Gains(3, 0)).proposals.empty());
    EXPECT_TRUE(best_package(Gains(0, 3)).proposals.empty());
}

TEST(Package, OptionsOutOfRangeAreRefused) {
    EXPECT_THROW((void)best_package(Gains(1, 1), {.max_size = 0}), Error);
    EXPECT_THROW((void)best_package(Gains(1, 1), {.max_size = 21}), Error);
    EXPECT_THROW((void)best_package(Gains(1, 1), {.least_gain = 0}), Error);
}

}  // namespace
}  // namespace entente::norms
