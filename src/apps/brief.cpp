// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "ask_options.hpp"
#include "command.hpp"
#include "entente/engine/brief.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

struct BriefOptions {
    engine::AskRequest request{};
    std::string format{};
    std::filesystem::path output{};
};

/// As asked; else HTML where the file's name says so, and Markdown.
bool is_html(const BriefOptions& options) {
    if (!options.format.empty()) return options.format == "html";
    return options.output.extension() == ".html" || options.output.extension() == ".htm";
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    if (!out.flush()) throw Error{Errc::failed, fmt::format("{} cannot be written", file.string())};
}

void write_brief(const CommonOptions& common, BriefOptions options) {
    if (common.format() != Format::text)
        throw Error{Errc::wrong_usage, "a brief is a text, not a table",
                    "entente ask with the same options gives JSON and CSV."};
    options.request.as_of = common.as_of_year();
    options.request.validate();
    const engine::Engine engine(common.atlas, data_folder());
    const entente::brief::BriefInputs inputs = engine::brief_inputs(engine, options.request, monitor_of(common));
    const std::string text = is_html(options) ? entente::brief::to_html(inputs) : entente::brief::to_markdown(inputs);
    if (options.output.empty()) {
        std::cout << text;
        return;
    }
    write(options.output, text);
    say(common, fmt::format("Written: {}", options.output.string()));
}

}  // namespace

void add_brief(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("brief", "The answer to a question as a two-page brief");
    command.footer(
        "Examples: entente brief --issue climate --actors EU,IND --as-of 2012\n"
        "          entente brief --issue trade --actors G7:members --output trade.html");
    add_common(command, common);
    auto options = std::make_shared<BriefOptions>();
    add_question(command, options->request);
    command.add_option("--format", options->format, "md or html (default: by the name of --output, else md)")
        ->check(CLI::IsMember({"md", "html"}));
    command.add_option("--output", options->output, "File to write instead of standard output");
    command.callback([&common, options] { write_brief(common, *options); });
}

}  // namespace entente::apps
