// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "entente/base/issue.hpp"

namespace entente::engine {

/// The whole of a file of Entente's own content. Throws Error{Errc::failed} naming the file.
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

/// The issues of data/issues.toml.
[[nodiscard]] std::vector<Issue> read_issues(const std::filesystem::path& data);

}  // namespace entente::engine
