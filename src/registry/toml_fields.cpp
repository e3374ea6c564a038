// SPDX-License-Identifier: Apache-2.0
#include "toml_fields.hpp"

#include "entente/base/error.hpp"
#include "entente/base/nearest.hpp"

namespace entente::registry {

std::string describe(std::span<const FileFault> faults) {
    std::string text;
    for (const FileFault& fault : faults)
        text += fmt::format("{}{} line {} column {}: {}", text.empty() ? "" : "\n", fault.file, fault.line,
                            fault.column, fault.what);
    return text;
}

void Faults::require_none() const {
    if (!list_.empty()) throw Error{Errc::bad_input, describe(list_)};
}

std::string nearest_hint(std::string_view text, std::span<const std::string> candidates) {
    const auto nearest = nearest_names(text, candidates);
    return nearest.empty() ? std::string{} : fmt::format(" Nearest: {}.", fmt::join(nearest, ", "));
}

toml::table parse_toml(std::string_view toml, std::string_view file, Faults& faults) {
    try {
        return toml::parse(toml, std::string(file));
    } catch (const toml::parse_error& error) {
        faults.add(error.source(), fmt::format("not valid TOML: {}", error.description()));
        return {};
    }
}

namespace {

/// `[[partnership.evidence]]` belongs to the entry before it.
bool is_nested_header(std::string_view line) {
    return line.substr(0, line.find_first_of("]\n")).find('.') != std::string_view::npos;
}

/// Where the entry around a line begins and where the next one does; whole lines, so that line numbers stay.
std::pair<std::size_t, std::size_t> entry_around(std::string_view text, std::uint32_t line) {
    std::size_t begin = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 1; at < text.size(); ++number) {
        const bool is_start = text.substr(at).starts_with("[[") && !is_nested_header(text.substr(at));
        if (is_start && number > line) return {begin, at};
        if (is_start) begin = at;
        const std::size_t end = text.find('\n', at);
        at = end == std::string_view::npos ? text.size() : end + 1;
    }
    return {begin, text.size()};
}

}  // namespace

toml::table parse_toml_entries(std::string_view toml, std::string_view file, Faults& faults) {
    std::string text(toml);
    for (;;) {
        try {
            return toml::parse(text, std::string(file));
        } catch (const toml::parse_error& error) {
            faults.add(error.source(), fmt::format("not valid TOML: {}", error.description()));
            const auto [begin, end] = entry_around(text, error.source().begin.line);
            const std::string before = text;
            for (std::size_t k = begin; k < end; ++k)
                if (text[k] != '\n') text[k] = ' ';
            if (text == before) return {};  // Nothing is left to take out.
        }
    }
}

const toml::node* Fields::node(std::string_view key) {
    known_.emplace(key);
    return table_.get(key);
}

toml::source_region Fields::where(std::string_view key) const {
    const toml::node* found = table_.get(key);
    return found ? found->source() : table_.source();
}

std::string Fields::text(std::string_view key) {
    std::string value = text_or(key, "");
    if (value.empty() && (!has(key) || table_.get(key)->is_string()))
        fault(key, fmt::format("'{}' is missing or empty; expected a text", key));
    return value;
}

std::string Fields::text_or(std::string_view key, std::string_view fallback) {
    const toml::node* found = node(key);
    if (!found) return std::string(fallback);
    if (const auto* value = found->as_string()) return value->get();
    fault(key, fmt::format("'{}' expects a text", key));
    return {};
}

std::optional<double> Fields::number(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return std::nullopt;
    if (const auto value = found->value<double>(); value && found->is_number()) return value;
    fault(key, fmt::format("'{}' expects a number", key));
    return std::nullopt;
}

double Fields::number_or(std::string_view key, double fallback) {
    return number(key).value_or(fallback);
}

std::optional<bool> Fields::flag(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return std::nullopt;
    if (const auto* value = found->as_boolean()) return value->get();
    fault(key, fmt::format("'{}' expects true or false", key));
    return std::nullopt;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return {};
    const toml::array* list = found->as_array();
    if (!list) {
        fault(key, fmt::format("'{}' expects a list of texts", key));
        return {};
    }
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
        const auto* value = item.as_string();
        if (value && !value->get().empty())
            values.push_back(value->get());
        else
            faults_.add(item.source(), fmt::format("'{}' expects texts", key));
    }
    return values;
}

std::vector<std::string> Fields::text_or_texts(std::string_view key) {
    const toml::node* found = node(key);
    if (found && found->is_string()) return {found->as_string()->get()};
    return texts(key);
}

std::optional<Year> Fields::year(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return std::nullopt;
    const auto* value = found->as_integer();
    if (value && value->get() >= 1 && value->get() <= 2200) return Year{static_cast<int>(value->get())};
    fault(key, value ? fmt::format("'{}' is {}; expected a year of 1 to 2200", key, value->get())
                     : fmt::format("'{}' expects a year, such as 1949", key));
    return std::nullopt;
}

Year Fields::required_year(std::string_view key) {
    if (!has(key)) fault(key, fmt::format("'{}' is missing; expected a year", key));
    return year(key).value_or(Year{});
}

std::vector<const toml::table*> Fields::tables(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return {};
    const toml::array* list = found->as_array();
    if (!list) {
        fault(key, fmt::format("'{}' expects a list of tables", key));
        return {};
    }
    std::vector<const toml::table*> values;
    for (const toml::node& item : *list) {
        if (const toml::table* table = item.as_table())
            values.push_back(table);
        else
            faults_.add(item.source(), fmt::format("'{}' expects tables", key));
    }
    return values;
}

void Fields::finish() {
    const std::vector<std::string> known(known_.begin(), known_.end());
    for (const auto& [key, value] : table_)
        if (!known_.contains(key.str()))
            faults_.add(key.source(), fmt::format("unknown field '{}'.{}", key.str(), nearest_hint(key.str(), known)));
}

}  // namespace entente::registry
