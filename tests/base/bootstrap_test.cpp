// SPDX-License-Identifier: Apache-2.0
#include "entente/base/bootstrap.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace entente {
namespace {

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
}  // namespace entente
