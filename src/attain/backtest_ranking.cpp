// SPDX-License-Identifier: Apache-2.0
// Which of the sets that could have been founded was founded, and whether the shares given to them are kept.
#include <cmath>
#include <numeric>

#include "backtest_parts.hpp"

namespace entente::attain {
namespace {

constexpr int kNumBins = 20;

/// A score's name and where it stands.
struct ScoreKind {
    const char* name;
    double ChoiceScore::*member;
};
constexpr std::array<ScoreKind, 4> kScores{{{"choice", &ChoiceScore::log_share},
                                            {"reciprocal_rank", &ChoiceScore::reciprocal_rank},
                                            {"hit5", &ChoiceScore::in_first_five},
                                            {"auc", &ChoiceScore::auc}}};

/// Scores of every case by one model.
struct ScoredModel {
    std::string name{};
    std::vector<ChoiceScore> scores{};
};

std::vector<double> log_odds_of(std::span<const SetForecast> forecasts) {
    std::vector<double> odds;
    for (const SetForecast& forecast : forecasts) odds.push_back(forecast.score);
    return odds;
}

std::vector<ScoredModel> score_models(const ChoiceCases& choices, const ChoiceForecasts& forecasts) {
    std::vector<ScoredModel> models{{"entente", {}}};
    for (std::size_t k = 0; k < choices.cases.size(); ++k)
        models.front().scores.push_back(score_choice(log_odds_of(forecasts[k])));
    for (std::size_t r = 0; r < choices.rivals.size(); ++r) {
        models.push_back({choices.rivals[r], {}});
        for (const ChoiceCase& one : choices.cases) models.back().scores.push_back(score_choice(one.rivals[r]));
    }
    return models;
}

std::vector<RatioUnit> units_of(const ScoredModel& model, std::span<const std::size_t> positions, const ScoreKind& kind,
                                const ScoredModel* less = nullptr) {
    std::vector<RatioUnit> units;
    for (const std::size_t k : positions)
        units.push_back({model.scores[k].*kind.member - (less ? less->scores[k].*kind.member : 0), 1});
    return units;
}

/// The candidates' shares as forecasts of a yes or no: all of a case weigh one together.
std::vector<BinaryForecast> share_forecasts(std::span<const SetForecast> candidates) {
    const std::vector<double> odds = log_odds_of(candidates);
    const double most = *std::ranges::max_element(odds);
    double sum = 0;
    for (const double one : odds) sum += std::exp(one - most);
    std::vector<BinaryForecast> shares;
    for (std::size_t c = 0; c < odds.size(); ++c)
        shares.push_back({std::exp(odds[c] - most) / sum, c == 0, 1.0 / static_cast<double>(odds.size())});
    return shares;
}

/// Calibration error over resampled events; bins are cut once, on all of them.
void score_calibration(const RowWriter& writer, const std::string& family, const std::string& score,
                       std::span<const std::vector<BinaryForecast>> events, int num_bins, BacktestReport* with_curve) {
    std::vector<BinaryForecast> all;
    for (const auto& event : events) all.insert(all.end(), event.begin(), event.end());
    const std::vector<double> cuts = reliability_cuts(all, num_bins);
    std::vector<std::vector<ReliabilityBin>> bins;
    for (const auto& event : events) bins.push_back(reliability(event, cuts));
    writer.statistic(family, {"all", "all"}, score, "entente", events.size(),
                     [&](std::span<const std::uint32_t> drawn) {
                         std::vector<ReliabilityBin> sums(cuts.size() + 1);
                         for (const std::uint32_t k : drawn)
                             for (std::size_t b = 0; b < sums.size(); ++b) {
                                 sums[b].weight += bins[k][b].weight;
                                 sums[b].predicted += bins[k][b].predicted;
                                 sums[b].observed += bins[k][b].observed;
                             }
                         return calibration_error(sums);
                     });
    if (with_curve) with_curve->curves.push_back({"ranking", family, reliability(all, cuts)});
}

}  // namespace

void score_ranking(const BacktestInputs& inputs, const BacktestOptions& options, const ChoiceForecasts& forecasts,
                   BacktestReport& report) {
    const ChoiceCases& choices = inputs.choices;
    const std::vector<ScoredModel> models = score_models(choices, forecasts);
    const RowWriter writer(report, "ranking", inputs.seed, options.num_resamples);
    const Slices slices = slice_cases(choices, inputs.panel.world());
    for (const auto& [key, positions] : slices) {
        const auto& [family, slice] = key;
        for (const ScoreKind& kind : kScores)
            for (const ScoredModel& model : models) {
                const bool is_reference = model.name == choices.reference;
                if (slice.by != "all" && &model != &models.front() && !is_reference) continue;
                writer.ratio(family, slice, kind.name, model.name, units_of(model, positions, kind));
                if (is_reference)
                    writer.ratio(family, slice, kind.name, "gain." + model.name,
                                 units_of(models.front(), positions, kind, &model));
            }
    }
    const RowWriter calibration(report, "calibration", inputs.seed, options.num_resamples);
    for (const auto& [key, positions] : slices) {
        if (key.second.by != "all") continue;
        std::vector<std::vector<BinaryForecast>> shares;
        std::vector<std::vector<BinaryForecast>> favourites;
        for (const std::size_t k : positions) {
            shares.push_back(share_forecasts(forecasts[k]));
            BinaryForecast best = *std::ranges::max_element(shares.back(), {}, &BinaryForecast::probability);
            best.weight = 1;
            favourites.push_back({best});
        }
        score_calibration(calibration, key.first, "calibration_error", shares, kNumBins, &report);
        score_calibration(calibration, key.first, "calibration_error_of_favourites", favourites, kNumBins / 4, nullptr);
    }
}

}  // namespace entente::attain
