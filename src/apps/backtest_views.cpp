// SPDX-License-Identifier: Apache-2.0
#include "backtest_views.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "entente/attain/targets.hpp"
#include "entente/base/error.hpp"

namespace entente::apps {
namespace {

Value number(double value) {
    return std::isnan(value) ? Value{} : Value{value};
}

Value text(std::string_view words) {
    return Value{std::string(words)};
}

std::string measured_text(const attain::Measured& measured) {
    if (std::isnan(measured.low)) return fmt::format("{:.4f}", measured.value);
    return fmt::format("{:.4f} [{:.4f}, {:.4f}]", measured.value, measured.low, measured.high);
}

/// Scores over all decades, sizes and scopes: a row a family and model, a column a score.
void print_overall(std::ostream& out, const attain::BacktestReport& report, std::string_view part) {
    std::vector<std::string> scores;
    std::vector<std::pair<std::string, std::string>> rows;
    const auto is_overall = [&](const attain::ScoreRow& row) { return row.part == part && row.by == "all"; };
    for (const attain::ScoreRow& row : report.rows) {
        if (!is_overall(row)) continue;
        if (std::ranges::find(scores, row.score) == scores.end()) scores.push_back(row.score);
        const std::pair key{row.family, row.model};
        if (std::ranges::find(rows, key) == rows.end()) rows.push_back(key);
    }
    if (rows.empty()) return;
    std::ranges::stable_sort(rows, {}, &std::pair<std::string, std::string>::first);
    Table table{.columns = {std::string(part), "model"}};
    table.columns.insert(table.columns.end(), scores.begin(), scores.end());
    for (const auto& [family, model] : rows) {
        std::vector<Value> cells{text(family), text(model)};
        for (const std::string& score : scores) {
            const auto found = std::ranges::find_if(report.rows, [&](const attain::ScoreRow& row) {
                return is_overall(row) && row.family == family && row.model == model && row.score == score;
            });
            cells.push_back(found == report.rows.end() ? Value{} : text(measured_text(found->measured)));
        }
        table.rows.push_back(std::move(cells));
    }
    out << '\n';
    print(out, table, Format::text);
}

}  // namespace

Table scores_table(const attain::BacktestReport& report) {
    Table table{.columns = {"part", "family", "by", "slice", "score", "model", "count", "value", "low", "high"}};
    for (const attain::ScoreRow& row : report.rows)
        table.rows.push_back({text(row.part), text(row.family), text(row.by), text(row.slice), text(row.score),
                              text(row.model), Value{static_cast<std::int64_t>(row.count)}, number(row.measured.value),
                              number(row.measured.low), number(row.measured.high)});
    return table;
}

Table targets_table(const attain::BacktestReport& report) {
    Table table{.columns = {"what", "target", "value", "low", "high", "where", "met"}};
    for (const attain::TargetResult& result : attain::compare_with_targets(report)) {
        std::vector<Value> row{text(result.target->what), text(attain::range_of(*result.target))};
        if (result.row)
            for (const double value : {result.row->measured.value, result.row->measured.low, result.row->measured.high})
                row.push_back(number(value));
        else
            row.insert(row.end(), 3, Value{});
        row.push_back(result.row ? text(result.row->slice) : Value{});
        row.push_back(text(!result.row ? "not measured" : result.is_met ? "met" : "missed"));
        table.rows.push_back(std::move(row));
    }
    return table;
}

nlohmann::ordered_json backtest_as_json(const attain::BacktestReport& report) {
    nlohmann::ordered_json json;
    const auto rows_of = [](const Table& table) {
        auto rows = nlohmann::ordered_json::array();
        for (const auto& row : table.rows) rows.push_back(to_json(table, row));
        return rows;
    };
    json["targets"] = rows_of(targets_table(report));
    json["scores"] = rows_of(scores_table(report));
    json["reliability"] = nlohmann::ordered_json::array();
    for (const attain::ReliabilityCurve& curve : report.curves) {
        nlohmann::ordered_json one{{"part", curve.part}, {"family", curve.family}};
        for (const attain::ReliabilityBin& bin : curve.bins)
            if (bin.weight > 0)
                one["bins"].push_back({{"weight", bin.weight},
                                       {"predicted", bin.predicted / bin.weight},
                                       {"observed", bin.observed / bin.weight}});
        json["reliability"].push_back(std::move(one));
    }
    json["notes"] = report.notes;
    return json;
}

void print_backtest(std::ostream& out, const attain::BacktestReport& report) {
    print(out, targets_table(report), Format::text);
    for (const char* part : {"ranking", "calibration", "depth", "cells", "dyad_years", "accessions"})
        print_overall(out, report, part);
}

std::string draw_reliability(const attain::BacktestReport& report, charts::Frame frame) {
    frame.title = "Forecast and happened";
    frame.subtitle = "Share that happened against the chance given, powers of ten; on the thin line they agree";
    charts::SmallMultiples chart{
        .frame = std::move(frame), .x = {.name = "chance given, 10^x"}, .y = {.name = "happened, 10^y"}, .gap = 100};
    for (const attain::ReliabilityCurve& curve : report.curves) {
        charts::Series line{.label = "happened"};
        charts::Series agrees{.label = "agrees", .is_context = true};
        for (const attain::ReliabilityBin& bin : curve.bins) {
            // A bin in which nothing happened has no place on a scale of powers.
            if (bin.weight <= 0 || bin.observed <= 0 || bin.predicted <= 0) continue;
            const double x = std::log10(bin.predicted / bin.weight);
            const double y = std::log10(bin.observed / bin.weight);
            if (!line.points.empty() && x <= line.points.back().x) continue;
            line.points.push_back({x, y, y, y});
            agrees.points.push_back({x, x, x, x});
        }
        if (!line.points.empty())
            chart.panels.push_back({fmt::format("{} ({})", curve.part, curve.family), {agrees, line}});
    }
    if (chart.panels.empty()) throw Error{Errc::failed, "nothing was scored, so there is nothing to draw"};
    return charts::draw_small_multiples(chart);
}

}  // namespace entente::apps
