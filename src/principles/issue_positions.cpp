// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/issue_positions.hpp"

#include <algorithm>
#include <cmath>

namespace entente::principles {
namespace {

constexpr double kLeastInformation = 0.05;  ///< Below it a point says too little to learn from.
constexpr double kLeastVariance = 1e-4;
constexpr std::size_t kFewest = 10;  ///< Points from which three numbers can be learned.

/// What the issue's votes say of a point (its posterior divided by N(0, 1)), beside its position overall.
struct Observation {
    double value = 0;
    double variance = 0;
    double overall = 0;
};

/// Information in the votes: precision of the posterior less that of N(0, 1).
double information(const IdealPoint& point) {
    return 1 / (point.std_error * point.std_error) - 1;
}

const IdealPoint* same_point(std::span<const IdealPoint> overall, const IdealPoint& point) {
    const auto key = [](const IdealPoint& p) { return std::pair{p.actor, p.year}; };
    const auto found = std::ranges::lower_bound(overall, key(point), {}, key);
    return found != overall.end() && key(*found) == key(point) ? &*found : nullptr;
}

/// Weighted least squares; the residual variance is the weighted mean square less what the observations' own variances
/// explain, and sets the weights anew.
void learn(std::span<const Observation> observations, IssuePositions& result) {
    double variance = 1;
    constexpr int kRounds = 30;
    for (int round = 0; round < kRounds; ++round) {
        double w_sum = 0, x_sum = 0, y_sum = 0, xx = 0, xy = 0;
        for (const auto& [value, own, overall] : observations) {
            const double w = 1 / (variance + own);
            w_sum += w, x_sum += w * overall, y_sum += w * value;
            xx += w * overall * overall, xy += w * overall * value;
        }
        const double spread = xx - x_sum * x_sum / w_sum;
        result.slope = spread > 0 ? (xy - x_sum * y_sum / w_sum) / spread : 0;
        result.intercept = (y_sum - result.slope * x_sum) / w_sum;
        double excess = 0;
        for (const auto& [value, own, overall] : observations) {
            const double residual = value - result.intercept - result.slope * overall;
            excess += (residual * residual - own) / (variance + own);
        }
        variance = std::max(excess / w_sum, kLeastVariance);
    }
    result.residual_sd = std::sqrt(variance);
}

IdealPoint shrunk(IdealPoint point, const IdealPoint& overall, const IssuePositions& model) {
    const double prior_mean = model.intercept + model.slope * overall.mean;
    const double prior_variance =
        model.residual_sd * model.residual_sd + model.slope * model.slope * overall.std_error * overall.std_error;
    const double precision = std::max(information(point), 0.0) + 1 / prior_variance;
    // Under N(0, 1) the mean times its precision is what the votes bring, whatever the prior's own precision.
    const double brought = information(point) > 0 ? point.mean / (point.std_error * point.std_error) : 0;
    point.mean = (brought + prior_mean / prior_variance) / precision;
    point.std_error = 1 / std::sqrt(precision);
    point.conditional_std_error = std::min(point.conditional_std_error, point.std_error);
    return point;
}

}  // namespace

IssuePositions shrink_to_overall(std::span<const IdealPoint> issue, std::span<const IdealPoint> overall) {
    IssuePositions result{.points = {issue.begin(), issue.end()}};
    std::vector<Observation> observations;
    for (const IdealPoint& point : issue) {
        const IdealPoint* const same = same_point(overall, point);
        const double known = information(point);
        if (same == nullptr || known < kLeastInformation) continue;
        observations.push_back({point.mean * (known + 1) / known, 1 / known, same->mean});
    }
    if (observations.size() < kFewest) return result;
    learn(observations, result);
    for (IdealPoint& point : result.points)
        if (const IdealPoint* const same = same_point(overall, point)) point = shrunk(point, *same, result);
    return result;
}

}  // namespace entente::principles
