// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>

#include "answer_json.hpp"
#include "answer_text.hpp"
#include "ask_options.hpp"
#include "command.hpp"
#include "entente/base/parallel.hpp"
#include "entente/engine/engine.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void ask(const CommonOptions& common, engine::AskRequest request, bool wants_history) {
    request.as_of = common.as_of_year();
    request.validate();
    const engine::Engine engine(common.atlas, data_folder());
    attain::Answer answer = engine.ask(request, monitor_of(common));
    if (wants_history) answer.history = engine.history(request, monitor_of(common));
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
    add_question(command, *request);
    auto wants_history = std::make_shared<bool>(false);
    command.add_flag("--history", *wants_history, "How the same actors' frontier has moved since 1960");
    command.callback([&common, request, wants_history] { ask(common, *request, *wants_history); });
}

}  // namespace entente::apps
