// SPDX-License-Identifier: Apache-2.0
//
// Reading the rows of a World. The figures are four fifths of the work, so a second connection on another thread reads
// series of them while this one reads the rest, and then whatever series are left.
#include <atomic>
#include <future>

#include "impl.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

/// The series of figures, each of which is read by whoever comes first.
struct FigureQueue {
    std::string fingerprint;  ///< Of the atlas that they are read from.
    std::vector<SeriesCoverage> series;
    std::vector<std::int64_t> nums;  ///< Of the series in the tables.
    std::vector<std::vector<FigureRecord>> rows;
    std::atomic<std::size_t> next{0};
};

void list_series(SQLite::Database& database, FigureQueue& queue) {
    queue.fingerprint = content_fingerprint(database);
    Statement row{database, R"(SELECT num, name, unit, definition, source, first_year, last_year FROM series
                               ORDER BY name, source)"};
    while (row.next()) {
        queue.nums.push_back(row.large(0));
        queue.series.push_back(
            {{row.string(1), row.string(2), row.string(3)}, row.string(4), row.year(5), row.year(6)});
    }
    queue.rows.resize(queue.nums.size());
}

void read_figures(SQLite::Database& database, FigureQueue& queue) {
    Statement row{database, "SELECT actor, year, value, sd FROM figure WHERE series = ? ORDER BY actor, year"};
    for (std::size_t k = queue.next++; k < queue.nums.size(); k = queue.next++) {
        row.bind(queue.nums[k]);
        while (row.next())
            queue.rows[k].push_back(
                {static_cast<std::uint16_t>(k), row.actor(0), row.year(1), row.real(2), row.maybe_real(3)});
    }
}

void read_figures_apart(const std::filesystem::path& file, const AtlasOptions& options, FigureQueue& queue) {
    guarded(file, "reading the figures", [&] {
        SQLite::Database database = open_reader(file, options);
        const SQLite::Transaction snapshot{database, SQLite::TransactionBehavior::DEFERRED};
        // After an import that ended between the two openings this connection sees another atlas: it then leaves all
        // series to the first one.
        if (content_fingerprint(database) == queue.fingerprint) read_figures(database, queue);
    });
}

void take_figures(FigureQueue& queue, WorldTables& tables) {
    tables.series = std::move(queue.series);
    std::size_t count = 0;
    for (const auto& rows : queue.rows) count += rows.size();
    tables.figures.reserve(count);
    for (const auto& rows : queue.rows) tables.figures.insert(tables.figures.end(), rows.begin(), rows.end());
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

}  // namespace

World Atlas::world(Year as_of) const {
    WorldTables tables = impl_->reading("reading a World", [&] {
        FigureQueue queue;
        list_series(impl_->database, queue);
        std::future<void> apart =
            std::async(std::launch::async, [&] { read_figures_apart(impl_->file, impl_->options, queue); });
        WorldTables read;
        read_rest(impl_->database, read);
        read_figures(impl_->database, queue);
        apart.get();
        take_figures(queue, read);
        return read;
    });
    return World{std::move(tables), as_of};
}

}  // namespace entente::atlas
