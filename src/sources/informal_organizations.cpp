// SPDX-License-Identifier: Apache-2.0
//
// Informal organisations: Roger and Rowan (members by year) and Vabulas and Snidal (members once).
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "agreements.hpp"
#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kYearlyClosesIn = 2010;
constexpr int kSnapshotYear = 2017;
constexpr int kMaxCode = 999;

/// One state's years in one organisation, by year.
struct MemberYears {
    std::map<Year, std::pair<int, std::int64_t>> kind_and_line;
};

/// Roger and Rowan's codes as in Correlates of War practice.
constexpr std::array<std::string_view, 3> kRoles{"member", "associate", "observer"};

/// Runs of years of one kind; a year without a row ends the spell, since membership is coded every year.
void add_spells(const MemberYears& years, ActorId actor, AgreementRecord& record) {
    std::optional<Party> open;
    Year last{};
    const auto close = [&] {
        if (!open) return;
        open->spell = spell_until(open->spell.first, last, kYearlyClosesIn);
        record.parties.push_back(*open);
    };
    for (const auto& [year, entry] : years.kind_and_line) {
        const std::string_view role = kRoles[static_cast<std::size_t>(entry.first - 1)];
        if (!open || year != last + 1 || open->role != role) {
            close();
            open = Party{actor, {year, std::nullopt}, std::string(role), 0};
        }
        last = year;
    }
    close();
}

AgreementRecord organization_of(std::string_view key, const std::map<ActorId, MemberYears>& members) {
    AgreementRecord record;
    record.id = fmt::format("igo_informal:{}", key);
    record.family = Family::informal;
    record.name = key;
    record.covered_until = Year{kYearlyClosesIn};
    Year first{kLastYear};
    Year last{kFirstYear};
    for (const auto& [actor, years] : members) {
        add_spells(years, actor, record);
        first = std::min(first, years.kind_and_line.begin()->first);
        last = std::max(last, years.kind_and_line.rbegin()->first);
    }
    record.begun = first;
    if (last.value() < kYearlyClosesIn) {
        record.ended = last;
        record.end_reason = "no member has a row after this year";
    }
    return record;
}

}  // namespace

/// `Begin` and `End` are those of the state in the whole file and are not read. The state is told by its COW number:
/// `stateID` is empty for two states and shared by both Germanies and by Czechoslovakia with Czechia.
void import_igo_informal(ImportJob& job) {
    TableRows rows = job.open();
    const Column key = rows.column("igoID");
    const Column code = rows.column("cowID");
    const Column year_column = rows.column("Year");
    const Column membership = rows.column("membership");
    ActorFinder actors = job.actors("igo");
    std::map<std::string, std::map<ActorId, MemberYears>, std::less<>> organizations;
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const int kind = rows.integer(membership, 1, static_cast<int>(kRoles.size()));
        if (rows.is_missing(key)) throw rows.error(key, "the organisation's id");
        (void)rows.integer(code, 1, kMaxCode);
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, year);
        if (!actor) continue;
        auto found = organizations.find(rows.text(key));
        if (found == organizations.end()) found = organizations.try_emplace(std::string(rows.text(key))).first;
        const auto [earlier, is_new] = found->second[*actor].kind_and_line.try_emplace(year, kind, rows.line());
        if (!is_new) {
            if (earlier->second.first != kind)
                throw rows.error(membership, fmt::format("{} as on line {} for the same state and year",
                                                         earlier->second.first, earlier->second.second));
            rows.skip("duplicate of an earlier row");
            continue;
        }
        rows.keep();
    }
    for (const auto& [id, members] : organizations) job.table().agreements.push_back(organization_of(id, members));
}

namespace {

struct Informal {
    AgreementRecord record;
    std::string id;
    std::int64_t line = 0;
};

/// Organisations by title: ids are shared by some and spelt differently in the two files.
std::map<std::string, Informal, std::less<>> read_iigo_organizations(ImportJob& job) {
    std::map<std::string, Informal, std::less<>> organizations;
    TableRows rows = job.open(0);
    const Column id = rows.column("igoID");
    const Column title = rows.column("Title");
    const Column begin = rows.column("Begin");
    const Column end = rows.column("End");
    const Column reason = rows.column("End_reason");
    const Column regional = rows.column("Regional");
    const Column domain = rows.column("Domain");
    const Column secretariat = rows.column("Ind. Sec. Year");
    const Column treaty = rows.column("Formal Treaty Year");
    const Column size = rows.column("Nbr State Mbrs 2017 (or end)");
    while (rows.next()) {
        const auto [found, is_new] = organizations.try_emplace(std::string(rows.text(title)));
        if (!is_new)
            throw rows.error(title, fmt::format("one row an organisation; line {} has it too", found->second.line));
        Informal& organization = found->second;
        organization.id = rows.text(id);
        organization.line = rows.line();
        AgreementRecord& record = organization.record;
        record.family = Family::informal;
        record.name = rows.text(title);
        record.begun = rows.year(begin);
        record.ended = rows.optional_year(end);
        record.covered_until = Year{kSnapshotYear};
        if (record.ended) record.end_reason = fmt::format("iigo.End_reason={}", rows.text(reason));
        const Year known = record.ended.value_or(Year{kSnapshotYear});
        if (const auto value = rows.optional_integer(regional, 0, 1))
            add_sign(record, "iigo.regional", *value, record.begun);
        if (!rows.is_missing(domain))
            add_sign(record, fmt::format("iigo.domain.{}", slug(rows.text(domain))), 1, record.begun);
        if (const auto year = rows.optional_year(secretariat))
            add_sign(record, "iigo.ind_sec_year", year->value(), *year);
        if (const auto year = rows.optional_year(treaty))
            add_sign(record, "iigo.formal_treaty_year", year->value(), *year);
        if (const auto value = rows.optional_integer(size, 0, 300)) add_sign(record, "iigo.num_members", *value, known);
        rows.keep();
    }
    return organizations;
}

/// `iigo:<id>`, and the title's slug behind it where two organisations share the id.
void name_organizations(std::map<std::string, Informal, std::less<>>& organizations) {
    std::map<std::string, int> uses;
    for (const auto& [title, organization] : organizations) ++uses[organization.id];
    for (auto& [title, organization] : organizations)
        organization.record.id = uses.at(organization.id) == 1
                                     ? fmt::format("iigo:{}", organization.id)
                                     : fmt::format("iigo:{}-{}", organization.id, slug(title));
}

}  // namespace

/// Members are known as of 2017, or of the organisation's end, and nothing is known of when they joined: a party's
/// spell begins in that year, so that no World before it holds a member who came later. The German Democratic Republic
/// among members of after 1990 is a coding error for Germany (the concordance's codes of system `iigo` say so).
void import_iigo(ImportJob& job) {
    auto organizations = read_iigo_organizations(job);
    name_organizations(organizations);
    TableRows rows = job.open(1);
    const Column code = rows.column("stateID");
    const Column name = rows.column("StateName");
    const Column title = rows.column("Title");
    ActorFinder actors = job.actors("iigo");
    while (rows.next()) {
        const auto found = organizations.find(rows.text(title));
        if (found == organizations.end()) throw rows.error(title, "an organisation that stands in iigo_organizations");
        AgreementRecord& record = found->second.record;
        const Year known = record.ended.value_or(Year{kSnapshotYear});
        const std::optional<ActorId> actor = actors.find(rows, {{"iigo", code}, {"iso3", code}, {"", name}}, known);
        if (!actor) continue;
        const bool is_member = std::any_of(record.parties.begin(), record.parties.end(),
                                           [&](const Party& party) { return party.actor == *actor; });
        if (is_member) {
            rows.skip("the same actor twice in one organisation");
            continue;
        }
        record.parties.push_back({*actor, {known, record.ended}, "member", 0});
        rows.keep();
    }
    for (auto& [key, organization] : organizations) {
        merge_parties(organization.record);
        job.table().agreements.push_back(std::move(organization.record));
    }
}

}  // namespace entente::sources
