// SPDX-License-Identifier: Apache-2.0
//
// Reading the rows of a World. The figures are half of the work, so they are read on a second connection while the
// calling thread reads the rest.
#include <future>
#include <unordered_map>

#include "impl.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

void read_figures(SQLite::Database& database, WorldTables& tables) {
    std::unordered_map<std::int64_t, std::uint16_t> position_of;
    Statement series{database, R"(SELECT num, name, unit, definition, source, first_year, last_year FROM series
                                  ORDER BY name, source)"};
    while (series.next()) {
        position_of[series.large(0)] = static_cast<std::uint16_t>(tables.series.size());
        tables.series.push_back(
            {{series.string(1), series.string(2), series.string(3)}, series.string(4), series.year(5), series.year(6)});
    }
    // In the order of the pages; World sorts what needs sorting.
    Statement row{database, "SELECT series, actor, year, value, sd FROM figure ORDER BY series, actor, year"};
    std::int64_t num = -1;
    std::uint16_t position = 0;
    while (row.next()) {
        if (row.large(0) != num) {
            num = row.large(0);
            position = position_of.at(num);
        }
        tables.figures.push_back({position, row.actor(1), row.year(2), row.real(3), row.maybe_real(4)});
    }
}

void read_dyads(SQLite::Database& database, WorldTables& tables) {
    Statement contiguity{database, R"(SELECT first, second, type, first_year, last_year FROM contiguity
                                      ORDER BY source, position)"};
    while (contiguity.next())
        tables.contiguities.push_back(
            {contiguity.actor(0), contiguity.actor(1), contiguity.integer(2), contiguity.spell(3)});
    Statement rivalry{database, R"(SELECT first, second, first_year, last_year, kinds FROM rivalry
                                   ORDER BY source, position)"};
    while (rivalry.next())
        tables.rivalries.push_back({rivalry.actor(0), rivalry.actor(1), rivalry.spell(2), rivalry.string(4)});
    Statement dispute{database, "SELECT first, second, year, hostility FROM dispute ORDER BY source, position"};
    while (dispute.next())
        tables.disputes.push_back({dispute.actor(0), dispute.actor(1), dispute.year(2), dispute.integer(3)});
    Statement major{database, "SELECT actor, first_year, last_year FROM major_power ORDER BY source, position"};
    while (major.next()) tables.major_powers.push_back({major.actor(0), major.spell(1)});
}

/// Everything but the figures.
void read_rest(SQLite::Database& database, WorldTables& tables) {
    tables.actors = read_actors(database);
    tables.memberships = read_memberships(database);
    tables.capitals = read_capitals(database);
    read_dyads(database, tables);
    tables.partnerships = read_partnerships(database);
    Statement position{database, "SELECT actor, year, mean, std_error FROM known_position ORDER BY actor, year"};
    while (position.next())
        tables.positions.push_back({position.actor(0), position.year(1), position.real(2), position.real(3)});
    tables.sources = read_sources(database);
    tables.estimates = read_estimates(database);
}

struct FigureTables {
    WorldTables tables;
    std::string fingerprint;  ///< Of the atlas as this connection saw it.
};

FigureTables read_figures_apart(const std::filesystem::path& file, const AtlasOptions& options) {
    return guarded(file, "reading the figures", [&] {
        SQLite::Database database = open_reader(file, options);
        const SQLite::Transaction snapshot{database, SQLite::TransactionBehavior::DEFERRED};
        FigureTables read;
        read.fingerprint = content_fingerprint(database);
        read_figures(database, read.tables);
        return read;
    });
}

}  // namespace

World Atlas::world(Year as_of) const {
    std::future<FigureTables> apart = std::async(std::launch::async, read_figures_apart, impl_->file, impl_->options);
    WorldTables tables = impl_->reading("reading a World", [&] {
        WorldTables rest;
        const std::string fingerprint = content_fingerprint(impl_->database);
        read_rest(impl_->database, rest);
        FigureTables figures = apart.get();
        // An import that ended between the two openings would give figures of another atlas: read them here instead.
        if (figures.fingerprint != fingerprint) {
            figures.tables = {};
            read_figures(impl_->database, figures.tables);
        }
        rest.series = std::move(figures.tables.series);
        rest.figures = std::move(figures.tables.figures);
        return rest;
    });
    return World{std::move(tables), as_of};
}

}  // namespace entente::atlas
