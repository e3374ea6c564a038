// SPDX-License-Identifier: Apache-2.0
// How deep a founded partnership goes, against its family's marginal; and squares of the table: whether this set founds
// something at least so deep.
#include <cmath>

#include <fmt/format.h>

#include "backtest_parts.hpp"

namespace entente::attain {
namespace {

using Chances = std::array<double, kNumDepths>;

/// The newest model before a year; decades' starts are checked by the caller.
const AttainModel& model_before(std::span<const AttainModel> models, Year year) {
    const AttainModel* newest = &models.front();
    for (const AttainModel& model : models)
        if (model.before <= year) newest = &model;
    return *newest;
}

/// A founding whose depth a table shows.
struct DepthCase {
    std::size_t position = 0;  ///< Among the cases.
    Depth seen{};
    std::vector<Depth> steps{};  ///< Beyond practice, those that the family's sources can show.
    Chances marginal{};          ///< The family's own shares by then.
};

/// Depth that tables show in the founding year or the next: what was agreed, not what became of it.
std::vector<DepthCase> depth_cases(const BacktestInputs& inputs, std::span<const AttainModel> models) {
    std::vector<DepthCase> cases;
    const atlas::World& world = inputs.panel.world();
    for (std::size_t k = 0; k < inputs.choices.cases.size(); ++k) {
        const ChoiceCase& one = inputs.choices.cases[k];
        if (!one.partnership) continue;
        const auto seen = depth_by_tables(world.partnerships()[*one.partnership], world, one.year + 2);
        const DepthModel& depth = model_before(models, one.year).depth[static_cast<std::size_t>(one.family)];
        if (!seen || depth.num_cases() == 0) continue;
        DepthCase founded{.position = k, .seen = *seen, .marginal = depth.state().share};
        for (const Depth step : all_values<Depth>())
            if (step != Depth::practice && depth.at_least(step, {})) founded.steps.push_back(step);
        if (!founded.steps.empty()) cases.push_back(std::move(founded));
    }
    return cases;
}

double ranked_score(const Chances& chances, const DepthCase& founded) {
    double score = 0;
    for (const Depth step : founded.steps) {
        const double error = chances[static_cast<std::size_t>(step)] - (founded.seen >= step ? 1 : 0);
        score += error * error;
    }
    return score;
}

/// 1 - score / reference score, and the scores' means.
void write_skill(const RowWriter& writer, const std::string& family, const Slice& slice, const std::string& score,
                 const std::string& reference, std::span<const RatioUnit> scores) {
    std::vector<RatioUnit> gains(scores.begin(), scores.end());
    for (RatioUnit& unit : gains) unit.numerator = unit.denominator - unit.numerator;
    writer.ratio(family, slice, score, "gain." + reference, gains);
}

void score_given_formation(const BacktestInputs& inputs, const BacktestOptions& options,
                           std::span<const DepthCase> cases, const ChoiceForecasts& forecasts, BacktestReport& report) {
    std::map<std::pair<std::string, Slice>, std::vector<RatioUnit>> by_slice;
    for (const DepthCase& founded : cases) {
        const ChoiceCase& one = inputs.choices.cases[founded.position];
        const RatioUnit unit{ranked_score(forecasts[founded.position].front().at_least, founded),
                             ranked_score(founded.marginal, founded)};
        for (const Slice& slice : slices_of(one, inputs.panel.world()))
            for (const std::string& family : {std::string(to_string(one.family)), std::string("all")})
                by_slice[{family, slice}].push_back(unit);
    }
    const RowWriter writer(report, "depth", inputs.seed, options.num_resamples);
    for (const auto& [key, units] : by_slice) {
        write_skill(writer, key.first, key.second, "ranked_probability_skill", "family_marginal", units);
        for (const bool is_ours : {true, false}) {
            std::vector<RatioUnit> means;
            for (const RatioUnit& unit : units) means.push_back({is_ours ? unit.numerator : unit.denominator, 1});
            writer.ratio(key.first, key.second, "ranked_probability_score", is_ours ? "entente" : "family_marginal",
                         means);
        }
    }
}

std::vector<double> shares_of(std::span<const double> log_odds) {
    const double most = *std::ranges::max_element(log_odds);
    std::vector<double> shares;
    double sum = 0;
    for (const double odds : log_odds) sum += shares.emplace_back(std::exp(odds - most));
    for (double& share : shares) share /= sum;
    return shares;
}

/// Mean log loss over the candidates of 'this set founds something at least so deep'.
double cell_loss(std::span<const double> shares, const std::function<double(std::size_t)>& deep, bool reached) {
    double loss = 0;
    for (std::size_t c = 0; c < shares.size(); ++c)
        loss += log_loss(BinaryForecast{shares[c] * deep(c), c == 0 && reached, 1});
    return loss / static_cast<double>(shares.size());
}

/// Skill of 'at least this depth in this scope within the year, by this one of the sets that could have', one weight a
/// founding, over an even share and over the reference model, both times the family's marginal.
void score_cells(const BacktestInputs& inputs, const BacktestOptions& options, std::span<const DepthCase> cases,
                 const ChoiceForecasts& forecasts, BacktestReport& report) {
    const ChoiceCases& choices = inputs.choices;
    const auto reference = std::ranges::find(choices.rivals, choices.reference) - choices.rivals.begin();
    const bool has_reference = reference < std::ssize(choices.rivals);
    using Key = std::pair<std::string, Slice>;
    std::map<Key, std::vector<RatioUnit>> over_base;
    std::map<Key, std::vector<RatioUnit>> over_reference;
    for (const DepthCase& founded : cases) {
        const ChoiceCase& one = choices.cases[founded.position];
        std::vector<double> odds;
        for (const SetForecast& forecast : forecasts[founded.position]) odds.push_back(forecast.score);
        const std::vector<double> shares = shares_of(odds);
        const std::vector<double> even(shares.size(), 1.0 / static_cast<double>(shares.size()));
        const std::vector<double> others =
            has_reference ? shares_of(one.rivals[static_cast<std::size_t>(reference)]) : even;
        const std::string family(to_string(one.family));
        const std::string scope(to_string(inputs.panel.world().partnerships()[*one.partnership].scope));
        for (const Depth step : founded.steps) {
            const auto d = static_cast<std::size_t>(step);
            const bool reached = founded.seen >= step;
            const auto marginal = [&](std::size_t) { return founded.marginal[d]; };
            const double ours = cell_loss(
                shares, [&](std::size_t c) { return forecasts[founded.position][c].at_least[d]; }, reached);
            for (const Slice& slice :
                 {Slice{"all", "all"}, Slice{"cell", scope + ":" + std::string(to_string(step))}}) {
                over_base[{family, slice}].push_back({ours, cell_loss(even, marginal, reached)});
                over_reference[{family, slice}].push_back({ours, cell_loss(others, marginal, reached)});
            }
        }
    }
    const RowWriter writer(report, "cells", inputs.seed, options.num_resamples);
    for (const auto& [key, units] : over_base)
        write_skill(writer, key.first, key.second, "log_loss_skill", "base_rate", units);
    if (!has_reference) return;
    for (const auto& [key, units] : over_reference)
        write_skill(writer, key.first, key.second, "log_loss_skill", choices.reference, units);
}

}  // namespace

void score_depth(const BacktestInputs& inputs, const BacktestOptions& options, std::span<const AttainModel> models,
                 const ChoiceForecasts& forecasts, BacktestReport& report) {
    const std::vector<DepthCase> cases = depth_cases(inputs, models);
    if (cases.empty()) {
        report.notes.emplace_back("no table shows the depth of a founding that was scored: depth and cells not scored");
        return;
    }
    score_given_formation(inputs, options, cases, forecasts, report);
    score_cells(inputs, options, cases, forecasts, report);
}

}  // namespace entente::attain
