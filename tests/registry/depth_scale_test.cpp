// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/registry/depth_scale.hpp"

namespace entente::registry {
namespace {

using test::party;

/// Partnerships that climb the test codebook's three steps in order, but for `num_odd` that have rules and no practice.
std::vector<Partnership> ladder(int num_odd) {
    std::vector<Partnership> all;
    const auto add = [&](bool practice, bool rules, bool values) {
        Partnership partnership{.id = "p" + std::to_string(all.size()), .begun = Year{1950}};
        partnership.parties = {party(2, 1950), party(200, 1950)};
        partnership.evidence = {{"practice.meetings", Depth::practice, practice, Year{1950}, "", ""},
                                {"rules.treaty", Depth::rules, rules, Year{1950}, "", ""},
                                {"values.rights", Depth::values, values, Year{1960}, "", ""}};
        all.push_back(std::move(partnership));
    };
    for (int k = 0; k < 40; ++k) add(false, false, false);
    for (int k = 0; k < 40; ++k) add(true, false, false);
    for (int k = 0; k < 40; ++k) add(true, true, false);
    for (int k = 0; k < 40; ++k) add(true, true, true);
    for (int k = 0; k < num_odd; ++k) add(false, true, false);
    return all;
}

DepthScale scale_of(const std::vector<Partnership>& partnerships) {
    return fit_depth_scale(partnerships, parse_codebook(test::kCodebook, "test.toml"),
                           {.mokken = {.num_bootstrap = 200}}, Seed{1});
}

TEST(DepthScale, LadderIsInOrderWhereTheWorldIs) {
    const DepthScale scale = scale_of(ladder(0));
    EXPECT_DOUBLE_EQ(scale.claimed.scale.value, 1);
    EXPECT_EQ(order_of(scale, Depth::practice, Depth::rules), StepOrder::in_order);
    EXPECT_EQ(order_of(scale, Depth::rules, Depth::values), StepOrder::in_order);
    EXPECT_EQ(order_of(scale, Depth::interests, Depth::rules), StepOrder::never_seen_together);
}

TEST(DepthScale, StepsOutOfOrderAreSaidToBe) {
    const DepthScale scale = scale_of(ladder(120));
    EXPECT_EQ(order_of(scale, Depth::practice, Depth::rules), StepOrder::out_of_order);
    EXPECT_LT(scale.claimed.scale.value, scale.popular.scale.value);
}

TEST(DepthScale, ScoreGrowsOverALifeAndTellsItsDoubt) {
    const auto partnerships = ladder(0);
    const DepthScale scale = scale_of(partnerships);
    const auto scores = score_history(partnerships.back(), scale);
    ASSERT_EQ(scores.size(), 2U);
    EXPECT_LT(scores[0].score, scores[1].score);
    EXPECT_LT(scores[1].std_error, 1);
    EXPECT_EQ(scores[1].depth, Depth::values);
    EXPECT_GT(scale.reliability, 0.3);
}

TEST(DepthScale, SignThatWasNeverDeniedStandsWhereTheLadderPutsIt) {
    auto partnerships = ladder(0);
    for (Partnership& partnership : partnerships)
        std::erase_if(partnership.evidence,
                      [](const Evidence& e) { return e.depth == Depth::values && !e.is_present; });
    const DepthScale scale = scale_of(partnerships);
    const ScaleItem& rights = scale.items.back();
    EXPECT_EQ(rights.sign, "values.rights");
    EXPECT_FALSE(rights.is_estimated);
    EXPECT_DOUBLE_EQ(rights.parameters.difficulty, 0.75 * 1.5);
    EXPECT_DOUBLE_EQ(rights.parameters.discrimination, 1);
}

TEST(DepthScale, WithoutEvidenceThereIsNoScale) {
    EXPECT_EQ(scale_of({}).num_cases, 0U);
}

}  // namespace
}  // namespace entente::registry
