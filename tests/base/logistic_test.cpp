// SPDX-License-Identifier: Apache-2.0
#include "entente/base/logistic.hpp"

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"

namespace entente {
namespace {

struct Data {
    Eigen::MatrixXd x;
    Eigen::VectorXd y;
};

/// Outcomes with log odds of 0.5 + 2 x.
Data simulated(Eigen::Index rows) {
    RandomStream random(Seed{3}, {1});
    Data data{Eigen::MatrixXd(rows, 1), Eigen::VectorXd(rows)};
    for (Eigen::Index row = 0; row < rows; ++row) {
        data.x(row, 0) = random.normal();
        data.y[row] = random.uniform() < logistic(0.5 + 2 * data.x(row, 0)) ? 1 : 0;
    }
    return data;
}

LogisticFit fit_with(const Data& data, double precision) {
    const LogisticPrior prior{Eigen::Vector2d(0, 1), Eigen::Vector2d::Constant(precision)};
    return fit_logistic(data.x, data.y, Eigen::VectorXd::Ones(data.y.size()), prior, prior.mean);
}

TEST(Logistic, ManyRowsOverruleThePriorAndAStrongPriorOverrulesThem) {
    const Data data = simulated(20000);
    const LogisticFit free = fit_with(data, 1);
    ASSERT_TRUE(free.has_converged);
    EXPECT_NEAR(free.coefficients[0], 0.5, 0.1);
    EXPECT_NEAR(free.coefficients[1], 2, 0.1);
    const LogisticFit held = fit_with(data, 1e9);
    EXPECT_NEAR(held.coefficients[0], 0, 1e-3);
    EXPECT_NEAR(held.coefficients[1], 1, 1e-3);
}

TEST(Logistic, GradientIsNoughtWhereItStops) {
    const Data data = simulated(500);
    const LogisticFit fit = fit_with(data, 2);
    Eigen::Vector2d gradient = 2 * (fit.coefficients - Eigen::Vector2d(0, 1));
    for (Eigen::Index row = 0; row < data.y.size(); ++row) {
        const double error = fit.probability(data.x.row(row).transpose()) - data.y[row];
        gradient += error * Eigen::Vector2d(1, data.x(row, 0));
    }
    EXPECT_NEAR(gradient.norm(), 0, 1e-3);
}

TEST(Logistic, LogOddsAndChancesAreInverse) {
    for (const double p : {1e-9, 0.2, 0.5, 0.999}) EXPECT_NEAR(logistic(logit(p)), p, 1e-12);
}

TEST(Logistic, AStartOfAnotherLengthIsRefused) {
    const Data data = simulated(10);
    const LogisticPrior prior{Eigen::Vector2d(0, 1), Eigen::Vector2d(1, 1)};
    EXPECT_THROW((void)fit_logistic(data.x, data.y, Eigen::VectorXd::Ones(10), prior, Eigen::VectorXd::Zero(3)), Error);
}

}  // namespace
}  // namespace entente
