// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "entente/base/error.hpp"
#include "entente/base/quantile.hpp"

namespace entente::attain {
namespace {

constexpr std::uint32_t kResampling = 0x424f4f54;  ///< Purpose of the random streams of this file.
constexpr double kLeastProbability = 1e-7;
constexpr double kTail = 0.05;

}  // namespace

ChoiceScore score_choice(std::span<const double> log_odds) {
    if (log_odds.empty()) throw Error{Errc::wrong_usage, "a choice without candidates cannot be scored"};
    const double real = log_odds.front();
    const double most = *std::ranges::max_element(log_odds);
    double sum = 0;
    double above = 0;
    double ties = 0;
    for (const double odds : log_odds) sum += std::exp(odds - most);
    for (const double odds : log_odds.subspan(1)) {
        above += odds > real;
        ties += odds == real;
    }
    const double rank = 1 + above + ties / 2;
    const double others = std::max<double>(1, static_cast<double>(log_odds.size()) - 1);
    return {.log_share = real - most - std::log(sum),
            .reciprocal_rank = 1 / rank,
            .in_first_five = rank <= 5 ? 1.0 : 0.0,
            .auc = 1 - (above + ties / 2) / others};
}

double log_loss(const BinaryForecast& forecast) {
    const double p = std::clamp(forecast.probability, kLeastProbability, 1 - kLeastProbability);
    return -(forecast.happened ? std::log(p) : std::log1p(-p));
}

double log_loss(std::span<const BinaryForecast> forecasts) {
    double sum = 0;
    double weight = 0;
    for (const BinaryForecast& forecast : forecasts) {
        sum += forecast.weight * log_loss(forecast);
        weight += forecast.weight;
    }
    return weight > 0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

double area_under_curve(std::span<const BinaryForecast> forecasts) {
    std::vector<const BinaryForecast*> sorted;
    for (const BinaryForecast& forecast : forecasts) sorted.push_back(&forecast);
    std::ranges::sort(sorted, {}, [](const BinaryForecast* f) { return f->probability; });
    double below = 0;
    double wins = 0;
    double happened = 0;
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
        double yes = 0;
        double no = 0;
        for (; end < sorted.size() && sorted[end]->probability == sorted[begin]->probability; ++end)
            (sorted[end]->happened ? yes : no) += sorted[end]->weight;
        wins += yes * (below + no / 2);
        below += no;
        happened += yes;
    }
    return happened > 0 && below > 0 ? wins / (happened * below) : std::numeric_limits<double>::quiet_NaN();
}

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

std::vector<ReliabilityBin> reliability(std::span<const BinaryForecast> forecasts, std::span<const double> cuts) {
    std::vector<ReliabilityBin> bins(cuts.size() + 1);
    for (const BinaryForecast& forecast : forecasts) {
        const auto bin = std::ranges::lower_bound(cuts, forecast.probability) - cuts.begin();
        ReliabilityBin& sums = bins[static_cast<std::size_t>(bin)];
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

Measured bootstrap(std::size_t num_units, const Statistic& statistic, Seed seed, int num_resamples) {
    std::vector<std::uint32_t> drawn(num_units);
    std::iota(drawn.begin(), drawn.end(), 0U);
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (num_units == 0) return {kUnknown, kUnknown, kUnknown};
    Measured measured{.value = statistic(drawn)};
    std::vector<double> values;
    for (int k = 0; k < num_resamples; ++k) {
        RandomStream random(seed, {kResampling, static_cast<std::uint32_t>(k)});
        for (std::uint32_t& unit : drawn) unit = random.below(static_cast<std::uint32_t>(num_units));
        if (const double value = statistic(drawn); !std::isnan(value)) values.push_back(value);
    }
    if (values.empty()) return {measured.value, kUnknown, kUnknown};
    std::ranges::sort(values);
    measured.low = nearest_rank(values, kTail);
    measured.high = nearest_rank(values, 1 - kTail);
    return measured;
}

Measured bootstrap_ratio(std::span<const RatioUnit> units, Seed seed, int num_resamples) {
    const auto ratio = [&](std::span<const std::uint32_t> drawn) {
        double numerator = 0;
        double denominator = 0;
        for (const std::uint32_t unit : drawn) {
            numerator += units[unit].numerator;
            denominator += units[unit].denominator;
        }
        return denominator != 0 ? numerator / denominator : std::numeric_limits<double>::quiet_NaN();
    };
    return bootstrap(units.size(), ratio, seed, num_resamples);
}

}  // namespace entente::attain
