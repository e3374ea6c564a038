// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/base/nearest.hpp"

namespace entente::apps {
namespace {

struct ExportOptions {
    std::string table{};
    std::string format = "csv";
    bool list = false;
};

void export_table(const CommonOptions& common, const ExportOptions& options) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto names = atlas.table_names();
    if (options.list) {
        Table table{.columns = {"table"}};
        for (const std::string& name : names) table.rows.push_back({name});
        return print(std::cout, table, common.format());
    }
    if (std::ranges::find(names, options.table) == names.end())
        throw Error{Errc::unknown_id, fmt::format("no table '{}'", options.table),
                    fmt::format("Nearest: {}. entente export --list names them all.",
                                fmt::join(nearest_names(options.table, names), ", "))};
    auto rows = atlas.table(options.table);
    Table table{.columns = std::move(rows.front())};
    for (auto row = rows.begin() + 1; row != rows.end(); ++row) table.rows.emplace_back(row->begin(), row->end());
    print(std::cout, table, options.format == "json" || common.json ? Format::json : Format::csv);
}

}  // namespace

void add_export(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("export", "Print a table of the atlas as CSV or JSON");
    add_common(command, common);
    auto options = std::make_shared<ExportOptions>();
    auto* table = command.add_option("table", options->table, "Name of the table");
    command.add_option("--format", options->format, "csv or json")
        ->check(CLI::IsMember({"csv", "json"}))
        ->capture_default_str();
    command.add_flag("--list", options->list, "Print the names of the tables")->excludes(table);
    command.callback([&common, options, table] {
        if (!options->list && table->count() == 0)
            throw Error{Errc::wrong_usage, "export takes the name of a table, or --list"};
        export_table(common, *options);
    });
}

}  // namespace entente::apps
