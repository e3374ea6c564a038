// SPDX-License-Identifier: Apache-2.0
#include "../../src/attain/affinity.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <Eigen/Cholesky>

namespace entente::attain {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::MatrixXf;
using Eigen::VectorXf;

/// Five states by four organisations.
MatrixXf members() {
    MatrixXf m(5, 4);
    m << 1, 1, 0, 1,  //
        1, 1, 0, 0,   //
        1, 0, 1, 0,   //
        0, 0, 1, 1,   //
        0, 1, 1, 0;
    return m;
}

/// The forecast of m(i, o) by the regression of column o on the other columns, solved outright.
double by_regression(const MatrixXd& m, Index i, Index o, double ridge) {
    MatrixXd others = m;
    others.col(o).setZero();
    MatrixXd gram = others.transpose() * others;
    gram.diagonal().array() += ridge;
    const Eigen::VectorXd weights = gram.llt().solve(others.transpose() * m.col(o));
    return others.row(i).dot(weights);
}

TEST(Affinity, IsTheRegressionOfEachMembershipOnTheOthers) {
    const MatrixXf m = members();
    const Affinity affinity = find_affinity(m, VectorXf::Ones(4), VectorXf::Ones(5));
    for (Index i = 0; i < 5; ++i)
        for (Index o = 0; o < 4; ++o) {
            EXPECT_NEAR(affinity.by_organisations.score(i, o), by_regression(m.cast<double>(), i, o, 20), 1e-5);
            EXPECT_NEAR(affinity.by_states.score(i, o), by_regression(m.cast<double>().transpose(), o, i, 20), 1e-5);
        }
}

TEST(Affinity, OneThatDoesNotTeachChangesNoOther) {
    MatrixXf more(5, 5);
    more << members(), VectorXf::Ones(5);
    VectorXf teaches = VectorXf::Ones(5);
    teaches[4] = 0;
    const Affinity with = find_affinity(more, teaches, VectorXf::Ones(5));
    const Affinity without = find_affinity(members(), VectorXf::Ones(4), VectorXf::Ones(5));
    EXPECT_TRUE(with.by_organisations.score.leftCols(4).isApprox(without.by_organisations.score));
    EXPECT_TRUE(with.by_states.score.leftCols(4).isApprox(without.by_states.score));
}

TEST(Affinity, LeadAndSpreadAreAmongTheLivingOutside) {
    VectorXf is_living = VectorXf::Ones(5);
    is_living[4] = 0;
    const AffinityScore score = find_affinity(members(), VectorXf::Ones(4), is_living).by_organisations;
    // Outside of the first organisation: states 3 and 4, of which 3 alone lives; of the third: 0 and 1.
    EXPECT_EQ(score.lead(3, 0), 0);
    EXPECT_FLOAT_EQ(score.lead(0, 2), score.score(0, 2) - score.score(1, 2));
    EXPECT_FLOAT_EQ(score.lead(1, 2), -score.lead(0, 2));
    EXPECT_NEAR(std::abs(score.z(0, 2)), 1, 1e-3);
    EXPECT_NEAR(score.z(0, 2), -score.z(1, 2), 1e-3);
}

}  // namespace
}  // namespace entente::attain
