// SPDX-License-Identifier: Apache-2.0
#include "entente/base/logistic.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include "entente/base/error.hpp"

namespace entente {

namespace {

constexpr int kMaxIterations = 60;
constexpr double kTolerance = 1e-9;

double log1pexp(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
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
                         const LogisticPrior& prior, const Eigen::VectorXd& start) {
    const Eigen::Index p = x.cols() + 1;
    if (x.rows() == 0 || x.rows() != y.size() || x.rows() != weight.size())
        throw Error{Errc::wrong_usage, fmt::format("logistic regression of {} rows with {} outcomes and {} weights",
                                                   x.rows(), y.size(), weight.size())};
    if (prior.mean.size() != p || prior.precision.size() != p || start.size() != p)
        throw Error{Errc::wrong_usage,
                    fmt::format("logistic regression with {} coefficients, but {} prior means", p, prior.mean.size())};
    Eigen::MatrixXd full(x.rows(), p);
    full << Eigen::VectorXd::Ones(x.rows()), x;
    const auto loss = [&](const Eigen::VectorXd& beta) {
        const Eigen::VectorXd eta = full * beta;
        double sum = 0.5 * (prior.precision.array() * (beta - prior.mean).array().square()).sum();
        for (Eigen::Index k = 0; k < eta.size(); ++k) sum += weight[k] * (log1pexp(eta[k]) - y[k] * eta[k]);
        return sum;
    };
    LogisticFit fit{.coefficients = start};
    double value = loss(fit.coefficients);
    Eigen::MatrixXd information;
    Eigen::MatrixXd scaled;
    for (; fit.iterations < kMaxIterations && !fit.has_converged; ++fit.iterations) {
        const Eigen::VectorXd eta = full * fit.coefficients;
        const Eigen::ArrayXd chance = eta.unaryExpr(&logistic).array();
        const Eigen::VectorXd gradient = full.transpose() * (weight.array() * (chance - y.array())).matrix() +
                                         prior.precision.cwiseProduct(fit.coefficients - prior.mean);
        // X' W X from its lower half alone, which is all that Cholesky reads: most of the time is spent here.
        scaled = (weight.array() * chance * (1 - chance)).sqrt().matrix().asDiagonal() * full;
        information = Eigen::MatrixXd::Zero(p, p);
        information.selfadjointView<Eigen::Lower>().rankUpdate(scaled.transpose());
        information.diagonal() += prior.precision;
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

}  // namespace entente
