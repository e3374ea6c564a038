// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "entente/attain/depth.hpp"
#include "entente/attain/formation.hpp"
#include "entente/attain/logistic.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {
namespace {

TEST(Logistic, RecoversKnownCoefficientsWithIntervalsThatCover) {
    // 60 data sets of 400 rows: a 90 % interval misses about one time in ten; the bound is three Monte Carlo errors.
    constexpr int runs = 60;
    int covered = 0;
    double sum = 0;
    for (std::uint32_t run = 0; run < runs; ++run) {
        RandomStream random(Seed{11}, {1, run, 0});
        Eigen::MatrixXd x(400, 2);
        Eigen::VectorXd y(400);
        for (Eigen::Index k = 0; k < 400; ++k) {
            x(k, 0) = random.normal();
            x(k, 1) = random.normal();
            y[k] = random.uniform() < logistic(-1 + 0.8 * x(k, 0)) ? 1 : 0;
        }
        const LogisticFit fit = fit_logistic(x, y, Eigen::VectorXd::Ones(400), 1e-3);
        ASSERT_TRUE(fit.has_converged);
        sum += fit.coefficients[1];
        covered += std::abs(fit.coefficients[1] - 0.8) < 1.645 * std::sqrt(fit.covariance(1, 1));
    }
    EXPECT_NEAR(sum / runs, 0.8, 0.05);
    EXPECT_NEAR(covered / static_cast<double>(runs), 0.9, 3 * std::sqrt(0.09 / runs));
}

TEST(Logistic, WeightsUndoTheSamplingOfTheCommonOutcome) {
    // Keeping one in ten of the noes with weight ten leaves the level as it was.
    RandomStream random(Seed{5}, {1, 0, 0});
    std::vector<double> x, y, w;
    for (int k = 0; k < 40000; ++k) {
        const double value = random.normal();
        const bool yes = random.uniform() < logistic(-4 + value);
        if (!yes && random.uniform() > 0.1) continue;
        x.push_back(value);
        y.push_back(yes ? 1 : 0);
        w.push_back(yes ? 1 : 10);
    }
    const auto n = static_cast<Eigen::Index>(x.size());
    const LogisticFit fit =
        fit_logistic(Eigen::Map<Eigen::MatrixXd>(x.data(), n, 1), Eigen::Map<Eigen::VectorXd>(y.data(), n),
                     Eigen::Map<Eigen::VectorXd>(w.data(), n), 1e-3);
    EXPECT_NEAR(fit.coefficients[0], -4, 0.2);
    EXPECT_NEAR(fit.coefficients[1], 1, 0.15);
}

TEST(Logistic, ShapesThatDoNotFitAreRefused) {
    EXPECT_THROW((void)fit_logistic(Eigen::MatrixXd(3, 1), Eigen::VectorXd(2), Eigen::VectorXd(3), 1), Error);
    EXPECT_THROW((void)fit_logistic(Eigen::MatrixXd(0, 1), Eigen::VectorXd(0), Eigen::VectorXd(0), 1), Error);
}

/// Depths from a cumulative logit with cuts 1.0 (interests) and -0.5 (rules) and slope 0.7.
DepthData simulate_depths(std::uint32_t run, Eigen::Index n, double slope) {
    RandomStream random(Seed{3}, {2, run, 0});
    DepthData data;
    data.x.resize(n, 1);
    for (Eigen::Index k = 0; k < n; ++k) {
        data.x(k, 0) = random.normal();
        const double u = random.uniform();
        const double eta = slope * data.x(k, 0);
        data.depth.push_back(u < logistic(-0.5 + eta)  ? Depth::rules
                             : u < logistic(1.0 + eta) ? Depth::interests
                                                       : Depth::practice);
        data.year.push_back(1900 + static_cast<int>(k));
    }
    return data;
}

TEST(OrderedLogit, RecoversCutsAndSlopeWithIntervalsThatCover) {
    constexpr int runs = 40;
    int covered = 0;
    double slope = 0, first = 0, second = 0;
    for (std::uint32_t run = 0; run < runs; ++run) {
        const DepthData data = simulate_depths(run, 500, 0.7);
        const OrderedFit fit = fit_ordered(data.x, data.depth, 1e-3);
        ASSERT_EQ(fit.cut_depths, (std::vector<int>{1, 2}));
        first += fit.cuts[0] / runs;
        second += fit.cuts[1] / runs;
        slope += fit.beta[0] / runs;
        covered += std::abs(fit.beta[0] - 0.7) < 1.645 * std::sqrt(fit.covariance(2, 2));
    }
    EXPECT_NEAR(first, 1.0, 0.06);
    EXPECT_NEAR(second, -0.5, 0.06);
    EXPECT_NEAR(slope, 0.7, 0.06);
    EXPECT_NEAR(covered / static_cast<double>(runs), 0.9, 3 * std::sqrt(0.09 / runs));
}

TEST(DepthModel, UsesCovariatesOnlyWhereTheyForetoldEarlierYears) {
    const std::array<bool, kNumDepths> shown{true, true, true, false, false, false};
    EXPECT_TRUE(fit_depth(simulate_depths(1, 600, 1.2), shown).uses_covariates());
    EXPECT_GT(fit_depth(simulate_depths(1, 600, 1.2), shown).skill(), 0.05);
    EXPECT_FALSE(fit_depth(simulate_depths(2, 600, 0.0), shown).uses_covariates());
}

TEST(DepthModel, AStepThatNoTableCanShowHasNoNumber) {
    const DepthModel model = fit_depth(simulate_depths(1, 300, 0.5), {true, true, true, false, false, false});
    const std::vector<double> x{0.3};
    EXPECT_EQ(model.at_least(Depth::practice, x)->probability, 1);
    EXPECT_FALSE(model.at_least(Depth::values, x));
    EXPECT_FALSE(model.at_least(Depth::culture, x));
    EXPECT_FALSE(DepthModel().at_least(Depth::practice, x));
}

TEST(DepthModel, ChancesFallWithDepth) {
    const DepthModel model = fit_depth(simulate_depths(4, 300, 1.0), {true, true, true, true, false, false});
    for (const double z : {-3.0, 0.0, 3.0}) {
        const std::vector<double> x{z};
        double last = 1;
        for (const Depth d : {Depth::practice, Depth::interests, Depth::rules, Depth::values}) {
            const auto chance = model.at_least(d, x);
            ASSERT_TRUE(chance);
            EXPECT_LE(chance->probability, last);
            last = chance->probability;
        }
        EXPECT_GT(last, 0) << "never seen is not impossible";
    }
}

TEST(DepthModel, AStepThatNobodyReachedStaysRareAfterRounding) {
    DepthModel::State state = fit_depth(simulate_depths(4, 300, 0.0), {true, true, true, true, false, false}).state();
    for (double& share : state.share) share += 1e-9;  // As a model that was stored with fewer digits.
    const auto chance = DepthModel::of_state(state).at_least(Depth::values, std::vector<double>{0.0});
    ASSERT_TRUE(chance);
    EXPECT_LT(chance->probability, 0.01);
}

TEST(DepthModel, TheRankedProbabilityScoreIsTheOneWorkedByHand) {
    // P(>= interests) .8, P(>= rules) .3, seen: interests. (.8-1)^2 + (.3-0)^2 = .04 + .09
    const std::vector<double> forecast{1, 0.8, 0.3, 0, 0, 0};
    EXPECT_NEAR(ranked_probability_score(forecast, Depth::interests), 0.13, 1e-12);
}

/// Foundings of one group chosen among 20 sets by known coefficients on two features.
CaseTable simulate_choices(std::uint32_t run, int num_cases, double first, double second) {
    CaseTable table;
    RandomStream random(Seed{17}, {3, run, 0});
    for (int c = 0; c < num_cases; ++c) {
        constexpr std::size_t n = 20;
        Case item{.group = CaseGroup::formal, .year = Year{1950 + c % 50}, .num_units = 3, .num_members = 3};
        item.first_row = table.features.size();
        item.num_rows = n;
        std::vector<FeatureRow> rows(n);
        std::vector<double> utility(n);
        double total = 0;
        for (std::size_t r = 0; r < n; ++r) {
            rows[r].fill(0);
            rows[r][0] = static_cast<float>(random.normal());
            rows[r][static_cast<std::size_t>(DyadFeature::rivalry)] = static_cast<float>(random.normal());
            utility[r] =
                std::exp(first * static_cast<double>(rows[r][0]) +
                         second * static_cast<double>(rows[r][static_cast<std::size_t>(DyadFeature::rivalry)]));
            total += utility[r];
        }
        double u = random.uniform() * total;
        std::size_t chosen = 0;
        while (chosen + 1 < n && u > utility[chosen]) u -= utility[chosen++];
        std::swap(rows[0], rows[chosen]);
        table.features.insert(table.features.end(), rows.begin(), rows.end());
        table.cases.push_back(item);
    }
    return table;
}

constexpr FormationOptions kWeakPrior{
    .prior = {.shared_sd = 1, .family_sd = 1, .size_sd = 1, .own_sd = 1}, .half_life_years = 1e9, .num_draws = 64};

TEST(Formation, RecoversTheCoefficientsOfSimulatedChoices) {
    const CaseTable table = simulate_choices(0, 800, 0.9, -0.6);
    const FormationFit fit = fit_formation(table, Year{2000}, kWeakPrior, Seed{1});
    const auto g = static_cast<Eigen::Index>(CaseGroup::formal);
    const auto rivalry = static_cast<Eigen::Index>(DyadFeature::rivalry);
    EXPECT_TRUE(fit.has_converged);
    // About 1/sqrt(800 x variance within sets) = 0.045 each.
    EXPECT_NEAR(fit.coefficients(0, g), 0.9, 0.14);
    EXPECT_NEAR(fit.coefficients(rivalry, g), -0.6, 0.14);
    double mean = 0, square = 0;
    for (const Eigen::MatrixXf& draw : fit.draws) mean += static_cast<double>(draw(0, g)) / 64;
    for (const Eigen::MatrixXf& draw : fit.draws) square += std::pow(static_cast<double>(draw(0, g)) - mean, 2) / 63;
    EXPECT_NEAR(mean, fit.coefficients(0, g), 0.03);
    EXPECT_GT(std::sqrt(square), 0.02);
    EXPECT_LT(std::sqrt(square), 0.09);
}

TEST(Formation, MoreRivalryNeverRaisesFounding) {
    const CaseTable table = simulate_choices(1, 400, 0.5, 0.7);
    const FormationFit fit = fit_formation(table, Year{2000}, kWeakPrior, Seed{1});
    const auto rivalry = static_cast<Eigen::Index>(DyadFeature::rivalry);
    for (Eigen::Index g = 0; g < static_cast<Eigen::Index>(kNumCaseGroups); ++g)
        EXPECT_LE(fit.coefficients(rivalry, g), 0);
}

TEST(Formation, FoundingsOfTheYearAndLaterAreNotUsed) {
    CaseTable table = simulate_choices(2, 300, 0.9, -0.3);
    const FormationFit before = fit_formation(table, Year{1980}, kWeakPrior, Seed{1});
    std::erase_if(table.cases, [](const Case& c) { return c.year >= Year{1980}; });
    const FormationFit cut = fit_formation(table, Year{1980}, kWeakPrior, Seed{1});
    EXPECT_EQ(before.coefficients, cut.coefficients);
}

TEST(Formation, ThreadsDoNotChangeABit) {
    const CaseTable table = simulate_choices(3, 300, 0.9, -0.3);
    FormationFit one;
    {
        const ThreadLimit limit(1);
        one = fit_formation(table, Year{2000}, kWeakPrior, Seed{1});
    }
    const FormationFit many = fit_formation(table, Year{2000}, kWeakPrior, Seed{1});
    EXPECT_EQ(one.coefficients, many.coefficients);
    ASSERT_EQ(one.draws.size(), many.draws.size());
    EXPECT_EQ(one.draws.back(), many.draws.back());
}

TEST(Formation, OptionsOutOfRangeAreNamed) {
    FormationOptions options;
    options.half_life_years = 0;
    try {
        options.validate();
        FAIL() << "a half-life of 0 was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::wrong_usage);
        EXPECT_NE(std::string(error.what()).find("half_life_years"), std::string::npos);
    }
}

}  // namespace
}  // namespace entente::attain
