// SPDX-License-Identifier: Apache-2.0
//
// Correlates of War: National Material Capabilities, and national totals of trade.
#include <array>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kMaxCode = 999;
constexpr double kMillion = 1e6;

/// A figure that cannot be negative; the originals write -9 for a missing one.
std::optional<double> amount(const TableRows& rows, Column column) {
    const std::optional<double> value = rows.optional_number(column);
    if (value && *value < 0) throw rows.error(column, "a number not below 0, or an empty field");
    return value;
}

}  // namespace

void import_cow_nmc(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"-9", "-9.0"});
    const Column code = rows.column("ccode");
    const Column year_column = rows.column("year");
    FigureRows figures{job, rows};
    struct Measure {
        const char* name;
        const char* unit;
        const char* definition;
    };
    constexpr std::array<Measure, 7> kMeasures{{
        {"cinc", "share of the world",
         "composite index of national capability: the mean of the state's shares in the "
         "six components; does not sum to 1 over states in most years"},
        {"milex", "thousand current pounds to 1913, thousand current US dollars from 1914", "military expenditure"},
        {"milper", "thousand persons", "military personnel"},
        {"irst", "thousand tons", "iron and steel production; 0 is often below the threshold"},
        {"pec", "thousand coal-ton equivalents", "primary energy consumption"},
        {"tpop", "thousand persons", "total population"},
        {"upop", "thousand persons", "urban population, in cities over 100,000; 0 is often below the threshold"},
    }};
    std::array<Column, kMeasures.size()> columns{};
    for (std::size_t k = 0; k < kMeasures.size(); ++k) {
        columns[k] = rows.column(kMeasures[k].name);
        figures.add_series({kMeasures[k].name, kMeasures[k].unit, kMeasures[k].definition});
    }
    ActorFinder actors = job.actors("cow_nmc");
    std::array<std::optional<double>, kMeasures.size()> values{};
    while (rows.next()) {
        (void)rows.integer(code, 1, kMaxCode);
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, year);
        if (!actor) continue;
        for (std::size_t k = 0; k < values.size(); ++k) values[k] = amount(rows, columns[k]);
        figures.add(*actor, year, values);
    }
}

void import_cow_trade(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"-9", "-9.0"});
    const Column code = rows.column("ccode");
    const Column year_column = rows.column("year");
    const Column imports = rows.column("imports");
    const Column exports = rows.column("exports");
    FigureRows figures{job, rows};
    figures.add_series({"imports_usd", "current US dollars", "goods bought from all other states"});
    figures.add_series({"exports_usd", "current US dollars", "goods sold to all other states"});
    figures.add_series({"trade_usd", "current US dollars", "imports plus exports, where both are known"});
    ActorFinder actors = job.actors("cow_trade");
    while (rows.next()) {
        (void)rows.integer(code, 1, kMaxCode);
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow_trade", code}, {"cow", code}}, year);
        if (!actor) continue;
        std::array<std::optional<double>, 3> values{amount(rows, imports), amount(rows, exports), std::nullopt};
        for (std::size_t k = 0; k < 2; ++k)
            if (values[k]) *values[k] *= kMillion;
        if (values[0] && values[1]) values[2] = *values[0] + *values[1];
        figures.add(*actor, year, values);
    }
}

}  // namespace entente::sources
