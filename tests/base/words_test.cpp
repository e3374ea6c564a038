// SPDX-License-Identifier: Apache-2.0
#include "entente/base/words.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "entente/base/normal.hpp"
#include "entente/base/quantile.hpp"
#include "entente/base/random.hpp"

namespace entente {
namespace {

using Words = std::vector<std::string>;

TEST(Words, AreEnumeratedWithOneAnd) {
    EXPECT_EQ(enumerated(Words{}), "");
    EXPECT_EQ(enumerated(Words{"A"}), "A");
    EXPECT_EQ(enumerated(Words{"A", "B"}), "A and B");
    EXPECT_EQ(enumerated(Words{"A", "B", "C"}), "A, B and C");
}

TEST(Words, SharesAreSaidInWholePerCents) {
    EXPECT_EQ(whole_percent(0), "0 %");
    EXPECT_EQ(whole_percent(0.126), "13 %");
    EXPECT_EQ(whole_percent(1), "100 %");
}

TEST(Words, AListHasOnePartMoreThanMarks) {
    using Parts = std::vector<std::string_view>;
    EXPECT_EQ(parts_of("a,b"), (Parts{"a", "b"}));
    EXPECT_EQ(parts_of(" a a , b"), (Parts{"a a", "b"}));
    EXPECT_EQ(parts_of("2+20", '+'), (Parts{"2", "20"}));
    EXPECT_EQ(parts_of(",a,"), (Parts{"", "a", ""}));
    EXPECT_EQ(parts_of(""), Parts{""});
    EXPECT_EQ(parts_of("  "), Parts{""});
}

TEST(Quantile, IsTheValueOfTheNearestRank) {
    const std::vector<double> ascending{1, 2, 3, 4, 5};
    EXPECT_EQ(nearest_rank(ascending, 0), 1);
    EXPECT_EQ(nearest_rank(ascending, 0.12), 1);
    EXPECT_EQ(nearest_rank(ascending, 0.13), 2);
    EXPECT_EQ(nearest_rank(ascending, 0.5), 3);
    EXPECT_EQ(nearest_rank(ascending, 1), 5);
    EXPECT_EQ(nearest_rank(std::vector<double>{7}, 0.95), 7);
}

TEST(Normal, TheDistributionIsTheInverseOfTheQuantile) {
    for (const double p : {1e-12, 0.001, 0.3, 0.5, 0.9, 0.9999})
        EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-12) << p;
}

}  // namespace
}  // namespace entente
