// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>

#include "answer_json.hpp"
#include "answer_text.hpp"
#include "command.hpp"
#include "entente/base/parallel.hpp"
#include "entente/engine/engine.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void ask(const CommonOptions& common, engine::AskRequest request) {
    request.as_of = common.as_of_year();
    request.validate();
    const engine::Engine engine(common.atlas, data_folder());
    const attain::Answer answer = engine.ask(request, monitor_of(common));
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(answer).dump() << '\n';
            return;
        case Format::csv:
            print(std::cout, matrix_table(answer), Format::csv);
            return;
        case Format::text:
            break;
    }
    const bool has_colour = isatty(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
    print_text(std::cout, answer, has_colour ? Colour::on : Colour::off);
}

}  // namespace

void add_ask(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("ask", "The most that given actors can agree to do together on an issue");
    command.footer("Example: entente ask --issue climate --actors EU,IND --as-of 2014");
    add_common(command, common);
    auto request = std::make_shared<engine::AskRequest>();
    command.add_option("--issue", request->issue, "Issue, as in data/issues.toml")->required();
    command.add_option("--actors", request->actors, "Codes, names, EU, EU:members, world; divided by commas")
        ->required();
    command.add_option("--horizon", request->horizon_years, "Years within which it is to come about, 1 to 20")
        ->capture_default_str();
    command.add_option("--threshold", request->threshold, "Probability from which a square counts as attainable")
        ->capture_default_str();
    command.add_option("--impact", request->impact, "Share of the issue that a composition must carry")
        ->capture_default_str();
    command.callback([&common, request] { ask(common, *request); });
}

}  // namespace entente::apps
