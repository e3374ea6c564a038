// SPDX-License-Identifier: Apache-2.0
#include "toml_entry.hpp"

#include <cstdint>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "entente/sources/csv.hpp"

namespace entente::sources {
namespace {

std::optional<Year> optional_year(const toml::table& entry, std::string_view key, std::string_view place) {
    const toml::node* node = entry.get(key);
    if (node == nullptr) return std::nullopt;
    const std::optional<std::int64_t> value = node->value_exact<std::int64_t>();
    if (!value || *value < kFirstYear || *value > kLastYear)
        throw Error{Errc::bad_input,
                    fmt::format("{}: '{}' must be a year in {} .. {}", place, key, kFirstYear, kLastYear)};
    return Year{static_cast<int>(*value)};
}

}  // namespace

toml::table read_toml(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream)
        throw Error{Errc::failed, fmt::format("cannot read {}", file.string()), "check that the file is there"};
    try {
        return toml::parse(stream, file.filename().string());
    } catch (const toml::parse_error& error) {
        throw Error{Errc::bad_input,
                    fmt::format("{} line {}, column {}: {}", file.filename().string(), error.source().begin.line,
                                error.source().begin.column, error.description())};
    }
}

std::string required_text(const toml::table& entry, std::string_view key, std::string_view place) {
    const toml::node* node = entry.get(key);
    const std::optional<std::string> value = node == nullptr ? std::nullopt : node->value_exact<std::string>();
    if (!value || value->empty())
        throw Error{Errc::bad_input, fmt::format("{}: '{}' is missing; a text is expected", place, key)};
    return *value;
}

SourceInfo source_info_of(const toml::table& entry, std::string_view place) {
    SourceInfo info;
    info.title = required_text(entry, "title", place);
    info.citation = required_text(entry, "citation", place);
    info.version = required_text(entry, "version", place);
    info.terms = required_text(entry, "terms", place);
    info.address = required_text(entry, "address", place);
    info.first_year = optional_year(entry, "first_year", place);
    info.last_year = optional_year(entry, "last_year", place);
    info.looks_ahead = entry["looks_ahead"].value_or(false);
    return info;
}

}  // namespace entente::sources
