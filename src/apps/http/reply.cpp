// SPDX-License-Identifier: Apache-2.0
#include "reply.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "gzip.hpp"
#include "views.hpp"

namespace entente::apps::http {
namespace {

/// Sends bytes that somebody else holds, without a copy; the library neither compresses nor cuts them.
void set_body(httplib::Response& response, const std::string& type, std::shared_ptr<const std::string> bytes,
              After after) {
    const std::size_t size = bytes->size();  // Before the move below: arguments are evaluated in any order.
    if (size == 0) return response.set_content("", type);
    response.set_content_provider(
        size, type, [bytes = std::move(bytes), after](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            // The library closes the connection of a body that broke off, and only that one.
            return sink.write(bytes->data() + offset, length) && after == After::keep;
        });
}

}  // namespace

void send(httplib::Response& response, int status, std::string text, const std::string& type) {
    response.status = status;
    response.set_header("Cache-Control", "no-store");
    set_body(response, type, std::make_shared<const std::string>(std::move(text)), After::keep);
}

void send(const httplib::Request& request, httplib::Response& response, const std::shared_ptr<const KeptAnswer>& answer,
          const char* cache_control) {
    if (names_etag(request.get_header_value("If-None-Match"), answer->etag))
        return send_not_modified(response, answer->etag);
    response.status = 200;
    response.set_header("ETag", answer->etag);
    response.set_header("Cache-Control", cache_control);
    response.set_header("Vary", "Accept-Encoding, Accept");
    const bool is_compressed = !answer->gzip.empty() && accepts_gzip(request.get_header_value("Accept-Encoding"));
    if (is_compressed) response.set_header("Content-Encoding", "gzip");
    const std::string& bytes = is_compressed ? answer->gzip : answer->text;
    set_body(response, answer->type, std::shared_ptr<const std::string>(answer, &bytes), After::keep);
}

void send_not_modified(httplib::Response& response, const std::string& etag) {
    response.status = 304;
    response.set_header("ETag", etag);
    response.set_header("Cache-Control", "no-cache");
    response.set_header("Vary", "Accept-Encoding, Accept");
}

void send(httplib::Response& response, const Problem& problem, After after) {
    response.status = problem.status;
    response.set_header("Cache-Control", "no-store");
    if (problem.status == 405) response.set_header("Allow", "GET, HEAD");
    if (problem.retry_after_s) response.set_header("Retry-After", std::to_string(*problem.retry_after_s));
    if (after == After::close) response.set_header("Connection", "close");
    set_body(response, kProblemType, std::make_shared<const std::string>(problem.text()), after);
}

std::string http_date(std::time_t time) {
    std::tm utc{};
    gmtime_r(&time, &utc);
    // Names of days and months are English whatever the locale.
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(utc.tm_wday)],
                       utc.tm_mday, kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                       utc.tm_min, utc.tm_sec);
}

httplib::Headers security_headers() {
    return {{"Content-Security-Policy",
             "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
             "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"},
            {"X-Content-Type-Options", "nosniff"},
            {"X-Frame-Options", "SAMEORIGIN"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
            {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}};
}

std::string event(std::string_view name, std::string_view data) {
    std::string text = fmt::format("event: {}\ndata: ", name);
    for (const char c : data) text += c == '\n' ? "\ndata: " : std::string(1, c);
    return text + "\n\n";
}

std::string events_of(const Task& task, const Task::News& news) {
    std::string text;
    if (news.progress)
        text += event("progress", text_of({{"what", news.progress->what}, {"share", news.progress->share}}));
    if (!news.is_done) return text.empty() ? ": in work\n\n" : text;
    try {
        return text + event("answer", task.answer()->text);
    } catch (...) {
        return text + event("problem", problem_of(std::current_exception()).text());
    }
}

Problem broken_request(int status, const std::string& target) {
    return {.status = status,
            .code = "wrong_usage",
            .message = status == 408 ? "the request did not arrive in time" : "the request is none that is understood",
            .hint = target.empty() ? "Expected HTTP/1.1." : fmt::format("It was for {}.", target)};
}

Problem too_large(std::size_t most_bytes) {
    return {.status = 413,
            .code = "bad_input",
            .message = "the body is too large",
            .hint = fmt::format("Expected {} bytes at most.", most_bytes)};
}

Problem read_only() {
    return {.status = 403,
            .code = "wrong_usage",
            .message = "this server only reads",
            .hint = "Start it with --allow-write and a token (docs/http.md)."};
}

Problem wrong_token() {
    return {.status = 401,
            .code = "wrong_usage",
            .message = "the token is missing or wrong",
            .hint = "Send it as Authorization: Bearer TOKEN."};
}

}  // namespace entente::apps::http
