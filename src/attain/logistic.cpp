// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/logistic.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include "entente/base/error.hpp"

namespace entente::attain {

namespace {

constexpr double kInterceptPrecision = 0.01;
constexpr int kMaxIterations = 60;
constexpr double kTolerance = 1e-9;

double log1pexp(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

Eigen::VectorXd penalty_of(Eigen::Index num_columns, double ridge) {
    Eigen::VectorXd penalty = Eigen::VectorXd::Constant(num_columns + 1, ridge);
    penalty[0] = kInterceptPrecision;
    return penalty;
}

}  // namespace

double logistic(double x) noexcept {
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}
double logit(double p) noexcept {
    return std::log(p) - std::log1p(-p);
}

double LogisticFit::linear(const Eigen::Ref<const Eigen::VectorXd>& row) const {
    return coefficients[0] + coefficients.tail(coefficients.size() - 1).dot(row);
}

double LogisticFit::std_error(const Eigen::Ref<const Eigen::VectorXd>& row) const {
    Eigen::VectorXd full(row.size() + 1);
    full << 1, row;
    return std::sqrt(std::max(0.0, full.dot(covariance * full)));
}

double LogisticFit::probability(const Eigen::Ref<const Eigen::VectorXd>& row) const {
    return logistic(linear(row));
}

LogisticFit fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weight,
                         double ridge) {
    if (x.rows() == 0 || x.rows() != y.size() || x.rows() != weight.size())
        throw Error{Errc::wrong_usage, fmt::format("logistic regression of {} rows with {} outcomes and {} weights",
                                                   x.rows(), y.size(), weight.size())};
    const Eigen::Index p = x.cols() + 1;
    Eigen::MatrixXd full(x.rows(), p);
    full << Eigen::VectorXd::Ones(x.rows()), x;
    const Eigen::VectorXd penalty = penalty_of(x.cols(), ridge);
    const auto loss = [&](const Eigen::VectorXd& beta) {
        const Eigen::VectorXd eta = full * beta;
        double sum = 0.5 * (penalty.array() * beta.array().square()).sum();
        for (Eigen::Index k = 0; k < eta.size(); ++k) sum += weight[k] * (log1pexp(eta[k]) - y[k] * eta[k]);
        return sum;
    };
    LogisticFit fit;
    fit.coefficients = Eigen::VectorXd::Zero(p);
    const double events = std::clamp(weight.dot(y), 0.5, weight.sum() - 0.5);
    if (weight.sum() > 1) fit.coefficients[0] = std::log(events / (weight.sum() - events));
    double value = loss(fit.coefficients);
    Eigen::MatrixXd information;
    Eigen::MatrixXd scaled;
    for (; fit.iterations < kMaxIterations && !fit.has_converged; ++fit.iterations) {
        const Eigen::VectorXd eta = full * fit.coefficients;
        const Eigen::ArrayXd chance = eta.unaryExpr(&logistic).array();
        const Eigen::VectorXd gradient = full.transpose() * (weight.array() * (chance - y.array())).matrix() +
                                         penalty.cwiseProduct(fit.coefficients);
        // X' W X from its lower half alone, which is all that Cholesky reads: most of the time is spent here.
        scaled = (weight.array() * chance * (1 - chance)).sqrt().matrix().asDiagonal() * full;
        information = Eigen::MatrixXd::Zero(p, p);
        information.selfadjointView<Eigen::Lower>().rankUpdate(scaled.transpose());
        information.diagonal() += penalty;
        const Eigen::VectorXd step = information.llt().solve(gradient);
        double length = 1;
        Eigen::VectorXd next = fit.coefficients - step;
        double next_value = loss(next);
        for (int halving = 0; halving < 30 && next_value > value; ++halving) {
            length /= 2;
            next = fit.coefficients - length * step;
            next_value = loss(next);
        }
        fit.has_converged = std::abs(value - next_value) <= kTolerance * (1 + std::abs(value));
        if (next_value <= value) {
            fit.coefficients = next;
            value = next_value;
        }
    }
    fit.covariance = information.llt().solve(Eigen::MatrixXd::Identity(p, p));
    return fit;
}

}  // namespace entente::attain
