// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/recalibration.hpp"

#include <algorithm>

#include "entente/base/logistic.hpp"

namespace entente::norms {
namespace {

constexpr double kSmallestChance = 1e-3;
constexpr double kLessonWeight = 0.1;

double log_odds(double chance) {
    return logit(std::clamp(chance, kSmallestChance, 1 - kSmallestChance));
}

std::array<double, kNumClues> log_odds_of(const Clues& clues) {
    return {log_odds(clues.joint), log_odds(clues.least), log_odds(clues.past_rate), log_odds(clues.last_vote)};
}

}  // namespace

double Recalibration::chance_of(const Clues& clues) const {
    const std::array<double, kNumClues> odds = log_odds_of(clues);
    double y = bias;
    for (std::size_t k = 0; k < kNumClues; ++k) y += weights[k] * odds[k];
    return std::clamp(logistic(y), kSmallestChance, 1 - kSmallestChance);
}

Recalibration learn_recalibration(std::span<const Lesson> lessons, const Recalibration& prior, double prior_sd) {
    if (lessons.empty()) return prior;
    const auto rows = static_cast<Eigen::Index>(lessons.size());
    constexpr auto kColumns = static_cast<Eigen::Index>(kNumClues);
    Eigen::MatrixXd x(rows, kColumns);
    Eigen::VectorXd y(rows);
    for (Eigen::Index row = 0; row < rows; ++row) {
        const Lesson& lesson = lessons[static_cast<std::size_t>(row)];
        const std::array<double, kNumClues> odds = log_odds_of(lesson.clues);
        for (std::size_t k = 0; k < kNumClues; ++k) x(row, static_cast<Eigen::Index>(k)) = odds[k];
        y[row] = lesson.accepted ? 1 : 0;
    }
    Eigen::VectorXd mean(kColumns + 1);
    mean[0] = prior.bias;
    for (std::size_t k = 0; k < kNumClues; ++k) mean[static_cast<Eigen::Index>(k + 1)] = prior.weights[k];
    const LogisticPrior weights{mean, Eigen::VectorXd::Constant(kColumns + 1, 1 / (prior_sd * prior_sd))};
    const LogisticFit fit = entente::fit_logistic(x, y, Eigen::VectorXd::Constant(rows, kLessonWeight), weights, mean);
    Recalibration result{.bias = fit.coefficients[0]};
    for (std::size_t k = 0; k < kNumClues; ++k) result.weights[k] = fit.coefficients[static_cast<Eigen::Index>(k + 1)];
    return result;
}

}  // namespace entente::norms
