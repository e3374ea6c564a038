// SPDX-License-Identifier: Apache-2.0
//
// Economies and people: World Bank (GDP, population), Maddison Project, CDIAC (CO2), SIPRI (military expenditure).
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr double kThousand = 1e3;
constexpr double kMillion = 1e6;
/// Mass of CO2 to mass of carbon, 44/12, as CDIAC rounds it.
constexpr double kCo2PerCarbon = 3.667;

std::optional<double> amount(const TableRows& rows, Column column, double unit = 1) {
    const std::optional<double> value = rows.optional_number(column);
    if (value && *value < 0) throw rows.error(column, "a number not below 0");
    if (value) return *value * unit;
    return value;
}

void import_world_bank(ImportJob& job, std::string_view value_column, SeriesInfo series) {
    TableRows rows = job.open();
    const Column code = rows.column("country_code");
    const Column year_column = rows.column("year");
    const Column value = rows.column(value_column);
    FigureRows figures{job, rows};
    figures.add_series(std::move(series));
    ActorFinder actors = job.actors("wb");
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"wb", code}, {"iso3", code}}, year);
        if (!actor) continue;
        const std::array<std::optional<double>, 1> values{amount(rows, value)};
        figures.add(*actor, year, values);
    }
}

/// Columns of a wide table whose header is a year.
std::vector<std::pair<Column, Year>> year_columns(const TableRows& rows) {
    std::vector<std::pair<Column, Year>> found;
    for (std::size_t k = 0; k < rows.header().size(); ++k) {
        const std::string& text = rows.header()[k];
        int year = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), year);
        if (code != std::errc{} || end != text.data() + text.size()) continue;
        if (year < kFirstYear || year > kLastYear)
            throw Error{Errc::bad_input, fmt::format("{} line 1: found the column '{}', expected a year in {} .. {}",
                                                     rows.name(), text, kFirstYear, kLastYear)};
        found.emplace_back(Column{k}, Year{year});
    }
    return found;
}

}  // namespace

/// Aggregates (WLD, HIC, ...) are listed in data/actors/not_actors.csv, so that a new one is reported, not counted as a
/// state. EUU is the European Union and is kept.
void import_wb_gdp(ImportJob& job) {
    import_world_bank(job, "gdp_current_usd",
                      {"gdp_usd", "current US dollars", "gross domestic product (NY.GDP.MKTP.CD)"});
}

void import_wb_population(ImportJob& job) {
    import_world_bank(job, "population", {"population", "persons", "total population (SP.POP.TOTL)"});
}

/// Former federations stand beside their successors to 2016; which of the two speaks for a year is said by the
/// concordance (codes of system `maddison`, and data/actors/not_actors.csv).
void import_maddison(ImportJob& job) {
    TableRows rows = job.open();
    const Column code = rows.column("countrycode");
    const Column year_column = rows.column("year");
    const Column levels = rows.column("cgdppc");
    const Column growth = rows.column("rgdpnapc");
    const Column population = rows.column("pop");
    FigureRows figures{job, rows};
    figures.add_series({"gdp_pc", "2011 US dollars a person",
                        "real GDP per head from multiple benchmarks (cgdppc), for "
                        "comparing levels; most years are interpolated"});
    figures.add_series(
        {"gdp_pc_na", "2011 US dollars a person", "real GDP per head along national accounts (rgdpnapc), for growth"});
    figures.add_series({"population_maddison", "persons", "population at mid-year"});
    ActorFinder actors = job.actors("maddison");
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"maddison", code}, {"iso3", code}}, year);
        if (!actor) continue;
        const std::array<std::optional<double>, 3> values{amount(rows, levels), amount(rows, growth),
                                                          amount(rows, population, kThousand)};
        figures.add(*actor, year, values);
    }
}

/// Territorial emissions. Entities that count others again, events and colonial federations are listed in
/// data/actors/not_actors.csv. Negative values are artefacts of the apparent-consumption method: about zero.
void import_cdiac_co2(ImportJob& job) {
    TableRows rows = job.open();
    const Column name = rows.column("country");
    const Column year_column = rows.column("year");
    const Column carbon = rows.column("total_ktC");
    FigureRows figures{job, rows};
    figures.add_series({"co2_kt", "thousand tonnes of CO2",
                        "fossil-fuel and cement emissions within the territory: carbon x 3.667, not below 0"});
    ActorFinder actors = job.actors("cdiac");
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"cdiac", name}, {"", name}}, year);
        if (!actor) continue;
        std::array<std::optional<double>, 1> values{rows.optional_number(carbon)};
        if (values[0] && *values[0] < 0) {
            rows.note_change("negative emissions set to 0", rows.example());
            values[0] = 0;
        }
        if (values[0]) *values[0] *= kCo2PerCarbon;
        figures.add(*actor, year, values);
    }
}

/// One row a state, one column a year. A blank is missing, a zero is real (no forces). Names only, some with a control
/// character or a blank at the end, which folding takes off.
void import_sipri_milex(ImportJob& job) {
    TableRows rows = job.open();
    const Column name = rows.column("Country");
    const std::vector<std::pair<Column, Year>> years = year_columns(rows);
    if (years.empty())
        throw Error{Errc::bad_input,
                    fmt::format("{} line 1: no column is a year; one column a year is expected", rows.name())};
    job.table().series.push_back({"milex_usd", "current US dollars", "military expenditure at current exchange rates"});
    ActorFinder actors = job.actors("sipri");
    std::unordered_map<std::string, std::int64_t> lines;
    std::unordered_map<std::int64_t, std::int64_t> line_of_figure;
    while (rows.next()) {
        const auto [earlier, is_new] = lines.emplace(rows.text(name), rows.line());
        if (!is_new) throw rows.error(name, fmt::format("one row a state; line {} has it too", earlier->second));
        bool has_value = false;
        std::string reason;
        for (const auto& [column, year] : years) {
            const std::optional<double> value = amount(rows, column, kMillion);
            if (!value) continue;
            const std::optional<ActorId> actor = actors.look_up(rows, {{"sipri", name}, {"", name}}, year);
            if (!actor) {
                reason = actors.reason();
                continue;
            }
            const std::int64_t key = std::int64_t{actor->value()} * 10'000 + year.value();
            const auto [other, is_first] = line_of_figure.emplace(key, rows.line());
            if (!is_first)
                throw rows.error(column,
                                 fmt::format("no figure: line {} has one for the same actor and year", other->second));
            job.table().figures.push_back({0, *actor, year, *value, std::nullopt});
            has_value = true;
        }
        if (has_value)
            rows.keep();
        else
            rows.skip(reason.empty() ? "no value" : reason);
    }
}

}  // namespace entente::sources
