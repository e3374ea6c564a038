// SPDX-License-Identifier: Apache-2.0
//
// Formal organisations: Correlates of War IGO (members by spell) and DIGO (life and death, no members).
#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "agreements.hpp"
#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kCowIgoClosesIn = 2014;
constexpr int kDigoClosesIn = 2016;
constexpr int kMaxCode = 999;

std::string role_of_membership(const TableRows& rows, Column column) {
    const std::string_view text = rows.text(column);
    if (text == "full") return "member";
    if (text != "associate" && text != "observer") throw rows.error(column, "full, associate or observer");
    return std::string(text);
}

std::map<std::string, AgreementRecord, std::less<>> read_cow_organizations(ImportJob& job) {
    constexpr std::array<std::string_view, 3> kPurposes{"political", "social", "economic"};
    constexpr std::array<std::string_view, 2> kEnds{"integrated", "replaced"};
    std::map<std::string, AgreementRecord, std::less<>> organizations;
    TableRows rows = job.open(0);
    const Column key = rows.column("igo");
    const Column name = rows.column("name");
    const Column founded = rows.column("sdate");
    const Column dead = rows.column("deaddate");
    const Column first_year = rows.column("first_year");
    const Column last_year = rows.column("last_year");
    while (rows.next()) {
        const auto [found, is_new] = organizations.try_emplace(std::string(rows.text(key)));
        if (!is_new) throw rows.error(key, "one row an organisation");
        AgreementRecord& record = found->second;
        const Year covered_from = rows.year(first_year);
        record.id = fmt::format("cow_igo:{}", rows.text(key));
        record.family = Family::formal;
        record.name = rows.text(name);
        record.begun = rows.optional_year(founded).value_or(covered_from);
        record.covered_until = rows.year(last_year);
        // One organisation goes on under its number after its 'end' (a change of name): it is covered to the close.
        const bool goes_on = record.covered_until.value() >= kCowIgoClosesIn;
        if (const auto end = rows.optional_year(dead); end && !goes_on)
            record.ended = std::max(*end, record.covered_until);
        for (const std::string_view purpose : kPurposes)
            if (const auto value = rows.optional_integer(rows.column(purpose), 0, 1))
                add_sign(record, fmt::format("cow_igo.{}", purpose), *value, record.begun);
        for (const std::string_view end : kEnds)
            if (const auto value = rows.optional_integer(rows.column(end), 0, 99'999); value.value_or(0) != 0) {
                record.end_reason = fmt::format("{} into organisation {}", end, *value);
                add_sign(record, fmt::format("cow_igo.{}", end), *value, record.ended.value_or(record.covered_until));
            }
        if (record.ended && record.end_reason.empty()) record.end_reason = "ended";
        rows.keep();
    }
    return organizations;
}

}  // namespace

/// Before 1965 every fifth year is coded: the ends of spells are exact to five years there. A last year of 2014 is the
/// close of the table, no exit.
void import_cow_igo(ImportJob& job) {
    auto organizations = read_cow_organizations(job);
    TableRows rows = job.open(1);
    const Column key = rows.column("igo");
    const Column code = rows.column("ccode");
    const Column membership = rows.column("membership");
    const Column first_year = rows.column("first_year");
    const Column last_year = rows.column("last_year");
    ActorFinder actors = job.actors("cow_igo");
    while (rows.next()) {
        const auto found = organizations.find(rows.text(key));
        if (found == organizations.end()) throw rows.error(key, "an organisation that stands in cow_igo_organizations");
        const Year first = rows.year(first_year);
        const Year last = rows.year(last_year);
        if (last < first) throw rows.error(last_year, "a last year not before the first");
        std::string role = role_of_membership(rows, membership);
        (void)rows.integer(code, 1, kMaxCode);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, first);
        if (!actor) continue;
        found->second.parties.push_back({*actor, spell_until(first, last, kCowIgoClosesIn), std::move(role), 0});
        rows.keep();
    }
    for (auto& [igo, record] : organizations) {
        merge_parties(record);
        job.table().agreements.push_back(std::move(record));
    }
}

/// `End` is 2016 for living organisations. Words are signs of their own: `digo.function_c.security` = 1.
void import_digo(ImportJob& job) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kDeaths{{{"SUCC", "succeeded"},
                                                                                    {"DISS", "dissolved"},
                                                                                    {"DES", "desuetude"},
                                                                                    {"ABS", "absorbed"},
                                                                                    {"MER", "merged"},
                                                                                    {"EXP", "expired"},
                                                                                    {"EXP/ABS", "expired, absorbed"}}};
    constexpr std::array<std::string_view, 2> kSizesAtStart{"full_membership_start", "asso_membership_start"};
    constexpr std::array<std::string_view, 2> kSizesAtEnd{"full_membership_end", "asso_membership_end"};
    TableRows rows = job.open();
    const Column key = rows.column("igoID");
    const Column title = rows.column("Title");
    const Column begin = rows.column("Begin");
    const Column end = rows.column("End");
    const Column death = rows.column("Death");
    const std::array<Column, 3> words{rows.column("function_c"), rows.column("scope_c"), rows.column("region_c")};
    std::map<std::string, std::int64_t> lines;
    while (rows.next()) {
        const auto [earlier, is_new] = lines.emplace(rows.text(key), rows.line());
        if (!is_new) throw rows.error(key, fmt::format("one row an organisation; line {} has it too", earlier->second));
        AgreementRecord record;
        record.id = fmt::format("digo:{}", rows.text(key));
        record.family = Family::formal;
        record.name = rows.text(title);
        record.begun = rows.year(begin);
        record.covered_until = Year{kDigoClosesIn};
        const Year last = rows.year(end);
        const bool is_dead = !rows.is_missing(death);
        if (is_dead || last.value() < kDigoClosesIn) record.ended = last;
        if (is_dead) {
            const auto kind = std::find_if(kDeaths.begin(), kDeaths.end(),
                                           [&](const auto& known) { return known.first == rows.text(death); });
            if (kind == kDeaths.end()) throw rows.error(death, "SUCC, DISS, DES, ABS, MER, EXP, EXP/ABS or empty");
            record.end_reason = kind->second;
            add_sign(record, fmt::format("digo.Death.{}", rows.text(death)), 1, last);
        }
        for (const Column word : words)
            if (rows.text(word).size() > 1)
                add_sign(record, fmt::format("digo.{}.{}", rows.header()[word.index], rows.text(word)), 1,
                         record.begun);
        for (const std::string_view size : kSizesAtStart)
            if (const auto value = rows.optional_number(rows.column(size)))
                add_sign(record, fmt::format("digo.{}", size), *value, record.begun);
        for (const std::string_view size : kSizesAtEnd)
            if (const auto value = rows.optional_number(rows.column(size)))
                add_sign(record, fmt::format("digo.{}", size), *value, last);
        rows.keep();
        job.table().agreements.push_back(std::move(record));
    }
}

}  // namespace entente::sources
