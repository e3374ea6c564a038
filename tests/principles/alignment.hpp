// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <Eigen/Dense>

#include "simulation.hpp"

namespace entente::principles {

/// The truth on a fit's axes: positions with mean 0 and identity covariance, turned and mirrored to lie nearest the
/// estimates (orthogonal Procrustes problem; Schoenemann 1966), and the roll calls turned back along with them, so that
/// no vote's probability changes. In one dimension that is the sign.
inline Simulation aligned(const Simulation& truth, const IdealPointFit& fit) {
    using Eigen::MatrixXd;
    using Eigen::VectorXd;
    const auto k = static_cast<Eigen::Index>(truth.plan.num_dimensions);
    const auto n = static_cast<Eigen::Index>(fit.points.size()) / k;
    MatrixXd estimate(n, k), real(n, k);
    for (Eigen::Index row = 0; row < n; ++row)
        for (Eigen::Index a = 0; a < k; ++a) {
            const IdealPoint& point = fit.points[static_cast<std::size_t>(row * k + a)];
            estimate(row, a) = point.mean;
            real(row, a) =
                truth.positions[static_cast<std::size_t>(a)][static_cast<std::size_t>(point.year.value() - 2001)]
                               [static_cast<std::size_t>(point.actor.value() - 1)];
        }
    const VectorXd centre = real.colwise().mean();
    const MatrixXd centred = real.rowwise() - centre.transpose();
    const MatrixXd root = MatrixXd((centred.transpose() * centred) / static_cast<double>(n)).llt().matrixL();
    const MatrixXd whitened = root.triangularView<Eigen::Lower>().solve(centred.transpose()).transpose();
    const Eigen::JacobiSVD<MatrixXd> svd(estimate.transpose() * whitened, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const MatrixXd turn = svd.matrixU() * svd.matrixV().transpose();
    const MatrixXd forward = turn * root.inverse();  // x -> forward (x - centre)
    const MatrixXd back = forward.inverse().transpose();

    Simulation result = truth;
    for (std::size_t t = 0; t < truth.positions[0].size(); ++t)
        for (std::size_t i = 0; i < truth.positions[0][t].size(); ++i) {
            VectorXd x(k);
            for (Eigen::Index a = 0; a < k; ++a) x[a] = truth.positions[static_cast<std::size_t>(a)][t][i] - centre[a];
            const VectorXd y = forward * x;
            for (Eigen::Index a = 0; a < k; ++a) result.positions[static_cast<std::size_t>(a)][t][i] = y[a];
        }
    for (std::size_t j = 0; j < truth.difficulty.size(); ++j) {
        VectorXd beta(k);
        for (Eigen::Index a = 0; a < k; ++a) beta[a] = truth.discrimination[static_cast<std::size_t>(a)][j];
        result.difficulty[j] -= beta.dot(centre);
        const VectorXd turned = back * beta;
        for (Eigen::Index a = 0; a < k; ++a) result.discrimination[static_cast<std::size_t>(a)][j] = turned[a];
    }
    return result;
}

}  // namespace entente::principles
