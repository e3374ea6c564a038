// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

constexpr double kLeastProbability = 1e-7;

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

}  // namespace entente::attain
