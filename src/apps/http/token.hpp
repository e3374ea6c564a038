// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace entente::apps::http {

/// The secret that lets a client write.
class Token {
public:
    static constexpr std::size_t kShortest = 16;

    /// From a file's first line, or where none is named from $ENTENTE_TOKEN.
    /// Throws Error{wrong_usage} where there is none, or one of fewer than kShortest characters.
    [[nodiscard]] static Token read(const std::filesystem::path& file);

    /// Whether an Authorization header is `Bearer` and this token. Takes as long for a wrong one as for the right one
    /// of the same length, so that its time does not tell how much of it is right.
    [[nodiscard]] bool admits(std::string_view authorization) const noexcept;

private:
    explicit Token(std::string secret) : secret_(std::move(secret)) {}
    std::string secret_;
};

/// Whether two texts are equal, in time that depends on the length of `given` alone.
[[nodiscard]] bool equals_in_constant_time(std::string_view secret, std::string_view given) noexcept;

}  // namespace entente::apps::http
