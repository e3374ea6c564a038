// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/backtest.hpp"

#include <cmath>

#include <fmt/format.h>

#include "backtest_parts.hpp"
#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

/// Cases of the decades and the family asked for, whose candidates every model has scored.
ChoiceCases select_cases(const ChoiceCases& choices, const BacktestOptions& options, Year first_model) {
    ChoiceCases kept{.rivals = choices.rivals, .reference = choices.reference};
    for (const ChoiceCase& one : choices.cases) {
        const bool is_wanted = !options.family || *options.family == one.family;
        if (is_wanted && one.year >= std::max(options.from, first_model)) kept.cases.push_back(one);
    }
    return kept;
}

ChoiceForecasts forecast_choices(const Panel& panel, std::span<const AttainModel> models, const ChoiceCases& choices,
                                 std::span<const PairModel> pairs, const Monitor& monitor) {
    std::vector<SetCase> sets;
    for (const ChoiceCase& one : choices.cases) sets.insert(sets.end(), one.candidates.begin(), one.candidates.end());
    const std::vector<SetForecast> flat = predict_partnerships(panel, models, sets, pairs, monitor);
    ChoiceForecasts forecasts;
    auto next = flat.begin();
    for (const ChoiceCase& one : choices.cases) {
        const auto end = next + static_cast<std::ptrdiff_t>(one.candidates.size());
        forecasts.emplace_back(next, end);
        next = end;
    }
    return forecasts;
}

std::string size_of(const ChoiceCase& one) {
    const auto& units = one.candidates.front().units;
    for (const auto& unit : units)
        if (unit.size() > 1) return "bloc";
    return units.size() == 2 ? "2" : units.size() <= 5 ? "3-5" : "6+";
}

}  // namespace

std::string name_of_decade(Year year) {
    return fmt::format("{}s", decade_of(year).value());
}

std::vector<Slice> slices_of(const ChoiceCase& one, const atlas::World& world) {
    std::vector<Slice> slices{{"all", "all"}, {"decade", name_of_decade(one.year)}, {"size", size_of(one)}};
    if (one.partnership)
        slices.push_back({"scope", std::string(to_string(world.partnerships()[*one.partnership].scope))});
    return slices;
}

Slices slice_cases(const ChoiceCases& choices, const atlas::World& world) {
    Slices slices;
    for (std::size_t k = 0; k < choices.cases.size(); ++k)
        for (const Slice& slice : slices_of(choices.cases[k], world))
            for (const std::string& family : {std::string(to_string(choices.cases[k].family)), std::string("all")})
                slices[{family, slice}].push_back(k);
    return slices;
}

void BacktestOptions::validate() const {
    const auto require = [](bool holds, const char* field, int value, const char* range) {
        if (!holds) throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {}", field, value, range)};
    };
    require(from.value() % 10 == 0, "from", from.value(), "the first year of a decade, such as 1960");
    require(dyad_year_step >= 1 && dyad_year_step <= 10, "dyad_year_step", dyad_year_step, "1 .. 10");
    require(num_resamples >= 20 && num_resamples <= 10'000, "num_resamples", num_resamples, "20 .. 10000");
}

BacktestReport run_backtest(const BacktestInputs& inputs, const BacktestOptions& options, const Monitor& monitor) {
    options.validate();
    const std::vector<AttainModel> models = decade_models(inputs.models);
    const std::vector<PairModel> pairs = decade_models(inputs.pairs);
    if (models.empty())
        throw Error{Errc::failed, "there is no model as of the end of a decade", "Run entente estimate attain."};
    const ChoiceCases choices = select_cases(inputs.choices, options, models.front().before);
    BacktestInputs selected{inputs.panel,         inputs.models,           inputs.pairs,      choices,
                            inputs.organisations, inputs.accession_models, inputs.accessions, inputs.seed};
    BacktestReport report;
    if (choices.cases.empty()) {
        report.notes.emplace_back(
            "no founding of these families and decades is on record: ranking and depth not scored");
    } else {
        const ChoiceForecasts forecasts = forecast_choices(inputs.panel, models, choices, pairs, monitor);
        score_ranking(selected, options, forecasts, report);
        score_depth(selected, options, models, forecasts, report);
        score_dyad_years(selected, options, models, pairs, report, monitor);
    }
    const bool has_organisations = inputs.organisations && inputs.accessions && !inputs.accessions->cases.empty();
    if (has_organisations && (!options.family || *options.family == Family::formal))
        score_accessions(selected, options, report, monitor);
    else if (!has_organisations)
        report.notes.emplace_back("no organisation with members by year is on record: accessions not scored");
    if (report.rows.empty())
        throw Error{Errc::failed,
                    "there is nothing to score: the atlas holds no foundings of these families and decades",
                    "Import a folder with the tables of agreements: entente import DIR, then entente estimate all."};
    return report;
}

}  // namespace entente::attain
