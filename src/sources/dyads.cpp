// SPDX-License-Identifier: Apache-2.0
//
// Tables of dyads: contiguity (Correlates of War), disputes (Gibler, Miller and Little) and rivalries (Thompson, Sakuwa
// and Suhas). All become undirected: first < second.
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kMaxCode = 999;
constexpr int kContiguityClosesIn = 2016;
constexpr int kRivalriesCloseIn = 2020;

std::pair<ActorId, ActorId> ordered(ActorId a, ActorId b) {
    return a < b ? std::pair{a, b} : std::pair{b, a};
}

/// Both states of a row; nothing if the row was skipped because one is no actor.
std::optional<std::pair<ActorId, ActorId>> find_dyad(TableRows& rows, ActorFinder& actors, Column first, Column second,
                                                     Year year) {
    (void)rows.integer(first, 1, kMaxCode);
    (void)rows.integer(second, 1, kMaxCode);
    const std::optional<ActorId> a = actors.find(rows, {{"cow", first}}, year);
    if (!a) return std::nullopt;
    const std::optional<ActorId> b = actors.find(rows, {{"cow", second}}, year);
    if (!b) return std::nullopt;
    if (*a == *b) throw rows.error(second, "another state than in the column before it");
    return std::pair{*a, *b};
}

}  // namespace

void import_cow_contdir(ImportJob& job) {
    TableRows rows = job.open();
    const Column first = rows.column("ccode1");
    const Column second = rows.column("ccode2");
    const Column type_column = rows.column("conttype");
    const Column first_date = rows.column("stdate");
    const Column last_date = rows.column("enddate");
    ActorFinder actors = job.actors("cow_contdir");
    std::map<std::tuple<ActorId, ActorId, std::string, std::string>, std::pair<int, std::int64_t>> seen;
    while (rows.next()) {
        const int type = rows.integer(type_column, 0, 5);
        const Year from = rows.year_of_date(first_date);
        const Year until = rows.year_of_date(last_date);
        if (until < from) throw rows.error(last_date, "an end not before the beginning");
        const auto dyad = find_dyad(rows, actors, first, second, from);
        if (!dyad) continue;
        if (type == 0) {
            rows.skip("not contiguous in these years (type 0)");
            continue;
        }
        const auto [a, b] = ordered(dyad->first, dyad->second);
        const auto [earlier, is_new] = seen.try_emplace(
            {a, b, std::string(rows.text(first_date)), std::string(rows.text(last_date))}, type, rows.line());
        if (!is_new) {
            if (earlier->second.first != type)
                throw rows.error(type_column, fmt::format("{} as on line {} for the same dyad", earlier->second.first,
                                                          earlier->second.second));
            rows.skip("the same dyad from the other side");
            continue;
        }
        job.table().contiguities.push_back({a, b, type, spell_until(from, until, kContiguityClosesIn)});
        rows.keep();
    }
}

void import_gml_mid(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"-9"});
    const Column first = rows.column("ccode1");
    const Column second = rows.column("ccode2");
    const Column year_column = rows.column("year");
    const Column onset = rows.column("gmlmidonset");
    const Column hostility_column = rows.column("hostlev");
    ActorFinder actors = job.actors("gml_mid");
    std::map<std::tuple<ActorId, ActorId, Year>, std::pair<int, std::int64_t>> seen;
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const bool began = rows.integer(onset, 0, 1) == 1;
        const int hostility = rows.integer(hostility_column, 1, 5);
        const auto dyad = find_dyad(rows, actors, first, second, year);
        if (!dyad) continue;
        if (!began) {
            rows.skip("went on from an earlier year");
            continue;
        }
        const auto [a, b] = ordered(dyad->first, dyad->second);
        const auto [earlier, is_new] = seen.try_emplace({a, b, year}, hostility, rows.line());
        if (!is_new) {
            if (earlier->second.first != hostility)
                throw rows.error(hostility_column, fmt::format("{} as on line {} for the same dyad and year",
                                                               earlier->second.first, earlier->second.second));
            rows.skip("the same dyad from the other side");
            continue;
        }
        job.table().disputes.push_back({a, b, year, hostility});
        rows.keep();
    }
}

void import_tss_rivalries(ImportJob& job) {
    constexpr std::array<std::string_view, 6> kKinds{"positional",      "spatial",   "ideological",
                                                     "interventionary", "principal", "aprin"};
    TableRows rows = job.open();
    const Column first = rows.column("ccode1");
    const Column second = rows.column("ccode2");
    const Column first_year = rows.column("start");
    const Column last_year = rows.column("end");
    std::array<Column, kKinds.size()> kinds{};
    for (std::size_t k = 0; k < kKinds.size(); ++k) kinds[k] = rows.column(kKinds[k]);
    ActorFinder actors = job.actors("tss");
    std::map<std::tuple<ActorId, ActorId, Year>, std::int64_t> seen;
    while (rows.next()) {
        const Year from = rows.year(first_year);
        const Year until = rows.year(last_year);
        if (until < from) throw rows.error(last_year, "an end not before the beginning");
        const auto dyad = find_dyad(rows, actors, first, second, from);
        if (!dyad) continue;
        const auto [a, b] = ordered(dyad->first, dyad->second);
        const auto [earlier, is_new] = seen.try_emplace({a, b, from}, rows.line());
        if (!is_new)
            throw rows.error(first_year,
                             fmt::format("one rivalry a dyad and first year; line {} has it too", earlier->second));
        RivalryRecord record{a, b, spell_until(from, until, kRivalriesCloseIn), {}};
        for (std::size_t k = 0; k < kKinds.size(); ++k) {
            if (rows.optional_integer(kinds[k], 0, 1).value_or(0) == 0) continue;
            if (!record.kinds.empty()) record.kinds += '+';
            record.kinds += kKinds[k] == "aprin" ? std::string_view{"asymmetric principal"} : kKinds[k];
        }
        job.table().rivalries.push_back(std::move(record));
        rows.keep();
    }
}

}  // namespace entente::sources
