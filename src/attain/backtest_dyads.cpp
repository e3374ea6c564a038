// SPDX-License-Identifier: Apache-2.0
// All dyads of living states in absolute terms: does a founding of these two alone come this year?
#include <cmath>

#include "backtest_parts.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr int kNumBins = 20;

/// What one year's dyads of a family come to.
struct YearSums {
    Year year{};
    double count = 0;
    double predicted = 0;
    double observed = 0;
    double loss = 0;
    double base_loss = 0;  ///< Of the rate of the years before the decade.
    std::vector<BinaryForecast> forecasts{};
};

std::vector<SetCase> sets_of(const PairYear& pairs, const DyadFrame& frame, Family family) {
    std::vector<SetCase> sets;
    for (const auto& [a, b] : pairs.pairs)
        sets.push_back({.year = pairs.year, .family = family, .units = {{frame.states()[a]}, {frame.states()[b]}}});
    return sets;
}

/// Foundings of two states a dyad-year in the forty years before the decade.
double base_rate(const Panel& panel, Family family, Year decade) {
    constexpr int kYearsBack = 40;
    double foundings = 0.5;
    double dyads = 0;
    for (int age = 1; age <= kYearsBack && decade - age >= panel.first_year(); ++age) {
        const Year year = decade - age;
        double living = 0;
        for (atlas::ActorIndex actor = 0; actor < panel.world().actors().size(); ++actor)
            living += panel.world().actor(actor).kind == ActorKind::state && panel.world().is_alive(actor, year);
        dyads += living * (living - 1) / 2;
    }
    for (const FoundingEvent& event : panel.foundings())
        foundings += event.family == family && event.year < decade && event.year >= decade - kYearsBack &&
                     event.units.size() == 2 && event.units[0].size() == 1 && event.units[1].size() == 1;
    return dyads > 0 ? foundings / dyads : 0.5;
}

YearSums sum_year(const BacktestInputs& inputs, std::span<const AttainModel> models, std::span<const PairModel> pairs,
                  Family family, Year year) {
    const DyadFrame frame = inputs.panel.frame(year);
    const PairYear cells = pair_year(inputs.panel, frame, family);
    const auto sets = sets_of(cells, frame, family);
    const auto forecasts = predict_partnerships(inputs.panel, models, sets, pairs);
    const double rate = base_rate(inputs.panel, family, decade_of(year));
    YearSums sums{.year = year};
    for (std::size_t k = 0; k < sets.size(); ++k) {
        const BinaryForecast forecast{forecasts[k].p_form, cells.founds[k] != 0, 1};
        sums.count += 1;
        sums.predicted += forecast.probability;
        sums.observed += forecast.happened;
        sums.loss += log_loss(forecast);
        sums.base_loss += log_loss(BinaryForecast{rate, forecast.happened, 1});
        sums.forecasts.push_back(forecast);
    }
    return sums;
}

/// Years of the family that are scored: those that its source covers.
std::vector<Year> years_to_score(const BacktestInputs& inputs, const BacktestOptions& options, Year first_model,
                                 Family family) {
    const Year last =
        std::min(covered_until(inputs.panel.world())[static_cast<std::size_t>(family)], inputs.panel.last_year());
    std::vector<Year> years;
    for (Year year = std::max(options.from, first_model); year <= last; year = year + options.dyad_year_step)
        years.push_back(year);
    return years;
}

void write_sums(const RowWriter& writer, const std::string& family, const Slice& slice,
                std::span<const YearSums* const> years) {
    std::vector<RatioUnit> loss;
    std::vector<RatioUnit> base;
    std::vector<RatioUnit> skill;
    std::vector<RatioUnit> totals;
    for (const YearSums* sums : years) {
        loss.push_back({sums->loss, sums->count});
        base.push_back({sums->base_loss, sums->count});
        skill.push_back({sums->base_loss - sums->loss, sums->base_loss});
        totals.push_back({sums->predicted, sums->observed});
    }
    writer.ratio(family, slice, "log_loss", "entente", loss);
    writer.ratio(family, slice, "log_loss", "base_rate", base);
    writer.ratio(family, slice, "log_loss_skill", "gain.base_rate", skill);
    writer.ratio(family, slice, "predicted_over_observed", "entente", totals);
}

void write_family(const BacktestInputs& inputs, const BacktestOptions& options, Family family,
                  std::span<const YearSums> years, BacktestReport& report) {
    const RowWriter writer(report, "dyad_years", inputs.seed, options.num_resamples);
    const std::string name(to_string(family));
    std::map<Slice, std::vector<const YearSums*>> slices;
    std::vector<BinaryForecast> all;
    for (const YearSums& sums : years) {
        slices[{"all", "all"}].push_back(&sums);
        slices[{"decade", name_of_decade(sums.year)}].push_back(&sums);
        all.insert(all.end(), sums.forecasts.begin(), sums.forecasts.end());
    }
    for (const auto& [slice, positions] : slices) write_sums(writer, name, slice, positions);

    const std::vector<double> cuts = reliability_cuts(all, kNumBins);
    report.curves.push_back({"dyad_years", name, reliability(all, cuts)});
    report.rows.push_back({"dyad_years",
                           name,
                           "all",
                           "all",
                           "calibration_error",
                           "entente",
                           all.size(),
                           {calibration_error(report.curves.back().bins), NAN, NAN}});
    const double area = area_under_curve(all);
    report.rows.push_back({"dyad_years", name, "all", "all", "auc", "entente", all.size(), {area, NAN, NAN}});
}

}  // namespace

void score_dyad_years(const BacktestInputs& inputs, const BacktestOptions& options, std::span<const AttainModel> models,
                      std::span<const PairModel> pairs, BacktestReport& report, const Monitor& monitor) {
    for (const Family family : kPairFamilies) {
        if (options.family && *options.family != family) continue;
        const std::vector<Year> years = years_to_score(inputs, options, models.front().before, family);
        std::vector<YearSums> sums(years.size());
        monitor.report("all dyads of every year", 0);
        parallel_for(years.size(), [&](std::size_t y) {
            if (monitor.stop.stop_requested()) return;
            sums[y] = sum_year(inputs, models, pairs, family, years[y]);
        });
        monitor.check_stop();
        if (!sums.empty()) write_family(inputs, options, family, sums, report);
    }
}

}  // namespace entente::attain
