// SPDX-License-Identifier: Apache-2.0
//
// Writing what one source brought. Every table that can hold a source's rows is cleared of them and filled again, all
// in one transaction; actors and roll calls, on which other sources' rows rest, are updated in place instead.
#include <fmt/format.h>

#include "content.hpp"
#include "impl.hpp"
#include "row_check.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

/// Tables that are emptied of a source's rows by their column `source` before it is stored anew.
constexpr std::string_view kClearedTables[]{
    "import_skip", "actor_code", "actor_alias", "not_actor",   "membership",      "capital",
    "contiguity",  "rivalry",    "dispute",     "major_power", "roll_call_issue", "agreement",
};

/// A source as it stands in the atlas.
struct StoredSource {
    std::int64_t num = 0;
    std::string fingerprint;
    std::string content;
    bool is_current = false;
};

std::optional<StoredSource> find_source(SQLite::Database& database, std::string_view id) {
    Statement statement{database, "SELECT num, fingerprint, content, is_current FROM source WHERE id = ?"};
    if (!statement.bind(id).next()) return std::nullopt;
    return StoredSource{statement.large(0), statement.string(1), statement.string(2), statement.integer(3) != 0};
}

/// Writes one SourceTable; the transaction is the caller's.
class SourceWriter {
public:
    SourceWriter(SQLite::Database& database, const SourceTable& table)
        : database_(database), table_(table), id_(table.source.id) {}

    void write(const std::string& content, const std::optional<StoredSource>& stored) {
        if (stored) clear(stored->num);
        write_source(content);
        write_skips();
        write_concordance();
        write_capitals();
        write_figures();
        write_dyads();
        write_roll_calls();
        write_votes();
        write_agreements();
    }

private:
    void clear(std::int64_t num) {
        for (const std::string_view name : kClearedTables)
            Statement{database_, fmt::format("DELETE FROM {} WHERE source = ?", name)}.run(id_);
        Statement{database_, "DELETE FROM vote WHERE source_num = ?"}.run(num);
        Statement{database_, "DELETE FROM figure WHERE series IN (SELECT num FROM series WHERE source = ?)"}.run(id_);
        Statement{database_, "DELETE FROM series WHERE source = ?"}.run(id_);
    }

    void write_source(const std::string& content) {
        const SourceInfo& s = table_.source;
        Statement{database_, R"(
            INSERT INTO source (id, title, citation, version, terms, address, fingerprint, content, is_current,
                                first_year, last_year, looks_ahead, rows_read, rows_kept)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT (id) DO UPDATE SET title = ?2, citation = ?3, version = ?4, terms = ?5, address = ?6,
                fingerprint = ?7, content = ?8, is_current = 1, first_year = ?9, last_year = ?10, looks_ahead = ?11,
                rows_read = ?12, rows_kept = ?13)"}
            .run(s.id, s.title, s.citation, s.version, s.terms, s.address, s.fingerprint, content, s.first_year,
                 s.last_year, s.looks_ahead, table_.report.rows_read, table_.report.rows_kept);
        num_ = find_source(database_, id_)->num;
    }

    void write_skips() {
        Statement insert{database_, "INSERT INTO import_skip VALUES (?, ?, ?, ?, ?, ?)"};
        int position = 0;
        for (const SkipCount& skip : table_.report.skipped)
            insert.run(id_, position++, skip.reason, skip.count, skip.first_line, skip.example);
    }

    void write_concordance() {
        const ActorRecords& records = table_.actors;
        if (!records.actors.empty() || holds_actors()) write_actors();
        int position = 0;
        Statement code{database_, "INSERT INTO actor_code VALUES (?, ?, ?, ?, ?, ?, ?)"};
        for (const ActorCode& row : records.codes)
            code.run(id_, position++, row.actor, row.system, row.code, row.first, row.last);
        position = 0;
        Statement alias{database_, "INSERT INTO actor_alias VALUES (?, ?, ?, ?, ?, ?)"};
        for (const ActorAlias& row : records.aliases)
            alias.run(id_, position++, row.actor, row.alias, row.first, row.last);
        position = 0;
        Statement member{database_, "INSERT INTO membership VALUES (?, ?, ?, ?, ?, ?, ?)"};
        for (const MembershipRecord& row : records.memberships)
            member.run(id_, position++, row.collective, row.actor, row.role, row.spell.first, row.spell.last);
        position = 0;
        Statement text{database_, "INSERT INTO not_actor VALUES (?, ?, ?, ?, ?)"};
        for (const NotAnActor& row : records.not_actors) text.run(id_, position++, row.source, row.text, row.reason);
    }

    [[nodiscard]] bool holds_actors() {
        return Statement{database_, "SELECT 1 FROM actor WHERE source = ? LIMIT 1"}.bind(id_).next();
    }

    /// Other rows name actors, so actors are updated in place; those that are gone take their rows with them. Another
    /// concordance can resolve other rows of every source: all of them have to be read again.
    void write_actors() {
        IdSet wanted;
        for (const Actor& actor : table_.actors.actors) wanted.add(actor.id.value());
        const bool lost_rows = drop_rows("actor", wanted);
        // Keys move between actors only through a name that no actor can have, since they are unique at every moment.
        Statement{database_, "UPDATE actor SET key = '#' || id WHERE source = ?"}.run(id_);
        Statement{database_, "DELETE FROM actor_spell WHERE actor IN (SELECT id FROM actor WHERE source = ?)"}.run(id_);
        Statement insert{database_, R"(
            INSERT INTO actor (id, source, key, name, kind, region, subregion) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (id) DO UPDATE SET key = ?3, name = ?4, kind = ?5, region = ?6, subregion = ?7
            WHERE source = ?2 AND key = '#' || id)"};
        Statement spell{database_, "INSERT INTO actor_spell VALUES (?, ?, ?)"};
        for (const Actor& actor : table_.actors.actors) {
            if (insert.run(actor.id, id_, actor.key, actor.name, actor.kind, actor.region, actor.subregion) == 0)
                throw Error{Errc::bad_input, fmt::format("source {}: actor {} ({}) comes twice, or is another source's",
                                                         id_, actor.id.value(), actor.key)};
            for (const Spell& years : actor.spells) spell.run(actor.id, years.first, years.last);
        }
        read_again("1", lost_rows);
    }

    /// Marks the other sources that `condition` picks as not yet read. Where rows of theirs were lost, their content is
    /// not what it was either.
    void read_again(std::string_view condition, bool lost_rows) {
        Statement{database_, fmt::format("UPDATE source SET is_current = 0, content = CASE ?1 WHEN 1 THEN '' ELSE "
                                         "content END WHERE id <> ?2 AND ({})",
                                         condition)}
            .run(lost_rows, id_);
    }

    /// Deletes this source's rows of `table` whose id is not wanted any more, and all rows that name them. Returns
    /// whether there were any.
    bool drop_rows(std::string_view table, const IdSet& wanted) {
        std::vector<int> gone;
        Statement held{database_, fmt::format("SELECT id FROM {} WHERE source = ?", table)};
        held.bind(id_);
        while (held.next())
            if (!wanted.has(held.integer(0))) gone.push_back(held.integer(0));
        Statement drop{database_, fmt::format("DELETE FROM {} WHERE id = ?", table)};
        for (const int id : gone) drop.run(id);
        return !gone.empty();
    }

    void write_capitals() {
        Statement insert{database_, "INSERT INTO capital VALUES (?, ?, ?, ?, ?, ?, ?)"};
        int position = 0;
        for (const auto* rows : {&table_.actors.capitals, &table_.capitals})
            for (const CapitalRecord& row : *rows)
                insert.run(id_, position++, row.actor, row.spell.first, row.spell.last, row.latitude_deg,
                           row.longitude_deg);
    }

    void write_figures() {
        const auto key = [](const FigureRecord& row) { return std::tuple{row.series, row.actor, row.year}; };
        const std::vector<std::uint32_t> order = order_by_key(table_.figures, key);
        const std::vector<std::int64_t> nums = write_series();
        Statement insert{database_, "INSERT INTO figure VALUES (?, ?, ?, ?, ?)"};
        const FigureRecord* last = nullptr;
        for (const std::uint32_t k : order) {
            const FigureRecord& row = table_.figures[k];
            if (last && key(*last) == key(row))
                throw Error{Errc::bad_input,
                            fmt::format("source {}: '{}' has two figures of actor {} in {}", id_,
                                        table_.series[row.series].name, row.actor.value(), row.year.value())};
            insert.run(nums[row.series], row.actor, row.year, row.value, row.sd);
            last = &row;
        }
    }

    /// Gives each series its number and its coverage; a series without a figure covers nothing and is left out.
    [[nodiscard]] std::vector<std::int64_t> write_series() {
        std::vector<std::optional<Spell>> years(table_.series.size());
        for (const FigureRecord& row : table_.figures) {
            std::optional<Spell>& covered = years[row.series];
            if (!covered) covered = Spell{row.year, row.year};
            covered->first = std::min(covered->first, row.year);
            covered->last = std::max(*covered->last, row.year);
        }
        Statement insert{
            database_,
            "INSERT INTO series (source, name, unit, definition, first_year, last_year) VALUES (?, ?, ?, ?, ?, ?)"};
        std::vector<std::int64_t> nums(table_.series.size());
        for (std::size_t k = 0; k < nums.size(); ++k) {
            if (!years[k]) continue;
            const SeriesInfo& series = table_.series[k];
            insert.run(id_, series.name, series.unit, series.definition, years[k]->first, years[k]->last);
            nums[k] = database_.getLastInsertRowid();
        }
        return nums;
    }

    void write_dyads() {
        int position = 0;
        Statement contiguity{database_, "INSERT INTO contiguity VALUES (?, ?, ?, ?, ?, ?, ?)"};
        for (const ContiguityRecord& row : table_.contiguities)
            contiguity.run(id_, position++, row.first, row.second, row.type, row.spell.first, row.spell.last);
        position = 0;
        Statement rivalry{database_, "INSERT INTO rivalry VALUES (?, ?, ?, ?, ?, ?, ?)"};
        for (const RivalryRecord& row : table_.rivalries)
            rivalry.run(id_, position++, row.first, row.second, row.kinds, row.spell.first, row.spell.last);
        position = 0;
        Statement dispute{database_, "INSERT INTO dispute VALUES (?, ?, ?, ?, ?, ?)"};
        for (const DisputeRecord& row : table_.disputes)
            dispute.run(id_, position++, row.first, row.second, row.year, row.hostility);
        position = 0;
        Statement major{database_, "INSERT INTO major_power VALUES (?, ?, ?, ?, ?)"};
        for (const MajorPowerRecord& row : table_.major_powers)
            major.run(id_, position++, row.actor, row.spell.first, row.spell.last);
    }

    /// Votes rest on roll calls, so those are updated in place like actors. Where some are gone, with their votes, the
    /// sources of votes have to be read again.
    void write_roll_calls() {
        IdSet wanted;
        for (const RollCallRecord& row : table_.roll_calls) wanted.add(row.id.value());
        if (drop_rows("roll_call", wanted))
            read_again("num IN (SELECT source_num FROM vote) OR id IN (SELECT source FROM roll_call_issue)", true);
        Statement insert{database_, R"(
            INSERT INTO roll_call VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (id) DO UPDATE SET session = ?3, year = ?4, date = ?5, resolution = ?6, title = ?7, text = ?8,
                is_important = ?9 WHERE source = ?2)"};
        Statement issue{database_, "INSERT OR IGNORE INTO roll_call_issue VALUES (?, ?, ?)"};
        for (const RollCallRecord& row : table_.roll_calls) {
            if (insert.run(row.id, id_, row.session, row.year, row.date, row.resolution, row.title, row.text,
                           row.is_important) == 0)
                throw Error{Errc::bad_input,
                            fmt::format("source {}: roll call {} is another source's", id_, row.id.value())};
            for (const std::string& label : row.issues) issue.run(row.id, label, id_);
        }
        for (const RollCallIssueRecord& row : table_.roll_call_issues) issue.run(row.roll_call, row.issue, id_);
    }

    void write_votes() {
        const auto key = [](const VoteRecord& row) { return std::pair{row.roll_call, row.actor}; };
        const std::vector<std::uint32_t> order = order_by_key(table_.votes, key);
        Statement insert{database_, "INSERT INTO vote VALUES (?, ?, ?, ?)"};
        const VoteRecord* last = nullptr;
        for (const std::uint32_t k : order) {
            const VoteRecord& row = table_.votes[k];
            if (last && key(*last) == key(row))
                throw Error{Errc::bad_input, fmt::format("source {}: actor {} votes twice in roll call {}", id_,
                                                         row.actor.value(), row.roll_call.value())};
            insert.run(row.roll_call, row.actor, static_cast<int>(row.vote), num_);
            last = &row;
        }
    }

    void write_agreements() {
        Statement insert{database_, "INSERT INTO agreement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
        Statement party{database_, "INSERT INTO agreement_party VALUES (?, ?, ?, ?, ?, ?, ?)"};
        Statement sign{database_, "INSERT INTO agreement_sign VALUES (?, ?, ?, ?, ?)"};
        const auto key = [](const AgreementRecord& row) { return std::string_view{row.id}; };
        for (const std::uint32_t k : order_by_key(table_.agreements, key)) {
            const AgreementRecord& row = table_.agreements[k];
            insert.run(row.id, id_, row.family, row.name, row.begun, row.ended, row.end_reason, row.covered_until,
                       row.document_of);
            int position = 0;
            for (const Party& p : row.parties)
                party.run(row.id, position++, p.actor, p.spell.first, p.spell.last, p.role, p.side);
            position = 0;
            for (const SignRecord& s : row.signs) sign.run(row.id, position++, s.sign, s.value, s.since);
        }
    }

    SQLite::Database& database_;
    const SourceTable& table_;
    const std::string& id_;
    std::int64_t num_ = 0;
};

}  // namespace

StoreOutcome Atlas::store(const SourceTable& table) {
    const std::string content = content_of(table);
    const std::string doing = "storing source " + table.source.id;
    const auto is_held = [&](const std::optional<StoredSource>& stored) {
        return stored && stored->is_current && stored->content == content &&
               stored->fingerprint == table.source.fingerprint;
    };
    if (impl_->reading(doing, [&] { return is_held(find_source(impl_->database, table.source.id)); }))
        return StoreOutcome::unchanged;
    return impl_->writing(doing, [&] {
        const std::optional<StoredSource> stored = find_source(impl_->database, table.source.id);
        if (is_held(stored)) return StoreOutcome::unchanged;
        check_rows(impl_->database, table);
        if (stored && stored->content == content) {
            // Other bytes, or the same bytes read with another concordance, gave the same rows.
            Statement{impl_->database, "UPDATE source SET fingerprint = ?, is_current = 1 WHERE id = ?"}.run(
                table.source.fingerprint, table.source.id);
            return StoreOutcome::unchanged;
        }
        SourceWriter{impl_->database, table}.write(content, stored);
        return stored ? StoreOutcome::replaced : StoreOutcome::added;
    });
}

std::optional<std::string> Atlas::source_fingerprint(std::string_view source) const {
    return impl_->reading("reading the sources", [&]() -> std::optional<std::string> {
        const auto stored = find_source(impl_->database, source);
        if (!stored || !stored->is_current) return std::nullopt;
        return stored->fingerprint;
    });
}

}  // namespace entente::atlas
