// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "principles.hpp"

namespace entente::apps {

namespace {

constexpr double kQuantile95 = 1.6448536269514722;

/// The warnings that speak of a point, one sentence after the other.
std::string warning_of(const std::vector<principles::IdentificationWarning>& warnings,
                       const principles::IdealPoint& point) {
    std::string text;
    for (const principles::IdentificationWarning& warning : warnings) {
        if (warning.actor.value_or(point.actor) != point.actor || warning.year.value_or(point.year) != point.year ||
            (warning.dimension != 0 && warning.dimension != point.dimension))
            continue;
        text += (text.empty() ? "" : " ") + warning.text;
    }
    return text;
}

}  // namespace

std::optional<PositionRow> position_row(const principles::IdealPoint& point, const Voters& voters,
                                        const std::string& issue) {
    auto voter = voters.find(point.actor, point.year);
    if (!voter) return std::nullopt;
    const double half = kQuantile95 * point.std_error;
    return PositionRow{.actor = point.actor,
                       .voter = std::move(*voter),
                       .year = point.year,
                       .dimension = point.dimension,
                       .issue = issue,
                       .mean = point.mean,
                       .std_error = point.std_error,
                       .low = point.mean - half,
                       .high = point.mean + half};
}

std::vector<PositionRow> position_rows(const Assembly& assembly, const PrinciplesOptions& options,
                                       const CommonOptions& common, Whose whose) {
    if (options.method == PositionMethod::gibbs) return sampled_rows(assembly, options, common, whose);
    std::vector<PositionRow> rows;
    for (const std::string& issue : issues_of(options)) {
        const engine::Positions positions = assembly.positions(issue);
        say(common, issue.empty() ? positions.basis : fmt::format("{}: {}", issue, positions.basis));
        for (const principles::IdealPoint& point : positions.points) {
            if (!options.is_in_span(point.year)) continue;
            if (whose == Whose::wanted && !assembly.is_wanted(point.actor)) continue;
            if (auto row = position_row(point, assembly.voters(), issue)) {
                row->warning = warning_of(positions.warnings, point);
                rows.push_back(std::move(*row));
            }
        }
    }
    if (rows.empty())
        throw Error{Errc::failed, "there are no ideal points for that",
                    "Run entente estimate principles, or ask for other years or actors."};
    return rows;
}

Table position_table(const std::vector<PositionRow>& rows, const PrinciplesOptions& options, Format format) {
    const bool has_dimension = options.num_dimensions > 1;
    const bool has_issue = !options.issues.empty();
    const bool is_sampled = options.method == PositionMethod::gibbs;
    Table table{.columns = {"actor", "name", "iso3", "cow", "year", "mean", "se"}};
    if (has_dimension) table.columns.emplace_back("dimension");
    if (has_issue) table.columns.emplace_back("issue");
    table.columns.insert(table.columns.end(), {"low", "high"});
    if (is_sampled) table.columns.insert(table.columns.end(), {"rhat", "ess"});
    const bool has_warning = format == Format::json &&
                             std::ranges::any_of(rows, [](const PositionRow& row) { return !row.warning.empty(); });
    if (has_warning) table.columns.emplace_back("warning");
    for (const PositionRow& row : rows) {
        std::vector<Value> values{
            row.voter.key, row.voter.name, row.voter.iso3, row.voter.cow, std::int64_t{row.year.value()},
            row.mean,      row.std_error};
        if (has_dimension) values.emplace_back(std::int64_t{row.dimension});
        if (has_issue) values.emplace_back(row.issue);
        values.insert(values.end(), {row.low, row.high});
        if (is_sampled) values.insert(values.end(), {row.rhat.value_or(NAN), row.ess.value_or(NAN)});
        if (has_warning) values.emplace_back(row.warning.empty() ? Value{} : Value{row.warning});
        table.rows.push_back(std::move(values));
    }
    return table;
}

Table roll_call_table(const Assembly& assembly, const PrinciplesOptions& options) {
    Table table{.columns = {"roll_call", "year", "date", "resolution", "title", "votes"}};
    const int dimensions = options.num_dimensions;
    for (int d = 1; d <= dimensions; ++d) {
        const std::string name = dimensions == 1 ? "discrimination" : fmt::format("discrimination_{}", d);
        table.columns.insert(table.columns.end(), {name, name + "_se"});
    }
    table.columns.insert(table.columns.end(), {"difficulty", "difficulty_se", "cut_low", "cut_high", "cut_se"});
    const bool has_issue = !options.issues.empty();
    if (has_issue) table.columns.emplace_back("issue");
    for (const std::string& issue : issues_of(options)) {
        const principles::IdealPointFit fit = assembly.fit(assembly.votes(issue));
        std::unordered_map<std::int32_t, RollCallRecord> records;
        for (RollCallRecord& record : assembly.roll_calls(issue)) records.emplace(record.id.value(), std::move(record));
        for (const principles::RollCallParameters& p : fit.roll_calls) {
            const RollCallRecord& record = records.at(p.id.value());
            if (!options.is_in_span(record.year)) continue;
            std::vector<Value> values{std::int64_t{p.id.value()},
                                      std::int64_t{record.year.value()},
                                      record.date,
                                      record.resolution,
                                      record.title,
                                      std::int64_t{p.num_votes}};
            for (int d = 0; d < dimensions; ++d) {
                values.emplace_back(p.discrimination[static_cast<std::size_t>(d)]);
                values.emplace_back(p.discrimination_se[static_cast<std::size_t>(d)]);
            }
            for (const double value : {p.difficulty, p.difficulty_se, p.cut_points[0], p.cut_points[1], p.cut_point_se})
                values.emplace_back(value);
            if (has_issue) values.emplace_back(issue);
            table.rows.push_back(std::move(values));
        }
    }
    return table;
}

}  // namespace entente::apps
