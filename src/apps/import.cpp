// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/engine/import.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

namespace fs = std::filesystem;

const char* word(atlas::StoreOutcome outcome) {
    switch (outcome) {
        case atlas::StoreOutcome::unchanged:
            return "unchanged";
        case atlas::StoreOutcome::added:
            return "added";
        case atlas::StoreOutcome::replaced:
            return "replaced";
    }
    return "";
}

/// One row a table; skipped rows are told apart by reason on stderr, where nobody's program stumbles over them.
void report(const CommonOptions& common, const engine::ImportSummary& summary) {
    Table table{.columns = {"table", "outcome", "rows_read", "rows_kept", "rows_skipped"}};
    for (const engine::ImportedTable& imported : summary.tables)
        table.rows.push_back({imported.source, std::string(word(imported.outcome)), imported.report.rows_read,
                              imported.report.rows_kept, imported.report.rows_read - imported.report.rows_kept});
    for (const engine::ImportedTable& imported : summary.tables)
        for (const SkipCount& skip : imported.report.skipped)
            say(common, fmt::format("{}: {} rows skipped: {} (first: line {}, {})", imported.source, skip.count,
                                    skip.reason, skip.first_line, skip.example));
    for (const std::string& file : summary.skipped_files) say(common, "skipped " + file);
    if (!common.quiet) print(std::cout, table, common.format());
}

void import(const CommonOptions& common, const std::vector<fs::path>& paths) {
    atlas::Atlas atlas(own_atlas(common.atlas), atlas::OpenMode::create);
    const auto summary = engine::import_tables(atlas, paths, data_folder(), monitor_of(common));
    for (const fs::path& path : paths) engine::import_estimates(atlas, path);
    report(common, summary);
}

}  // namespace

void add_import(CLI::App& app, CommonOptions& common) {
    CLI::App& command =
        *app.add_subcommand("import", "Read every table that is recognised, plain or gzip, into the atlas");
    command.footer("The same import twice changes nothing; a fault leaves the table as it was.");
    add_common(command, common);
    auto paths = std::make_shared<std::vector<fs::path>>();
    command.add_option("paths", *paths, "Folders and files")->required();
    command.callback([&common, paths] { import(common, *paths); });
}

}  // namespace entente::apps
