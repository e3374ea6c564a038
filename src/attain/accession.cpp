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
constexpr float kFarthest = 6;                   ///< Standardised features of the logit are cut here.

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

/// Columns on a common scale; what is not known is the average.
void fit_scale(const TrainingRows& rows, AccessionModel& model) {
    model.centre.assign(rows.num_columns, 0);
    model.inverse_sd.assign(rows.num_columns, 0);
    for (std::size_t c = 0; c < rows.num_columns; ++c) {
        double sum = 0;
        double squares = 0;
        double count = 0;
        for (std::size_t k = c; k < rows.features.size(); k += rows.num_columns) {
            const double x = rows.features[k];
            if (std::isnan(x)) continue;
            sum += x;
            squares += x * x;
            ++count;
        }
        if (count == 0) continue;
        const double mean = sum / count;
        const double variance = squares / count - mean * mean;
        model.centre[c] = static_cast<float>(mean);
        model.inverse_sd[c] = variance > 1e-8 ? static_cast<float>(1 / std::sqrt(variance)) : 0.0F;
    }
}

Eigen::MatrixXd standardised(const AccessionModel& model, std::span<const float> features) {
    const auto width = static_cast<Eigen::Index>(model.centre.size());
    const auto num_rows = static_cast<Eigen::Index>(features.size()) / width;
    Eigen::MatrixXd x(num_rows, width);
    for (Eigen::Index k = 0; k < num_rows; ++k)
        for (Eigen::Index c = 0; c < width; ++c) {
            const auto column = static_cast<std::size_t>(c);
            const float z =
                (features[static_cast<std::size_t>(k * width + c)] - model.centre[column]) * model.inverse_sd[column];
            x(k, c) = std::isnan(z) ? 0.0 : std::clamp(z, -kFarthest, kFarthest);
        }
    return x;
}

AccessionModel fit_one(const TrainingRows& rows, Year before, const AccessionOptions& options, Seed seed) {
    AccessionModel model{.before = before};
    std::vector<Sign> signs;
    for (const FeatureInfo& feature : accession_features()) signs.push_back(feature.sign);
    model.trees = BoostedTrees::fit(rows, signs, options.boosting, seed);
    fit_scale(rows, model);
    const auto map = [](const std::vector<float>& values) {
        return Eigen::Map<const Eigen::VectorXf>(values.data(), static_cast<Eigen::Index>(values.size()))
            .cast<double>()
            .eval();
    };
    model.logit = fit_logistic(standardised(model, rows.features), map(rows.outcome), map(rows.weight), options.ridge);
    return model;
}

const AccessionModel* model_for(std::span<const AccessionModel> models, Year year) {
    const AccessionModel* newest = nullptr;
    for (const AccessionModel& model : models)
        if (model.before <= year) newest = &model;
    return newest;
}

/// Accessions that the models expected of a year, and those that came, among the organisations on record. New states
/// are left out: they come in waves of their own, and would set a level for the others that those never reach.
struct Level {
    double expected = 0;
    double observed = 0;
};

}  // namespace

void AccessionOptions::validate() const {
    if (!(outsider_share > 0 && outsider_share <= 1))
        throw Error{Errc::wrong_usage,
                    fmt::format("AccessionOptions::outsider_share is {}; it must be in (0, 1]", outsider_share)};
    if (!(ridge > 0))
        throw Error{Errc::wrong_usage, fmt::format("AccessionOptions::ridge is {}; it must be above 0", ridge)};
    boosting.validate();
}

std::vector<double> AccessionModel::log_odds(const AccessionYear& year) const {
    std::vector<double> odds = trees.log_odds(year.features);
    const Eigen::MatrixXd x = standardised(*this, year.features);
    const Eigen::VectorXd linear = (x * logit.coefficients.tail(x.cols())).array() + logit.coefficients[0];
    for (std::size_t k = 0; k < odds.size(); ++k) odds[k] = (odds[k] + linear[static_cast<Eigen::Index>(k)]) / 2;
    return odds;
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
        for (std::size_t y = 0; y < num_years && options.first + static_cast<int>(y) <= as_of[k]; ++y) {
            const TrainingRows& of_year = by_year[y];
            rows.features.insert(rows.features.end(), of_year.features.begin(), of_year.features.end());
            rows.outcome.insert(rows.outcome.end(), of_year.outcome.begin(), of_year.outcome.end());
            rows.weight.insert(rows.weight.end(), of_year.weight.begin(), of_year.weight.end());
        }
        if (std::ranges::find(rows.outcome, 1.0F) == rows.outcome.end()) return;
        models[k] = fit_one(rows, as_of[k] + 1, options, seed);
    });
    monitor.check_stop();
    std::erase_if(models, [](const AccessionModel& model) { return !model.trees.is_fitted(); });
    return models;
}

std::vector<double> predict_accessions(const AccessionInputs& inputs, std::span<const AccessionModel> models,
                                       std::span<const AccessionCase> cases, const Monitor& monitor) {
    std::map<Year, std::vector<std::size_t>> by_year;
    for (std::size_t k = 0; k < cases.size(); ++k)
        if (model_for(models, cases[k].year)) by_year[cases[k].year].push_back(k);
    // The years before each forecast set its level, so they are looked at, too.
    std::vector<Year> years;
    for (const auto& [year, positions] : by_year)
        for (int age = 0; age <= kLevelYears; ++age)
            if (model_for(models, year - age) && (age == 0 || year - age <= inputs.covered_until))
                years.push_back(year - age);
    std::ranges::sort(years);
    years.erase(std::unique(years.begin(), years.end()), years.end());

    std::vector<double> log_odds(cases.size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<std::uint8_t> has_level(cases.size());  // Bytes, since threads write them side by side.
    std::map<Year, Level> levels;
    for (const Year year : years) levels[year] = {};
    std::size_t done = 0;
    for (std::size_t begin = 0; begin < years.size(); begin += 8) {
        monitor.report("forecasting", static_cast<double>(done) / static_cast<double>(years.size()));
        monitor.check_stop();
        const std::size_t end = std::min(years.size(), begin + 8);
        done = end;
        parallel_for(end - begin, [&](std::size_t offset) {
            const Year year = years[begin + offset];
            const auto asked = by_year.find(year);
            std::vector<atlas::ActorIndex> named;
            if (asked != by_year.end())
                for (const std::size_t k : asked->second) named.push_back(cases[k].actor);
            const AccessionYear cells =
                accession_year(inputs.panel, inputs.organisations, inputs.predecessors, year, named);
            if (cells.cells.empty()) return;
            const std::vector<double> odds = model_for(models, year)->log_odds(cells);
            std::map<std::pair<std::uint32_t, atlas::ActorIndex>, std::size_t> found;
            Level& level = levels.at(year);
            for (std::size_t k = 0; k < cells.cells.size(); ++k) {
                const AccessionCell& cell = cells.cells[k];
                found.emplace(std::pair{cell.organisation, cell.actor}, k);
                if (inputs.organisations[cell.organisation].is_visitor || cell.is_new_state) continue;
                level.expected += logistic(odds[k]);
                level.observed += cell.joins;
            }
            if (asked == by_year.end()) return;
            for (const std::size_t k : asked->second)
                if (const auto it = found.find({cases[k].organisation, cases[k].actor}); it != found.end()) {
                    log_odds[k] = odds[it->second];
                    has_level[k] = !cells.cells[it->second].is_new_state;
                }
        });
    }

    std::vector<double> chances(cases.size(), std::numeric_limits<double>::quiet_NaN());
    for (const auto& [year, positions] : by_year) {
        double expected = kLevelPrior;
        double observed = kLevelPrior;
        for (int age = 1; age <= kLevelYears; ++age)
            if (const auto level = levels.find(year - age);
                level != levels.end() && year - age <= inputs.covered_until) {
                expected += level->second.expected;
                observed += level->second.observed;
            }
        const double shift = std::log(observed / expected);
        for (const std::size_t k : positions)
            chances[k] = is_member(inputs.organisations[cases[k].organisation], cases[k].actor, year - 1)
                             ? 0
                             : logistic(log_odds[k] + (has_level[k] ? shift : 0));
    }
    return chances;
}

std::string to_json(const AccessionModel& model) {
    nlohmann::json json;
    json["features"] = features_fingerprint();
    json["before"] = model.before.value();
    json["trees"] = nlohmann::json::parse(model.trees.to_json());
    json["logit"] = std::vector<double>(model.logit.coefficients.begin(), model.logit.coefficients.end());
    json["centre"] = model.centre;
    json["inverse_sd"] = model.inverse_sd;
    return json.dump();
}

AccessionModel accession_model_from_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("features", "") != features_fingerprint())
        throw Error{Errc::failed, "the stored model of accessions belongs to another engine",
                    "Run entente estimate attain."};
    AccessionModel model{.before = Year{json.at("before").get<int>()}};
    model.trees = BoostedTrees::from_json(json.at("trees").dump());
    const auto logit = json.at("logit").get<std::vector<double>>();
    model.logit.coefficients = Eigen::Map<const Eigen::VectorXd>(logit.data(), static_cast<Eigen::Index>(logit.size()));
    model.centre = json.at("centre").get<std::vector<float>>();
    model.inverse_sd = json.at("inverse_sd").get<std::vector<float>>();
    return model;
}

}  // namespace entente::attain
