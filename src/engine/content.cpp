// SPDX-License-Identifier: Apache-2.0
#include "content.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/power/power.hpp"

namespace entente::engine {

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.good() && !in.eof()) throw Error{Errc::failed, fmt::format("cannot read {}", file.string())};
    if (!in.is_open()) throw Error{Errc::failed, fmt::format("cannot open {}", file.string())};
    return text;
}

std::vector<Issue> read_issues(const std::filesystem::path& data) {
    const std::filesystem::path file = data / "issues.toml";
    return power::parse_issues(read_text(file), file.filename().string());
}

}  // namespace entente::engine
