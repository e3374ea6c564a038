// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <Eigen/Core>

namespace entente::attain {

/// A binary outcome explained by columns of a matrix.
struct LogisticFit {
    Eigen::VectorXd coefficients{};  ///< Intercept first.
    Eigen::MatrixXd covariance{};    ///< Laplace: inverse of the penalised information.
    int iterations = 0;
    bool has_converged = false;

    /// Linear predictor of a row (without the intercept's 1).
    [[nodiscard]] double linear(const Eigen::Ref<const Eigen::VectorXd>& row) const;
    /// Standard error of the linear predictor.
    [[nodiscard]] double std_error(const Eigen::Ref<const Eigen::VectorXd>& row) const;
    [[nodiscard]] double probability(const Eigen::Ref<const Eigen::VectorXd>& row) const;
};

/// Weighted logistic regression with a ridge on all but the intercept, by Newton's method with step halving.
///
/// Shape:   x is rows x columns without the intercept; y is 0 or 1; weight > 0 (1 / sampling probability).
/// Ridge:   penalty ridge/2 * |beta|^2, a normal prior of variance 1/ridge; the intercept has a prior of variance 100.
/// Throws:  Error{wrong_usage} where the shapes do not fit or there is no row.
[[nodiscard]] LogisticFit fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y,
                                       const Eigen::VectorXd& weight, double ridge);

[[nodiscard]] double logistic(double x) noexcept;
[[nodiscard]] double logit(double p) noexcept;

}  // namespace entente::attain
