// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/accession.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr std::uint32_t kSampling = 0x41434345;  ///< Purpose of the random streams of this file.
constexpr int kLevelYears = 5;                   ///< Years before a forecast that set its level.
constexpr double kLevelPrior = 30;               ///< Accessions' worth of trust in the model's own level.

std::string features_fingerprint() {
    std::string names;
    for (const FeatureInfo& feature : accession_features()) names += std::string(feature.name) + ' ';
    return fingerprint_of(names);
}

/// Every joiner, and a sample of those who stayed outside.
TrainingRows sample_of(const AccessionInputs& inputs, std::span<const Organisation> on_record, Year year,
                       double outsider_share, Seed seed) {
    RandomStream random(seed, {kSampling, static_cast<std::uint32_t>(year.value())});
    AccessionYear cells =
        accession_year(inputs.panel, on_record, inputs.predecessors, year, {},
                       [&](const AccessionCell& cell) { return cell.joins || random.uniform() < outsider_share; });
    TrainingRows rows{.num_columns = accession_features().size(), .features = std::move(cells.features)};
    for (const AccessionCell& cell : cells.cells) {
        rows.outcome.push_back(cell.joins ? 1.0F : 0.0F);
        rows.weight.push_back(cell.joins ? 1.0F : static_cast<float>(1 / outsider_share));
    }
    return rows;
}

AccessionModel fit_one(const TrainingRows& rows, Year before, const AccessionOptions& options, Seed seed) {
    std::vector<Sign> signs;
    for (const FeatureInfo& feature : accession_features()) signs.push_back(feature.sign);
    return {.before = before, .hazard = HazardBlend::fit(rows, signs, options.blend, seed)};
}

const AccessionModel* model_for(std::span<const AccessionModel> models, Year year) {
    const AccessionModel* newest = nullptr;
    for (const AccessionModel& model : models)
        if (model.before <= year) newest = &model;
    return newest;
}

/// Cases by year, those left out for which there is no model.
using CasesByYear = std::map<Year, std::vector<std::size_t>>;

CasesByYear by_year_of(std::span<const AccessionCase> cases, std::span<const AccessionModel> models) {
    CasesByYear by_year;
    for (std::size_t k = 0; k < cases.size(); ++k)
        if (model_for(models, cases[k].year)) by_year[cases[k].year].push_back(k);
    return by_year;
}

/// What a model expected of all cells of a year, and what came.
YearLevel level_of(const AccessionInputs& inputs, std::span<const Organisation> on_record, const AccessionModel& model,
                   Year year) {
    const AccessionYear cells = accession_year(inputs.panel, on_record, inputs.predecessors, year, {},
                                               [](const AccessionCell& cell) { return !cell.is_new_state; });
    YearLevel level{.year = year};
    for (const double odds : model.log_odds(cells)) level.expected += logistic(odds);
    for (const AccessionCell& cell : cells.cells) level.observed += cell.joins;
    return level;
}

std::vector<Organisation> on_record(std::span<const Organisation> organisations) {
    std::vector<Organisation> own;
    for (const Organisation& one : organisations)
        if (!one.is_visitor) own.push_back(one);
    return own;
}

/// Each model keeps the levels of the years up to the next one.
void keep_levels(const AccessionInputs& inputs, std::span<const Organisation> on_record,
                 std::span<AccessionModel> models) {
    std::vector<std::pair<std::size_t, Year>> years;
    for (std::size_t m = 0; m < models.size(); ++m) {
        const Year next = m + 1 < models.size() ? models[m + 1].before : inputs.covered_until + 1;
        for (Year year = models[m].before; year < next && year <= inputs.covered_until; year = year + 1)
            years.emplace_back(m, year);
    }
    std::vector<YearLevel> levels(years.size());
    parallel_for(years.size(), [&](std::size_t k) {
        levels[k] = level_of(inputs, on_record, models[years[k].first], years[k].second);
    });
    for (std::size_t k = 0; k < years.size(); ++k) models[years[k].first].levels.push_back(levels[k]);
}

using Levels = std::map<Year, YearLevel>;

/// The levels of the years that the forecasts rest on: as the models keep them, the others counted.
Levels levels_for(const AccessionInputs& inputs, const CasesByYear& by_year, std::span<const AccessionModel> models) {
    Levels levels;
    std::vector<Year> missing;
    for (const auto& [year, positions] : by_year)
        for (int age = 1; age <= kLevelYears; ++age) {
            const Year before = year - age;
            const AccessionModel* const model = model_for(models, before);
            if (!model || before > inputs.covered_until || levels.contains(before)) continue;
            const auto kept = std::ranges::find(model->levels, before, &YearLevel::year);
            levels[before] = kept != model->levels.end() ? *kept : YearLevel{.year = before};
            if (kept == model->levels.end()) missing.push_back(before);
        }
    const std::vector<Organisation> own =
        missing.empty() ? std::vector<Organisation>{} : on_record(inputs.organisations);
    std::vector<YearLevel> counted(missing.size());
    parallel_for(missing.size(), [&](std::size_t k) {
        counted[k] = level_of(inputs, own, *model_for(models, missing[k]), missing[k]);
    });
    for (const YearLevel& level : counted) levels[level.year] = level;
    return levels;
}

/// By how much the log odds of a year move so that the years before it would have had the accessions that they had.
double level_shift(const Levels& levels, Year year) {
    double expected = kLevelPrior;
    double observed = kLevelPrior;
    for (int age = 1; age <= kLevelYears; ++age)
        if (const auto found = levels.find(year - age); found != levels.end()) {
            expected += found->second.expected;
            observed += found->second.observed;
        }
    return std::log(observed / expected);
}

/// Writes the chances of one year's cases.
void forecast_year(const AccessionInputs& inputs, const AccessionModel& model, Year year,
                   std::span<const AccessionCase> cases, std::span<const std::size_t> positions, double shift,
                   std::span<double> chances) {
    using Key = std::pair<std::uint32_t, atlas::ActorIndex>;
    std::vector<atlas::ActorIndex> named;
    std::vector<std::pair<Key, std::size_t>> asked;
    for (const std::size_t k : positions) {
        named.push_back(cases[k].actor);
        asked.push_back({{cases[k].organisation, cases[k].actor}, k});
    }
    std::ranges::sort(asked);
    const auto of_cell = [&](const AccessionCell& cell) {
        return std::ranges::equal_range(asked, Key{cell.organisation, cell.actor}, {},
                                        &std::pair<Key, std::size_t>::first);
    };
    const AccessionYear cells = accession_year(inputs.panel, inputs.organisations, inputs.predecessors, year, named,
                                               [&](const AccessionCell& cell) { return !of_cell(cell).empty(); });
    const std::vector<double> odds = model.log_odds(cells);
    for (std::size_t k = 0; k < odds.size(); ++k)
        for (const auto& [key, position] : of_cell(cells.cells[k]))
            chances[position] = logistic(odds[k] + (cells.cells[k].is_new_state ? 0 : shift));
    for (const std::size_t k : positions)
        if (is_member(inputs.organisations[cases[k].organisation], cases[k].actor, year - 1)) chances[k] = 0;
}

}  // namespace

void AccessionOptions::validate() const {
    if (!(outsider_share > 0 && outsider_share <= 1))
        throw Error{Errc::wrong_usage,
                    fmt::format("AccessionOptions::outsider_share is {}; it must be in (0, 1]", outsider_share)};
    blend.validate();
}

std::vector<double> AccessionModel::log_odds(const AccessionYear& year) const {
    return hazard.log_odds(year.features);
}

std::vector<AccessionModel> fit_accessions(const AccessionInputs& inputs, std::span<const Year> as_of,
                                           const AccessionOptions& options, Seed seed, const Monitor& monitor) {
    options.validate();
    if (as_of.empty()) return {};
    const std::vector<Organisation> own = on_record(inputs.organisations);
    const Year last = std::min(as_of.back(), inputs.covered_until);
    const auto num_years = static_cast<std::size_t>(std::max(0, last - options.first + 1));
    std::vector<TrainingRows> by_year(num_years);
    monitor.report("states outside of organisations", 0);
    parallel_for(num_years, [&](std::size_t y) {
        by_year[y] = sample_of(inputs, own, options.first + static_cast<int>(y), options.outsider_share, seed);
    });
    std::vector<AccessionModel> models(as_of.size());
    parallel_for(models.size(), [&](std::size_t k) {
        if (monitor.stop.stop_requested()) return;
        TrainingRows rows{.num_columns = accession_features().size()};
        for (std::size_t y = 0; y < num_years && options.first + static_cast<int>(y) <= as_of[k]; ++y)
            rows.append(by_year[y]);
        if (std::ranges::find(rows.outcome, 1.0F) == rows.outcome.end()) return;
        models[k] = fit_one(rows, as_of[k] + 1, options, seed);
    });
    monitor.check_stop();
    std::erase_if(models, [](const AccessionModel& model) { return !model.hazard.is_fitted(); });
    keep_levels(inputs, own, models);
    monitor.check_stop();
    return models;
}

std::vector<double> predict_accessions(const AccessionInputs& inputs, std::span<const AccessionModel> models,
                                       std::span<const AccessionCase> cases, const Monitor& monitor) {
    const CasesByYear by_year = by_year_of(cases, models);
    const Levels levels = levels_for(inputs, by_year, models);
    const std::vector<CasesByYear::value_type> years(by_year.begin(), by_year.end());
    std::vector<double> chances(cases.size(), std::numeric_limits<double>::quiet_NaN());
    parallel_for(years.size(), [&](std::size_t y) {
        if (monitor.stop.stop_requested()) return;
        const auto& [year, positions] = years[y];
        forecast_year(inputs, *model_for(models, year), year, cases, positions, level_shift(levels, year), chances);
    });
    monitor.check_stop();
    return chances;
}

std::string to_json(const AccessionModel& model) {
    nlohmann::json json;
    json["features"] = features_fingerprint();
    json["before"] = model.before.value();
    json["hazard"] = model.hazard;
    json["levels"] = model.levels;
    return json.dump();
}

AccessionModel accession_model_from_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("features", "") != features_fingerprint())
        throw Error{Errc::failed, "the stored model of accessions belongs to another engine",
                    "Run entente estimate attain."};
    AccessionModel model{.before = Year{json.at("before").get<int>()}};
    json.at("hazard").get_to(model.hazard);
    json.at("levels").get_to(model.levels);
    return model;
}

}  // namespace entente::attain
