// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace entente::registry {

/// Long names by record (`<table>:<record>`), of bodies that a table knows by a code or an abbreviation only. They are
/// for readers: records are matched by what their tables call them.
using RecordNames = std::map<std::string, std::string, std::less<>>;

/// Reads data/names.toml. Throws Error{Errc::bad_input} that lists every fault of the text with line and column.
[[nodiscard]] RecordNames parse_record_names(std::string_view toml, std::string_view file);

}  // namespace entente::registry
