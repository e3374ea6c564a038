// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace entente::apps {

/// How a command prints its data.
enum class Format { text, json, csv };

/// One value of a table; monostate is 'not known' and prints as nothing (null in JSON). A list is an array in JSON and
/// joined by '+' elsewhere, as sets are on the command line.
using Value = std::variant<std::monostate, std::int64_t, double, bool, std::string, std::vector<std::string>>;

/// Rows as a command prints them: aligned text for people, CSV (RFC 4180) and JSON (a list of objects) for programs.
struct Table {
    std::vector<std::string> columns{};
    std::vector<std::vector<Value>> rows{};
};

/// Writes the table; doubles get as many digits as it takes to read them back in CSV and JSON, and four in text.
void print(std::ostream& out, const Table& table, Format format);

/// One row as a JSON object.
[[nodiscard]] nlohmann::ordered_json to_json(const Table& table, const std::vector<Value>& row);

/// All rows as `--json` prints them: a list of objects.
[[nodiscard]] nlohmann::ordered_json to_json(const Table& table);

/// Number of columns that a UTF-8 text takes on a terminal (one a code point; combining marks are rare in our names).
[[nodiscard]] std::size_t display_width(std::string_view utf8) noexcept;

}  // namespace entente::apps
