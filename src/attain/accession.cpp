// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/accession.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

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
void add_sample(const AccessionYear& year, double outsider_share, Seed seed, TrainingRows& rows) {
    RandomStream random(seed, {kSampling, static_cast<std::uint32_t>(year.year.value())});
    for (std::size_t k = 0; k < year.cells.size(); ++k) {
        const bool joins = year.cells[k].joins;
        if (!joins && random.uniform() >= outsider_share) continue;
        const auto row = year.row(k);
        rows.features.insert(rows.features.end(), row.begin(), row.end());
        rows.outcome.push_back(joins ? 1.0F : 0.0F);
        rows.weight.push_back(joins ? 1.0F : static_cast<float>(1 / outsider_share));
    }
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

/// Accessions that a model expected of a year, and those that came, among the organisations on record. New states
/// are left out: they come in waves of their own, and would set a level for the others that those never reach.
struct Level {
    double expected = 0;
    double observed = 0;
};

/// Cases by year, those left out for which there is no model.
using CasesByYear = std::map<Year, std::vector<std::size_t>>;

CasesByYear by_year_of(std::span<const AccessionCase> cases, std::span<const AccessionModel> models) {
    CasesByYear by_year;
    for (std::size_t k = 0; k < cases.size(); ++k)
        if (model_for(models, cases[k].year)) by_year[cases[k].year].push_back(k);
    return by_year;
}

/// The years asked about and those before them that set their level, ascending.
std::vector<Year> years_to_read(const CasesByYear& by_year, std::span<const AccessionModel> models,
                                Year covered_until) {
    std::set<Year> years;
    for (const auto& [year, positions] : by_year)
        for (int age = 0; age <= kLevelYears; ++age)
            if (model_for(models, year - age) && (age == 0 || year - age <= covered_until)) years.insert(year - age);
    return {years.begin(), years.end()};
}

/// What the cells of one year say: its level, and the odds of the cases that were asked about.
struct YearForecast {
    Level level{};
    struct Asked {
        std::size_t position = 0;  ///< Among all cases.
        double log_odds = 0;
        bool has_level = false;  ///< No new state: its odds move with the level.
    };
    std::vector<Asked> asked{};
};

YearForecast forecast_year(const AccessionInputs& inputs, const AccessionModel& model, Year year,
                           std::span<const AccessionCase> cases, std::span<const std::size_t> positions) {
    std::vector<atlas::ActorIndex> named;
    for (const std::size_t k : positions) named.push_back(cases[k].actor);
    const AccessionYear cells = accession_year(inputs.panel, inputs.organisations, inputs.predecessors, year, named);
    YearForecast result;
    if (cells.cells.empty()) return result;
    const std::vector<double> odds = model.log_odds(cells);
    std::map<std::pair<std::uint32_t, atlas::ActorIndex>, std::size_t> found;
    for (std::size_t k = 0; k < cells.cells.size(); ++k) {
        const AccessionCell& cell = cells.cells[k];
        if (!positions.empty()) found.emplace(std::pair{cell.organisation, cell.actor}, k);
        if (inputs.organisations[cell.organisation].is_visitor || cell.is_new_state) continue;
        result.level.expected += logistic(odds[k]);
        result.level.observed += cell.joins;
    }
    for (const std::size_t k : positions)
        if (const auto it = found.find({cases[k].organisation, cases[k].actor}); it != found.end())
            result.asked.push_back({k, odds[it->second], !cells.cells[it->second].is_new_state});
    return result;
}

/// By how much the log odds of a year move so that the years before it would have had the accessions that they had.
double level_shift(const std::map<Year, YearForecast>& forecasts, Year year, Year covered_until) {
    double expected = kLevelPrior;
    double observed = kLevelPrior;
    for (int age = 1; age <= kLevelYears; ++age)
        if (const auto found = forecasts.find(year - age); found != forecasts.end() && year - age <= covered_until) {
            expected += found->second.level.expected;
            observed += found->second.level.observed;
        }
    return std::log(observed / expected);
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
    std::vector<Organisation> on_record;
    for (const Organisation& one : inputs.organisations)
        if (!one.is_visitor) on_record.push_back(one);
    const Year last = std::min(as_of.back(), inputs.covered_until);
    const auto num_years = static_cast<std::size_t>(std::max(0, last - options.first + 1));
    std::vector<TrainingRows> by_year(num_years);
    monitor.report("states outside of organisations", 0);
    parallel_for(num_years, [&](std::size_t y) {
        const auto year =
            accession_year(inputs.panel, on_record, inputs.predecessors, options.first + static_cast<int>(y));
        add_sample(year, options.outsider_share, seed, by_year[y]);
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
    return models;
}

std::vector<double> predict_accessions(const AccessionInputs& inputs, std::span<const AccessionModel> models,
                                       std::span<const AccessionCase> cases, const Monitor& monitor) {
    const CasesByYear by_year = by_year_of(cases, models);
    const std::vector<Year> years = years_to_read(by_year, models, inputs.covered_until);
    std::map<Year, YearForecast> forecasts;
    for (const Year year : years) forecasts[year] = {};
    parallel_for(years.size(), [&](std::size_t y) {
        if (monitor.stop.stop_requested()) return;
        const auto asked = by_year.find(years[y]);
        const auto positions =
            asked == by_year.end() ? std::span<const std::size_t>{} : std::span<const std::size_t>{asked->second};
        forecasts.at(years[y]) = forecast_year(inputs, *model_for(models, years[y]), years[y], cases, positions);
    });
    monitor.check_stop();

    std::vector<double> chances(cases.size(), std::numeric_limits<double>::quiet_NaN());
    for (const auto& [year, positions] : by_year) {
        const double shift = level_shift(forecasts, year, inputs.covered_until);
        for (const YearForecast::Asked& asked : forecasts.at(year).asked)
            chances[asked.position] = logistic(asked.log_odds + (asked.has_level ? shift : 0));
        for (const std::size_t k : positions)
            if (is_member(inputs.organisations[cases[k].organisation], cases[k].actor, year - 1)) chances[k] = 0;
    }
    return chances;
}

std::string to_json(const AccessionModel& model) {
    nlohmann::json json;
    json["features"] = features_fingerprint();
    json["before"] = model.before.value();
    json["hazard"] = model.hazard;
    return json.dump();
}

AccessionModel accession_model_from_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("features", "") != features_fingerprint())
        throw Error{Errc::failed, "the stored model of accessions belongs to another engine",
                    "Run entente estimate attain."};
    AccessionModel model{.before = Year{json.at("before").get<int>()}};
    json.at("hazard").get_to(model.hazard);
    return model;
}

}  // namespace entente::attain
