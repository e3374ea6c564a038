// SPDX-License-Identifier: Apache-2.0
//
// entente backtest: how good forecasts made at the start of each decade would have been.
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "backtest_views.hpp"
#include "command.hpp"
#include "entente/engine/backtest.hpp"
#include "paths.hpp"
#include "svg_file.hpp"

namespace entente::apps {
namespace {

struct BacktestChoice {
    std::string family{};
    int from = 1960;
    bool is_small = false;
    std::filesystem::path cases{};
    SvgOptions svg{};
};

/// Where the reference cases stand: beside the source tree, or in the folder that $ENTENTE_SHARED names.
std::filesystem::path default_cases() {
    const char* const shared = std::getenv("ENTENTE_SHARED");
    return (shared ? std::filesystem::path(shared) : data_folder().parent_path().parent_path() / "shared") / "eval";
}

engine::BacktestRequest request_of(const CommonOptions& common, const BacktestChoice& choice) {
    engine::BacktestRequest request{.cases = choice.cases.empty() ? default_cases() : choice.cases,
                                    .seed = Seed{common.seed}};
    request.options.from = Year{choice.from};
    if (!choice.family.empty()) {
        request.options.family = from_string<Family>(choice.family);
        if (!request.options.family || *request.options.family == Family::other)
            throw Error{Errc::wrong_usage,
                        fmt::format("--family is '{}'; expected alliance, trade, formal or informal", choice.family)};
    }
    return choice.is_small ? engine::small_backtest(request) : request;
}

void backtest(const CommonOptions& common, const BacktestChoice& choice) {
    const engine::BacktestRequest request = request_of(common, choice);
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto report = engine::run_backtest(atlas, data_folder(), request, monitor_of(common));
    for (const std::string& note : report.notes) say(common, note);
    if (choice.svg.is_wanted())
        write_svg(common, choice.svg, draw_reliability(report, frame_of(common, choice.svg, 620, {})));
    if (common.json)
        std::cout << backtest_as_json(report).dump(2) << '\n';
    else if (common.csv)
        print(std::cout, scores_table(report), Format::csv);
    else
        print_backtest(std::cout, report);
}

}  // namespace

void add_backtest(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("backtest", "How good forecasts of each decade would have been");
    add_common(command, common);
    auto choice = std::make_shared<BacktestChoice>();
    command.add_option("--family", choice->family, "Only alliance, trade, formal or informal");
    command.add_option("--from", choice->from, "First decade that is scored")->capture_default_str();
    command.add_flag("--small", choice->is_small, "Every eighth case, every tenth year: within a minute");
    command.add_option("--cases", choice->cases, "Folder of reference cases; without them, cases of the atlas's own");
    add_svg(command, choice->svg);
    command.callback([&common, choice] { backtest(common, *choice); });
}

}  // namespace entente::apps
