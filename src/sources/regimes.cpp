// SPDX-License-Identifier: Apache-2.0
//
// Regimes: V-Dem (two indices with standard deviations) and Polity5.
#include <array>
#include <cstddef>
#include <vector>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

/// A row of Polity5 that has a score.
struct PolityRow {
    ActorId actor;
    Year year;
    double polity2 = 0;
    std::int64_t line = 0;
    std::string example;
    bool goes_on = false;  ///< The next row of the table is the same state's next year.
};

/// Where a state's old and new polity both have a row for the year of change, the one that goes on is the new one.
void keep_those_that_go_on(ImportJob& job, TableRows& rows, const std::vector<PolityRow>& polities) {
    std::unordered_map<std::int64_t, std::size_t> chosen;
    const auto key = [](const PolityRow& row) { return std::int64_t{row.actor.value()} * 10'000 + row.year.value(); };
    for (std::size_t k = 0; k < polities.size(); ++k) {
        const auto [found, is_new] = chosen.try_emplace(key(polities[k]), k);
        if (!is_new && polities[k].goes_on) found->second = k;
    }
    for (std::size_t k = 0; k < polities.size(); ++k) {
        const PolityRow& row = polities[k];
        if (chosen.at(key(row)) != k) {
            rows.skip_earlier("the old polity's row in its year of change", row.line, row.example);
            continue;
        }
        job.table().figures.push_back({0, row.actor, row.year, row.polity2, std::nullopt});
        rows.keep();
    }
}

}  // namespace

/// `polity` holds codes among its scores (-66 foreign interruption, -77 interregnum, -88 transition); `polity2` has
/// them resolved and is the only column read: its range refuses the codes.
void import_polity5(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"NA"});
    const Column year_column = rows.column("year");
    const Column polity2 = rows.column("polity2");
    const Column name = rows.column("extended_country_name");
    const Column gw = rows.column("GWn");
    const Column cow = rows.column("cown");
    job.table().series.push_back({"polity2", "score in -10 .. 10",
                                  "Polity5 revised combined score: -10 full autocracy, 10 full democracy; foreign "
                                  "interruptions are missing, interregna 0, transitions interpolated"});
    ActorFinder actors = job.actors("polity5");
    std::vector<PolityRow> polities;
    std::string last_state;
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<int> score = rows.optional_integer(polity2, -10, 10);
        const std::string state = std::string(rows.text(cow)) + ' ' + std::string(rows.text(name));
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", cow}, {"gw", gw}, {"", name}}, year);
        if (!actor) continue;
        if (!polities.empty() && state == last_state && year == polities.back().year + 1 &&
            polities.back().line + 1 == rows.line())
            polities.back().goes_on = true;
        last_state = state;
        if (!score) {
            rows.skip("no value (foreign interruption, or a transition without a score)");
            continue;
        }
        polities.push_back({*actor, year, static_cast<double>(*score), rows.line(), rows.example(), false});
    }
    keep_those_that_go_on(job, rows, polities);
}

void import_vdem(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"NA"});
    const Column text_id = rows.column("country_text_id");
    const Column year_column = rows.column("year");
    const Column cow = rows.column("vdem_cowcode");
    const std::array<Column, 2> values{rows.column("v2x_polyarchy"), rows.column("v2x_libdem")};
    const std::array<Column, 2> sds{rows.column("v2x_polyarchy_sd"), rows.column("v2x_libdem_sd")};
    FigureRows figures{job, rows};
    figures.add_series({"polyarchy", "index in 0 .. 1",
                        "V-Dem electoral democracy index, with its standard deviation; "
                        "territories before statehood included"});
    figures.add_series({"libdem", "index in 0 .. 1",
                        "V-Dem liberal democracy index, with its standard deviation; "
                        "territories before statehood included"});
    ActorFinder actors = job.actors("vdem");
    const auto index = [&](Column column) {
        const std::optional<double> value = rows.optional_number(column);
        if (value && (*value < 0 || *value > 1)) throw rows.error(column, "a number in 0 .. 1");
        return value;
    };
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"vdem", text_id}, {"cow", cow}}, year);
        if (!actor) continue;
        const std::array<std::optional<double>, 2> means{index(values[0]), index(values[1])};
        const std::array<std::optional<double>, 2> spreads{index(sds[0]), index(sds[1])};
        figures.add(*actor, year, means, spreads);
    }
}

}  // namespace entente::sources
