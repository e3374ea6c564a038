// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <optional>
#include <string>

#include "entente/base/error.hpp"

namespace entente::apps::http {

inline constexpr const char* kProblemType = "application/problem+json";

/// Why a request was not answered, as RFC 9457 writes it: `type`, `title`, `status`, `detail`, and our own `code`,
/// `message` (the same as detail) and `hint`.
struct Problem {
    int status = 500;
    std::string code{};
    std::string message{};
    std::string hint{};
    std::optional<int> retry_after_s{};  ///< When to try again; nothing where that would not help.

    [[nodiscard]] std::string text() const;
};

/// The status that the contract gives to a failure: 400, 404, 422 or 503.
[[nodiscard]] int http_status(Errc errc);

/// An exception as the client is told of it. What is no Error is a fault of ours: 500, without its inner words.
[[nodiscard]] Problem problem_of(const std::exception_ptr& fault);

/// Refusals that are no failure of an answer.
[[nodiscard]] Problem not_found(const std::string& path);
[[nodiscard]] Problem method_not_allowed(const std::string& method, const std::string& allowed);
[[nodiscard]] Problem too_many(int retry_after_s);
[[nodiscard]] Problem took_too_long(int limit_s);
[[nodiscard]] Problem stopping();

}  // namespace entente::apps::http
