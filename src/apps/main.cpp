// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "paths.hpp"

namespace {

using namespace entente;

/// Runs the chosen subcommand; its callback was set where it was added.
int run(int argc, char** argv) {
    CLI::App app{"Entente: what given actors can agree to do together, who has to be in the room, and the way there"};
    app.name("entente");
    app.set_version_flag("--version", "entente " ENTENTE_VERSION);
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::simple);

    apps::CommonOptions common{.atlas = apps::default_atlas(), .arguments = {argv + 1, argv + argc}};
    apps::add_ask(app, common);
    apps::add_lookback(app, common);
    apps::add_principles(app, common);
    apps::add_power(app, common);
    apps::add_order(app, common);
    apps::add_registry(app, common);
    apps::add_brief(app, common);
    apps::add_core(app, common);
    apps::add_voting_power(app, common);
    apps::add_common_ground(app, common);
    apps::add_predict(app, common);
    apps::add_backtest(app, common);
    apps::add_import(app, common);
    apps::add_estimate(app, common);
    apps::add_export(app, common);
    apps::add_serve(app, common);
    apps::add_doctor(app, common);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForAllHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& error) {
        app.exit(error, std::cerr, std::cerr);
        return exit_code(Errc::wrong_usage);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        // Before any thread starts, so that all of them leave the signals to the watcher.
        (void)apps::stop_on_signals();
        return run(argc, argv);
    } catch (const Error& error) {
        fmt::print(stderr, "entente: {}\n", error.what());
        if (!error.hint().empty()) fmt::print(stderr, "  {}\n", error.hint());
        return exit_code(error.errc());
    } catch (const std::exception& error) {
        fmt::print(stderr,
                   "entente: unexpected: {}\n  This is a fault of ours; please report it with the command you ran.\n",
                   error.what());
        return 1;
    }
}
