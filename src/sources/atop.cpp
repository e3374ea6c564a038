// SPDX-License-Identifier: Apache-2.0
//
// Alliances: Alliance Treaty Obligations and Provisions (ATOP), alliances and their members' spells.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "agreements.hpp"
#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr Year kCoveredUntil{2016};
constexpr int kMaxCode = 99'999;

/// Obligations and provisions that both files hold. They are read from the member file, since a treaty that changes its
/// obligations has a phase for each version there: what came later must not be seen earlier.
constexpr std::array<std::string_view, 31> kPhaseColumns{
    "defense", "offense", "neutral",  "nonagg",   "consul",   "milcon",   "milaid",  "intcom",
    "subord",  "organ1",  "orgpurp1", "organ2",   "orgpurp2", "base",     "contrib", "armred",
    "medarb",  "conres",  "ecaid",    "nomicoop", "interv",   "compag",   "agprois", "conmen",
    "dipaid",  "terrres", "divgains", "thirdcom", "asymm",    "conditio", "length"};

/// Summary measures that stand in the alliance file alone; they hold from the beginning.
constexpr std::array<std::string_view, 7> kAllianceColumns{"formorg", "hinst",    "minst", "milorg",
                                                           "milinst", "pubtreat", "formal"};

/// What the members' rows say of one phase of an alliance: when it begins, and the most that a column says.
struct Phase {
    Year since{kLastYear};
    std::array<std::optional<double>, kPhaseColumns.size()> values{};
};

struct Alliance {
    AgreementRecord record;
    std::map<int, Phase> phases;  ///< By number; 0 where there is one only.
    std::int64_t line = 0;
};

using Alliances = std::map<int, Alliance>;

/// Year 0 means 'still in force when coding ended'.
std::optional<Year> end_year(const TableRows& rows, Column column) {
    if (rows.text(column) == "0") return std::nullopt;
    return rows.optional_year(column);
}

template <std::size_t N>
std::array<Column, N> columns_of(const TableRows& rows, const std::array<std::string_view, N>& names) {
    std::array<Column, N> columns{};
    for (std::size_t k = 0; k < N; ++k) columns[k] = rows.column(names[k]);
    return columns;
}

Alliances read_alliances(ImportJob& job) {
    Alliances alliances;
    TableRows rows = job.open(0);
    const Column id = rows.column("atopid");
    const Column begun = rows.column("begyr");
    const Column ended = rows.column("endyr");
    const Column term = rows.column("term");
    const auto summary = columns_of(rows, kAllianceColumns);
    while (rows.next()) {
        const int number = rows.integer(id, 1, kMaxCode);
        const auto [found, is_new] = alliances.try_emplace(number);
        if (!is_new) throw rows.error(id, fmt::format("one row an alliance; line {} has it too", found->second.line));
        Alliance& alliance = found->second;
        alliance.line = rows.line();
        AgreementRecord& record = alliance.record;
        record.id = fmt::format("atop:{}", number);
        record.family = Family::alliance;
        record.begun = rows.year(begun);
        record.ended = end_year(rows, ended);
        record.covered_until = kCoveredUntil;
        if (record.ended && *record.ended < record.begun) throw rows.error(ended, "an end not before the beginning");
        if (record.ended) record.end_reason = fmt::format("atop.term={}", rows.text(term));
        for (std::size_t k = 0; k < summary.size(); ++k)
            if (const auto value = rows.optional_number(summary[k]))
                add_sign(record, fmt::format("atop.{}", kAllianceColumns[k]), *value, record.begun);
        rows.keep();
    }
    return alliances;
}

void read_members(ImportJob& job, Alliances& alliances) {
    TableRows rows = job.open(1);
    const Column id = rows.column("atopid");
    const Column member = rows.column("member");
    const Column entered = rows.column("yrent");
    const Column left = rows.column("yrexit");
    const Column phase_column = rows.column("phase");
    const auto provisions = columns_of(rows, kPhaseColumns);
    ActorFinder actors = job.actors("atop");
    while (rows.next()) {
        const auto found = alliances.find(rows.integer(id, 1, kMaxCode));
        if (found == alliances.end()) throw rows.error(id, "an alliance that stands in the alliance-level file");
        const Year first = rows.year(entered);
        const std::optional<Year> last = end_year(rows, left);
        if (last && *last < first) throw rows.error(left, "an exit not before the entry, or 0");
        (void)rows.integer(member, 1, kMaxCode);
        const std::optional<ActorId> actor = actors.find(rows, {{"atop", member}, {"cow", member}}, first);
        if (!actor) continue;
        found->second.record.parties.push_back({*actor, {first, last}, "member", 0});
        Phase& phase = found->second.phases[rows.integer(phase_column, 0, 99)];
        phase.since = std::min(phase.since, first);
        for (std::size_t k = 0; k < provisions.size(); ++k)
            if (const auto value = rows.optional_number(provisions[k]))
                phase.values[k] = std::max(phase.values[k].value_or(*value), *value);
        rows.keep();
    }
}

/// Alliances have no names in the table: they are called after their founding members.
std::string name_of(const AgreementRecord& record, const Concordance& concordance) {
    constexpr std::size_t kNamed = 4;
    std::vector<std::string> names;
    for (const Party& party : record.parties) {
        if (party.spell.first > record.begun) continue;
        const std::string& name = concordance.actor(party.actor).name;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string text = "Alliance of ";
    for (std::size_t k = 0; k < std::min(kNamed, names.size()); ++k) {
        if (k > 0) text += k + 1 == names.size() ? " and " : ", ";
        text += names[k];
    }
    if (names.size() > kNamed)
        text += fmt::format(" and {} other{}", names.size() - kNamed, names.size() == kNamed + 1 ? "" : "s");
    return text + fmt::format(" ({})", record.begun.value());
}

}  // namespace

void import_atop(ImportJob& job) {
    Alliances alliances = read_alliances(job);
    read_members(job, alliances);
    for (auto& [number, alliance] : alliances) {
        AgreementRecord& record = alliance.record;
        for (const auto& [phase_number, phase] : alliance.phases)
            for (std::size_t k = 0; k < kPhaseColumns.size(); ++k)
                if (phase.values[k])
                    add_sign(record, fmt::format("atop.{}", kPhaseColumns[k]), *phase.values[k], phase.since);
        merge_parties(record);
        record.name = name_of(record, job.concordance());
        job.table().agreements.push_back(std::move(record));
    }
}

}  // namespace entente::sources
