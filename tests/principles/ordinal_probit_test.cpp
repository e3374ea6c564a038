// SPDX-License-Identifier: Apache-2.0
#include "../../src/principles/ordinal_probit.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace entente::principles {
namespace {

double phi(double z) {
    return 0.39894228040143267794 * std::exp(-0.5 * z * z);
}
double cdf(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

double mills(double z) {
    return mills_table()(Lanes{} + z)[2];
}

/// Derivatives of one vote, from any lane.
struct Abstention {
    double by_e, by_s, info_ee, info_es, info_ss, log_p;
};
Abstention abstention(double e, double s) {
    const AbstainDerivatives d = abstain_derivatives(mills_table(), Lanes{} + e, Lanes{} + s);
    return {d.by_e[1],    d.by_s[1],    d.info_ee[1],
            d.info_es[1], d.info_ss[1], -d.half_square[1] - 0.91893853320467274178 - std::log(d.ratio[1])};
}

TEST(MillsTable, AgreesWithTheErrorFunctionBetweenAndAtItsKnots) {
    for (double z = -11.99; z < 8.99; z += 0.0137) EXPECT_NEAR(mills(z), phi(z) / cdf(z), 2e-9) << "z = " << z;
}

TEST(MillsTable, JoinsTheContinuedFractionSmoothlyFarBelow) {
    // Lower tail, asymptotic series of the Mills ratio (Abramowitz & Stegun 26.2.12) at z = -20.
    const double t = 20;
    const double tail = 1 - 1 / (t * t) + 3 / std::pow(t, 4) - 15 / std::pow(t, 6) + 105 / std::pow(t, 8);
    EXPECT_NEAR(mills(-t), t / tail, 1e-6);
    EXPECT_NEAR(mills(-12.0000001), mills(-11.9999999), 1e-6);
}

TEST(MillsTable, StaysAtItsLowestRatioBelowAndTakesNoNumberForTheLowest) {
    EXPECT_EQ(mills(-1e6), mills(-40));
    EXPECT_EQ(mills(std::numeric_limits<double>::quiet_NaN()), mills(-40));
}

TEST(MillsTable, KeepsLanesApart) {
    const Lanes ratio = mills_table()(Lanes{-30, -1, 0.5, 8});
    for (int lane = 0; lane < 4; ++lane)
        EXPECT_EQ(ratio[lane], mills(std::array{-30.0, -1.0, 0.5, 8.0}[static_cast<std::size_t>(lane)]));
}

TEST(RunWide, GivesTheBitsOfNarrowRegisters) {
    Lanes wide{};
    run_wide([&]() __attribute__((always_inline)) {
        for (double z = -45; z < 8; z += 0.37) wide += mills_table()(Lanes{z, 1.1 * z, 0.9 * z, -0.2 * z});
    });
    Lanes narrow{};
    for (double z = -45; z < 8; z += 0.37) narrow += mills_table()(Lanes{z, 1.1 * z, 0.9 * z, -0.2 * z});
    for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(wide[lane], narrow[lane]);
}

TEST(AbstainDerivatives, AgreeWithCentralDifferences) {
    const double step = 1e-4;
    const auto log_p = [](double e, double s) { return abstention(e, s).log_p; };
    for (double e = -3; e <= 3; e += 0.75)
        for (const double s : {0.1, 0.5, 1.5}) {
            const Abstention d = abstention(e, s);
            EXPECT_NEAR(d.log_p, std::log(cdf(s - e) - cdf(-s - e)), 1e-7);
            EXPECT_NEAR(d.by_e, (log_p(e + step, s) - log_p(e - step, s)) / (2 * step), 1e-4);
            EXPECT_NEAR(d.by_s, (log_p(e, s + step) - log_p(e, s - step)) / (2 * step), 1e-4);
            EXPECT_NEAR(d.info_ee, -(abstention(e + step, s).by_e - abstention(e - step, s).by_e) / (2 * step), 1e-3);
            EXPECT_NEAR(d.info_es, -(abstention(e, s + step).by_e - abstention(e, s - step).by_e) / (2 * step), 1e-3);
            EXPECT_NEAR(d.info_ss, -(abstention(e, s + step).by_s - abstention(e, s - step).by_s) / (2 * step), 1e-3);
        }
}

TEST(AbstainDerivatives, StayFiniteFarInBothTails) {
    for (const double e : {-35.0, -15.0, 15.0, 35.0}) {
        const Abstention d = abstention(e, 0.05);
        EXPECT_TRUE(std::isfinite(d.log_p));
        EXPECT_TRUE(std::isfinite(d.by_e));
        EXPECT_GE(d.info_ee, -1e-3);
    }
}

TEST(LogPSum, IsTheSumOfLogarithms) {
    LogPSum sum, weighted;
    double expected = 0, expected_weighted = 0;
    for (int k = 0; k < 5000; k += 4) {
        const Lanes z = Lanes{0, 1, 2, 3} * 0.0035 + (-9 + 0.0035 * k);
        const Lanes weight = k % 3 == 0 ? Lanes{1, 1, 0, 0} : Lanes{1, 1, 1, 1};
        sum.add(0.5 * z * z, mills_table()(z), weight, false);
        weighted.add(0.5 * z * z, mills_table()(z), 2.5 * weight, true);
        for (int lane = 0; lane < 4; ++lane) {
            expected += weight[lane] * std::log(cdf(z[lane]));
            expected_weighted += 2.5 * weight[lane] * std::log(cdf(z[lane]));
        }
    }
    EXPECT_NEAR(sum.value(), expected, 1e-7 * std::fabs(expected));
    EXPECT_NEAR(weighted.value(), expected_weighted, 1e-7 * std::fabs(expected_weighted));
}

}  // namespace
}  // namespace entente::principles
