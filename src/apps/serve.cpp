// SPDX-License-Identifier: Apache-2.0
//
// The HTTP server: parse the request, call the engine, write what it answers. It holds no logic of its own.
#include <chrono>
#include <iostream>
#include <thread>

#include <fmt/format.h>
#include <httplib.h>

#include "answer_json.hpp"
#include "command.hpp"
#include "entente/engine/engine.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

constexpr const char* kJson = "application/json; charset=utf-8";

int http_status(Errc errc) {
    switch (errc) {
        case Errc::wrong_usage:
            return 400;
        case Errc::unknown_id:
            return 404;
        case Errc::bad_input:
            return 422;
        case Errc::failed:
        case Errc::interrupted:
            return 503;
    }
    return 500;
}

void send(httplib::Response& response, const ordered_json& body) {
    response.set_content(body.dump(), kJson);
}

void send_error(httplib::Response& response, int status, std::string_view code, std::string_view message,
                std::string_view hint) {
    response.status = status;
    send(response, {{"code", code}, {"message", message}, {"hint", hint}});
}

/// Wraps a handler so that failures become {code, message, hint} with the contract's status.
template <typename Handler>
httplib::Server::Handler guarded(Handler handler) {
    return [handler](const httplib::Request& request, httplib::Response& response) {
        try {
            handler(request, response);
        } catch (const Error& error) {
            send_error(response, http_status(error.errc()), to_string(error.errc()), error.what(), error.hint());
        } catch (const std::exception& error) {
            send_error(response, 500, "failed", error.what(),
                       "This is a fault of ours; please report it with the address you opened.");
        }
    };
}

/// A number in the query; nothing if it is not given. Throws Error{wrong_usage} if it is none.
template <typename Number>
std::optional<Number> number_parameter(const httplib::Request& request, const char* name) {
    const std::string text = request.get_param_value(name);
    if (text.empty()) return std::nullopt;
    Number value{};
    if (!CLI::detail::lexical_cast(text, value))
        throw Error{Errc::wrong_usage, fmt::format("'{}' is '{}'; expected a number", name, text)};
    return value;
}

engine::AskRequest ask_request(const httplib::Request& request) {
    engine::AskRequest ask{.actors = request.get_param_value("actors"), .issue = request.get_param_value("issue")};
    if (const auto year = number_parameter<int>(request, "as_of")) ask.as_of = Year{*year};
    ask.horizon_years = number_parameter<int>(request, "horizon").value_or(ask.horizon_years);
    ask.threshold = number_parameter<double>(request, "threshold").value_or(ask.threshold);
    ask.impact = number_parameter<double>(request, "impact").value_or(ask.impact);
    return ask;
}

ordered_json actor_list(const engine::Engine& engine) {
    const auto world = engine.world(std::nullopt);
    ordered_json list = ordered_json::array();
    for (atlas::ActorIndex index = 0; index < world->num_actors(); ++index) {
        const Actor& actor = world->actor(index);
        const auto born = actor.spells.empty() ? ordered_json() : ordered_json(actor.spells.front().first.value());
        const bool has_died = !actor.spells.empty() && actor.spells.back().last.has_value();
        list.push_back({{"id", actor.key},
                        {"name", actor.name},
                        {"kind", to_string(actor.kind)},
                        {"born", born},
                        {"died", has_died ? ordered_json(actor.spells.back().last->value()) : ordered_json()},
                        {"members", !world->members_of(index, world->as_of()).empty()}});
    }
    return list;
}

ordered_json issue_list(const engine::Engine& engine) {
    ordered_json list = ordered_json::array();
    for (const Issue& issue : engine.issues())
        list.push_back({{"id", issue.id}, {"name", issue.name}, {"description", issue.description}});
    return list;
}

ordered_json about(const engine::Engine& engine) {
    const Spell years = engine.years();
    return {{"engine_version", ENTENTE_VERSION},
            {"atlas",
             {{"fingerprint", engine.atlas_fingerprint()},
              {"path_name", engine.atlas_file().filename().string()},
              {"first_year", years.first.value()},
              {"last_year", years.last.value_or(years.first).value()}}},
            {"default_question",
             {{"actors", "USA,JPN,AUS,CAN,MEX,VNM"},
              {"issue", "trade"},
              {"as_of", 2012},
              {"horizon", 10},
              {"threshold", 0.5},
              {"impact", 0}}}};
}

void add_routes(httplib::Server& server, const engine::Engine& engine) {
    server.Get("/api/v1/ask", guarded([&](const httplib::Request& request, httplib::Response& response) {
                   send(response, to_json(engine.ask(ask_request(request))));
               }));
    server.Get("/api/v1/actors", guarded([&](const httplib::Request&, httplib::Response& response) {
                   send(response, actor_list(engine));
               }));
    server.Get("/api/v1/issues", guarded([&](const httplib::Request&, httplib::Response& response) {
                   send(response, issue_list(engine));
               }));
    server.Get("/api/v1/about",
               guarded([&](const httplib::Request&, httplib::Response& response) { send(response, about(engine)); }));
    server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
        if (response.body.empty())
            send_error(response, response.status, response.status == 404 ? "unknown_id" : "wrong_usage",
                       fmt::format("nothing at {}", request.path),
                       "The workbench is at /, the answers are at /api/v1/ask.");
    });
}

/// Built files carry their content's hash in their name and never change; the page itself is asked for each time.
void add_page(httplib::Server& server, const std::filesystem::path& web) {
    if (!server.set_mount_point("/", web.string()))
        throw Error{Errc::failed, fmt::format("the workbench is not built: no folder {}", web.string()),
                    "Run ./run once; it builds it."};
    server.set_file_request_handler([](const httplib::Request& request, httplib::Response& response) {
        response.set_header("Cache-Control",
                            request.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    });
    // The page loads nothing from elsewhere, and says so to the browser.
    server.set_default_headers(
        {{"Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"},
         {"X-Content-Type-Options", "nosniff"},
         {"Referrer-Policy", "no-referrer"}});
}

void open_in_browser(const std::string& address) {
    // A machine without a desktop has neither; the address is printed anyway.
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
    const std::string command = fmt::format("xdg-open '{}' > /dev/null 2>&1 &", address);
    if (std::system(command.c_str()) != 0) fmt::print(stderr, "Open {} in a browser.\n", address);
}

struct ServeOptions {
    int port = 8137;
    bool is_port_given = false;
    bool open = false;
};

/// Binds the port asked for. A taken default port moves on to a free one; a taken port that was asked for is an error.
int bind(httplib::Server& server, const ServeOptions& options) {
    constexpr const char* kLoopback = "127.0.0.1";
    if (options.port > 0 && server.bind_to_port(kLoopback, options.port)) return options.port;
    if (options.port > 0 && options.is_port_given)
        throw Error{Errc::failed, fmt::format("port {} is in use", options.port),
                    "Give another with --port, or --port 0 for any free one."};
    const int port = server.bind_to_any_port(kLoopback);
    if (port <= 0) throw Error{Errc::failed, "no local port is free"};
    return port;
}

void serve(const CommonOptions& common, const ServeOptions& options) {
    const engine::Engine engine(common.atlas, data_folder());
    httplib::Server server;
    server.set_read_timeout(10);
    server.set_payload_max_length(1 << 20);
    // A second server on a taken port must fail, not share it.
    server.set_socket_options([](auto socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    add_page(server, web_folder());
    add_routes(server, engine);
    const int port = bind(server, options);
    const std::string address = fmt::format("http://127.0.0.1:{}/", port);
    fmt::print("{}\n", address);
    std::fflush(stdout);
    say(common, "The workbench is open there; Ctrl-C ends it.");
    if (options.open) open_in_browser(address);

    const std::stop_callback on_stop(stop_on_signals(), [&server] { server.stop(); });
    server.listen_after_bind();
}

}  // namespace

void add_serve(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("serve", "Serve the workbench and the HTTP API on a local port");
    add_common(command, common);
    auto options = std::make_shared<ServeOptions>();
    auto* port = command.add_option("--port", options->port, "Local port (0: any free one)")
                     ->check(CLI::Range(0, 65535))
                     ->capture_default_str();
    command.add_flag("--open", options->open, "Open the page in a browser");
    command.callback([&common, options, port] {
        options->is_port_given = port->count() > 0;
        serve(common, *options);
    });
}

}  // namespace entente::apps
