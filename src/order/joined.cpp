// SPDX-License-Identifier: Apache-2.0
#include "entente/order/joined.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace entente::order {
namespace {

constexpr double kNinetyPercent = 1.6448536269514722;
constexpr Year kOverlap{1946};  ///< From here on there are votes.

const Series* find(std::span<const Series> series, std::string_view name) {
    const auto found =
        std::ranges::find_if(series, [&](const Series& s) { return s.name == name && s.variant.empty(); });
    return found == series.end() ? nullptr : &*found;
}

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(std::span<const double> x, std::span<const double> y) {
    const double mx = mean_of(x);
    const double my = mean_of(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
        xy += (x[k] - mx) * (y[k] - my);
        xx += (x[k] - mx) * (x[k] - mx);
        yy += (y[k] - my) * (y[k] - my);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

double autocorrelation(std::span<const double> values) {
    return correlation(values.first(values.size() - 1), values.subspan(1));
}

std::vector<double> changes(std::span<const double> values) {
    std::vector<double> result(values.size());
    std::adjacent_difference(values.begin(), values.end(), result.begin());
    result.erase(result.begin());
    return result;
}

/// A measure in standard scores.
struct Scale {
    const Series* series = nullptr;
    double mean = 0;
    double sd = 1;
};

/// Years from 1946 on that all of them know.
std::vector<Year> common_years(const std::vector<Scale>& scales) {
    std::vector<Year> years;
    for (const Point& point : scales.front().series->points)
        if (point.year >= kOverlap &&
            std::ranges::all_of(scales, [&](const Scale& s) { return s.series->find(point.year) != nullptr; }))
            years.push_back(point.year);
    return years;
}

Point joined_point(Year year, const std::vector<Scale>& scales) {
    std::vector<double> scores;
    double own_variance = 0;
    int age = 0;
    for (const Scale& scale : scales)
        if (const Point* point = scale.series->find(year)) {
            scores.push_back((point->mean - scale.mean) / scale.sd);
            own_variance += std::pow(point->std_error / scale.sd, 2);
            age = std::max(age, point->age_years);
        }
    const auto count = static_cast<double>(scores.size());
    const double mean = mean_of(scores);
    double between = 1;
    if (scores.size() > 1) {
        between = 0;
        for (const double score : scores) between += (score - mean) * (score - mean) / (count - 1);
    }
    const double error = std::sqrt(own_variance / (count * count) + between / count);
    return {year,
            mean,
            error,
            mean - kNinetyPercent * error,
            mean + kNinetyPercent * error,
            static_cast<int>(scores.size()),
            age};
}

}  // namespace

Series joined_principles(std::span<const Series> series, const Thresholds& thresholds) {
    Series joined{.name = "joined"};
    std::vector<Scale> scales;
    for (const PrincipleMeasure measure : all_values<PrincipleMeasure>())
        if (thresholds.weight[static_cast<std::size_t>(measure)] > 0)
            if (const Series* known = find(series, to_string(measure))) scales.push_back({.series = known});
    if (scales.empty()) return joined;
    const auto overlap = common_years(scales);
    if (overlap.size() < 10) return joined;
    std::map<Year, int> years;
    for (Scale& scale : scales) {
        std::vector<double> values;
        for (const Year year : overlap) values.push_back(scale.series->find(year)->mean);
        scale.mean = mean_of(values);
        double squares = 0;
        for (const double value : values) squares += (value - scale.mean) * (value - scale.mean);
        scale.sd = std::sqrt(squares / static_cast<double>(values.size() - 1));
        if (!(scale.sd > 0)) scale.sd = 1;
        for (const Point& point : scale.series->points) ++years[point.year];
    }
    for (const auto& [year, count] : years) joined.points.push_back(joined_point(year, scales));
    return joined;
}

double effective_years(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    constexpr double kFewest = 3;
    if (values.size() <= 3) return n;
    const double estimate = autocorrelation(values);
    const double a = std::clamp(estimate + (1 + 3 * estimate) / n, 0.0, 0.98);
    return std::max(kFewest, n * (1 - a) / (1 + a));
}

std::vector<Correlation> correlations(std::span<const Series> series, Year first) {
    std::vector<Correlation> list;
    const auto measures = all_values<PrincipleMeasure>();
    for (std::size_t a = 0; a < measures.size(); ++a)
        for (std::size_t b = a + 1; b < measures.size(); ++b) {
            const Series* const one = find(series, to_string(measures[a]));
            const Series* const two = find(series, to_string(measures[b]));
            if (!one || !two) continue;
            std::vector<double> x;
            std::vector<double> y;
            std::vector<Year> years;
            for (const Point& point : one->points)
                if (const Point* other = two->find(point.year); other && point.year >= first) {
                    years.push_back(point.year);
                    x.push_back(point.mean);
                    y.push_back(other->mean);
                }
            if (x.size() < 10) continue;
            const auto n = static_cast<double>(x.size());
            const double shared = std::clamp(autocorrelation(x) * autocorrelation(y), 0.0, 0.999);
            Correlation result{.first = one->name,
                               .second = two->name,
                               .first_year = years.front(),
                               .last_year = years.back(),
                               .num_years = static_cast<int>(x.size()),
                               .effective_years = std::max(4.0, n * (1 - shared) / (1 + shared)),
                               .r = correlation(x, y),
                               .r_changes = correlation(changes(x), changes(y))};
            const double z = std::atanh(std::clamp(result.r, -0.9999, 0.9999));
            const double error = kNinetyPercent / std::sqrt(std::max(1.0, result.effective_years - 3));
            result.low = std::tanh(z - error);
            result.high = std::tanh(z + error);
            list.push_back(result);
        }
    return list;
}

}  // namespace entente::order
