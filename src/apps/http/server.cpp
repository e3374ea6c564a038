// SPDX-License-Identifier: Apache-2.0
#include "server.hpp"

#include <sys/socket.h>

#include <thread>

#include <fmt/format.h>

#include "connections.hpp"
#include "gzip.hpp"
#include "paths.hpp"
#include "reply.hpp"

namespace entente::apps::http {
namespace {

using httplib::Request;
using httplib::Response;
using Clock = std::chrono::steady_clock;

constexpr const char* kLoopback = "127.0.0.1";
constexpr std::string_view kApi = "/api/v1";
constexpr std::string_view kOverlay = "/api/v1/overlay";
constexpr int kReadTimeout_s = 10;                ///< Between two bytes of a request.
constexpr int kKeepAlive_s = 5;                   ///< Between two requests of a connection.
constexpr std::size_t kMostRequests = 1'000'000;  ///< Of one connection.
constexpr std::size_t kLongestTarget = 4096;
constexpr std::size_t kLargestBody = std::size_t{1} << 20;
constexpr std::size_t kMostDropped = std::size_t{64} << 20;  ///< Of a body that is too large, before the line is cut.
constexpr int kRetryAfter_s = 1;
constexpr int kLineLength = 1024;
constexpr int kTries = 3;  ///< At an answer that no writer comes between.
constexpr std::chrono::milliseconds kTick{250};

/// Of the request that this thread serves.
struct InWork {
    Clock::time_point begun{};
    std::string route{};
    bool is_counted = false;
};
thread_local InWork in_work;
/// When this thread last finished an answer.
thread_local Clock::time_point last_answer;

/// The host that a request was sent to, without its port.
std::string_view host_of(std::string_view header) {
    if (header.starts_with('[')) return header.substr(0, header.find(']') + 1);
    return header.substr(0, header.find(':'));
}

/// A page of another site could make its name point to this machine and then read what is here: names other than this
/// machine's own are refused.
bool is_own_host(std::string_view header) {
    const std::string_view host = host_of(header);
    return host.empty() || host == kLoopback || host == "localhost" || host == "[::1]";
}

bool has_body(const Request& request) {
    return request.has_header("Transfer-Encoding") ||
           (request.has_header("Content-Length") && request.get_header_value("Content-Length") != "0");
}

bool takes_body(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

bool wants_events(const Request& request) {
    return request.get_header_value("Accept").find("text/event-stream") != std::string::npos;
}

Query query_of(const Request& request) {
    std::map<std::string, std::string> values;
    for (const auto& [name, value] : request.params) values.emplace(name, value);
    return Query{std::move(values)};
}

}  // namespace

void Server::Listener::lengthen_line() {
    ::listen(svr_sock_, kLineLength);
}

Server::Server(const CommonOptions& common, const ServerOptions& options)
    : options_(options),
      token_(options.allow_write ? std::optional{Token::read(options.token_file)} : std::nullopt),
      stock_(common, common.atlas.string() + ".overlay.toml"),
      kept_(options.kept_mib << 20),
      workers_(options.workers) {
    files_.add("/", web_folder());
    files_.add("/api/v1/", api_folder(), ".json");
    set_up();
}

void Server::set_up() {
    listener_.new_task_queue = [this] { return new Connections(options_.most_connections); };
    listener_.set_tcp_nodelay(true);
    listener_.set_read_timeout(kReadTimeout_s);
    listener_.set_write_timeout(kReadTimeout_s);
    listener_.set_keep_alive_timeout(kKeepAlive_s);
    listener_.set_keep_alive_max_count(kMostRequests);
    listener_.set_payload_max_length(kLargestBody);
    // A second server on a taken port must fail, not share it.
    listener_.set_socket_options([](auto socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    listener_.set_default_headers(security_headers());
    listener_.set_pre_routing_handler(
        [this](const Request& request, Response& response) { return handle(request, response); });
    const auto read = [this](const Request& request, Response& response, const httplib::ContentReader& reader) {
        read_body(request, response, reader);
    };
    constexpr const char* kAnything = "[\\s\\S]*";
    listener_.Post(kAnything, read).Put(kAnything, read).Patch(kAnything, read).Delete(kAnything, read);
    listener_.set_error_handler([](const Request& request, Response& response) {
        if (!response.body.empty() || response.content_provider_) return;
        // What the library refuses before anyone was asked: a request that is none, or one that did not come in time.
        const auto waiting_since = std::max(last_answer, Connections::taken_up());
        const bool is_late =
            !in_work.is_counted && Clock::now() - waiting_since >= std::chrono::seconds(kReadTimeout_s);
        send(response, broken_request(is_late ? 408 : response.status, request.target), After::close);
    });
    listener_.set_logger([this](const Request&, const Response& response) { finish(response); });
}

int Server::bind() {
    int port = options_.port;
    if (port == 0 || !listener_.bind_to_port(kLoopback, port)) {
        if (port > 0 && options_.is_port_given)
            throw Error{Errc::failed, fmt::format("port {} is in use", port),
                        "Give another with --port, or --port 0 for any free one."};
        port = listener_.bind_to_any_port(kLoopback);
    }
    if (port <= 0) throw Error{Errc::failed, "no local port is free"};
    listener_.lengthen_line();
    return port;
}

void Server::listen() {
    listener_.listen_after_bind();
}

void Server::stop() {
    is_stopping_ = true;
    const auto patience = Clock::now() + std::chrono::seconds(options_.time_limit_s);
    while (num_in_work_ > 0 && Clock::now() < patience) std::this_thread::sleep_for(kTick / 10);
    listener_.stop();
}

Server::Outcome Server::handle(const Request& request, Response& response) {
    in_work = {.begun = Clock::now(), .route = "other", .is_counted = true};
    ++num_in_work_;
    response.set_header("Date", http_date(std::time(nullptr)));
    try {
        if (const auto problem = refuse(request)) {
            send(response, *problem, has_body(request) ? After::close : After::keep);
            return Outcome::Handled;
        }
        if (takes_body(request.method)) return Outcome::Unhandled;
        dispatch(request, response);
    } catch (...) {
        send(response, problem_of(std::current_exception()), After::keep);
    }
    return Outcome::Handled;
}

std::optional<Problem> Server::refuse(const Request& request) const {
    if (is_stopping_) return stopping();
    if (request.target.size() > kLongestTarget)
        return Problem{.status = 414,
                       .code = "wrong_usage",
                       .message = fmt::format("the address has {} characters", request.target.size()),
                       .hint = fmt::format("Expected {} at most.", kLongestTarget)};
    if (!is_own_host(request.get_header_value("Host")))
        return Problem{.status = 421,
                       .code = "wrong_usage",
                       .message = "this server answers to 127.0.0.1 and localhost only",
                       .hint = "Open it by the address that it printed."};
    if (takes_body(request.method)) {
        if (request.is_multipart_form_data())
            return Problem{.status = 415,
                           .code = "wrong_usage",
                           .message = "a form with parts is not understood",
                           .hint = "Send the file itself as the body."};
        return std::nullopt;
    }
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed(request.method, "GET, HEAD");
    if (has_body(request))
        return Problem{.status = 400,
                       .code = "wrong_usage",
                       .message = "a question has no body",
                       .hint = "Put it all in the address."};
    return std::nullopt;
}

void Server::dispatch(const Request& request, Response& response) {
    const std::string& path = request.path;
    // A part of an answer means nothing; the library would cut it. The request is its own, and not const there.
    const_cast<Request&>(request).ranges.clear();
    if (path == "/health") {
        in_work.route = path;
        return send(response, 200, text_of({{"status", "ok"}, {"engine_version", ENTENTE_VERSION}}),
                    std::string(kJson));
    }
    if (path == "/metrics") {
        in_work.route = path;
        return send(response, 200, metrics_text(), "text/plain; version=0.0.4");
    }
    if (const Files::File* const file = files_.find(path)) {
        in_work.route = "file";
        return send(request, response, file->content,
                    file->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    }
    const auto [route, id] = path.starts_with(kApi) ? find_route(std::string_view(path).substr(kApi.size())) : Found{};
    if (!route) return send(response, not_found(path), After::keep);
    in_work.route = route->path;
    answer(*route, id, request, response);
}

void Server::answer(const Route& route, const std::string& id, const Request& request, Response& response) {
    Query query = query_of(request);
    query.allow_only(route.parameters);
    const std::string etag = etag_of(stock_.state(), request.path, query.canonical());
    if (names_etag(request.get_header_value("If-None-Match"), etag)) return send_not_modified(response, etag);
    const Task::Make make = [this, &route, id, path = request.path, query = std::move(query),
                             etag](const Monitor& monitor) {
        // Another one may have asked the same while this one stood in line.
        if (auto kept = kept_.find(etag)) return kept;
        return made(route, path, {.stock = stock_, .query = query, .id = id, .monitor = monitor});
    };
    const bool is_streamed = wants_events(request) && request.method == "GET";
    if (!is_streamed) {
        if (const auto kept = kept_.find(etag)) return send(request, response, kept, "no-cache");
        if (route.work == Work::light) return send(request, response, make({}), "no-cache");
    }
    const auto task = workers_.submit(etag, make);
    if (!task) return send(response, too_many(kRetryAfter_s), After::keep);
    if (is_streamed) return send_events(task, response);
    if (const auto made = wait_for(task)) return send(request, response, made, "no-cache");
    send(response, took_too_long(options_.time_limit_s), After::keep);
}

std::shared_ptr<const KeptAnswer> Server::made(const Route& route, const std::string& path, const Asked& asked) {
    Document document;
    // A writer may come between: an answer is kept under the name of what it was made from. Where writers come again
    // and again it has a name of its own, which nobody asks for.
    std::string state = stock_.state();
    bool is_whole = false;
    for (int k = 0; k < kTries && !is_whole; ++k) {
        document = route.view(asked);
        std::string now = stock_.state();
        is_whole = now == state;
        state = std::move(now);
    }
    if (!is_whole) state += " while it was written";
    auto answer =
        keep(std::move(document.text), std::move(document.type), etag_of(state, path, asked.query.canonical()));
    kept_.put(answer);
    return answer;
}

std::shared_ptr<const KeptAnswer> Server::wait_for(const std::shared_ptr<Task>& task) {
    const auto limit = Clock::now() + std::chrono::seconds(options_.time_limit_s);
    bool is_done = false;
    while (!is_done && Clock::now() < limit) is_done = task->wait(kTick).is_done;
    workers_.leave(task);
    return is_done ? task->answer() : nullptr;
}

void Server::send_events(const std::shared_ptr<Task>& task, Response& response) {
    response.status = 200;
    response.set_header("Cache-Control", "no-store");
    response.set_chunked_content_provider(
        "text/event-stream",
        [this, task](std::size_t, httplib::DataSink& sink) {
            const Task::News news = task->wait(kTick);
            // The library has looked whether the client is still there before it called.
            const std::string text =
                is_stopping_ && !news.is_done ? event("problem", stopping().text()) : events_of(*task, news);
            if (!text.empty() && !sink.write(text.data(), text.size())) return false;
            if (news.is_done || is_stopping_) sink.done();
            return true;
        },
        [this, task](bool) { workers_.leave(task); });
}

void Server::read_body(const Request& request, Response& response, const httplib::ContentReader& reader) {
    try {
        std::string body;
        std::size_t dropped = 0;
        const bool is_whole = reader([&](const char* data, std::size_t size) {
            if (dropped == 0 && body.size() + size <= kLargestBody) {
                body.append(data, size);
                return true;
            }
            // The rest is read and dropped: a client that still writes would not see the answer otherwise.
            dropped += size;
            return dropped < kMostDropped;
        });
        if (dropped > 0 || response.status == 413) return send(response, too_large(kLargestBody), After::close);
        if (!is_whole)
            return send(response, broken_request(response.status == 415 ? 415 : 408, request.target), After::close);
        write(request, body, response);
    } catch (...) {
        send(response, problem_of(std::current_exception()), After::keep);
    }
}

void Server::write(const Request& request, const std::string& body, Response& response) {
    if (request.path != kOverlay) {
        const bool is_there = files_.find(request.path) ||
                              (request.path.starts_with(kApi) && find_route(request.path.substr(kApi.size())).route);
        return send(response, is_there ? method_not_allowed(request.method, "GET, HEAD") : not_found(request.path),
                    After::keep);
    }
    in_work.route = "/overlay";
    if (request.method != "PUT" && request.method != "DELETE")
        return send(response, method_not_allowed(request.method, "GET, HEAD, PUT, DELETE"), After::keep);
    if (!token_) return send(response, read_only(), After::keep);
    if (!token_->admits(request.get_header_value("Authorization"))) {
        response.set_header("WWW-Authenticate", "Bearer");
        return send(response, wrong_token(), After::keep);
    }
    if (request.method == "PUT")
        stock_.replace_overlay(body);
    else
        stock_.remove_overlay();
    send(response, 200, text_of(overlay_view({.stock = stock_, .query = {}})), std::string(kJson));
}

std::string Server::metrics_text() const {
    const KeptAnswers::Counts kept = kept_.counts();
    return metrics_.text() + metric("entente_http_in_work", "gauge", "Requests being answered.", num_in_work_) +
           metric("entente_http_waiting", "gauge", "Questions in line.", static_cast<double>(workers_.num_waiting())) +
           metric("entente_kept_answers_bytes", "gauge", "Memory of answers that are kept.",
                  static_cast<double>(kept.bytes)) +
           metric("entente_kept_answers_hits_total", "counter", "Answers that were kept already.",
                  static_cast<double>(kept.hits)) +
           metric("entente_kept_answers_misses_total", "counter", "Answers that were not kept yet.",
                  static_cast<double>(kept.misses));
}

void Server::finish(const Response& response) {
    last_answer = Clock::now();
    if (!in_work.is_counted) return metrics_.add("invalid", response.status, {});
    metrics_.add(in_work.route, response.status, last_answer - in_work.begun);
    in_work.is_counted = false;
    --num_in_work_;
}

}  // namespace entente::apps::http
