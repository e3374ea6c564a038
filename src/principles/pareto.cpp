// SPDX-License-Identifier: Apache-2.0
#include "pareto.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace entente::principles {
namespace {

/// Profile log likelihood of theta = -shape / scale, over the number of values (Zhang & Stephens 2009, equation 5).
double profile(std::span<const double> values, double theta) {
    double shape = 0;
    for (const double value : values) shape += std::log1p(-theta * value);
    shape /= static_cast<double>(values.size());
    return std::log(-theta / shape) - shape - 1;
}

}  // namespace

ParetoFit fit_pareto(std::span<const double> values) {
    constexpr double kPrior = 3;
    const auto n = static_cast<double>(values.size());
    const int grid = 30 + static_cast<int>(std::sqrt(n));
    const double quartile = values[static_cast<std::size_t>(n / 4 + 0.5) - 1];
    std::vector<double> theta, log_weight;
    for (int j = 1; j <= grid; ++j) {
        theta.push_back(1 / values.back() + (1 - std::sqrt(grid / (j - 0.5))) / kPrior / quartile);
        log_weight.push_back(n * profile(values, theta.back()));
    }
    const double largest = *std::max_element(log_weight.begin(), log_weight.end());
    double sum = 0, mean = 0;
    for (std::size_t j = 0; j < theta.size(); ++j) {
        const double weight = std::exp(log_weight[j] - largest);
        sum += weight;
        mean += weight * theta[j];
    }
    mean /= sum;
    double shape = 0;
    for (const double value : values) shape += std::log1p(-mean * value);
    shape /= n;
    // A weak prior around 1/2 steadies short tails.
    constexpr double kPriorValues = 10;
    const double scale = -shape / mean;
    return {(n * shape + kPriorValues * 0.5) / (n + kPriorValues), scale};
}

double pareto_smooth(std::span<double> log_ratios) {
    constexpr double kNoTail = std::numeric_limits<double>::infinity();
    const std::size_t n = log_ratios.size();
    const auto tail = static_cast<std::size_t>(
        std::ceil(std::min(0.2 * static_cast<double>(n), 3 * std::sqrt(static_cast<double>(n)))));
    if (tail < 5 || tail + 1 > n) return kNoTail;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto tail_begin = order.begin() + static_cast<std::ptrdiff_t>(n - tail - 1);
    const auto before = [&](std::size_t a, std::size_t b) {
        return log_ratios[a] != log_ratios[b] ? log_ratios[a] < log_ratios[b] : a < b;
    };
    std::nth_element(order.begin(), tail_begin, order.end(), before);
    std::sort(tail_begin, order.end(), before);
    const double largest = log_ratios[order.back()];
    const double cutoff = std::exp(log_ratios[*tail_begin] - largest);
    std::vector<double> excess;
    for (auto k = tail_begin + 1; k != order.end(); ++k) excess.push_back(std::exp(log_ratios[*k] - largest) - cutoff);
    constexpr double kSmallest = 1e-12;
    if (excess.front() < kSmallest || excess.back() - excess.front() < kSmallest) return 0;
    const ParetoFit fit = fit_pareto(excess);
    for (std::size_t k = 0; k < tail; ++k) {
        const double p = (static_cast<double>(k) + 0.5) / static_cast<double>(tail);
        const double quantile = fit.scale * std::expm1(-fit.shape * std::log1p(-p)) / fit.shape;
        log_ratios[*(tail_begin + 1 + static_cast<std::ptrdiff_t>(k))] =
            std::min(std::log(cutoff + quantile), 0.0) + largest;
    }
    return fit.shape;
}

}  // namespace entente::principles
