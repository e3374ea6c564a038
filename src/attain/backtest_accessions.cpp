// SPDX-License-Identifier: Apache-2.0
// Which state outside of an organisation enters it, in which year.
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "backtest_parts.hpp"

namespace entente::attain {
namespace {

/// One model's probabilities of the tests that every model has scored.
struct ModelChances {
    std::string name{};
    std::vector<double> chances{};
};

std::vector<ModelChances> chances_of(const BacktestInputs& inputs, std::span<const AccessionTest> tests,
                                     const Monitor& monitor) {
    std::vector<AccessionCase> cases;
    for (const AccessionTest& test : tests) cases.push_back(test.asked);
    const auto models = decade_models(inputs.accession_models);
    std::vector<ModelChances> all{{"entente", predict_accessions(*inputs.organisations, models, cases, monitor)}};
    for (std::size_t r = 0; r < inputs.accessions->rivals.size(); ++r) {
        all.push_back({inputs.accessions->rivals[r], {}});
        for (const AccessionTest& test : tests) all.back().chances.push_back(test.rivals[r]);
    }
    return all;
}

/// Mean over the newcomers of an organisation's year of 1 / rank among those that stayed outside, by weight.
double reciprocal_rank(std::span<const AccessionTest> tests, std::span<const double> chances,
                       std::span<const std::size_t> group) {
    double sum = 0;
    double num_newcomers = 0;
    for (const std::size_t j : group) {
        if (!tests[j].joins) continue;
        double rank = 1;
        for (const std::size_t i : group) {
            if (tests[i].joins) continue;
            if (chances[i] > chances[j]) rank += tests[i].weight;
            if (chances[i] == chances[j]) rank += tests[i].weight / 2;
        }
        sum += 1 / rank;
        ++num_newcomers;
    }
    return num_newcomers > 0 ? sum / num_newcomers : std::numeric_limits<double>::quiet_NaN();
}

/// Sums of one organisation: what is resampled.
struct OrganisationSums {
    RatioUnit loss{0, 0};
    RatioUnit rank{0, 0};
    RatioUnit total{0, 0};
};

using Positions = std::vector<std::size_t>;

std::map<std::uint32_t, OrganisationSums> sums_of(std::span<const AccessionTest> tests, std::span<const double> chances,
                                                  const Positions& positions) {
    std::map<std::uint32_t, OrganisationSums> sums;
    std::map<std::pair<std::uint32_t, Year>, Positions> groups;
    for (const std::size_t k : positions) {
        const AccessionTest& test = tests[k];
        OrganisationSums& one = sums[test.asked.organisation];
        one.loss.numerator += test.weight * log_loss(BinaryForecast{chances[k], test.joins, 1});
        one.loss.denominator += test.weight;
        one.total.numerator += test.weight * chances[k];
        one.total.denominator += test.joins ? test.weight : 0;
        groups[{test.asked.organisation, test.asked.year}].push_back(k);
    }
    for (const auto& [key, group] : groups)
        if (const double rank = reciprocal_rank(tests, chances, group); !std::isnan(rank)) {
            sums[key.first].rank.numerator += rank;
            sums[key.first].rank.denominator += 1;
        }
    return sums;
}

std::vector<RatioUnit> units_of(const std::map<std::uint32_t, OrganisationSums>& sums,
                                RatioUnit OrganisationSums::*member) {
    std::vector<RatioUnit> units;
    for (const auto& [organisation, one] : sums) units.push_back(one.*member);
    return units;
}

std::vector<BinaryForecast> forecasts_of(std::span<const AccessionTest> tests, std::span<const double> chances,
                                         const Positions& positions) {
    std::vector<BinaryForecast> forecasts;
    for (const std::size_t k : positions) forecasts.push_back({chances[k], tests[k].joins, tests[k].weight});
    return forecasts;
}

void write_slice(const RowWriter& writer, const Slice& slice, std::span<const AccessionTest> tests,
                 std::span<const ModelChances> models, const std::string& reference, const Positions& positions,
                 BacktestReport& report) {
    const std::string family = "organisations";
    std::map<std::uint32_t, OrganisationSums> ours;
    for (const ModelChances& model : models) {
        const auto sums = sums_of(tests, model.chances, positions);
        if (&model == &models.front()) ours = sums;
        writer.ratio(family, slice, "log_loss", model.name, units_of(sums, &OrganisationSums::loss));
        writer.ratio(family, slice, "reciprocal_rank", model.name, units_of(sums, &OrganisationSums::rank));
        writer.ratio(family, slice, "predicted_over_observed", model.name, units_of(sums, &OrganisationSums::total));
        const auto forecasts = forecasts_of(tests, model.chances, positions);
        report.rows.push_back({"accessions",
                               family,
                               slice.by,
                               slice.name,
                               "auc",
                               model.name,
                               forecasts.size(),
                               {area_under_curve(forecasts), NAN, NAN}});
        if (model.name != reference) continue;
        // Paired: the same organisations are drawn for both.
        std::vector<OrganisationSums> a;
        std::vector<OrganisationSums> b;
        for (const auto& [organisation, one] : ours) a.push_back(one);
        for (const auto& [organisation, one] : sums) b.push_back(one);
        const auto gain = [&](RatioUnit OrganisationSums::*member, double sign) {
            return [&a, &b, member, sign](std::span<const std::uint32_t> drawn) {
                double x = 0;
                double y = 0;
                double n = 0;
                for (const std::uint32_t k : drawn) {
                    x += (a[k].*member).numerator;
                    y += (b[k].*member).numerator;
                    n += (a[k].*member).denominator;
                }
                return n > 0 ? sign * (x - y) / n : std::numeric_limits<double>::quiet_NaN();
            };
        };
        writer.statistic(family, slice, "log_loss", "gain." + reference, a.size(), gain(&OrganisationSums::loss, -1));
        writer.statistic(family, slice, "reciprocal_rank", "gain." + reference, a.size(),
                         gain(&OrganisationSums::rank, 1));
    }
}

}  // namespace

void score_accessions(const BacktestInputs& inputs, const BacktestOptions& options, BacktestReport& report,
                      const Monitor& monitor) {
    std::vector<AccessionTest> tests;
    for (const AccessionTest& test : inputs.accessions->cases)
        if (test.asked.year >= options.from) tests.push_back(test);
    const std::vector<ModelChances> models = chances_of(inputs, tests, monitor);
    std::map<Slice, Positions> slices;
    for (std::size_t k = 0; k < tests.size(); ++k) {
        if (std::ranges::any_of(models, [&](const ModelChances& model) { return std::isnan(model.chances[k]); }))
            continue;
        slices[{"all", "all"}].push_back(k);
        slices[{"decade", name_of_decade(tests[k].asked.year)}].push_back(k);
    }
    const RowWriter writer(report, "accessions", inputs.seed, options.num_resamples);
    for (const auto& [slice, positions] : slices)
        write_slice(writer, slice, tests, models, inputs.accessions->reference, positions, report);
    const auto all = slices.find({"all", "all"});
    if (all == slices.end()) return;
    const auto forecasts = forecasts_of(tests, models.front().chances, all->second);
    report.curves.push_back({"accessions", "organisations", reliability(forecasts, reliability_cuts(forecasts, 20))});
}

}  // namespace entente::attain
