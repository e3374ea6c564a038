// SPDX-License-Identifier: Apache-2.0
#include "read.hpp"

#include <fmt/format.h>

#include "entente/base/fingerprint.hpp"
#include "entente/base/nearest.hpp"
#include "impl.hpp"
#include "row_check.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

constexpr const char* kFingerprints =
    "SELECT id, content FROM source UNION ALL SELECT name, fingerprint FROM estimate ORDER BY 1, 2";

Party read_party(const Statement& row, int column) {
    return {row.actor(column), row.spell(column + 1), row.string(column + 3), row.integer(column + 4)};
}

/// Appends child rows to their owners: both come in the order of the owners' ids, and a child's first column is the id.
template <typename Owner, typename Append>
void attach(SQLite::Database& database, const std::string& query, std::vector<Owner>& owners, const Append& append) {
    Statement row{database, query};
    auto owner = owners.begin();
    while (row.next()) {
        const std::string_view id = row.text(0);
        while (owner != owners.end() && owner->id != id) ++owner;
        if (owner == owners.end()) throw SQLite::Exception{"a row without an owner", SQLITE_CORRUPT};
        append(*owner, row);
    }
}

}  // namespace

std::string content_fingerprint(SQLite::Database& database) {
    Fingerprint fingerprint;
    Statement row{database, kFingerprints};
    while (row.next()) fingerprint.add(row.text(0)).add("=").add(row.text(1)).add("\n");
    return fingerprint.hex();
}

std::map<std::string, std::string> short_fingerprints(SQLite::Database& database) {
    constexpr std::size_t kDigits = 16;
    std::map<std::string, std::string> fingerprints;
    Statement row{database, kFingerprints};
    while (row.next()) fingerprints[row.string(0)] = row.text(1).substr(0, kDigits);
    return fingerprints;
}

std::vector<std::string> first_column(SQLite::Database& database, const std::string& query) {
    std::vector<std::string> values;
    Statement row{database, query};
    while (row.next()) values.push_back(row.string(0));
    return values;
}

Error unknown_name(std::string_view kind, std::string_view name, const std::vector<std::string>& known) {
    const std::vector<std::string> nearest = nearest_names(name, known);
    return Error{Errc::unknown_id, fmt::format("the atlas holds no {} '{}'", kind, name),
                 nearest.empty() ? "" : fmt::format("did you mean {}?", fmt::join(nearest, ", "))};
}

std::vector<SourceInfo> read_sources(SQLite::Database& database) {
    std::vector<SourceInfo> sources;
    Statement row{database, R"(SELECT id, title, citation, version, terms, address, fingerprint, first_year, last_year,
                                      looks_ahead FROM source ORDER BY id)"};
    while (row.next())
        sources.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5),
                           row.string(6), row.maybe_year(7), row.maybe_year(8), row.integer(9) != 0});
    return sources;
}

std::vector<EstimateInfo> read_estimates(SQLite::Database& database) {
    std::vector<EstimateInfo> estimates;
    Statement row{database,
                  "SELECT name, version, seed, input_fingerprint, fingerprint, note FROM estimate ORDER BY name"};
    while (row.next())
        estimates.push_back(
            {row.string(0), row.string(1), std::stoull(row.string(2)), row.string(3), row.string(4), row.string(5)});
    return estimates;
}

std::vector<Actor> read_actors(SQLite::Database& database) {
    std::vector<Actor> actors;
    Statement row{database, "SELECT id, key, name, kind, region, subregion FROM actor ORDER BY id"};
    while (row.next())
        actors.push_back(
            {row.actor(0), row.string(1), row.string(2), row.named<ActorKind>(3), row.string(4), row.string(5), {}});
    Statement spell{database, "SELECT actor, first_year, last_year FROM actor_spell ORDER BY actor, first_year"};
    auto actor = actors.begin();
    while (spell.next()) {
        while (actor != actors.end() && actor->id < spell.actor(0)) ++actor;
        if (actor == actors.end()) break;
        actor->spells.push_back(spell.spell(1));
    }
    return actors;
}

std::vector<MembershipRecord> read_memberships(SQLite::Database& database) {
    std::vector<MembershipRecord> memberships;
    Statement row{database, R"(SELECT collective, actor, role, first_year, last_year FROM membership
                               ORDER BY collective, actor, first_year, source, position)"};
    while (row.next()) memberships.push_back({row.actor(0), row.actor(1), row.string(2), row.spell(3)});
    return memberships;
}

std::vector<CapitalRecord> read_capitals(SQLite::Database& database) {
    std::vector<CapitalRecord> capitals;
    Statement row{database, R"(SELECT actor, first_year, last_year, latitude_deg, longitude_deg FROM capital
                               ORDER BY actor, first_year, source, position)"};
    while (row.next()) capitals.push_back({row.actor(0), row.spell(1), row.real(3), row.real(4)});
    return capitals;
}

std::vector<Partnership> read_partnerships(SQLite::Database& database) {
    std::vector<Partnership> all;
    Statement row{database, R"(SELECT id, name, family, scope, scope_rule, depth, label, status, begun, ended
                               FROM partnership ORDER BY id)"};
    while (row.next()) {
        Partnership& p = all.emplace_back();
        p.id = row.text(0);
        p.name = row.text(1);
        p.family = row.named<Family>(2);
        p.scope = row.named<Scope>(3);
        p.scope_rule = row.text(4);
        if (!row.is_null(5)) p.depth = row.named<Depth>(5);
        p.label = row.text(6);
        p.status = row.named<Status>(7);
        p.begun = row.year(8);
        p.ended = row.maybe_year(9);
    }
    attach(database, R"(SELECT partnership, actor, first_year, last_year, role, side FROM partnership_party
                        ORDER BY partnership, position)",
           all, [](Partnership& p, const Statement& child) { p.parties.push_back(read_party(child, 1)); });
    attach(database, R"(SELECT partnership, sign, depth, is_present, since, citation, note FROM partnership_evidence
                        ORDER BY partnership, position)",
           all, [](Partnership& p, const Statement& child) {
               p.evidence.push_back({child.string(1), child.named<Depth>(2), child.integer(3) != 0, child.year(4),
                                     child.string(5), child.string(6)});
           });
    attach(database, "SELECT partnership, issue FROM partnership_issue ORDER BY partnership, position", all,
           [](Partnership& p, const Statement& child) { p.issues.push_back(child.string(1)); });
    attach(database, "SELECT partnership, source FROM partnership_source ORDER BY partnership, position", all,
           [](Partnership& p, const Statement& child) { p.sources.push_back(child.string(1)); });
    return all;
}

ActorRecords Atlas::actor_records() const {
    return impl_->reading("reading the concordance", [&] {
        SQLite::Database& database = impl_->database;
        ActorRecords records;
        records.actors = read_actors(database);
        records.memberships = read_memberships(database);
        records.capitals = read_capitals(database);
        Statement code{database, R"(SELECT actor, system, code, first_year, last_year FROM actor_code
                                    ORDER BY source, position)"};
        while (code.next())
            records.codes.push_back(
                {code.actor(0), code.string(1), code.string(2), code.maybe_year(3), code.maybe_year(4)});
        Statement alias{database,
                        "SELECT actor, alias, first_year, last_year FROM actor_alias ORDER BY source, position"};
        while (alias.next())
            records.aliases.push_back({alias.actor(0), alias.string(1), alias.maybe_year(2), alias.maybe_year(3)});
        Statement text{database, "SELECT of_source, text, reason FROM not_actor ORDER BY source, position"};
        while (text.next()) records.not_actors.push_back({text.string(0), text.string(1), text.string(2)});
        return records;
    });
}

VoteTable Atlas::votes(Year as_of) const {
    return impl_->reading("reading the votes", [&] {
        VoteTable table;
        IdSet known;
        Statement row{impl_->database, R"(SELECT id, session, year, date, resolution, title, text, is_important
                                          FROM roll_call WHERE year <= ? ORDER BY id)"};
        row.bind(as_of);
        while (row.next()) {
            known.add(row.integer(0));
            table.roll_calls.push_back({RollCallId{row.integer(0)},
                                        row.integer(1),
                                        row.year(2),
                                        row.string(3),
                                        row.string(4),
                                        row.string(5),
                                        row.string(6),
                                        row.is_null(7) ? std::nullopt : std::optional{row.integer(7) != 0},
                                        {}});
        }
        auto roll_call = table.roll_calls.begin();
        Statement label{impl_->database, "SELECT DISTINCT roll_call, issue FROM roll_call_issue ORDER BY 1, 2"};
        while (label.next()) {
            while (roll_call != table.roll_calls.end() && roll_call->id.value() < label.integer(0)) ++roll_call;
            if (roll_call == table.roll_calls.end()) break;
            if (roll_call->id.value() == label.integer(0)) roll_call->issues.push_back(label.string(1));
        }
        Statement vote{impl_->database, "SELECT roll_call, actor, vote FROM vote ORDER BY roll_call, actor"};
        while (vote.next())
            if (known.has(vote.integer(0)))
                table.votes.push_back({RollCallId{vote.integer(0)}, vote.actor(1), static_cast<Vote>(vote.integer(2))});
        return table;
    });
}

std::vector<AgreementRecord> Atlas::agreements() const {
    return impl_->reading("reading the agreements", [&] {
        std::vector<AgreementRecord> all;
        Statement row{impl_->database, R"(SELECT id, family, name, begun, ended, end_reason, covered_until, document_of
                                          FROM agreement ORDER BY id)"};
        while (row.next())
            all.push_back({row.string(0),
                           row.named<Family>(1),
                           row.string(2),
                           row.year(3),
                           row.maybe_year(4),
                           row.string(5),
                           row.year(6),
                           {},
                           {},
                           row.string(7)});
        attach(impl_->database, R"(SELECT agreement, actor, first_year, last_year, role, side FROM agreement_party
                                   ORDER BY agreement, position)",
               all, [](AgreementRecord& a, const Statement& child) { a.parties.push_back(read_party(child, 1)); });
        attach(impl_->database, "SELECT agreement, sign, value, since FROM agreement_sign ORDER BY agreement, position",
               all, [](AgreementRecord& a, const Statement& child) {
                   a.signs.push_back({child.string(1), child.real(2), child.year(3)});
               });
        return all;
    });
}

Year Atlas::last_year() const {
    return impl_->reading("reading the last year", [&] {
        constexpr const char* kTies = R"(
            SELECT max(year) FROM (SELECT max(year) AS year FROM roll_call
                                   UNION ALL SELECT max(covered_until) FROM agreement
                                   UNION ALL SELECT max(year) FROM known_position))";
        constexpr const char* kQueries[]{kTies, "SELECT max(begun) FROM partnership",
                                         "SELECT max(last_year) FROM series"};
        for (const char* query : kQueries) {
            Statement row{impl_->database, query};
            if (row.next() && !row.is_null(0)) return row.year(0);
        }
        throw Error{Errc::failed, fmt::format("the atlas {} is empty", impl_->file.string()),
                    "fill it with `entente import DIR`"};
    });
}

}  // namespace entente::atlas
