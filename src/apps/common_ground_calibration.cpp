// SPDX-License-Identifier: Apache-2.0
//
// entente common-ground --calibration: what was predicted to be accepted against what was.
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "common_ground.hpp"
#include "entente/engine/norms_calibration.hpp"
#include "table.hpp"

namespace entente::apps {
namespace {

using engine::NormsCalibration;

struct Forecast {
    std::string_view name;
    norms::Reliability engine::NormsScore::*reliability;
};
constexpr Forecast kForecasts[] = {{"model", &engine::NormsScore::predicted},
                                   {"recalibrated", &engine::NormsScore::recalibrated},
                                   {"past rate of the set", &engine::NormsScore::past_rate},
                                   {"last vote, class's rate", &engine::NormsScore::last_vote}};

std::string_view kind_name(norms::TextKind kind) {
    return kind == norms::TextKind::repeated ? "repeated texts" : "new texts";
}

Value count_of(std::size_t count) {
    return Value{static_cast<std::int64_t>(count)};
}

Table scores_table(const NormsCalibration& calibration) {
    Table table{.columns = {"texts", "forecast", "count", "brier", "log_score", "calibration_error"}};
    for (const engine::NormsScore& score : calibration.scores)
        for (const Forecast& forecast : kForecasts) {
            const norms::Reliability& reliability = score.*forecast.reliability;
            table.rows.push_back({std::string(kind_name(score.kind)), std::string(forecast.name),
                                  count_of(reliability.count), reliability.brier, reliability.log_score,
                                  reliability.calibration_error});
        }
    return table;
}

Table sets_table(const NormsCalibration& calibration) {
    Table table{.columns = {"set", "count", "predicted", "recalibrated", "observed", "brier", "recalibrated_brier",
                            "acceptable", "acceptable_predicted", "acceptable_recalibrated", "acceptable_observed"}};
    for (const engine::SetScore& set : calibration.sets)
        table.rows.push_back({set.name, count_of(set.count), set.predicted, set.recalibrated, set.observed, set.brier,
                              set.recalibrated_brier, count_of(set.num_acceptable), set.acceptable_predicted,
                              set.acceptable_recalibrated, set.acceptable_observed});
    return table;
}

Table bins_table(const NormsCalibration& calibration) {
    Table table{.columns = {"texts", "forecast", "predicted", "observed", "low", "high", "count"}};
    for (const engine::NormsScore& score : calibration.scores)
        for (const Forecast& forecast : kForecasts)
            for (const norms::ReliabilityPoint& bin : (score.*forecast.reliability).points)
                table.rows.push_back({std::string(kind_name(score.kind)), std::string(forecast.name), bin.predicted,
                                      bin.observed, bin.low, bin.high, count_of(bin.count)});
    return table;
}

void print_text(std::ostream& out, const NormsCalibration& calibration) {
    const engine::NormsCalibrationRequest& request = calibration.request;
    out << fmt::format(
        "Would all of a set say yes? Known: votes up to each of the years {} to {}; predicted: the five "
        "years after.\nAcceptable: repeated texts on which every member's chance is at least {:.0f} %.\n\n",
        request.from.value(), request.to.value(), 100 * request.threshold);
    for (const Table& table : {scores_table(calibration), sets_table(calibration), bins_table(calibration)}) {
        print(out, table, Format::text);
        out << '\n';
    }
}

charts::Series line_of(std::string label, const norms::Reliability& reliability) {
    charts::Series line{.label = std::move(label)};
    for (const norms::ReliabilityPoint& bin : reliability.points)
        line.points.push_back({.x = bin.predicted, .y = bin.observed, .low = bin.low, .high = bin.high});
    return line;
}

charts::Panel panel_of(const engine::NormsScore& score) {
    const charts::Series agrees{.label = "agrees", .points = {{0, 0, 0, 0}, {1, 1, 1, 1}}, .is_context = true};
    return {std::string(kind_name(score.kind)),
            {agrees, line_of("model", score.predicted), line_of("recalibrated", score.recalibrated)}};
}

std::string reliability_picture(const NormsCalibration& calibration, charts::Frame frame) {
    frame.title = "Agreement predicted and come about";
    frame.subtitle = "Share of votes that all members accepted against the joint chance given, with 90 % intervals";
    charts::SmallMultiples chart{.frame = std::move(frame),
                                 .x = {.name = "chance given", .format = charts::NumberFormat::percent},
                                 .y = {.name = "came true", .format = charts::NumberFormat::percent},
                                 .num_columns = 2,
                                 .shares_y = true};
    for (const engine::NormsScore& score : calibration.scores)
        if (score.predicted.count > 0) chart.panels.push_back(panel_of(score));
    return charts::draw_small_multiples(chart);
}

}  // namespace

void print_calibration(const CommonOptions& common, const CommonGroundOptions& options) {
    engine::NormsCalibrationRequest request{.threshold = options.request.threshold, .seed = Seed{common.seed}};
    if (options.from) request.from = Year{*options.from};
    if (options.to) request.to = Year{*options.to};
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const NormsCalibration calibration = engine::calibrate_norms(atlas, request, monitor_of(common));
    if (options.svg.is_wanted())
        return write_svg(common, options.svg, reliability_picture(calibration, frame_of(common, options.svg, 480, {})));
    switch (common.format()) {
        case Format::json:
            std::cout << nlohmann::ordered_json{{"from", request.from.value()},
                                                {"to", request.to.value()},
                                                {"threshold", request.threshold},
                                                {"scores", to_json(scores_table(calibration))},
                                                {"sets", to_json(sets_table(calibration))},
                                                {"reliability", to_json(bins_table(calibration))}}
                             .dump()
                      << '\n';
            return;
        case Format::csv:
            return print(std::cout, bins_table(calibration), Format::csv);
        case Format::text:
            return print_text(std::cout, calibration);
    }
}

}  // namespace entente::apps
