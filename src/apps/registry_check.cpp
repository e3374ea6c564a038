// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/engine/registry_files.hpp"
#include "paths.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

void check(const CommonOptions& common, const std::vector<std::filesystem::path>& files) {
    const auto found = engine::check_registry_files(files, data_folder());
    if (common.format() != Format::text) {
        Table table{.columns = {"file", "line", "column", "fault"}};
        for (const registry::FileFault& fault : found.faults)
            table.rows.push_back({fault.file, std::int64_t{fault.line}, std::int64_t{fault.column}, fault.what});
        print(std::cout, table, common.format());
    }
    if (!found.other_faults.empty())
        say(common,
            fmt::format("note: {} faults in other registry files, which were not checked against; the first: {}",
                        found.other_faults.size(), registry::describe(std::span(found.other_faults).first(1))));
    if (!found.faults.empty())
        throw Error{Errc::bad_input,
                    fmt::format("{} {}\n{}", found.faults.size(), found.faults.size() == 1 ? "fault" : "faults",
                                registry::describe(found.faults))};
    if (common.format() == Format::text)
        fmt::print("{} partnerships and {} citations; no faults\n", found.num_partnerships, found.num_citations);
}

}  // namespace

void add_registry_check(CLI::App& command, CommonOptions& common) {
    CLI::App& check_command = *command.add_subcommand("check", "Check registry files of your own, line by line");
    add_common(check_command, common);
    auto files = std::make_shared<std::vector<std::filesystem::path>>();
    check_command.add_option("file", *files, "Registry files (the form: data/registry/README.md)")->required();
    check_command.callback([&common, files] { check(common, *files); });
}

}  // namespace entente::apps
