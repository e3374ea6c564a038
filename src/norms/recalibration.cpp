// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/recalibration.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace entente::norms {
namespace {

using Clues = Eigen::Matrix<double, static_cast<int>(kNumClues) + 1, 1>;
using Information = Eigen::Matrix<double, static_cast<int>(kNumClues) + 1, static_cast<int>(kNumClues) + 1>;

constexpr double kSmallestChance = 1e-3;
constexpr double kPriorPrecision = 4;  ///< Standard deviation 0.5.
constexpr double kCaseWeight = 0.1;
constexpr int kMaxSteps = 30;
constexpr double kSmallestMove = 1e-8;

double log_odds(double chance) {
    const double held = std::clamp(chance, kSmallestChance, 1 - kSmallestChance);
    return std::log(held / (1 - held));
}

double logistic(double y) {
    return 1 / (1 + std::exp(-y));
}

Clues clues_of(const AcceptanceCase& entry) {
    return {1, log_odds(entry.predicted), log_odds(entry.least_chance), log_odds(entry.past_rate),
            log_odds(entry.last_vote)};
}

Clues vector_of(const Recalibration& recalibration) {
    Clues vector;
    vector[0] = recalibration.bias;
    for (std::size_t k = 0; k < kNumClues; ++k) vector[static_cast<Eigen::Index>(k + 1)] = recalibration.weights[k];
    return vector;
}

/// Log posterior of the weights, up to a constant.
double log_posterior(std::span<const AcceptanceCase> cases, TextKind kind, const Clues& prior, const Clues& weights) {
    double sum = -0.5 * kPriorPrecision * (weights - prior).squaredNorm();
    for (const AcceptanceCase& entry : cases) {
        if (entry.kind != kind) continue;
        const double y = (entry.accepted ? 1 : -1) * weights.dot(clues_of(entry));
        sum -= kCaseWeight * (y > 0 ? std::log1p(std::exp(-y)) : std::log1p(std::exp(y)) - y);
    }
    return sum;
}

}  // namespace

double Recalibration::chance_of(const AcceptanceCase& entry) const {
    return std::clamp(logistic(vector_of(*this).dot(clues_of(entry))), kSmallestChance, 1 - kSmallestChance);
}

Recalibration learn_recalibration(std::span<const AcceptanceCase> cases, TextKind kind) {
    const Clues prior = vector_of({});
    Clues weights = prior;
    for (int step = 0; step < kMaxSteps; ++step) {
        Information information = kPriorPrecision * Information::Identity();
        Clues slope = kPriorPrecision * (prior - weights);
        for (const AcceptanceCase& entry : cases) {
            if (entry.kind != kind) continue;
            const Clues clues = clues_of(entry);
            const double chance = logistic(weights.dot(clues));
            slope += kCaseWeight * ((entry.accepted ? 1 : 0) - chance) * clues;
            information += kCaseWeight * chance * (1 - chance) * clues * clues.transpose();
        }
        Clues move = information.ldlt().solve(slope);
        // Far from the top a whole step can overshoot it: halve until it goes up.
        const double before = log_posterior(cases, kind, prior, weights);
        while (move.norm() > kSmallestMove && log_posterior(cases, kind, prior, weights + move) < before) move *= 0.5;
        if (move.norm() <= kSmallestMove) break;
        weights += move;
    }
    Recalibration result{.bias = weights[0]};
    for (std::size_t k = 0; k < kNumClues; ++k) result.weights[k] = weights[static_cast<Eigen::Index>(k + 1)];
    return result;
}

}  // namespace entente::norms
