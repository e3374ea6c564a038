// SPDX-License-Identifier: Apache-2.0
#include "entente/base/reliability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace entente {

std::vector<double> reliability_cuts(std::span<const BinaryForecast> forecasts, int num_bins) {
    std::vector<std::pair<double, double>> sorted;  // Probability, weight.
    double total = 0;
    for (const BinaryForecast& forecast : forecasts) {
        sorted.emplace_back(forecast.probability, forecast.weight);
        total += forecast.weight;
    }
    std::ranges::sort(sorted);
    std::vector<double> cuts;
    double below = 0;
    for (const auto& [probability, weight] : sorted) {
        below += weight;
        const bool is_full = below >= total * static_cast<double>(cuts.size() + 1) / num_bins;
        if (is_full && static_cast<int>(cuts.size()) + 1 < num_bins && (cuts.empty() || probability > cuts.back()))
            cuts.push_back(probability);
    }
    return cuts;
}

std::size_t reliability_bin(double probability, std::span<const double> cuts) {
    return static_cast<std::size_t>(std::ranges::lower_bound(cuts, probability) - cuts.begin());
}

std::vector<ReliabilityBin> reliability(std::span<const BinaryForecast> forecasts, std::span<const double> cuts) {
    std::vector<ReliabilityBin> bins(cuts.size() + 1);
    for (const BinaryForecast& forecast : forecasts) {
        ReliabilityBin& sums = bins[reliability_bin(forecast.probability, cuts)];
        sums.weight += forecast.weight;
        sums.predicted += forecast.weight * forecast.probability;
        sums.observed += forecast.happened ? forecast.weight : 0;
    }
    return bins;
}

double calibration_error(std::span<const ReliabilityBin> bins) {
    double distance = 0;
    double weight = 0;
    for (const ReliabilityBin& bin : bins) {
        distance += std::abs(bin.predicted - bin.observed);
        weight += bin.weight;
    }
    return weight > 0 ? distance / weight : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace entente
