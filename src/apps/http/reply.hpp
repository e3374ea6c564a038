// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <string_view>

#include "kept_answers.hpp"
#include "library.hpp"
#include "problem.hpp"
#include "workers.hpp"

namespace entente::apps::http {

/// What becomes of the connection after an answer. It is closed where the rest of a request may still be on its way,
/// which would else be taken for the next one.
enum class After { keep, close };

/// A short text.
void send(httplib::Response& response, int status, std::string text, const std::string& type);

/// An answer, compressed where the client takes that; 304 where it has it already.
void send(const httplib::Request& request, httplib::Response& response, const std::shared_ptr<const KeptAnswer>& answer,
          const char* cache_control);
void send_not_modified(httplib::Response& response, const std::string& etag);

void send(httplib::Response& response, const Problem& problem, After after);

/// A time as a Date header has it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
[[nodiscard]] std::string http_date(std::time_t time);

/// Headers of every response: nothing is loaded from elsewhere, and no other site may frame or read what is here.
[[nodiscard]] httplib::Headers security_headers();

/// One server-sent event (HTML standard, 9.2).
[[nodiscard]] std::string event(std::string_view name, std::string_view data);
/// What is new of a task as events: `progress`, and at its end `answer` or `problem`. Nothing new: a comment, which
/// keeps the line open.
[[nodiscard]] std::string events_of(const Task& task, const Task::News& news);

// Refusals of requests that no view was asked about.
[[nodiscard]] Problem broken_request(int status, const std::string& target);
[[nodiscard]] Problem too_large(std::size_t most_bytes);
[[nodiscard]] Problem read_only();
[[nodiscard]] Problem wrong_token();

}  // namespace entente::apps::http
