// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>

#include "entente/base/error.hpp"
#include "entente/registry/mokken.hpp"

namespace entente::registry {
namespace {

struct CountedPattern {
    const char* answers;
    int count;
};

AnswerTable table_of(std::span<const CountedPattern> patterns) {
    AnswerTable table(std::strlen(patterns.front().answers));
    for (const CountedPattern& pattern : patterns)
        for (int k = 0; k < pattern.count; ++k) {
            std::vector<Answer> answers;
            for (const char* c = pattern.answers; *c; ++c)
                answers.push_back(*c == '1' ? Answer::yes : *c == '0' ? Answer::no : Answer::unknown);
            table.add(answers);
        }
    return table;
}

TEST(Mokken, PerfectLadderHasHOfOne) {
    const std::array<CountedPattern, 4> ladder{{{"000", 5}, {"100", 5}, {"110", 5}, {"111", 5}}};
    const MokkenScale scale = scale_by_mokken(table_of(ladder), {.num_bootstrap = 0}, Seed{1});
    EXPECT_DOUBLE_EQ(scale.scale.value, 1);
    for (const Coefficient& item : scale.items) EXPECT_DOUBLE_EQ(item.value, 1);
}

TEST(Mokken, WorkedByHand) {
    // Ten cases: item 1 in 7, item 2 in 4, both in 3. Errors: 1. Expected: 10 x 0.3 x 0.4 = 1.2. H = 1 - 1/1.2 = 1/6.
    const std::array<CountedPattern, 4> cases{{{"11", 3}, {"10", 4}, {"01", 1}, {"00", 2}}};
    const MokkenScale scale = scale_by_mokken(table_of(cases), {.num_bootstrap = 0}, Seed{1});
    EXPECT_DOUBLE_EQ(scale.pairs.front().h.value, 1.0 / 6);
    EXPECT_DOUBLE_EQ(scale.scale.value, 1.0 / 6);
    EXPECT_DOUBLE_EQ(scale.pairs.front().difference.value, 0.3);
    EXPECT_TRUE(std::isnan(scale.scale.low));
}

TEST(Mokken, ClaimedOrderCountsErrorsAgainstTheClaim) {
    // The second item is the more popular one: by popularity 1 error, by the claim 4 of 10 x 0.6 x 0.7 = 4.2.
    const std::array<CountedPattern, 4> cases{{{"11", 3}, {"01", 4}, {"10", 1}, {"00", 2}}};
    const auto h = [&](ItemOrder order) {
        return scale_by_mokken(table_of(cases), {.order = order, .num_bootstrap = 0}, Seed{1}).scale.value;
    };
    EXPECT_DOUBLE_EQ(h(ItemOrder::by_popularity), 1.0 / 6);
    EXPECT_NEAR(h(ItemOrder::as_listed), 1 - 4 / 4.2, 1e-12);
}

/// Section 6 of the Law School Admission Test (Bock and Lieberman 1970): the totals, and H by the other formula, the
/// sum of covariances over the sum of their largest values given the margins (Sijtsma and Molenaar 2002, ch. 4).
TEST(Mokken, AgreesWithTheCovarianceFormulaOnThePublishedTest) {
    constexpr std::array<CountedPattern, 30> kLsat6{
        {{"00000", 3},  {"00001", 6},   {"00010", 2},  {"00011", 11}, {"00100", 1},  {"00101", 1},
         {"00110", 3},  {"00111", 4},   {"01000", 1},  {"01001", 8},  {"01011", 16}, {"01101", 3},
         {"01110", 2},  {"01111", 15},  {"10000", 10}, {"10001", 29}, {"10010", 14}, {"10011", 81},
         {"10100", 3},  {"10101", 28},  {"10110", 15}, {"10111", 80}, {"11000", 16}, {"11001", 56},
         {"11010", 21}, {"11011", 173}, {"11100", 11}, {"11101", 61}, {"11110", 28}, {"11111", 298}}};
    std::array<double, 5> p{};
    std::array<std::array<double, 5>, 5> joint{};
    for (const CountedPattern& pattern : kLsat6)
        for (std::size_t i = 0; i < 5; ++i)
            for (std::size_t j = 0; j < 5; ++j)
                if (pattern.answers[i] == '1' && pattern.answers[j] == '1') {
                    joint[i][j] += pattern.count / 1000.0;
                    if (i == j) p[i] += pattern.count / 1000.0;
                }
    double covariance = 0;
    double largest = 0;
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = i + 1; j < 5; ++j) {
            covariance += joint[i][j] - p[i] * p[j];
            largest += std::min(p[i], p[j]) - p[i] * p[j];
        }
    const MokkenScale scale = scale_by_mokken(table_of(kLsat6), {.num_bootstrap = 200}, Seed{1});
    EXPECT_DOUBLE_EQ(p[0], 0.924);
    EXPECT_NEAR(scale.scale.value, covariance / largest, 1e-12);
    EXPECT_LT(scale.scale.low, scale.scale.value);
    EXPECT_GT(scale.scale.high, scale.scale.value);
    EXPECT_LT(scale.scale.value, 0.3) << "the test is known as a poor Mokken scale";
}

TEST(Mokken, UnknownIsLeftOutPairByPair) {
    const std::array<CountedPattern, 6> cases{{{"11", 3}, {"10", 4}, {"01", 1}, {"00", 2}, {"?1", 50}, {"0?", 50}}};
    EXPECT_DOUBLE_EQ(scale_by_mokken(table_of(cases), {.num_bootstrap = 0}, Seed{1}).scale.value, 1.0 / 6);
    const std::array<CountedPattern, 2> apart{{{"1?", 3}, {"?0", 4}}};
    EXPECT_TRUE(std::isnan(scale_by_mokken(table_of(apart), {.num_bootstrap = 10}, Seed{1}).scale.value));
}

TEST(Mokken, IntervalCoversAtItsRate) {
    // Independent items have H = 0; draw 200 tables of 300 cases.
    int num_covered = 0;
    for (std::uint32_t k = 0; k < 200; ++k) {
        AnswerTable table(2);
        RandomStream random(Seed{11}, {.purpose = 8, .item = k});
        for (int n = 0; n < 300; ++n) {
            const std::array<Answer, 2> answers{random.uniform() < 0.6 ? Answer::yes : Answer::no,
                                                random.uniform() < 0.3 ? Answer::yes : Answer::no};
            table.add(answers);
        }
        const Coefficient h = scale_by_mokken(table, {.num_bootstrap = 200}, Seed{k}).scale;
        num_covered += h.low <= 0 && 0 <= h.high;
    }
    EXPECT_NEAR(num_covered / 200.0, 0.95,
                0.05);  // Monte Carlo error 0.015, of the bootstrap's own percentiles as much.
}

TEST(Mokken, SameSeedSameInterval) {
    const std::array<CountedPattern, 4> cases{{{"11", 30}, {"10", 40}, {"01", 10}, {"00", 20}}};
    const auto first = scale_by_mokken(table_of(cases), {.num_bootstrap = 50}, Seed{4}).scale;
    const auto second = scale_by_mokken(table_of(cases), {.num_bootstrap = 50}, Seed{4}).scale;
    EXPECT_EQ(first.low, second.low);
    EXPECT_EQ(first.high, second.high);
    EXPECT_THROW((void)scale_by_mokken(table_of(cases), {.coverage = 1}, Seed{1}), Error);
}

}  // namespace
}  // namespace entente::registry
