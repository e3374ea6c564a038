// SPDX-License-Identifier: Apache-2.0
#include "entente/order/smoother.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace entente::order {
namespace {

/// Level of a year and its variance, before and after that year's value is seen.
struct Level {
    double predicted = 0;
    double predicted_var = 0;
    double filtered = 0;
    double filtered_var = 0;
};

double variance_of(std::span<const Point> points) {
    double mean = 0;
    for (const Point& point : points) mean += point.mean / static_cast<double>(points.size());
    double sum = 0;
    for (const Point& point : points) sum += (point.mean - mean) * (point.mean - mean);
    return sum / static_cast<double>(points.size());
}

/// Kalman filter; returns the log likelihood of all values but the first, which sets the level.
double filter(std::span<const Point> points, double q, std::vector<Level>& levels) {
    levels.resize(points.size());
    double log_likelihood = 0;
    for (std::size_t t = 0; t < points.size(); ++t) {
        Level& level = levels[t];
        const double noise = points[t].std_error * points[t].std_error;
        if (t == 0) {
            level = {points[0].mean, noise, points[0].mean, noise};
            continue;
        }
        level.predicted = levels[t - 1].filtered;
        level.predicted_var = levels[t - 1].filtered_var + q * (points[t].year - points[t - 1].year);
        const double total = level.predicted_var + noise;
        const double surprise = points[t].mean - level.predicted;
        const double gain = total > 0 ? level.predicted_var / total : 0;
        level.filtered = level.predicted + gain * surprise;
        level.filtered_var = (1 - gain) * level.predicted_var;
        if (total > 0) log_likelihood -= 0.5 * (std::log(2 * std::numbers::pi * total) + surprise * surprise / total);
    }
    return log_likelihood;
}

double likeliest_q(std::span<const Point> points) {
    constexpr int kSteps = 40;
    const double variance = variance_of(points);
    double best_q = 0;
    std::vector<Level> levels;
    double best = filter(points, 0, levels);
    for (int step = 0; step < kSteps; ++step) {
        const double q = variance * std::pow(10.0, -6.0 + 6.0 * step / (kSteps - 1));
        const double log_likelihood = filter(points, q, levels);
        if (log_likelihood > best) {
            best = log_likelihood;
            best_q = q;
        }
    }
    return best_q;
}

Point with_level(Point point, double mean, double variance) {
    constexpr double kNinetyPercent = 1.6448536269514722;
    point.mean = mean;
    point.std_error = std::sqrt(std::max(0.0, variance));
    point.low = mean - kNinetyPercent * point.std_error;
    point.high = mean + kNinetyPercent * point.std_error;
    return point;
}

std::vector<Point> filtered_then(std::span<const Point> points) {
    std::vector<Point> result;
    std::vector<Level> levels;
    for (std::size_t t = 0; t < points.size(); ++t) {
        const auto seen = points.first(t + 1);
        filter(seen, likeliest_q(seen), levels);
        result.push_back(with_level(points[t], levels[t].filtered, levels[t].filtered_var));
    }
    return result;
}

}  // namespace

std::vector<Point> smooth(std::span<const Point> points, Sight sight) {
    if (points.empty()) return {};
    if (sight == Sight::then) return filtered_then(points);
    std::vector<Level> levels;
    filter(points, likeliest_q(points), levels);
    std::vector<Point> result(points.size());
    double mean = levels.back().filtered;
    double variance = levels.back().filtered_var;
    for (std::size_t t = points.size(); t-- > 0;) {
        if (t + 1 < points.size()) {
            // Rauch-Tung-Striebel step from the year after.
            const Level& next = levels[t + 1];
            const double gain = next.predicted_var > 0 ? levels[t].filtered_var / next.predicted_var : 0;
            mean = levels[t].filtered + gain * (mean - next.predicted);
            variance = levels[t].filtered_var + gain * gain * (variance - next.predicted_var);
        }
        result[t] = with_level(points[t], mean, variance);
    }
    return result;
}

}  // namespace entente::order
