// SPDX-License-Identifier: Apache-2.0
//
// Trade agreements: Design of Trade Agreements (DESTA), base treaties and their later documents.
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

constexpr Year kCoveredUntil{2020};
constexpr int kMaxCode = 999;
constexpr int kMaxSide = 9;

enum class EntryType { base_treaty, accession, protocol, consolidated, withdrawal, negotiation };
constexpr std::array<std::string_view, 6> kEntryTypes{"base_treaty",  "accession",  "protocol or amendment",
                                                      "consolidated", "withdrawal", "negotiation"};

/// A party as a document lists it. What `mc` means depends on the document, see `role_of`.
struct Listed {
    ActorId actor;
    int mc = 0;
};

struct Document {
    AgreementRecord record;
    EntryType type = EntryType::base_treaty;
    int kind = 0;  ///< `typememb`
    std::string base;
    std::vector<Listed> listed;
};

struct Columns {
    explicit Columns(const TableRows& rows)
        : number(rows.column("number")),
          base(rows.column("base_treaty")),
          name(rows.column("name")),
          type(rows.column("entry_type")),
          year(rows.column("year")),
          in_force(rows.column("entryforceyear")),
          kind(rows.column("typememb")),
          region(rows.column("regioncon")),
          consolidated(rows.column("consolidated")),
          wto_listed(rows.column("wto_listed")) {
        for (int k = 1; const auto code = rows.find_column(fmt::format("c{}", k)); ++k) {
            codes.push_back(*code);
            sides.push_back(rows.column(fmt::format("mc{}", k)));
        }
    }
    Column number, base, name, type, year, in_force, kind, region, consolidated, wto_listed;
    std::vector<Column> codes;
    std::vector<Column> sides;
};

EntryType entry_type(const TableRows& rows, Column column) {
    const auto found = std::find(kEntryTypes.begin(), kEntryTypes.end(), rows.text(column));
    if (found == kEntryTypes.end())
        throw rows.error(column,
                         "base_treaty, accession, protocol or amendment, consolidated, withdrawal or negotiation");
    return static_cast<EntryType>(found - kEntryTypes.begin());
}

/// The parties that a row lists. A side that is not given is that of the party before it: the few empty ones stand in
/// the middle of a bloc.
std::vector<Listed> read_parties(const TableRows& rows, const Columns& columns, ActorFinder& actors, Year year) {
    std::vector<Listed> listed;
    for (std::size_t k = 0; k < columns.codes.size(); ++k) {
        if (rows.is_missing(columns.codes[k])) continue;
        (void)rows.integer(columns.codes[k], 1, kMaxCode);
        const auto actor = actors.look_up(rows, {{"desta", columns.codes[k]}, {"ison", columns.codes[k]}}, year);
        if (!actor) continue;
        const int before = listed.empty() ? 0 : listed.back().mc;
        const int mc = rows.optional_integer(columns.sides[k], 0, kMaxSide).value_or(before);
        const bool is_known =
            std::any_of(listed.begin(), listed.end(), [&](const Listed& x) { return x.actor == *actor; });
        if (!is_known) listed.push_back({*actor, mc});
    }
    return listed;
}

/// Whether the party joins by this accession: in an agreement of several, 1 marks who joins; where a bloc with an
/// agreement grows, 2 marks the new members and 3 the third party, or 1 the new members where that party is missing.
bool joins(const Document& document, const Listed& party) {
    if (document.type != EntryType::accession) return false;
    constexpr int kGrowingBloc = 6;
    const bool has_third =
        std::any_of(document.listed.begin(), document.listed.end(), [](const Listed& other) { return other.mc == 3; });
    return document.kind == kGrowingBloc && has_third ? party.mc == 2 : party.mc == 1;
}

bool leaves(const Document& document, const Listed& party) {
    return document.type == EntryType::withdrawal && party.mc == 1;
}

/// In a document that changes who takes part, the numbers tell who moves; in all others they are blocs.
Party party_of(const Document& document, const Listed& listed) {
    Party party{listed.actor, {document.record.begun, std::nullopt}, "member", listed.mc};
    if (document.type != EntryType::accession && document.type != EntryType::withdrawal) return party;
    party.side = 0;
    if (joins(document, listed)) party.role = "acceding";
    if (leaves(document, listed)) party.role = "leaving";
    return party;
}

void read_signs(const TableRows& rows, const Columns& columns, AgreementRecord& record) {
    const Year since = record.begun;
    if (const auto year = rows.optional_year(columns.in_force))
        add_sign(record, "desta.entryforceyear", year->value(), std::max(*year, since));
    if (const auto value = rows.optional_integer(columns.kind, 1, 9)) add_sign(record, "desta.typememb", *value, since);
    if (!rows.is_missing(columns.region))
        add_sign(record, fmt::format("desta.regioncon.{}", slug(rows.text(columns.region))), 1, since);
    if (const auto value = rows.optional_integer(columns.wto_listed, 0, 1))
        add_sign(record, "desta.wto_listed", *value, since);
    if (const auto value = rows.optional_integer(columns.consolidated, -1, 1))
        add_sign(record, "desta.consolidated", *value, since);
}

/// Carries an accession or withdrawal over to the parties of the base treaty.
void apply(const Document& document, AgreementRecord& base) {
    const Year year = document.record.begun;
    for (const Listed& listed : document.listed) {
        const auto is_party = [&](const Party& party) {
            return party.actor == listed.actor && !party.spell.last && party.spell.first <= year;
        };
        const auto found = std::find_if(base.parties.begin(), base.parties.end(), is_party);
        if (joins(document, listed) && found == base.parties.end())
            base.parties.push_back({listed.actor, {year, std::nullopt}, "member", 0});
        if (leaves(document, listed) && found != base.parties.end()) found->spell.last = year;
    }
}

/// New members of a bloc act for it: the side of those among whom they stand is not in an accession's row, so they take
/// the base treaty's only bloc where there is one.
void join_bloc(const Document& document, AgreementRecord& base) {
    int bloc = 0;
    for (const Party& party : base.parties) {
        if (party.side == 0) continue;
        if (bloc != 0 && party.side != bloc) return;
        bloc = party.side;
    }
    constexpr int kGrowingBloc = 6;
    if (bloc == 0 || document.kind != kGrowingBloc) return;
    for (Party& party : base.parties) {
        const bool is_new = party.spell.first == document.record.begun && party.spell.first > base.begun;
        if (is_new && party.side == 0) party.side = bloc;
    }
}

std::vector<Document> read_documents(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"NA"});
    const Columns columns{rows};
    if (columns.codes.empty()) (void)rows.column("c1");
    ActorFinder actors = job.actors("desta");
    std::vector<Document> documents;
    std::unordered_map<std::string, std::int64_t> lines;
    while (rows.next()) {
        const auto [earlier, is_new] = lines.emplace(rows.text(columns.number), rows.line());
        if (!is_new)
            throw rows.error(columns.number, fmt::format("one row a document; line {} has it too", earlier->second));
        Document document;
        document.type = entry_type(rows, columns.type);
        if (document.type == EntryType::negotiation) {
            rows.skip("a negotiation, not signed");
            continue;
        }
        AgreementRecord& record = document.record;
        record.id = fmt::format("desta:{}", rows.text(columns.number));
        record.family = Family::trade;
        record.name = rows.text(columns.name);
        record.begun = rows.year(columns.year);
        record.covered_until = kCoveredUntil;
        document.kind = rows.optional_integer(columns.kind, 1, 9).value_or(0);
        document.base = fmt::format("desta:{}", rows.text(columns.base));
        // A later document whose base treaty has no number of its own in the table points to itself.
        if (document.type != EntryType::base_treaty) record.document_of = document.base;
        document.listed = read_parties(rows, columns, actors, record.begun);
        for (const Listed& listed : document.listed) record.parties.push_back(party_of(document, listed));
        read_signs(rows, columns, record);
        rows.keep();
        documents.push_back(std::move(document));
    }
    return documents;
}

}  // namespace

void import_desta(ImportJob& job) {
    std::vector<Document> documents = read_documents(job);
    std::unordered_map<std::string, std::size_t> bases;
    for (std::size_t k = 0; k < documents.size(); ++k)
        if (documents[k].type == EntryType::base_treaty) bases.emplace(documents[k].record.id, k);
    std::vector<std::size_t> by_year;
    for (std::size_t k = 0; k < documents.size(); ++k)
        if (documents[k].type != EntryType::base_treaty && bases.contains(documents[k].base)) by_year.push_back(k);
    std::stable_sort(by_year.begin(), by_year.end(), [&](std::size_t a, std::size_t b) {
        return documents[a].record.begun < documents[b].record.begun;
    });
    for (const std::size_t k : by_year) {
        AgreementRecord& base = documents[bases.at(documents[k].base)].record;
        apply(documents[k], base);
        join_bloc(documents[k], base);
    }
    for (Document& document : documents) job.table().agreements.push_back(std::move(document.record));
}

}  // namespace entente::sources
