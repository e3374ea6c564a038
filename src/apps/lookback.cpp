// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "lookback_views.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void look_back(const CommonOptions& common, const std::string& only_case) {
    const engine::Engine engine(common.atlas, data_folder());
    const engine::Lookback lookback = look_back_from(engine, common.as_of_year(), only_case, monitor_of(common));
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(lookback).dump() << '\n';
            return;
        case Format::csv:
            print(std::cout, lookback_table(lookback), Format::csv);
            return;
        case Format::text:
            print_text(std::cout, lookback);
            return;
    }
}

}  // namespace

void add_lookback(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand(
        "lookback", "What would have been said in 2013 about the brief's cases, beside what has happened since");
    command.footer("Example: entente lookback --case tpp");
    add_common(command, common);
    auto only_case = std::make_shared<std::string>();
    command.add_option("--case", *only_case, "Only this case of data/lookback.toml");
    command.callback([&common, only_case] { look_back(common, *only_case); });
}

}  // namespace entente::apps
