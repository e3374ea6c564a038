// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

namespace entente::apps {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
// clang 14 does not deduce an aggregate's arguments by itself.
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string exact_text(const Value& value) {
    return std::visit(
        Overloaded{[](std::monostate) { return std::string{}; },
                   [](std::int64_t number) { return fmt::format("{}", number); },
                   [](double number) { return std::isfinite(number) ? fmt::format("{}", number) : std::string{}; },
                   [](bool truth) { return std::string(truth ? "true" : "false"); },
                   [](const std::string& text) { return text; },
                   [](const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, "+")); }},
        value);
}

std::string readable_text(const Value& value) {
    if (const double* number = std::get_if<double>(&value); number && std::isfinite(*number)) {
        const double size = std::abs(*number);
        return size != 0 && (size < 1e-3 || size >= 1e6) ? fmt::format("{:.4g}", *number)
                                                         : fmt::format("{:.4f}", *number);
    }
    return exact_text(value);
}

std::string csv_field(const Value& value) {
    std::string text = exact_text(value);
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

nlohmann::ordered_json json_value(const Value& value) {
    return std::visit(Overloaded{[](std::monostate) { return nlohmann::ordered_json(nullptr); },
                                 [](double number) {
                                     return std::isfinite(number) ? nlohmann::ordered_json(number)
                                                                  : nlohmann::ordered_json(nullptr);
                                 },
                                 [](const auto& other) { return nlohmann::ordered_json(other); }},
                      value);
}

bool is_number(const Value& value) {
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

void print_csv(std::ostream& out, const Table& table) {
    const auto line = [&](const auto& fields, const auto& text_of) {
        for (std::size_t k = 0; k < fields.size(); ++k) out << (k ? "," : "") << text_of(fields[k]);
        out << "\r\n";
    };
    line(table.columns, [](const std::string& name) { return csv_field(name); });
    for (const auto& row : table.rows) line(row, csv_field);
}

void print_json(std::ostream& out, const Table& table) {
    // Row by row, so that a large table is never held twice.
    out << '[';
    for (std::size_t k = 0; k < table.rows.size(); ++k)
        out << (k ? ",\n " : "\n ") << to_json(table, table.rows[k]).dump();
    out << "\n]\n";
}

void print_text(std::ostream& out, const Table& table) {
    const std::size_t num_columns = table.columns.size();
    std::vector<std::size_t> widths(num_columns);
    std::vector<bool> right(num_columns, !table.rows.empty());
    for (std::size_t k = 0; k < num_columns; ++k) widths[k] = display_width(table.columns[k]);
    for (const auto& row : table.rows)
        for (std::size_t k = 0; k < num_columns; ++k) {
            widths[k] = std::max(widths[k], display_width(readable_text(row[k])));
            if (!is_number(row[k]) && !std::holds_alternative<std::monostate>(row[k])) right[k] = false;
        }
    const auto cell = [&](std::size_t k, const std::string& text) {
        const std::string padding(widths[k] - display_width(text), ' ');
        const bool is_last = k + 1 == num_columns;
        out << (k ? "  " : "") << (right[k] ? padding + text : is_last ? text : text + padding);
    };
    for (std::size_t k = 0; k < num_columns; ++k) cell(k, table.columns[k]);
    out << '\n';
    for (const auto& row : table.rows) {
        for (std::size_t k = 0; k < num_columns; ++k) cell(k, readable_text(row[k]));
        out << '\n';
    }
}

}  // namespace

std::size_t display_width(std::string_view utf8) noexcept {
    // Continuation bytes (10xxxxxx) do not start a character.
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

nlohmann::ordered_json to_json(const Table& table, const std::vector<Value>& row) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t k = 0; k < table.columns.size(); ++k) object[table.columns[k]] = json_value(row[k]);
    return object;
}

nlohmann::ordered_json to_json(const Table& table) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) list.push_back(to_json(table, row));
    return list;
}

void print(std::ostream& out, const Table& table, Format format) {
    switch (format) {
        case Format::csv:
            return print_csv(out, table);
        case Format::json:
            return print_json(out, table);
        case Format::text:
            return print_text(out, table);
    }
}

}  // namespace entente::apps
