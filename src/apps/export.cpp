// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/base/nearest.hpp"
#include "graphml.hpp"
#include "stata.hpp"

namespace entente::apps {
namespace {

struct ExportOptions {
    std::string table{};
    std::string format = "csv";
    bool list = false;
};

Error unknown_table(const std::string& name, const std::vector<std::string>& names) {
    return Error{
        Errc::unknown_id, fmt::format("no table '{}'", name),
        fmt::format("Nearest: {}. entente export --list names them all.", fmt::join(nearest_names(name, names), ", "))};
}

Table read_table(const atlas::Atlas& atlas, std::string_view name) {
    auto rows = atlas.table(name);
    Table table{.columns = std::move(rows.front())};
    for (auto row = rows.begin() + 1; row != rows.end(); ++row) table.rows.emplace_back(row->begin(), row->end());
    return table;
}

void export_network(const atlas::Atlas& atlas, const std::string& name) {
    std::vector<std::string> names;
    for (const Network& network : networks()) {
        if (network.name == name) return print_graphml(std::cout, network, read_table(atlas, network.table));
        names.emplace_back(network.name);
    }
    throw Error{Errc::wrong_usage, fmt::format("'{}' is no network", name),
                fmt::format("graphml takes one of {}.", fmt::join(names, ", "))};
}

void export_table(const CommonOptions& common, const ExportOptions& options) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto names = atlas.table_names();
    if (options.list) {
        Table table{.columns = {"table"}};
        for (const std::string& name : names) table.rows.push_back({name});
        return print(std::cout, table, common.format());
    }
    if (options.format == "graphml") return export_network(atlas, options.table);
    if (std::ranges::find(names, options.table) == names.end()) throw unknown_table(options.table, names);
    const Table table = read_table(atlas, options.table);
    if (options.format == "dta") return print_stata(std::cout, table, "Entente: " + options.table);
    print(std::cout, table, options.format == "json" || common.json ? Format::json : Format::csv);
}

}  // namespace

void add_export(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("export", "Print a table or network of the atlas");
    add_common(command, common);
    auto options = std::make_shared<ExportOptions>();
    auto* table = command.add_option("table", options->table, "Name of the table");
    command
        .add_option("--format", options->format,
                    "csv, json, dta (Stata) or graphml (networks: partnerships, agreements, memberships)")
        ->check(CLI::IsMember({"csv", "json", "dta", "graphml"}))
        ->capture_default_str();
    command.add_flag("--list", options->list, "Print the names of the tables")->excludes(table);
    command.callback([&common, options, table] {
        if (!options->list && table->count() == 0)
            throw Error{Errc::wrong_usage, "export takes the name of a table, or --list"};
        export_table(common, *options);
    });
}

}  // namespace entente::apps
