// SPDX-License-Identifier: Apache-2.0
#include "entente/order/dispersion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entente::order {

double weighted_sd(std::span<const double> weights, std::span<const double> positions) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0)) return 0;
    const double mean = std::inner_product(weights.begin(), weights.end(), positions.begin(), 0.0) / total;
    double variance = 0;
    for (std::size_t k = 0; k < weights.size(); ++k)
        variance += weights[k] / total * (positions[k] - mean) * (positions[k] - mean);
    return std::sqrt(variance);
}

double polarisation(std::span<const double> weights, std::span<const double> positions, double alpha) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0)) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        double alienation = 0;
        for (std::size_t j = 0; j < weights.size(); ++j)
            alienation += weights[j] / total * std::abs(positions[i] - positions[j]);
        sum += std::pow(weights[i] / total, 1 + alpha) * alienation;
    }
    return sum;
}

}  // namespace entente::order
