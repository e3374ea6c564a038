// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "entente/base/names.hpp"

namespace entente {

/// Why something could not be done. The number of the enumerator is not its exit code: see `exit_code`.
enum class Errc {
    failed,       ///< The environment refused: file system, locked atlas, an atlas newer than the engine.
    wrong_usage,  ///< An option or argument is out of range.
    bad_input,    ///< Input data: the message names file, line, column, value and what was expected.
    unknown_id,   ///< No such actor, issue, table or id; the message offers the nearest names.
    interrupted,  ///< Stopped by the user; nothing is lost.
};

template <>
struct Names<Errc> {
    static constexpr NameTable<Errc, 5> table{"failed", "wrong_usage", "bad_input", "unknown_id", "interrupted"};
};

/// The exit code that the command-line contract gives to a failure: 1, 2, 3, 4 or 130.
[[nodiscard]] constexpr int exit_code(Errc errc) noexcept {
    constexpr std::array<int, 5> codes{1, 2, 3, 4, 130};
    return codes[static_cast<std::size_t>(errc)];
}

/// The only exception that Entente throws on purpose: a broken promise or environment, never a possible answer.
///
/// The message says what was found, what was expected and what to do. Context is added on the way up:
///     throw Error{Errc::bad_input, "vote 'maybe' is none of yes, abstain, no"}.within("un_votes.csv line 812");
class Error : public std::exception {
public:
    Error(Errc errc, std::string message, std::string hint = {})
        : errc_(errc), message_(std::move(message)), hint_(std::move(hint)) {}

    [[nodiscard]] Errc errc() const noexcept { return errc_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
    /// What the reader could do about it; may be empty.
    [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

    /// The same error seen from one level further out: "context: message".
    [[nodiscard]] Error within(std::string_view context) const {
        return Error{errc_, std::string(context) + ": " + message_, hint_};
    }

private:
    Errc errc_;
    std::string message_;
    std::string hint_;
};

}  // namespace entente
