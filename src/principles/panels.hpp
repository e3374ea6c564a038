// SPDX-License-Identifier: Apache-2.0
//
// Products and inverses of large matrices on several threads, a panel of columns at a time; the same bits at any
// number of threads.
#pragma once

#include <Eigen/Dense>

namespace entente::principles {

void copy_lower_to_upper(Eigen::MatrixXd& matrix);

[[nodiscard]] Eigen::MatrixXd product(const Eigen::MatrixXd& left, const Eigen::MatrixXd& right);

/// target += left' right, which is known to be symmetric.
void add_symmetric_product(Eigen::MatrixXd& target, const Eigen::MatrixXd& left, const Eigen::MatrixXd& right);

/// Inverse of a symmetric positive definite matrix.
[[nodiscard]] Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& precision);

}  // namespace entente::principles
