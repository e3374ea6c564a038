// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/actor_tables.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "entente/base/fingerprint.hpp"
#include "entente/sources/csv.hpp"

namespace entente::sources {
namespace {

constexpr int kMaxActorId = 1'000'000;
constexpr std::array<std::string_view, 3> kRoles{"member", "associate", "observer"};

/// The six files as they are read, one after the other; later ones refer to the actors of the first.
class ActorTablesReader {
public:
    explicit ActorTablesReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void read_all() {
        read("actors.csv", [this](CsvReader& rows) { read_actors(rows); });
        read("spells.csv", [this](CsvReader& rows) { read_spells(rows); });
        read("codes.csv", [this](CsvReader& rows) { read_codes(rows); });
        read("aliases.csv", [this](CsvReader& rows) { read_aliases(rows); });
        read("members.csv", [this](CsvReader& rows) { read_members(rows); });
        read("not_actors.csv", [this](CsvReader& rows) { read_not_actors(rows); });
        add_capitals();
    }

    ActorRecords records{};
    std::int64_t num_rows = 0;
    Fingerprint fingerprint{};

private:
    struct Position {
        ActorId actor{};
        double latitude_deg = 0;
        double longitude_deg = 0;
    };

    template <typename ReadRows>
    void read(std::string_view name, const ReadRows& read_rows) {
        CsvReader rows{folder_ / name, ',', monitor_};
        read_rows(rows);
        fingerprint.add(rows.fingerprint());
    }

    bool next(CsvReader& rows) {
        const bool has_row = rows.next();
        if (has_row) ++num_rows;
        return has_row;
    }

    /// The field's text, which must not be empty.
    [[nodiscard]] static std::string filled(const CsvReader& rows, Column column, std::string_view what) {
        if (rows.text(column).empty()) throw rows.error(column, what);
        return std::string(rows.text(column));
    }

    void read_actors(CsvReader& rows) {
        const Column id = rows.column("id");
        const Column key = rows.column("key");
        const Column name = rows.column("name");
        const Column kind = rows.column("kind");
        const Column region = rows.column("region");
        const Column subregion = rows.column("subregion");
        const Column latitude = rows.column("capital_lat");
        const Column longitude = rows.column("capital_lng");
        std::unordered_set<std::string> keys;
        while (next(rows)) {
            Actor actor{.id = ActorId{rows.integer(id, 1, kMaxActorId)}, .key = filled(rows, key, "a key")};
            actor.name = filled(rows, name, "a name");
            const auto known_kind = from_string<ActorKind>(rows.text(kind));
            if (!known_kind) throw rows.error(kind, "state, collective, subnational, firm, civil or person");
            actor.kind = *known_kind;
            actor.region = rows.text(region);
            actor.subregion = rows.text(subregion);
            if (!positions_.emplace(actor.id, records.actors.size()).second)
                throw rows.error(id, "an id that no earlier row has");
            if (!keys.insert(actor.key).second) throw rows.error(key, "a key that no earlier row has");
            read_capital(rows, actor.id, latitude, longitude);
            records.actors.push_back(std::move(actor));
        }
    }

    void read_capital(const CsvReader& rows, ActorId actor, Column latitude, Column longitude) {
        const auto latitude_deg = rows.optional_number(latitude);
        const auto longitude_deg = rows.optional_number(longitude);
        if (!latitude_deg && !longitude_deg) return;
        if (!latitude_deg || *latitude_deg < -90 || *latitude_deg > 90)
            throw rows.error(latitude, "degrees from -90 to 90, given together with the longitude");
        if (!longitude_deg || *longitude_deg < -180 || *longitude_deg > 180)
            throw rows.error(longitude, "degrees from -180 to 180, given together with the latitude");
        capitals_.push_back({actor, *latitude_deg, *longitude_deg});
    }

    [[nodiscard]] Actor& actor_in(const CsvReader& rows, Column column) {
        const auto found = positions_.find(ActorId{rows.integer(column, 1, kMaxActorId)});
        if (found == positions_.end()) throw rows.error(column, "the id of an actor of actors.csv");
        return records.actors[found->second];
    }

    struct YearColumns {
        Column first;
        Column last;
    };
    [[nodiscard]] static YearColumns year_columns(const CsvReader& rows) {
        return {rows.column("first_year"), rows.column("last_year")};
    }

    /// Reads open or closed years into a record's `first` and `last`.
    template <typename Record>
    static void read_years(const CsvReader& rows, const YearColumns& columns, Record& record) {
        record.first = rows.optional_year(columns.first);
        record.last = rows.optional_year(columns.last);
        if (record.first && record.last && *record.last < *record.first)
            throw rows.error(columns.last, fmt::format("a year from {} on", record.first->value()));
    }

    /// Whether two actors hold a code in the same years. An open end reaches as far as years go.
    [[nodiscard]] static bool overlap(const ActorCode& a, const ActorCode& b) {
        const auto begins_by_end_of = [](const ActorCode& one, const ActorCode& other) {
            return one.first.value_or(Year{kFirstYear}) <= other.last.value_or(Year{kLastYear});
        };
        return begins_by_end_of(a, b) && begins_by_end_of(b, a);
    }

    [[nodiscard]] static Spell read_spell(const CsvReader& rows, const YearColumns& columns) {
        const Spell spell{rows.year(columns.first), rows.optional_year(columns.last)};
        if (spell.last && *spell.last < spell.first)
            throw rows.error(columns.last, fmt::format("a year from {} on", spell.first.value()));
        return spell;
    }

    void read_spells(CsvReader& rows) {
        const Column actor = rows.column("actor_id");
        const YearColumns years = year_columns(rows);
        while (next(rows)) {
            std::vector<Spell>& spells = actor_in(rows, actor).spells;
            const Spell spell = read_spell(rows, years);
            if (!spells.empty() && (!spells.back().last || *spells.back().last >= spell.first))
                throw rows.error(years.first, "a year after the end of the actor's earlier spell");
            spells.push_back(spell);
        }
    }

    void read_codes(CsvReader& rows) {
        const Column actor = rows.column("actor_id");
        const Column system = rows.column("system");
        const Column code = rows.column("code");
        const YearColumns years = year_columns(rows);
        while (next(rows)) {
            ActorCode record{.actor = actor_in(rows, actor).id, .system = filled(rows, system, "a system of codes")};
            record.code = filled(rows, code, "a code");
            read_years(rows, years, record);
            std::vector<std::size_t>& same_code = holders_[record.system + ':' + record.code];
            for (const std::size_t other : same_code)
                if (overlap(records.codes[other], record))
                    throw rows.error(code, fmt::format("a code that actor {} does not hold in the same years",
                                                       records.codes[other].actor.value()));
            same_code.push_back(records.codes.size());
            records.codes.push_back(std::move(record));
        }
    }

    void read_aliases(CsvReader& rows) {
        const Column actor = rows.column("actor_id");
        const Column alias = rows.column("alias");
        const YearColumns years = year_columns(rows);
        while (next(rows)) {
            ActorAlias record{.actor = actor_in(rows, actor).id, .alias = filled(rows, alias, "a name")};
            read_years(rows, years, record);
            records.aliases.push_back(std::move(record));
        }
    }

    void read_members(CsvReader& rows) {
        const Column collective = rows.column("collective_id");
        const Column actor = rows.column("actor_id");
        const Column role = rows.column("role");
        const YearColumns years = year_columns(rows);
        while (next(rows)) {
            const Actor& entity = actor_in(rows, collective);
            if (entity.kind != ActorKind::collective) throw rows.error(collective, "the id of a collective entity");
            if (std::find(kRoles.begin(), kRoles.end(), rows.text(role)) == kRoles.end())
                throw rows.error(role, "member, associate or observer");
            const ActorId member = actor_in(rows, actor).id;
            if (member == entity.id) throw rows.error(actor, "another actor than the collective entity");
            records.memberships.push_back({entity.id, member, std::string(rows.text(role)), read_spell(rows, years)});
        }
    }

    void read_not_actors(CsvReader& rows) {
        const Column source = rows.column("source");
        const Column text = rows.column("text");
        const Column reason = rows.column("reason");
        const YearColumns years = year_columns(rows);
        while (next(rows)) {
            NotAnActor record{.source = filled(rows, source, "a source"), .text = filled(rows, text, "a text")};
            record.reason = filled(rows, reason, "a reason");
            read_years(rows, years, record);
            records.not_actors.push_back(std::move(record));
        }
    }

    /// A capital holds from the beginning of its actor's life on.
    void add_capitals() {
        for (const Position& capital : capitals_) {
            const std::vector<Spell>& spells = records.actors[positions_.at(capital.actor)].spells;
            const Spell spell{spells.empty() ? Year{kFirstYear} : spells.front().first,
                              spells.empty() ? std::nullopt : spells.back().last};
            records.capitals.push_back({capital.actor, spell, capital.latitude_deg, capital.longitude_deg});
        }
    }

    std::filesystem::path folder_;
    Monitor monitor_{};
    std::unordered_map<ActorId, std::size_t> positions_;  ///< In records.actors.
    std::vector<Position> capitals_;
    std::unordered_map<std::string, std::vector<std::size_t>> holders_;  ///< By system and code, in records.codes.
};

}  // namespace

ActorRecords read_actor_tables(const std::filesystem::path& folder) {
    ActorTablesReader reader{folder};
    reader.read_all();
    return std::move(reader.records);
}

SourceTable read_actor_source(const std::filesystem::path& folder) {
    ActorTablesReader reader{folder};
    reader.read_all();
    SourceTable table;
    table.source = {.id = "actors",
                    .title = "Entente's concordance of actors, codes, names and members",
                    .citation = "Entente contributors, data/actors; sources in data/actors/README.md",
                    .version = std::string(ENTENTE_VERSION),
                    .terms = "Apache-2.0; capitals after GeoNames (CC BY 4.0)",
                    .address = "",
                    .fingerprint = reader.fingerprint.hex()};
    table.report.rows_read = reader.num_rows;
    table.report.rows_kept = reader.num_rows;
    table.actors = std::move(reader.records);
    return table;
}

}  // namespace entente::sources
