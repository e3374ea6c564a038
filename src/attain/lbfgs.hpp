// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include <Eigen/Core>

namespace entente::attain {

struct LbfgsResult {
    Eigen::VectorXd x;
    double value = 0;
    int iterations = 0;
    bool has_converged = false;
};

/// Minimises a smooth convex function (Nocedal and Wright 2006, algorithm 7.5, with backtracking from a unit step).
/// `function(x, gradient)` returns the value and writes the gradient. Stops when the largest gradient coordinate is
/// below `tolerance`.
template <typename Function>
LbfgsResult minimise(const Function& function, Eigen::VectorXd x, int max_iterations, double tolerance) {
    constexpr std::size_t memory = 12;
    constexpr double armijo = 1e-4;
    std::deque<std::pair<Eigen::VectorXd, Eigen::VectorXd>> pairs;  // (step, change of gradient)
    Eigen::VectorXd gradient(x.size());
    LbfgsResult result{.x = x};
    double value = function(x, gradient);
    for (; result.iterations < max_iterations; ++result.iterations) {
        if (gradient.cwiseAbs().maxCoeff() < tolerance) {
            result.has_converged = true;
            break;
        }
        Eigen::VectorXd direction = -gradient;
        std::vector<double> alpha(pairs.size());
        for (std::size_t k = pairs.size(); k-- > 0;) {
            alpha[k] = pairs[k].first.dot(direction) / pairs[k].second.dot(pairs[k].first);
            direction -= alpha[k] * pairs[k].second;
        }
        if (!pairs.empty()) {
            const auto& [s, y] = pairs.back();
            direction *= s.dot(y) / y.squaredNorm();
        } else {
            direction /= std::max(1.0, gradient.norm());
        }
        for (std::size_t k = 0; k < pairs.size(); ++k)
            direction +=
                pairs[k].first * (alpha[k] - pairs[k].second.dot(direction) / pairs[k].second.dot(pairs[k].first));
        const double slope = gradient.dot(direction);
        double step = 1;
        Eigen::VectorXd next(x.size());
        Eigen::VectorXd next_gradient(x.size());
        double next_value = value;
        bool is_better = false;
        for (int halving = 0; halving < 40 && !is_better; ++halving, step /= 2) {
            next = x + step * direction;
            next_value = function(next, next_gradient);
            is_better = next_value <= value + armijo * step * slope;
        }
        if (!is_better) break;  // No progress within rounding: as good as it gets.
        Eigen::VectorXd s = next - x;
        Eigen::VectorXd y = next_gradient - gradient;
        if (s.dot(y) > 1e-12 * y.squaredNorm()) pairs.emplace_back(std::move(s), std::move(y));
        if (pairs.size() > memory) pairs.pop_front();
        x = std::move(next);
        gradient = std::move(next_gradient);
        value = next_value;
    }
    result.x = std::move(x);
    result.value = value;
    return result;
}

}  // namespace entente::attain
