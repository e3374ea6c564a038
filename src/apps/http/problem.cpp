// SPDX-License-Identifier: Apache-2.0
#include "problem.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "views.hpp"

namespace entente::apps::http {
namespace {

/// Reason phrases of RFC 9110; a problem's title says no more than its status.
constexpr std::array<std::pair<int, const char*>, 15> kTitles{{{400, "Bad Request"},
                                                               {401, "Unauthorized"},
                                                               {403, "Forbidden"},
                                                               {404, "Not Found"},
                                                               {405, "Method Not Allowed"},
                                                               {408, "Request Timeout"},
                                                               {413, "Content Too Large"},
                                                               {414, "URI Too Long"},
                                                               {415, "Unsupported Media Type"},
                                                               {416, "Range Not Satisfiable"},
                                                               {421, "Misdirected Request"},
                                                               {422, "Unprocessable Content"},
                                                               {429, "Too Many Requests"},
                                                               {500, "Internal Server Error"},
                                                               {503, "Service Unavailable"}}};

const char* title_of(int status) {
    for (const auto& [known, title] : kTitles)
        if (known == status) return title;
    return "Error";
}

}  // namespace

std::string Problem::text() const {
    return text_of({{"type", "urn:entente:" + code},
                    {"title", title_of(status)},
                    {"status", status},
                    {"detail", message},
                    {"code", code},
                    {"message", message},
                    {"hint", hint}});
}

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

Problem problem_of(const std::exception_ptr& fault) {
    try {
        std::rethrow_exception(fault);
    } catch (const Error& error) {
        return {.status = http_status(error.errc()),
                .code = std::string(to_string(error.errc())),
                .message = error.what(),
                .hint = error.hint()};
    } catch (...) {
        return {.status = 500,
                .code = "failed",
                .message = "the server failed on this request",
                .hint = "This is a fault of ours; please report it with the address you opened."};
    }
}

Problem not_found(const std::string& path) {
    return {.status = 404,
            .code = "unknown_id",
            .message = fmt::format("nothing at {}", path),
            .hint = "The workbench is at /, the API's description at /api/v1/openapi.json."};
}

Problem method_not_allowed(const std::string& method, const std::string& allowed) {
    return {.status = 405,
            .code = "wrong_usage",
            .message = fmt::format("{} is not possible here", method),
            .hint = fmt::format("Possible: {}.", allowed)};
}

Problem too_many(int retry_after_s) {
    return {.status = 429,
            .code = "failed",
            .message = "too many questions wait already",
            .hint = fmt::format("Ask again in {} s.", retry_after_s),
            .retry_after_s = retry_after_s};
}

Problem took_too_long(int limit_s) {
    return {.status = 503,
            .code = "interrupted",
            .message = fmt::format("the answer took longer than {} s and was called off", limit_s),
            .hint = "Ask about fewer actors, or with Accept: text/event-stream, which has no limit.",
            .retry_after_s = limit_s};
}

Problem stopping() {
    return {.status = 503,
            .code = "failed",
            .message = "the server is stopping",
            .hint = "Ask again once it is back.",
            .retry_after_s = 5};
}

}  // namespace entente::apps::http
