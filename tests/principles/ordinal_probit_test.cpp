// SPDX-License-Identifier: Apache-2.0
#include "../../src/principles/ordinal_probit.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace entente::principles {
namespace {

double phi(double z) {
    return 0.39894228040143267794 * std::exp(-0.5 * z * z);
}
double cdf(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

TEST(MillsTable, AgreesWithTheErrorFunctionBetweenAndAtItsKnots) {
    for (double z = -11.99; z < 8.99; z += 0.0137) EXPECT_NEAR(mills_table()(z), phi(z) / cdf(z), 2e-9) << "z = " << z;
}

TEST(MillsTable, JoinsTheContinuedFractionSmoothlyFarBelow) {
    // Lower tail, asymptotic series of the Mills ratio (Abramowitz & Stegun 26.2.12) at z = -20.
    const double t = 20;
    const double tail = 1 - 1 / (t * t) + 3 / std::pow(t, 4) - 15 / std::pow(t, 6) + 105 / std::pow(t, 8);
    EXPECT_NEAR(mills_table()(-t), t / tail, 1e-6);
    EXPECT_NEAR(mills_table()(-12.0000001), mills_table()(-11.9999999), 1e-6);
    EXPECT_EQ(mills_table()(40), 0);
}

TEST(AbstainDerivatives, AgreeWithCentralDifferences) {
    const double step = 1e-4;
    const auto log_p = [](double e, double s) { return abstain_derivatives(mills_table(), e, s).log_p(); };
    for (double e = -3; e <= 3; e += 0.75)
        for (const double s : {0.1, 0.5, 1.5}) {
            const AbstainDerivatives d = abstain_derivatives(mills_table(), e, s);
            EXPECT_NEAR(d.log_p(), std::log(cdf(s - e) - cdf(-s - e)), 1e-7);
            EXPECT_NEAR(d.by_e, (log_p(e + step, s) - log_p(e - step, s)) / (2 * step), 1e-4);
            EXPECT_NEAR(d.by_s, (log_p(e, s + step) - log_p(e, s - step)) / (2 * step), 1e-4);
            const auto first = [&](double at_e, double at_s) { return abstain_derivatives(mills_table(), at_e, at_s); };
            EXPECT_NEAR(d.info_ee, -(first(e + step, s).by_e - first(e - step, s).by_e) / (2 * step), 1e-3);
            EXPECT_NEAR(d.info_es, -(first(e, s + step).by_e - first(e, s - step).by_e) / (2 * step), 1e-3);
            EXPECT_NEAR(d.info_ss, -(first(e, s + step).by_s - first(e, s - step).by_s) / (2 * step), 1e-3);
        }
}

TEST(AbstainDerivatives, StayFiniteFarInBothTails) {
    for (const double e : {-35.0, -15.0, 15.0, 35.0}) {
        const AbstainDerivatives d = abstain_derivatives(mills_table(), e, 0.05);
        EXPECT_TRUE(std::isfinite(d.log_p()));
        EXPECT_TRUE(std::isfinite(d.by_e));
        EXPECT_GE(d.info_ee, -1e-3);
    }
}

TEST(LogPSum, IsTheSumOfLogarithms) {
    LogPSum sum;
    double expected = 0;
    for (int k = 0; k < 5000; ++k) {
        const double z = -9 + 0.0035 * k;
        sum.add(0.5 * z * z, mills_table()(z), 1);
        expected += std::log(cdf(z));
    }
    EXPECT_NEAR(sum.value(), expected, 1e-4);
}

}  // namespace
}  // namespace entente::principles
