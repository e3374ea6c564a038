// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/logistic.hpp"

#include <algorithm>
#include <cmath>

namespace entente::attain {

LogisticFit fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weight,
                         double ridge) {
    constexpr double kInterceptPrecision = 0.01;
    const Eigen::Index p = x.cols() + 1;
    LogisticPrior prior{.mean = Eigen::VectorXd::Zero(p), .precision = Eigen::VectorXd::Constant(p, ridge)};
    prior.precision[0] = kInterceptPrecision;
    Eigen::VectorXd start = prior.mean;
    if (weight.size() == y.size() && weight.sum() > 1) {
        const double events = std::clamp(weight.dot(y), 0.5, weight.sum() - 0.5);
        start[0] = std::log(events / (weight.sum() - events));
    }
    return entente::fit_logistic(x, y, weight, prior, start);
}

}  // namespace entente::attain
