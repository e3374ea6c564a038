// SPDX-License-Identifier: Apache-2.0
#include "stata.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <ostream>

#include <fmt/format.h>
#include <readstat.h>

#include "entente/base/error.hpp"

namespace entente::apps {
namespace {

constexpr std::size_t kLongestText = 2045;  ///< Of a fixed-width text in Stata; longer ones are references.
constexpr int kFormat = 118;                ///< Stata 14 and later: UTF-8.

using Writer = std::unique_ptr<readstat_writer_t, decltype(&readstat_writer_free)>;

ssize_t write_bytes(const void* data, std::size_t size, void* stream) {
    auto& out = *static_cast<std::ostream*>(stream);
    out.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    return out ? static_cast<ssize_t>(size) : -1;
}

void check(readstat_error_t error) {
    if (error != READSTAT_OK)
        throw Error{Errc::failed, fmt::format("writing the Stata file: {}", readstat_error_message(error))};
}

/// A number; nothing for a code such as `017`, which would lose its zero.
std::optional<double> number_of(const std::string& text) {
    if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

const std::string& text_in(const Table& table, std::size_t row, std::size_t column) {
    return std::get<std::string>(table.rows[row][column]);
}

/// How a column is written.
struct Column {
    bool is_number = true;
    std::size_t width = 1;
    readstat_variable_t* variable = nullptr;
};

Column shape_of(const Table& table, std::size_t k) {
    Column column{.is_number = !table.rows.empty()};
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string& text = text_in(table, row, k);
        column.width = std::max(column.width, text.size());
        if (!text.empty() && !number_of(text)) column.is_number = false;
    }
    return column;
}

void insert(readstat_writer_t* writer, const Column& column, const std::string& text) {
    if (column.is_number && text.empty())
        check(readstat_insert_missing_value(writer, column.variable));
    else if (column.is_number)
        check(readstat_insert_double_value(writer, column.variable, *number_of(text)));
    else if (column.width <= kLongestText)
        check(readstat_insert_string_value(writer, column.variable, text.c_str()));
    else
        check(readstat_insert_string_ref(writer, column.variable, readstat_add_string_ref(writer, text.c_str())));
}

}  // namespace

void print_stata(std::ostream& out, const Table& table, const std::string& label) {
    const Writer writer(readstat_writer_init(), &readstat_writer_free);
    check(readstat_set_data_writer(writer.get(), write_bytes));
    check(readstat_writer_set_file_label(writer.get(), label.c_str()));
    check(readstat_writer_set_file_format_version(writer.get(), kFormat));
    std::vector<Column> columns;
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
        Column column = shape_of(table, k);
        const bool is_long = !column.is_number && column.width > kLongestText;
        const readstat_type_t type = column.is_number ? READSTAT_TYPE_DOUBLE
                                     : is_long        ? READSTAT_TYPE_STRING_REF
                                                      : READSTAT_TYPE_STRING;
        column.variable = readstat_add_variable(writer.get(), table.columns[k].c_str(), type,
                                                column.is_number || is_long ? 0 : column.width);
        columns.push_back(column);
    }
    check(readstat_begin_writing_dta(writer.get(), &out, static_cast<long>(table.rows.size())));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        check(readstat_begin_row(writer.get()));
        for (std::size_t k = 0; k < columns.size(); ++k) insert(writer.get(), columns[k], text_in(table, row, k));
        check(readstat_end_row(writer.get()));
    }
    check(readstat_end_writing(writer.get()));
}

}  // namespace entente::apps
