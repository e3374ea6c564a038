// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "command.hpp"
#include "http/server.hpp"

namespace entente::apps {
namespace {

void open_in_browser(const std::string& address) {
    // A machine without a desktop has neither; the address is printed anyway.
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
    const std::string command = fmt::format("xdg-open '{}' > /dev/null 2>&1 &", address);
    if (std::system(command.c_str()) != 0) fmt::print(stderr, "Open {} in a browser.\n", address);
}

struct ServeOptions {
    http::ServerOptions server{};
    bool open = false;
};

void serve(const CommonOptions& common, const ServeOptions& options) {
    http::Server server(common, options.server);
    const std::string address = fmt::format("http://127.0.0.1:{}/", server.bind());
    fmt::print("{}\n", address);
    std::fflush(stdout);
    say(common, "The workbench is open there; Ctrl-C ends it.");
    if (options.open) open_in_browser(address);

    // The signal only starts it: to wait for answers in work would keep a second signal from being heard.
    std::jthread closing;
    const std::stop_callback on_stop(stop_on_signals(), [&] { closing = std::jthread([&server] { server.stop(); }); });
    server.listen();
}

}  // namespace

void add_serve(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("serve", "Serve the workbench and the HTTP API on a local port");
    command.footer("The API is described in docs/http.md. Only this machine is listened to.");
    add_common(command, common);
    auto options = std::make_shared<ServeOptions>();
    http::ServerOptions& server = options->server;
    auto* port = command.add_option("--port", server.port, "Local port (0: any free one)")
                     ->check(CLI::Range(0, 65535))
                     ->capture_default_str();
    command.add_flag("--open", options->open, "Open the page in a browser");
    auto* allow_write = command.add_flag("--allow-write", server.allow_write,
                                         "Let those who hold the token lay an overlay over the registry");
    command
        .add_option("--token-file", server.token_file, "File whose first line is the token (default: $ENTENTE_TOKEN)")
        ->needs(allow_write);
    command.add_option("--workers", server.workers.threads, "Answers made at a time")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command.add_option("--waiting", server.workers.waiting, "Questions that may wait; more are told to come again")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command.add_option("--time-limit", server.time_limit_s, "Seconds that an answer may take")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command.callback([&common, options, port] {
        options->server.is_port_given = port->count() > 0;
        serve(common, *options);
    });
}

}  // namespace entente::apps
