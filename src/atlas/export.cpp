// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "impl.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

constexpr const char* kTables =
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name";

/// A cell as text: nothing for NULL, and numbers with as many digits as it takes to read the same number back.
std::string cell(const Statement& row, int column) {
    return row.is_real(column) ? fmt::format("{}", row.real(column)) : row.string(column);
}

}  // namespace

std::vector<std::string> Atlas::table_names() const {
    return impl_->reading("reading the tables' names", [&] { return first_column(impl_->database, kTables); });
}

std::vector<std::vector<std::string>> Atlas::table(std::string_view name) const {
    return impl_->reading("reading a table", [&] {
        const std::vector<std::string> known = first_column(impl_->database, kTables);
        if (std::find(known.begin(), known.end(), name) == known.end()) throw unknown_name("table", name, known);
        // Tables come in the order of their primary keys and views in the order that they state themselves.
        Statement row{impl_->database, fmt::format("SELECT * FROM \"{}\"", name)};
        std::vector<std::vector<std::string>> rows(1);
        for (int column = 0; column < row.num_columns(); ++column) rows[0].emplace_back(row.column_name(column));
        while (row.next()) {
            std::vector<std::string>& cells = rows.emplace_back();
            for (int column = 0; column < row.num_columns(); ++column) cells.push_back(cell(row, column));
        }
        return rows;
    });
}

}  // namespace entente::atlas
