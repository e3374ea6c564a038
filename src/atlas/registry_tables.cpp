// SPDX-License-Identifier: Apache-2.0
#include "registry_tables.hpp"

#include <cmath>

#include <fmt/format.h>

#include "impl.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

void write_depth_scores(SQLite::Database& database, const std::vector<DepthScoreRow>& rows) {
    Statement insert{database, "INSERT INTO partnership_depth VALUES (?, ?, ?, ?, ?, ?)"};
    for (const DepthScoreRow& row : rows) {
        if (!std::isfinite(row.score) || !std::isfinite(row.std_error))
            throw Error{Errc::bad_input, fmt::format("depth of {}: a value is no finite number", row.partnership)};
        insert.run(row.partnership, row.years.first, row.years.last, row.depth, row.score, row.std_error);
    }
}

void write_matches(SQLite::Database& database, const std::string& estimate, const std::vector<RecordMatchRow>& rows) {
    Statement{database, "DELETE FROM record_match WHERE estimate = ?"}.run(estimate);
    Statement insert{database, "INSERT INTO record_match VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
    for (const RecordMatchRow& row : rows)
        insert.run(estimate, row.first, row.second, row.partnership, row.certainty, row.verdict, row.likeness,
                   row.reason);
}

void write_entries(SQLite::Database& database, const std::vector<CuratedEntryRow>& rows) {
    Statement insert{database, "INSERT INTO curated_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    for (const CuratedEntryRow& row : rows)
        insert.run(row.partnership, row.is_sure, row.label_citation, row.label_from, row.coder_scope, row.rules_scope,
                   row.rule, row.scope_reason, row.knew_rules, row.note, row.file);
}

void write_citations(SQLite::Database& database, const std::string& estimate, const std::vector<CitationRow>& rows) {
    Statement{database, "DELETE FROM citation WHERE estimate = ?"}.run(estimate);
    Statement insert{database, "INSERT INTO citation VALUES (?, ?, ?, ?)"};
    for (const CitationRow& row : rows) insert.run(row.key, estimate, row.text, row.url);
}

}  // namespace

void write_registry_tables(SQLite::Database& database, const std::string& estimate, const RegistryTables& tables) {
    // Depths and entries went with the partnerships that they belong to.
    write_depth_scores(database, tables.depth_scores);
    write_matches(database, estimate, tables.matches);
    write_entries(database, tables.entries);
    write_citations(database, estimate, tables.citations);
}

RegistryTables Atlas::registry_tables() const {
    return impl_->reading("reading the registry", [&] {
        RegistryTables tables;
        SQLite::Database& database = impl_->database;
        Statement score{database, R"(SELECT partnership, first_year, last_year, depth, score, std_error
                                     FROM partnership_depth ORDER BY partnership, first_year)"};
        while (score.next())
            tables.depth_scores.push_back({score.string(0), score.spell(1),
                                           score.is_null(3) ? std::nullopt : std::optional{score.named<Depth>(3)},
                                           score.real(4), score.real(5)});
        Statement match{database, R"(SELECT first, second, partnership, certainty, verdict, likeness, reason
                                     FROM record_match ORDER BY first, second)"};
        while (match.next())
            tables.matches.push_back({match.string(0), match.string(1), match.string(2), match.real(3), match.string(4),
                                      match.string(5), match.string(6)});
        Statement entry{database, R"(SELECT partnership, is_sure, label_citation, label_from, coder_scope, rules_scope,
                                            rule, scope_reason, knew_rules, note, file
                                     FROM curated_entry ORDER BY partnership)"};
        while (entry.next())
            tables.entries.push_back({entry.string(0), entry.integer(1) != 0, entry.string(2), entry.maybe_year(3),
                                      entry.named<Scope>(4), entry.named<Scope>(5), entry.string(6), entry.string(7),
                                      entry.integer(8) != 0, entry.string(9), entry.string(10)});
        Statement citation{database, "SELECT key, text, url FROM citation ORDER BY key"};
        while (citation.next())
            tables.citations.push_back({citation.string(0), citation.string(1), citation.string(2)});
        return tables;
    });
}

std::vector<Partnership> Atlas::partnerships() const {
    return impl_->reading("reading the partnerships", [&] { return read_partnerships(impl_->database); });
}

std::vector<Actor> Atlas::actors() const {
    return impl_->reading("reading the actors", [&] { return read_actors(impl_->database); });
}

}  // namespace entente::atlas
