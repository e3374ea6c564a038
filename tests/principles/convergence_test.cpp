// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/convergence.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"

namespace entente::principles {
namespace {

constexpr std::size_t kChains = 4;
constexpr std::size_t kLength = 200;

/// Four chains x_k = rho x_{k-1} + u_k, chain c moved by shift c; u uniform by Park and Miller's generator, so that
/// any language can make the same numbers.
std::vector<float> chains_of(double rho, double shift) {
    std::vector<float> draws;
    for (std::size_t c = 1; c <= kChains; ++c) {
        std::uint64_t state = 1000 + 77 * c;
        double x = 0;
        for (std::size_t k = 0; k < kLength; ++k) {
            state = state * 16807 % 2147483647;
            x = (k == 0 ? 0 : rho * x) + static_cast<double>(state) / 2147483647 - 0.5;
            draws.push_back(static_cast<float>(x + shift * static_cast<double>(c)));
        }
    }
    return draws;
}

TEST(Convergence, AgreesWithTheReferenceImplementation) {
    // rhat, ess_bulk, ess_tail and ess_mean of the R package posterior 1.4.0 on the same numbers.
    struct Case {
        double rho, shift, rhat, bulk, tail, mean;
    };
    for (const Case& c :
         {Case{0.5, 0, 1.015167, 265.9990, 407.3350, 270.4779}, Case{0.9, 0, 1.113216, 30.5945, 195.7254, 29.5788},
          Case{-0.6, 0, 0.998585, 2322.4720, 697.0482, 2322.4720},
          Case{0.2, 0.05, 1.022381, 429.1974, 487.6442, 466.2844}}) {
        const auto draws = chains_of(c.rho, c.shift);
        EXPECT_NEAR(rhat(draws, kChains), c.rhat, 2e-6) << c.rho;
        EXPECT_NEAR(bulk_ess(draws, kChains), c.bulk, 1e-3) << c.rho;
        EXPECT_NEAR(tail_ess(draws, kChains), c.tail, 1e-3) << c.rho;
        EXPECT_NEAR(mean_ess(draws, kChains), c.mean, 1e-3) << c.rho;
    }
}

TEST(Convergence, FindsTheKnownSizeOfAnAutoregression) {
    // n (1 - rho) / (1 + rho) effective draws; the estimate's own error is some 5 % here.
    const double rho = 0.7;
    std::vector<float> draws;
    for (std::uint32_t c = 0; c < kChains; ++c) {
        RandomStream random{Seed{3}, {.purpose = 5, .item = c}};
        double x = random.normal();
        for (int k = 0; k < 5000; ++k) {
            x = rho * x + std::sqrt(1 - rho * rho) * random.normal();
            draws.push_back(static_cast<float>(x));
        }
    }
    const double expected = 20000 * (1 - rho) / (1 + rho);
    EXPECT_NEAR(mean_ess(draws, kChains), expected, 0.15 * expected);
    EXPECT_NEAR(rhat(draws, kChains), 1, 0.01);
}

TEST(Convergence, SaysNothingOfWhatCannotBeJudged) {
    EXPECT_TRUE(std::isnan(rhat(std::vector<float>(400, 1.5F), kChains)));
    EXPECT_TRUE(std::isnan(bulk_ess(std::vector<float>{1, 2, 3}, 1)));
    std::vector<float> broken = chains_of(0.5, 0);
    broken[17] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(std::isnan(rhat(broken, kChains)));
    EXPECT_THROW((void)rhat(std::vector<float>(10), 4), Error);
}

TEST(Convergence, ChainsAtDifferentPlacesAreFarFromOne) {
    EXPECT_GT(rhat(chains_of(0.5, 1.0), kChains), 1.5);
    EXPECT_LT(bulk_ess(chains_of(0.5, 1.0), kChains), 10);
}

}  // namespace
}  // namespace entente::principles
