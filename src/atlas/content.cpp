// SPDX-License-Identifier: Apache-2.0
#include "content.hpp"

namespace entente::atlas {

namespace {

/// Adds a list row by row: its name, its size, then the fields that `fields` adds.
template <typename Row, typename Fields>
void add_rows(ContentHash& hash, std::string_view name, const std::vector<Row>& rows, const Fields& fields) {
    hash.add(name, rows.size());
    for (const Row& row : rows) fields(row);
}

void add_description(ContentHash& hash, const SourceInfo& source, const ImportReport& report) {
    hash.add(source.id, source.title, source.citation, source.version, source.terms, source.address, source.first_year,
             source.last_year, source.looks_ahead, report.rows_read, report.rows_kept);
    add_rows(hash, "skipped", report.skipped,
             [&](const SkipCount& skip) { hash.add(skip.reason, skip.count, skip.first_line, skip.example); });
}

void add_actors(ContentHash& hash, const ActorRecords& records) {
    add_rows(hash, "actors", records.actors, [&](const Actor& actor) {
        hash.add(actor.id, actor.key, actor.name, actor.kind, actor.region, actor.subregion);
        add_rows(hash, "spells", actor.spells, [&](const Spell& spell) { hash.add(spell); });
    });
    add_rows(hash, "codes", records.codes,
             [&](const ActorCode& code) { hash.add(code.actor, code.system, code.code, code.first, code.last); });
    add_rows(hash, "aliases", records.aliases,
             [&](const ActorAlias& alias) { hash.add(alias.actor, alias.alias, alias.first, alias.last); });
    add_rows(hash, "memberships", records.memberships, [&](const MembershipRecord& member) {
        hash.add(member.collective, member.actor, member.role, member.spell);
    });
    add_rows(hash, "not_actors", records.not_actors,
             [&](const NotAnActor& text) { hash.add(text.source, text.text, text.reason); });
}

void add_capitals(ContentHash& hash, const std::vector<CapitalRecord>& capitals) {
    add_rows(hash, "capitals", capitals, [&](const CapitalRecord& capital) {
        hash.add(capital.actor, capital.spell, capital.latitude_deg, capital.longitude_deg);
    });
}

void add_figures(ContentHash& hash, const SourceTable& table) {
    add_rows(hash, "series", table.series,
             [&](const SeriesInfo& series) { hash.add(series.name, series.unit, series.definition); });
    add_rows(hash, "figures", table.figures, [&](const FigureRecord& figure) {
        hash.add(figure.series, figure.actor, figure.year, figure.value, figure.sd);
    });
}

void add_dyads(ContentHash& hash, const SourceTable& table) {
    add_rows(hash, "contiguities", table.contiguities,
             [&](const ContiguityRecord& row) { hash.add(row.first, row.second, row.type, row.spell); });
    add_rows(hash, "rivalries", table.rivalries,
             [&](const RivalryRecord& row) { hash.add(row.first, row.second, row.kinds, row.spell); });
    add_rows(hash, "disputes", table.disputes,
             [&](const DisputeRecord& row) { hash.add(row.first, row.second, row.year, row.hostility); });
    add_rows(hash, "major_powers", table.major_powers,
             [&](const MajorPowerRecord& row) { hash.add(row.actor, row.spell); });
}

void add_votes(ContentHash& hash, const SourceTable& table) {
    add_rows(hash, "roll_calls", table.roll_calls, [&](const RollCallRecord& row) {
        hash.add(row.id, row.session, row.year, row.date, row.resolution, row.title, row.text, row.is_important);
        add_rows(hash, "issues", row.issues, [&](const std::string& issue) { hash.add(issue); });
    });
    add_rows(hash, "roll_call_issues", table.roll_call_issues,
             [&](const RollCallIssueRecord& row) { hash.add(row.roll_call, row.issue); });
    add_rows(hash, "votes", table.votes,
             [&](const VoteRecord& row) { hash.add(row.roll_call, row.actor, static_cast<int>(row.vote)); });
}

void add_agreements(ContentHash& hash, const SourceTable& table) {
    add_rows(hash, "agreements", table.agreements, [&](const AgreementRecord& row) {
        hash.add(row.id, row.family, row.name, row.begun, row.ended, row.end_reason, row.covered_until,
                 row.document_of);
        add_rows(hash, "parties", row.parties,
                 [&](const Party& party) { hash.add(party.actor, party.spell, party.role, party.side); });
        add_rows(hash, "signs", row.signs,
                 [&](const SignRecord& sign) { hash.add(sign.sign, sign.value, sign.since); });
    });
}

}  // namespace

std::string content_of(const SourceTable& table) {
    ContentHash hash;
    add_description(hash, table.source, table.report);
    add_actors(hash, table.actors);
    add_capitals(hash, table.actors.capitals);
    add_capitals(hash, table.capitals);
    add_figures(hash, table);
    add_dyads(hash, table);
    add_votes(hash, table);
    add_agreements(hash, table);
    return hash.hex();
}

}  // namespace entente::atlas
