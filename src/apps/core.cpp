// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command.hpp"
#include "core_charts.hpp"
#include "core_json.hpp"
#include "core_text.hpp"
#include "entente/base/nearest.hpp"
#include "paths.hpp"
#include "svg_file.hpp"

namespace entente::apps {
namespace {

struct CoreCommand {
    engine::CoreRequest request{};
    std::string depth{};
    std::vector<std::string> costs{};
    std::filesystem::path cost_table{};
    std::filesystem::path table{};
    std::optional<double> time_limit_s{};
    SvgOptions svg{};
};

/// A stop token that is pulled on a signal or once the time is over.
class TimeLimit {
public:
    TimeLimit(std::stop_token signals, std::optional<double> seconds)
        : on_signal_(std::move(signals), [this] { source_.request_stop(); }) {
        if (!seconds) return;
        timer_ = std::jthread([this, seconds = *seconds](const std::stop_token& done) {
            std::unique_lock lock(mutex_);
            const bool is_done = over_.wait_for(lock, done, std::chrono::duration<double>(seconds),
                                                [&] { return done.stop_requested(); });
            if (!is_done) source_.request_stop();
        });
    }
    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

private:
    std::stop_source source_;
    std::stop_callback<std::function<void()>> on_signal_;
    std::mutex mutex_;
    std::condition_variable_any over_;
    std::jthread timer_;
};

std::optional<Depth> depth_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto depth = from_string<Depth>(text)) return depth;
    std::vector<std::string> names;
    for (const Depth depth : all_values<Depth>()) names.emplace_back(to_string(depth));
    throw Error{Errc::wrong_usage, fmt::format("no depth '{}'", text),
                fmt::format("Depths are {}.", fmt::join(names, ", "))};
}

void print_answer(const CommonOptions& common, const CoreCommand& options, const engine::CoreAnswer& answer) {
    if (options.svg.is_wanted()) return write_svg(common, options.svg, core_picture(common, options.svg, answer));
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(answer).dump() << '\n';
            return;
        case Format::csv:
            print(std::cout, core_table(answer), Format::csv);
            return;
        case Format::text:
            print_text(std::cout, answer);
            return;
    }
}

void core_command(const CommonOptions& common, CoreCommand options) {
    options.request.as_of = common.as_of_year();
    options.request.depth = depth_of(options.depth);
    Monitor monitor = monitor_of(common);
    if (!options.cost_table.empty()) options.request.costs = engine::read_actor_costs(options.cost_table, monitor);
    for (const std::string& cost : options.costs) options.request.costs.push_back(engine::parse_actor_cost(cost));
    options.request.validate();
    const std::stop_token signals = monitor.stop;
    const TimeLimit limit(signals, options.time_limit_s);
    monitor.stop = limit.token();
    const engine::CoreAnswer answer =
        options.table.empty()
            ? engine::find_cores(engine::Engine(common.atlas, data_folder()), options.request, monitor)
            : engine::find_cores(options.table, options.request, monitor);
    if (!answer.is_feasible() && options.svg.is_wanted()) options.svg = {};
    print_answer(common, options, answer);
    std::cout.flush();
    if (!answer.is_feasible())
        throw Error{Errc::failed,
                    fmt::format("{} {}",
                                answer.conflict.size() == 1 ? "this demand cannot be met:"
                                                            : "these demands cannot be met together:",
                                fmt::join(answer.conflict, "; ")),
                    "Ask for less, or for more actors to choose from."};
    if (signals.stop_requested()) throw Error{Errc::interrupted, "stopped on request; what was found by then is above"};
}

void add_demands(CLI::App& command, CoreCommand& options) {
    engine::CoreRequest& request = options.request;
    command.add_option("--cohesion", request.cohesion, "Largest distance in principles of two members");
    command.add_option("--dimensions", request.num_dimensions, "Dimensions of the space of principles, 1 to 3")
        ->capture_default_str();
    command
        .add_option("--cost", options.costs,
                    "ACTORS=COST, by commas: the cheapest set instead of the smallest; who is not named costs 1")
        ->delimiter(',');
    command.add_option("--cost-table", options.cost_table, "The same as a table: actor, cost")
        ->check(CLI::ExistingFile);
    command.add_option("--must", request.must, "Actors that must be in");
    command.add_option("--must-not", request.must_not, "Actors that must not be in");
    command.add_option("--not-with", request.not_with, "Pairs A:B that do not sit together, by commas")->delimiter(',');
    command.add_option("--at-least", request.at_least, "k:GROUP, members from a region, entity or club, by commas")
        ->delimiter(',');
    auto* depth = command.add_option("--depth", options.depth, "Every two members could reach this depth");
    command.add_option("--threshold", request.threshold, "with at least this probability")
        ->needs(depth)
        ->capture_default_str();
    command.add_option("--horizon", request.horizon_years, "within so many years")->needs(depth)->capture_default_str();
}

void add_outputs(CLI::App& command, CoreCommand& options) {
    engine::CoreRequest& request = options.request;
    command.add_flag("--all", request.all, "List and count every minimal core");
    command.add_flag("--near", request.near, "List those with one member more, too");
    command.add_option("--list", request.max_listed, "At most so many of each")->capture_default_str();
    command.add_flag("--frontier", request.frontier, "The frontier of size, share and cohesion");
    command.add_option("--max-size", request.max_size, "Largest size on the frontier")->capture_default_str();
    command.add_flag("--history", request.history, "The core for the same share in every year since 1950");
    command
        .add_option("--time-limit", options.time_limit_s,
                    "Seconds after which the best found is printed, with its bound")
        ->check(CLI::PositiveNumber);
    add_svg(command, options.svg);
}

}  // namespace

void add_core(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("core", "Who must be in the room: the smallest sets that carry a share");
    command.footer(
        "Examples: entente core --issue climate --share 0.8\n"
        "          entente core --issue climate,trade --share 0.6,0.5 --cohesion 1.5 --all --near\n"
        "          entente core --issue climate --share 0.8 --actors world,EU --not-with CHN:USA --at-least 2:Africa\n"
        "          entente core --issue climate --share 0.8 --cost USA=6,CHN=6,EU:members=0.5\n"
        "          entente core --issue climate --share 0.8 --history --svg growth.svg\n"
        "          entente core --issue trade --share 0.5 --frontier --csv");
    add_common(command, common);
    auto options = std::make_shared<CoreCommand>();
    command
        .add_option("--issue", options->request.issues,
                    "Issues, as in data/issues.toml, or columns of --table, by commas")
        ->delimiter(',')
        ->required();
    command
        .add_option("--share", options->request.shares, "Share of each issue that is carried: one for all, or one each")
        ->delimiter(',')
        ->capture_default_str();
    auto* actors =
        command.add_option("--actors", options->request.actors, "Who could be in: codes, names, EU, EU:members, world")
            ->capture_default_str();
    command
        .add_option("--table", options->table,
                    "A table of your own: actor, a column of shares an issue; if you like cost, x, y, z and group")
        ->check(CLI::ExistingFile)
        ->excludes(actors);
    add_demands(command, *options);
    add_outputs(command, *options);
    command.callback([&common, options] { core_command(common, *options); });
}

}  // namespace entente::apps
