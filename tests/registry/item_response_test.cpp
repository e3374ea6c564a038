// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"
#include "entente/registry/item_response.hpp"

namespace entente::registry {
namespace {

struct CountedPattern {
    const char* answers;
    int count;
};

AnswerTable table_of(std::span<const CountedPattern> patterns) {
    AnswerTable table(std::string_view(patterns.front().answers).size());
    for (const CountedPattern& pattern : patterns)
        for (int k = 0; k < pattern.count; ++k) {
            std::vector<Answer> answers;
            for (const char* c = pattern.answers; *c; ++c)
                answers.push_back(*c == '1' ? Answer::yes : *c == '0' ? Answer::no : Answer::unknown);
            table.add(answers);
        }
    return table;
}

/// Section 6 of the Law School Admission Test, 1000 examinees: Bock and Lieberman (1970), Psychometrika 35:179.
constexpr std::array<CountedPattern, 30> kLsat6{
    {{"00000", 3},  {"00001", 6},   {"00010", 2},  {"00011", 11}, {"00100", 1},  {"00101", 1},
     {"00110", 3},  {"00111", 4},   {"01000", 1},  {"01001", 8},  {"01011", 16}, {"01101", 3},
     {"01110", 2},  {"01111", 15},  {"10000", 10}, {"10001", 29}, {"10010", 14}, {"10011", 81},
     {"10100", 3},  {"10101", 28},  {"10110", 15}, {"10111", 80}, {"11000", 16}, {"11001", 56},
     {"11010", 21}, {"11011", 173}, {"11100", 11}, {"11101", 61}, {"11110", 28}, {"11111", 298}}};

TEST(ItemResponse, MatchesThePublishedFitOfTheLawSchoolTest) {
    const AnswerTable table = table_of(kLsat6);
    ASSERT_EQ(table.num_cases(), 1000U);
    const std::vector<ItemPrior> flat(5);
    const ItemResponseFit fit = fit_item_response(table, flat);
    EXPECT_TRUE(fit.has_converged);
    // Marginal maximum likelihood as published with the R package ltm (Rizopoulos 2006, J. Statistical Software 17(5)).
    constexpr std::array<double, 5> kDiscrimination{0.825, 0.723, 0.891, 0.689, 0.657};
    constexpr std::array<double, 5> kDifficulty{-3.360, -1.370, -0.280, -1.866, -3.124};
    EXPECT_NEAR(fit.log_likelihood, -2466.65, 0.02);
    for (std::size_t k = 0; k < 5; ++k) {
        EXPECT_NEAR(fit.items[k].discrimination, kDiscrimination[k], 0.005) << k;
        EXPECT_NEAR(fit.items[k].difficulty, kDifficulty[k], 0.01) << k;
        EXPECT_GT(fit.items[k].difficulty_se, 0.05) << k;
        EXPECT_LT(fit.items[k].difficulty_se, 1.2) << k;
    }
}

/// Answers drawn from the model; each item is unknown in `share_unknown` of the cases.
AnswerTable simulate(const std::vector<ItemParameters>& items, int num_cases, double share_unknown, Seed seed) {
    AnswerTable table(items.size());
    for (int k = 0; k < num_cases; ++k) {
        RandomStream random(seed, {.purpose = 7, .item = static_cast<std::uint32_t>(k)});
        const double trait = random.normal();
        std::vector<Answer> answers;
        for (const ItemParameters& item : items) {
            const double p = 1 / (1 + std::exp(-item.discrimination * (trait - item.difficulty)));
            const bool is_yes = random.uniform() < p;
            const bool is_unknown = random.uniform() < share_unknown;
            answers.push_back(is_unknown ? Answer::unknown : is_yes ? Answer::yes : Answer::no);
        }
        table.add(answers);
    }
    return table;
}

std::vector<ItemParameters> true_items() {
    std::vector<ItemParameters> items;
    for (int k = 0; k < 12; ++k) items.push_back({.discrimination = 0.8 + 0.1 * k, .difficulty = -2.0 + 0.36 * k});
    return items;
}

class Recovery : public testing::TestWithParam<double> {};

TEST_P(Recovery, SimulatedParametersLieWithinTheirErrors) {
    const auto items = true_items();
    const AnswerTable table = simulate(items, 4000, GetParam(), Seed{3});
    const ItemResponseFit fit = fit_item_response(table, std::vector<ItemPrior>(items.size()));
    ASSERT_TRUE(fit.has_converged);
    double square = 0;
    for (std::size_t k = 0; k < items.size(); ++k) {
        const double z_a = (fit.items[k].discrimination - items[k].discrimination) / fit.items[k].discrimination_se;
        const double z_b = (fit.items[k].difficulty - items[k].difficulty) / fit.items[k].difficulty_se;
        EXPECT_LT(std::abs(z_a), 4) << k;
        EXPECT_LT(std::abs(z_b), 4) << k;
        square += z_a * z_a + z_b * z_b;
    }
    // 24 standardised errors of mean square 1; their mean has a standard deviation of about 0.3 (more with
    // correlation).
    EXPECT_GT(square / 24, 0.3);
    EXPECT_LT(square / 24, 2.2);
}

INSTANTIATE_TEST_SUITE_P(MissingShares, Recovery, testing::Values(0.0, 0.5));

TEST(ItemResponse, ScoreErrorsAreCalibrated) {
    const auto items = true_items();
    const AnswerTable table = simulate(items, 3000, 0.3, Seed{5});
    const ItemResponseFit fit = fit_item_response(table, std::vector<ItemPrior>(items.size()));
    int num_inside = 0;
    for (int k = 0; k < 3000; ++k) {
        RandomStream random(Seed{5}, {.purpose = 7, .item = static_cast<std::uint32_t>(k)});
        const double trait = random.normal();
        const TraitScore score = score_trait(table.pattern(table.pattern_of()[static_cast<std::size_t>(k)]), fit);
        num_inside += std::abs(trait - score.mean) < 1.6449 * score.sd;
    }
    EXPECT_NEAR(num_inside / 3000.0, 0.90, 0.025);  // Monte Carlo error 0.0055, and posteriors are not quite normal.
}

TEST(ItemResponse, UnknownSaysNothing) {
    const std::array<CountedPattern, 3> with_unknown{{{"1?", 20}, {"0?", 20}, {"??", 60}}};
    const std::vector<ItemPrior> priors(2, {.difficulty_sd = 1, .log_discrimination_sd = 0.5});
    const ItemResponseFit fit = fit_item_response(table_of(with_unknown), priors);
    EXPECT_NEAR(fit.items[1].difficulty, 0, 1e-6) << "nobody answered it: the prior stands";
    EXPECT_NEAR(fit.items[1].difficulty_se, 1, 1e-6);
    const std::array<Answer, 2> none{Answer::unknown, Answer::unknown};
    EXPECT_NEAR(score_trait(none, fit).mean, 0, 1e-9);
    EXPECT_NEAR(score_trait(none, fit).sd, 1, 1e-6);
}

TEST(ItemResponse, OrderOfItemsAndCasesMeansNothing) {
    const std::array<CountedPattern, 4> forward{{{"110", 30}, {"100", 40}, {"111", 10}, {"000", 20}}};
    const std::array<CountedPattern, 4> backward{{{"000", 20}, {"111", 10}, {"001", 40}, {"011", 30}}};
    const std::vector<ItemPrior> priors(3, {.difficulty_sd = 1, .log_discrimination_sd = 0.5});
    const ItemResponseFit a = fit_item_response(table_of(forward), priors);
    const ItemResponseFit b = fit_item_response(table_of(backward), priors);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(a.items[k].difficulty, b.items[2 - k].difficulty, 1e-4);
}

TEST(ItemResponse, MorePresentSignsNeverLowerAScore) {
    const ItemResponseFit fit =
        fit_item_response(simulate(true_items(), 500, 0.2, Seed{9}),
                          std::vector<ItemPrior>(12, {.difficulty_sd = 2, .log_discrimination_sd = 1}));
    std::vector<Answer> answers(12, Answer::no);
    double before = score_trait(answers, fit).mean;
    for (Answer& answer : answers) {
        answer = Answer::yes;
        const double now = score_trait(answers, fit).mean;
        EXPECT_GT(now, before);
        before = now;
    }
}

TEST(ItemResponse, WrongOptionsAreNamed) {
    const AnswerTable table = table_of(std::array<CountedPattern, 1>{{{"10", 1}}});
    EXPECT_THROW((void)fit_item_response(table, std::vector<ItemPrior>(1)), Error);
    EXPECT_THROW((void)fit_item_response(table, std::vector<ItemPrior>(2), {.num_nodes = 3}), Error);
}

}  // namespace
}  // namespace entente::registry
