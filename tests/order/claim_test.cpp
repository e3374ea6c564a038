// SPDX-License-Identifier: Apache-2.0
#include "entente/order/claim.hpp"

#include <gtest/gtest.h>

#include "entente/order/joined.hpp"

namespace entente::order {
namespace {

/// An autocorrelated series around one mean up to 1913 and another from 1992 on.
Series two_periods(const char* name, double then, double now, double sd, std::uint32_t run = 0) {
    Series series{.name = name};
    RandomStream stream(Seed{3}, {2, run, 0});
    double state = 0;
    for (int year = 1816; year <= 2024; ++year) {
        state = 0.8 * state + 0.6 * sd * stream.normal();
        series.points.push_back({.year = Year{year}, .mean = (year < 1950 ? then : now) + state, .std_error = 0.001});
    }
    return series;
}

const ClaimTest& of(const std::vector<ClaimTest>& tests, PrincipleMeasure measure) {
    return tests[static_cast<std::size_t>(measure)];
}

TEST(Claim, IsSupportedByAgreementThenAndDivisionNow) {
    const std::vector series{two_periods("regimes", 0.1, 0.35, 0.02)};
    const auto tests = test_claim(series, {}, Seed{});
    const ClaimTest& test = of(tests, PrincipleMeasure::regimes);
    EXPECT_EQ(test.verdict, Verdict::supported) << test.reason;
    EXPECT_NEAR(test.effect, 0.25, 0.03);
    EXPECT_LT(test.low, test.effect);
    EXPECT_LT(test.effect, test.high);
    EXPECT_LT(test.then->effective_years, 0.4 * test.then->num_years) << "neighbouring years are alike";
}

TEST(Claim, IsNotSupportedWhereDivisionFellOrIsSmallNow) {
    const std::vector fell{two_periods("regimes", 0.35, 0.1, 0.02)};
    EXPECT_EQ(of(test_claim(fell, {}, Seed{}), PrincipleMeasure::regimes).verdict, Verdict::not_supported);
    const std::vector small{two_periods("regimes", 0.05, 0.12, 0.01)};
    EXPECT_EQ(of(test_claim(small, {}, Seed{}), PrincipleMeasure::regimes).verdict, Verdict::not_supported);
}

TEST(Claim, IsUndecidableWhereTheThresholdDecidesOrDataLack) {
    const std::vector near{two_periods("regimes", 0.1, 0.25, 0.01)};
    const auto tests = test_claim(near, {}, Seed{});
    EXPECT_EQ(of(tests, PrincipleMeasure::regimes).verdict, Verdict::undecidable);
    EXPECT_EQ(of(tests, PrincipleMeasure::votes).verdict, Verdict::undecidable);
    Series votes = two_periods("votes", 0, 2, 0.1);
    std::erase_if(votes.points, [](const Point& point) { return point.year < Year{1946}; });
    const ClaimTest test = of(test_claim(std::vector{votes}, {}, Seed{}), PrincipleMeasure::votes);
    EXPECT_EQ(test.verdict, Verdict::undecidable);
    EXPECT_FALSE(test.then.has_value());
}

TEST(Claim, IntervalOfNoEffectCoversZeroAboutAsOftenAsItShould) {
    constexpr int kRuns = 100;
    int covered = 0;
    for (std::uint32_t run = 0; run < kRuns; ++run) {
        const std::vector series{two_periods("regimes", 0.2, 0.2, 0.02, run)};
        const auto tests = test_claim(series, {}, Seed{}, 400);
        covered += of(tests, PrincipleMeasure::regimes).low <= 0 && of(tests, PrincipleMeasure::regimes).high >= 0;
    }
    // 90 % nominal, with a Monte Carlo error of 3.
    EXPECT_GE(covered, 81);
    EXPECT_LE(covered, 99);
}

TEST(Claim, SameSeedSameBits) {
    const std::vector series{two_periods("regimes", 0.1, 0.3, 0.02)};
    const auto once = test_claim(series, {}, Seed{5}, 200);
    const auto again = test_claim(series, {}, Seed{5}, 200);
    EXPECT_EQ(once[0].low, again[0].low);
    EXPECT_NE(once[0].low, test_claim(series, {}, Seed{6}, 200)[0].low);
}

TEST(EffectiveYears, FallWithAutocorrelation) {
    std::vector<double> walk(100, 0.0);
    std::vector<double> noise(100, 0.0);
    RandomStream stream(Seed{1}, {3, 0, 0});
    for (std::size_t t = 1; t < walk.size(); ++t) {
        noise[t] = stream.normal();
        walk[t] = walk[t - 1] + noise[t];
    }
    EXPECT_GT(effective_years(noise), 60);
    EXPECT_LT(effective_years(walk), 20);
}

}  // namespace
}  // namespace entente::order
