// SPDX-License-Identifier: Apache-2.0
#include "token.hpp"

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::apps::http {
namespace {

std::string first_line(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw Error{Errc::wrong_usage, fmt::format("cannot read the token file {}", file.string())};
    std::string line;
    std::getline(in, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    return line;
}

std::string from_environment() {
    const char* const secret = std::getenv("ENTENTE_TOKEN");
    return secret ? secret : "";
}

}  // namespace

Token Token::read(const std::filesystem::path& file) {
    std::string secret = file.empty() ? from_environment() : first_line(file);
    if (secret.size() < kShortest)
        throw Error{Errc::wrong_usage,
                    fmt::format("the token has {} characters; expected {} or more", secret.size(), kShortest),
                    "Put one in a file and name it with --token-file, or in $ENTENTE_TOKEN."};
    return Token{std::move(secret)};
}

bool Token::admits(std::string_view authorization) const noexcept {
    constexpr std::string_view kBearer = "Bearer ";
    return authorization.starts_with(kBearer) && equals_in_constant_time(secret_, authorization.substr(kBearer.size()));
}

bool equals_in_constant_time(std::string_view secret, std::string_view given) noexcept {
    // Volatile keeps the compiler from leaving the loop at the first difference.
    volatile unsigned difference = secret.size() == given.size() ? 0U : 1U;
    for (std::size_t k = 0; k < given.size(); ++k) {
        const char expected = secret.empty() ? '\0' : secret[k % secret.size()];
        difference = difference | static_cast<unsigned>(static_cast<unsigned char>(expected ^ given[k]));
    }
    return difference == 0;
}

}  // namespace entente::apps::http
