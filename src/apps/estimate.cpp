// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/engine/estimates.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

using Estimate = void (*)(atlas::Atlas&, const engine::EstimateOptions&, const Monitor&);

/// What can be estimated, by the word of the command line.
constexpr std::array<std::pair<std::string_view, Estimate>, 7> kEstimates{{{"principles", engine::estimate_principles},
                                                                           {"power", engine::estimate_power},
                                                                           {"registry", engine::estimate_registry},
                                                                           {"order", engine::estimate_order},
                                                                           {"attain", engine::estimate_attain},
                                                                           {"norms", engine::estimate_norms},
                                                                           {"all", engine::estimate_all}}};

void estimate(const CommonOptions& common, const std::string& what, bool is_refit) {
    atlas::Atlas atlas(own_atlas(common.atlas), atlas::OpenMode::create);
    const auto begun = std::chrono::steady_clock::now();
    const engine::EstimateOptions options{
        .data = data_folder(),
        .seed = Seed{common.seed},
        .refit = is_refit ? engine::Refit::always : engine::Refit::when_inputs_changed,
        .say = [&](const std::string& line) { say(common, line); }};
    for (const auto& [name, run] : kEstimates)
        if (name == what) run(atlas, options, monitor_of(common));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
    say(common, fmt::format("estimated {} in {:.1f} s", what, seconds.count()));
}

}  // namespace

void add_estimate(CLI::App& app, CommonOptions& common) {
    CLI::App& command =
        *app.add_subcommand("estimate", "Compute estimates from what was imported, and store them in the atlas");
    add_common(command, common);
    auto what = std::make_shared<std::string>("all");
    std::vector<std::string> names;
    for (const auto& [name, run] : kEstimates) names.emplace_back(name);
    command.add_option("what", *what, "Which one")->check(CLI::IsMember(names))->capture_default_str();
    auto is_refit = std::make_shared<bool>(false);
    command.add_flag(
        "--refit", *is_refit,
        "Fit the principles anew even where the votes have not changed, or only newer sessions were added");
    command.callback([&common, what, is_refit] { estimate(common, *what, *is_refit); });
}

}  // namespace entente::apps
