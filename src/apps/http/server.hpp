// SPDX-License-Identifier: Apache-2.0
//
// http: the server. It reads a request, asks a view (views.hpp) and writes what it answers; it knows nothing of
// international relations.
//
// In         An atlas, the built workbench, and limits.
// Out        Answers over HTTP/1.1 on the loopback address.
// Read first Server::handle: the way of a request, in order; routes.cpp: what can be asked.
// Method     A thread for each connection (connections.hpp) reads and writes; a few others make the answers
//            (workers.hpp), so that a crowd waits in a bounded line. Answers are kept by their ETag (kept_answers.hpp).
// Not here   TLS, users, other addresses than this machine's own: put a proxy before it.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "command.hpp"
#include "files.hpp"
#include "kept_answers.hpp"
#include "library.hpp"
#include "metrics.hpp"
#include "problem.hpp"
#include "token.hpp"
#include "views.hpp"
#include "workers.hpp"

namespace entente::apps::http {

struct ServerOptions {
    int port = 8137;
    bool is_port_given = false;  ///< A taken port is then an error, not a reason to move on.
    bool allow_write = false;
    std::filesystem::path token_file{};
    Workers::Limits workers{};
    int time_limit_s = 30;  ///< For an answer that is not streamed.
    std::size_t most_connections = 600;
    std::size_t kept_mib = 64;  ///< Memory for answers that are kept.
};

class Server {
public:
    /// Throws Error{failed} where the atlas or the built page is not there, Error{wrong_usage} for a token that is
    /// none.
    Server(const CommonOptions& common, const ServerOptions& options);

    /// Takes the port, and says which. Throws Error{failed} where the one that was asked for is taken.
    int bind();
    /// Serves until stop() was called.
    void listen();
    /// Refuses new questions, waits for those in work to be answered, then closes. Call it from another thread.
    void stop();

private:
    /// The library's server, whose line of connections that were not taken up yet is five long.
    struct Listener : httplib::Server {
        void lengthen_line();
    };
    using Outcome = httplib::Server::HandlerResponse;

    void set_up();
    Outcome handle(const httplib::Request& request, httplib::Response& response);
    [[nodiscard]] std::optional<Problem> refuse(const httplib::Request& request) const;
    void dispatch(const httplib::Request& request, httplib::Response& response);
    void answer(const Route& route, const std::string& id, const httplib::Request& request,
                httplib::Response& response);
    /// Asks the view, and keeps its answer.
    [[nodiscard]] std::shared_ptr<const KeptAnswer> made(const Route& route, const std::string& path,
                                                         const Asked& asked);
    /// Null where it took too long.
    [[nodiscard]] std::shared_ptr<const KeptAnswer> wait_for(const std::shared_ptr<Task>& task);
    void send_events(const std::shared_ptr<Task>& task, httplib::Response& response);
    void read_body(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& reader);
    void write(const httplib::Request& request, const std::string& body, httplib::Response& response);
    [[nodiscard]] std::string metrics_text() const;
    void finish(const httplib::Response& response);

    ServerOptions options_;
    std::optional<Token> token_;
    Stock stock_;
    Files files_;
    Metrics metrics_;
    KeptAnswers kept_;
    std::atomic<bool> is_stopping_ = false;
    std::atomic<int> num_in_work_ = 0;
    Workers workers_;
    Listener listener_;
};

}  // namespace entente::apps::http
