// SPDX-License-Identifier: Apache-2.0
//
// Correlates of War: the state system, major powers and capitals. Ends on the closing day of a list are open ends.
#include <fmt/format.h>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kSystemClosesIn = 2016;
constexpr int kCapitalsCloseIn = 2024;
constexpr int kMaxCode = 999;

/// A spell that ends on 31 December of the closing year goes on; one that ends earlier in that year does not.
Spell spell_of(const TableRows& rows, Year first, Year last, Column end_month, Column end_day) {
    const bool is_open =
        last.value() >= kSystemClosesIn && rows.integer(end_month, 1, 12) == 12 && rows.integer(end_day, 1, 31) == 31;
    if (is_open) return {first, std::nullopt};
    return {first, last};
}

void require_order(const TableRows& rows, Column end, Year first, Year last) {
    if (last < first) throw rows.error(end, fmt::format("an end not before the beginning in {}", first.value()));
}

}  // namespace

/// Brings the codes and names by which other tables call a state. The lives of states themselves stand in the
/// concordance, which other floors read whether or not this table is there.
void import_cow_states(ImportJob& job) {
    TableRows rows = job.open();
    const Column abbreviation = rows.column("stateabb");
    const Column code = rows.column("ccode");
    const Column name = rows.column("statenme");
    const Column first_year = rows.column("styear");
    const Column last_year = rows.column("endyear");
    const Column end_month = rows.column("endmonth");
    const Column end_day = rows.column("endday");
    ActorFinder actors = job.actors("cow_states");
    ActorRecords& records = job.table().actors;
    while (rows.next()) {
        (void)rows.integer(code, 1, kMaxCode);
        const Year first = rows.year(first_year);
        const Year last = rows.year(last_year);
        require_order(rows, last_year, first, last);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, first);
        if (!actor) continue;
        const Spell spell = spell_of(rows, first, last, end_month, end_day);
        records.codes.push_back({*actor, "cow", std::string(rows.text(code)), spell.first, spell.last});
        records.codes.push_back({*actor, "cowabb", std::string(rows.text(abbreviation)), spell.first, spell.last});
        records.aliases.push_back({*actor, std::string(rows.text(name)), spell.first, spell.last});
        rows.keep();
    }
}

void import_cow_majors(ImportJob& job) {
    TableRows rows = job.open();
    const Column code = rows.column("ccode");
    const Column first_year = rows.column("styear");
    const Column last_year = rows.column("endyear");
    const Column end_month = rows.column("endmonth");
    const Column end_day = rows.column("endday");
    ActorFinder actors = job.actors("cow_majors");
    while (rows.next()) {
        (void)rows.integer(code, 1, kMaxCode);
        const Year first = rows.year(first_year);
        const Year last = rows.year(last_year);
        require_order(rows, last_year, first, last);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, first);
        if (!actor) continue;
        job.table().major_powers.push_back({*actor, spell_of(rows, first, last, end_month, end_day)});
        rows.keep();
    }
}

/// Dates are generous on both sides of a state's life; who asks for a capital asks for a living state.
void import_cow_capitals(ImportJob& job) {
    TableRows rows = job.open();
    const Column code = rows.column("ccode");
    const Column first_date = rows.column("stdate");
    const Column last_date = rows.column("enddate");
    const Column latitude = rows.column("lat");
    const Column longitude = rows.column("lng");
    ActorFinder actors = job.actors("cow_capitals");
    const auto degrees = [&](Column column, double most) {
        const double value = rows.number(column);
        if (value < -most || value > most) throw rows.error(column, fmt::format("degrees in -{0} .. {0}", most));
        return value;
    };
    while (rows.next()) {
        (void)rows.integer(code, 1, kMaxCode);
        const Year first = rows.year_of_date(first_date);
        const Year last = rows.year_of_date(last_date);
        require_order(rows, last_date, first, last);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, first);
        if (!actor) continue;
        job.table().capitals.push_back(
            {*actor, spell_until(first, last, kCapitalsCloseIn), degrees(latitude, 90), degrees(longitude, 180)});
        rows.keep();
    }
}

}  // namespace entente::sources
