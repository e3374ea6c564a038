// SPDX-License-Identifier: Apache-2.0
//
// apps: the entente command. One file per subcommand: parse the options, call the engine, print what it answers.
// Data go to stdout, all else to stderr; failures are exceptions that main turns into exit codes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/base/year.hpp"
#include "table.hpp"

namespace entente::apps {

/// Options that every command takes.
struct CommonOptions {
    std::filesystem::path atlas{};
    std::optional<int> as_of{};
    std::uint64_t seed = 1;
    std::size_t threads = 0;
    bool json = false;
    bool csv = false;
    bool quiet = false;
    std::vector<std::string> arguments{};  ///< The words of the command line behind `entente`.

    [[nodiscard]] Format format() const noexcept { return json ? Format::json : csv ? Format::csv : Format::text; }
    [[nodiscard]] std::optional<Year> as_of_year() const { return as_of ? std::optional{Year{*as_of}} : std::nullopt; }
};

/// Adds the common options to a subcommand.
void add_common(CLI::App& command, CommonOptions& common);

/// Writes a line to stderr unless --quiet was given.
void say(const CommonOptions& common, const std::string& line);

/// A monitor whose stop token follows Ctrl-C, and whose progress bar shows on a terminal once work takes over two
/// seconds; none when piped or quiet.
[[nodiscard]] Monitor monitor_of(const CommonOptions& common);

/// Stop token that follows SIGINT and SIGTERM. The first signal asks to stop; a second one ends at once with 130.
[[nodiscard]] std::stop_token stop_on_signals();

// Each adds its subcommand to the application.
void add_import(CLI::App& app, CommonOptions& common);
void add_estimate(CLI::App& app, CommonOptions& common);
void add_ask(CLI::App& app, CommonOptions& common);
void add_lookback(CLI::App& app, CommonOptions& common);
void add_principles(CLI::App& app, CommonOptions& common);
void add_power(CLI::App& app, CommonOptions& common);
void add_order(CLI::App& app, CommonOptions& common);
void add_registry(CLI::App& app, CommonOptions& common);
void add_brief(CLI::App& app, CommonOptions& common);
void add_core(CLI::App& app, CommonOptions& common);
void add_voting_power(CLI::App& app, CommonOptions& common);
void add_common_ground(CLI::App& app, CommonOptions& common);
void add_predict(CLI::App& app, CommonOptions& common);
void add_backtest(CLI::App& app, CommonOptions& common);
/// `predict accessions`, below the command `predict`.
void add_predict_accessions(CLI::App& predict, CommonOptions& common);
void add_export(CLI::App& app, CommonOptions& common);
void add_serve(CLI::App& app, CommonOptions& common);
void add_doctor(CLI::App& app, CommonOptions& common);

}  // namespace entente::apps
