// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "entente/registry/agreement.hpp"
#include "entente/registry/published.hpp"

namespace entente::registry {
namespace {

TEST(Agreement, MatchesThePublishedExample) {
    // Fleiss (1981), Statistical Methods for Rates and Proportions, ch. 13: two raters, 100 patients, kappa 0.68.
    const Agreement agreement = cohens_kappa({{75, 1, 4}, {5, 4, 1}, {0, 0, 10}});
    EXPECT_NEAR(agreement.observed, 0.89, 1e-12);
    EXPECT_NEAR(agreement.expected, 0.66, 1e-12);
    EXPECT_NEAR(agreement.kappa, 0.68, 0.005);
    EXPECT_NEAR((agreement.high - agreement.low) / (2 * 1.959964), 0.087, 0.001);
}

TEST(Agreement, PerfectAndNone) {
    EXPECT_DOUBLE_EQ(cohens_kappa({{5, 0}, {0, 5}}).kappa, 1);
    EXPECT_NEAR(cohens_kappa({{25, 25}, {25, 25}}).kappa, 0, 1e-12);
    EXPECT_NEAR(cohens_kappa({{0, 5}, {5, 0}}).kappa, -1, 1e-12);
}

TEST(Agreement, UndefinedWhereOnlyOneVerdictIsGiven) {
    EXPECT_TRUE(std::isnan(cohens_kappa({{5, 0}, {0, 0}}).kappa));
    EXPECT_TRUE(std::isnan(scope_agreement({}).kappa));
}

TEST(Agreement, CountsScopesByBothJudges) {
    const std::array<ScopePair, 3> pairs{{{Scope::bilateral, Scope::bilateral},
                                          {Scope::multilateral, Scope::minilateral},
                                          {Scope::minilateral, Scope::minilateral}}};
    EXPECT_EQ(scope_agreement(pairs).num_cases, 3U);
    EXPECT_NEAR(scope_agreement(pairs).observed, 2.0 / 3, 1e-12);
}

TEST(Published, RankCorrelationTakesTiesAtTheirMean) {
    // Levels 0 0 1 2 have ranks 1.5 1.5 3 4; scores in the same order: correlation sqrt(0.9) worked by hand.
    const std::array<LevelPair, 4> pairs{{{-1, 0}, {-0.5, 0}, {0.2, 1}, {1, 2}}};
    const LevelComparison comparison = compare_levels(pairs);
    EXPECT_NEAR(comparison.rank_correlation, std::sqrt(0.9), 1e-12);
    ASSERT_EQ(comparison.rows.size(), 3U);
    EXPECT_DOUBLE_EQ(comparison.rows[0].mean_score, -0.75);
    EXPECT_TRUE(compare_levels({}).rows.empty());
}

}  // namespace
}  // namespace entente::registry
