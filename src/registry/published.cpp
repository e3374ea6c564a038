// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/published.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace entente::registry {
namespace {

/// Ranks from 1; ties get the mean of the ranks that they take.
std::vector<double> ranks_of(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
        for (std::size_t k = first; k <= last; ++k) ranks[order[k]] = static_cast<double>(first + last) / 2 + 1;
        first = last + 1;
    }
    return ranks;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
    const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double covariance = 0;
    double variance_a = 0;
    double variance_b = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        covariance += (a[k] - mean_a) * (b[k] - mean_b);
        variance_a += (a[k] - mean_a) * (a[k] - mean_a);
        variance_b += (b[k] - mean_b) * (b[k] - mean_b);
    }
    if (!(variance_a > 0 && variance_b > 0)) return std::numeric_limits<double>::quiet_NaN();
    return covariance / std::sqrt(variance_a * variance_b);
}

}  // namespace

LevelComparison compare_levels(std::span<const LevelPair> pairs) {
    std::map<int, LevelComparison::Row> rows;
    std::vector<double> scores;
    std::vector<double> levels;
    for (const LevelPair& pair : pairs) {
        LevelComparison::Row& row = rows[pair.level];
        row.level = pair.level;
        ++row.num_cases;
        row.mean_score += (pair.score - row.mean_score) / static_cast<double>(row.num_cases);
        scores.push_back(pair.score);
        levels.push_back(pair.level);
    }
    LevelComparison comparison{.rank_correlation = correlation(ranks_of(scores), ranks_of(levels))};
    for (const auto& [level, row] : rows) comparison.rows.push_back(row);
    return comparison;
}

}  // namespace entente::registry
