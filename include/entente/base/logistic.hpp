// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace entente {

[[nodiscard]] double logistic(double x) noexcept;
/// Log odds; infinite at 0 and 1.
[[nodiscard]] double logit(double p) noexcept;

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

/// Independent normal priors of the coefficients, intercept first.
struct LogisticPrior {
    Eigen::VectorXd mean{};
    Eigen::VectorXd precision{};  ///< 1 / variance.
};

/// Weighted logistic regression, maximum a posteriori, by Newton's method with step halving from `start`.
///
/// Shape:   x is rows x columns without the intercept; y is 0 or 1; weight > 0 says how much a row counts.
/// Throws:  Error{wrong_usage} where the shapes do not fit or there is no row.
[[nodiscard]] LogisticFit fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y,
                                       const Eigen::VectorXd& weight, const LogisticPrior& prior,
                                       const Eigen::VectorXd& start);

}  // namespace entente
