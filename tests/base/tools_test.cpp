// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/base.hpp"

namespace entente {
namespace {

TEST(RandomStream, SameNameSameNumbers) {
    RandomStream first{Seed{7}, {.purpose = 1, .item = 2, .step = 3}};
    RandomStream second{Seed{7}, {.purpose = 1, .item = 2, .step = 3}};
    RandomStream other{Seed{7}, {.purpose = 1, .item = 3, .step = 3}};
    bool differs = false;
    for (int k = 0; k < 100; ++k) {
        const auto number = first();
        EXPECT_EQ(number, second());
        differs = differs || number != other();
    }
    EXPECT_TRUE(differs);
}

TEST(RandomStream, NormalDrawsHaveMeanZeroAndVarianceOne) {
    RandomStream stream{Seed{1}, {.purpose = 9}};
    constexpr int kDraws = 200000;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < kDraws; ++k) {
        const double z = stream.normal();
        sum += z;
        squares += z * z;
    }
    // Four standard errors of the mean (1/sqrt n) and of the variance (sqrt(2/n)).
    EXPECT_NEAR(sum / kDraws, 0.0, 4.0 / std::sqrt(kDraws));
    EXPECT_NEAR(squares / kDraws, 1.0, 4.0 * std::sqrt(2.0 / kDraws));
}

TEST(RandomStream, GammaHasItsMeanVarianceAndSkewnessAtEveryShape) {
    // Mean and variance are the shape, the third central moment twice the shape; 400,000 draws, 4 standard errors.
    for (const double shape : {0.3, 1.0, 2.5, 40.0}) {
        RandomStream stream{Seed{7}, {.purpose = 77, .item = static_cast<std::uint32_t>(shape * 10)}};
        const int n = 400'000;
        double mean = 0, square = 0, cube = 0;
        for (int k = 0; k < n; ++k) {
            const double d = stream.gamma(shape) - shape;
            mean += d / n, square += d * d / n, cube += d * d * d / n;
        }
        const double root = 4 / std::sqrt(n);
        EXPECT_NEAR(mean, 0, root * std::sqrt(shape)) << shape;
        EXPECT_NEAR(square / shape, 1, root * std::sqrt(2 + 6 / shape)) << shape;
        EXPECT_NEAR(cube / (2 * shape), 1, root * std::sqrt(15 + 110 / shape + 60 / (shape * shape)) * 2) << shape;
    }
}

TEST(RandomStream, BelowReachesEveryValueEvenly) {
    RandomStream stream{Seed{3}, {}};
    std::vector<int> counts(6);
    constexpr int kDraws = 60000;
    for (int k = 0; k < kDraws; ++k) ++counts[stream.below(6)];
    for (const int count : counts) EXPECT_NEAR(count, kDraws / 6, 4 * std::sqrt(kDraws * (1.0 / 6) * (5.0 / 6)));
}

TEST(NormalQuantile, MatchesPublishedValues) {
    // Wichura (1988), table of test values.
    EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
    EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
    EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-13);
    EXPECT_EQ(normal_quantile(0.5), 0.0);
    EXPECT_TRUE(std::isinf(normal_quantile(0.0)));
    EXPECT_TRUE(std::isnan(normal_quantile(-0.1)));
}

TEST(ParallelSum, SameBitsAtAnyNumberOfThreads) {
    std::vector<double> values(10007);
    RandomStream stream{Seed{5}, {}};
    for (double& value : values) value = stream.normal() * 1e6;
    const auto sum = [&] {
        return parallel_sum<double>(values.size(), 64, [&](std::size_t begin, std::size_t end) {
            return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                   values.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
        });
    };
    const double all_threads = sum();
    const ThreadLimit one{1};
    EXPECT_EQ(sum(), all_threads);
}

TEST(NearestNames, OffersTheLikelyOnesAndNoWildGuess) {
    const std::vector<std::string> names{"India", "Indonesia", "Iceland", "Iran"};
    EXPECT_EQ(nearest_names("Indai", names, 1), std::vector<std::string>{"India"});
    EXPECT_TRUE(nearest_names("Xxxxxxxxxx", names).empty());
    EXPECT_EQ(edit_distance("ab", "ba"), 1U) << "a swap of neighbours is one slip of the hand";
}

TEST(Fingerprint, DependsOnContentAndNotOnPieces) {
    EXPECT_EQ(Fingerprint{}.add("votes").add(".csv").hex(), fingerprint_of("votes.csv"));
    EXPECT_NE(fingerprint_of("a"), fingerprint_of("b"));
    EXPECT_EQ(fingerprint_of("").size(), 32U);
}

}  // namespace
}  // namespace entente
