// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/base/logistic.hpp"

namespace entente::attain {

using entente::logit;

/// Weighted logistic regression with a ridge on all but the intercept, from the intercept's log odds.
///
/// Shape:   x is rows x columns without the intercept; y is 0 or 1; weight > 0 (1 / sampling probability).
/// Ridge:   penalty ridge/2 * |beta|^2, a normal prior of variance 1/ridge; the intercept has a prior of variance 100.
/// Throws:  Error{wrong_usage} where the shapes do not fit or there is no row.
[[nodiscard]] LogisticFit fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y,
                                       const Eigen::VectorXd& weight, double ridge);

}  // namespace entente::attain
