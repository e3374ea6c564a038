// SPDX-License-Identifier: Apache-2.0
// The parts of a backtest: each adds its rows to the report. run_backtest() calls them in order.
#pragma once

#include <functional>
#include <map>

#include "entente/attain/backtest.hpp"

namespace entente::attain {

/// What each candidate of each case was forecast to be.
using ChoiceForecasts = std::vector<std::vector<SetForecast>>;

/// Names of the slices that a case belongs to, by what they slice by.
struct Slice {
    std::string by{};
    std::string name{};
    friend auto operator<=>(const Slice&, const Slice&) = default;
};

[[nodiscard]] inline Year decade_of(Year year) noexcept {
    return Year{year.value() / 10 * 10};
}
[[nodiscard]] std::string name_of_decade(Year year);

/// Slices of a case: all, its decade, its size, and the scope of its partnership where that is known.
[[nodiscard]] std::vector<Slice> slices_of(const ChoiceCase& one, const atlas::World& world);

/// Positions of cases by family (each case under its own and under `all`) and slice.
using Slices = std::map<std::pair<std::string, Slice>, std::vector<std::size_t>>;
[[nodiscard]] Slices slice_cases(const ChoiceCases& choices, const atlas::World& world);

/// Adds one measured score for the units of a slice.
class RowWriter {
public:
    RowWriter(BacktestReport& report, std::string part, Seed seed, int num_resamples)
        : report_(report), part_(std::move(part)), seed_(seed), num_resamples_(num_resamples) {}

    void ratio(const std::string& family, const Slice& slice, const std::string& score, const std::string& model,
               std::span<const RatioUnit> units) const {
        add(family, slice, score, model, units.size(), bootstrap_ratio(units, seed_, num_resamples_));
    }
    void statistic(const std::string& family, const Slice& slice, const std::string& score, const std::string& model,
                   std::size_t num_units, const Statistic& statistic) const {
        add(family, slice, score, model, num_units, bootstrap(num_units, statistic, seed_, num_resamples_));
    }

private:
    void add(const std::string& family, const Slice& slice, const std::string& score, const std::string& model,
             std::size_t count, Measured measured) const {
        report_.rows.push_back({part_, family, slice.by, slice.name, score, model, count, measured});
    }

    BacktestReport& report_;
    std::string part_;
    Seed seed_;
    int num_resamples_;
};

/// Models as of the ends of decades.
template <typename Model>
[[nodiscard]] std::vector<Model> decade_models(std::span<const Model> models) {
    std::vector<Model> kept;
    for (const Model& model : models)
        if (model.before.value() % 10 == 0) kept.push_back(model);
    return kept;
}

void score_ranking(const BacktestInputs& inputs, const BacktestOptions& options, const ChoiceForecasts& forecasts,
                   BacktestReport& report);
void score_depth(const BacktestInputs& inputs, const BacktestOptions& options, std::span<const AttainModel> models,
                 const ChoiceForecasts& forecasts, BacktestReport& report);
void score_dyad_years(const BacktestInputs& inputs, const BacktestOptions& options, std::span<const AttainModel> models,
                      std::span<const PairModel> pairs, BacktestReport& report, const Monitor& monitor);
void score_accessions(const BacktestInputs& inputs, const BacktestOptions& options, BacktestReport& report,
                      const Monitor& monitor);

}  // namespace entente::attain
