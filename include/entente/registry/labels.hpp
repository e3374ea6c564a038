// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::registry {

/// A word by which partnerships call themselves.
struct Label {
    std::string word{};   ///< `strategic`, `enduring`, ..., `none`.
    std::string group{};  ///< Words that claim much the same: `strategic`, `lasting`, `working`, ...
};

/// Reads the vocabulary (data/labels.toml), in its order. Throws Error{Errc::bad_input} that lists every fault of the
/// text with line and column.
[[nodiscard]] std::vector<Label> parse_labels(std::string_view toml, std::string_view file);

}  // namespace entente::registry
