// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <fmt/format.h>

#include "registry_select.hpp"

namespace entente::apps {
namespace {

void list(const CommonOptions& common, const Overlays& overlays, const RegistryFilters& filters) {
    const Registry registry = load_registry(common, overlays);
    const auto selected = select(common, registry, filters);
    print(std::cout,
          filters.by.empty() ? partnership_list(registry, selected, filters) : partnership_counts(selected, filters),
          common.format());
}

}  // namespace

void add_registry_list(CLI::App& command, CommonOptions& common) {
    CLI::App& list_command = *command.add_subcommand("list", "List partnerships, or count them");
    add_common(list_command, common);
    const auto overlays = add_overlay(list_command);
    auto filters = std::make_shared<RegistryFilters>();
    list_command.add_option("--actor", filters->actor, "With this actor as a party");
    list_command.add_option("--scope", filters->scope, fmt::format("{}", fmt::join(Names<Scope>::table, ", ")));
    list_command.add_option("--depth", filters->depth,
                            fmt::format("{} or unknown", fmt::join(Names<Depth>::table, ", ")));
    list_command.add_option("--label", filters->label, "What it calls itself, or none");
    list_command.add_option("--family", filters->family, fmt::format("{}", fmt::join(Names<Family>::table, ", ")));
    list_command.add_option("--status", filters->status, fmt::format("{}", fmt::join(Names<Status>::table, ", ")));
    list_command.add_option("--issue", filters->issue, "On this issue");
    list_command.add_option("--text", filters->text, "With this in its name or id");
    list_command.add_option("--year", filters->year, "Alive in this year, with the parties and depth of that year");
    list_command
        .add_option("--by", filters->by,
                    "Count by one or two of cell, scope, depth, decade (of its beginning), family, "
                    "status, label, such as cell,decade")
        ->delimiter(',');
    list_command.callback([&common, overlays, filters] { list(common, *overlays, *filters); });
}

}  // namespace entente::apps
