// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/import.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/base/error.hpp"
#include "entente/sources/actor_tables.hpp"
#include "entente/sources/importer.hpp"

namespace entente::engine {
namespace fs = std::filesystem;
namespace {

/// Actors, codes and names: everything else refers to them.
sources::Concordance store_actors(atlas::Atlas& atlas, const fs::path& data, ImportSummary& summary) {
    SourceTable table = sources::read_actor_source(data / "actors");
    sources::Concordance concordance{table.actors};
    const auto outcome = atlas.store(table);
    summary.tables.push_back({.source = table.source.id, .outcome = outcome, .report = table.report});
    return concordance;
}

}  // namespace

ImportSummary import_tables(atlas::Atlas& atlas, std::span<const fs::path> paths, const fs::path& data,
                            const Monitor& monitor) {
    ImportSummary summary;
    const auto concordance = store_actors(atlas, data, summary);
    store_content(atlas, data);
    const auto catalogue = sources::Catalogue::read(data / "sources.toml");
    const auto found = sources::find_tables(paths, monitor);
    for (const sources::SkippedFile& skipped : found.skipped)
        summary.skipped_files.push_back(fmt::format("{}: {}", skipped.file.filename().string(), skipped.reason));

    struct Read {
        bool is_unchanged = false;
        SourceTable table;
    };
    // Asked for here, since the atlas belongs to this thread alone.
    std::map<const sources::FoundTable*, std::optional<std::string>> stored;
    for (const sources::FoundTable& table : found.tables) stored[&table] = atlas.source_fingerprint(table.source);
    const auto read = [&](const sources::FoundTable& table) {
        if (const auto& known = stored.at(&table); known && *known == sources::fingerprint_of(table, monitor))
            return Read{.is_unchanged = true, .table = {}};
        return Read{.is_unchanged = false, .table = sources::import_table(table, concordance, catalogue, monitor)};
    };

    // Reading is work for the processor and storing is one writer's: while a table is stored the next ones are read. A
    // few ahead are enough, and keep only those in memory.
    constexpr std::size_t kTablesAhead = 2;
    std::deque<std::future<Read>> ahead;
    std::size_t next = 0;
    for (std::size_t k = 0; k < found.tables.size(); ++k) {
        for (; next < found.tables.size() && ahead.size() < kTablesAhead; ++next)
            ahead.push_back(std::async(std::launch::async, read, std::cref(found.tables[next])));
        Read one = ahead.front().get();
        ahead.pop_front();
        const std::string& id = found.tables[k].source;
        monitor.report(id, static_cast<double>(k) / static_cast<double>(found.tables.size()));
        monitor.check_stop();
        if (one.is_unchanged)
            summary.tables.push_back(
                {.source = id, .outcome = atlas::StoreOutcome::unchanged, .report = atlas.import_report(id)});
        else
            summary.tables.push_back({.source = id, .outcome = atlas.store(one.table), .report = one.table.report});
    }
    return summary;
}

}  // namespace entente::engine
