// SPDX-License-Identifier: Apache-2.0
#include "query.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "entente/base/words.hpp"

namespace entente::apps::http {
namespace {

constexpr int kFirstYear = 1816;
constexpr int kLastYear = 2200;

/// The whole text as a number; nothing if it is none.
template <typename Number>
std::optional<Number> number_of(const std::string& text) {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || stop != end) return std::nullopt;
    return value;
}

[[noreturn]] void refuse(std::string_view name, std::string_view found, std::string_view expected) {
    throw Error{Errc::wrong_usage, fmt::format("'{}' is '{}'; expected {}", name, found, expected)};
}

double finite(std::string_view name, const std::string& text) {
    const auto value = number_of<double>(text);
    if (!value || !std::isfinite(*value)) refuse(name, text, "a number");
    return *value;
}

}  // namespace

void Query::allow_only(std::span<const std::string_view> names) const {
    for (const auto& [name, value] : values_) {
        if (std::ranges::find(names, name) != names.end()) continue;
        const std::vector<std::string> known(names.begin(), names.end());
        throw Error{Errc::wrong_usage, fmt::format("no parameter '{}' here", name),
                    known.empty() ? "This address takes none." : fmt::format("It takes {}.", fmt::join(known, ", "))};
    }
}

std::string Query::text(std::string_view name) const {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? std::string{} : found->second;
}

std::string Query::required(std::string_view name) const {
    std::string found = text(name);
    if (found.empty()) throw Error{Errc::wrong_usage, fmt::format("'{}' is missing", name)};
    return found;
}

std::vector<std::string> Query::list(std::string_view name) const {
    std::vector<std::string> items;
    const std::string found = text(name);
    if (found.empty()) return items;
    for (const std::string_view part : parts_of(found)) items.emplace_back(part);
    return items;
}

bool Query::flag(std::string_view name) const {
    const auto found = values_.find(std::string(name));
    return found != values_.end() && found->second != "false" && found->second != "0";
}

std::optional<double> Query::number(std::string_view name) const {
    const std::string found = text(name);
    if (found.empty()) return std::nullopt;
    return finite(name, found);
}

std::vector<double> Query::numbers(std::string_view name) const {
    std::vector<double> all;
    for (const std::string& item : list(name)) all.push_back(finite(name, item));
    return all;
}

std::optional<int> Query::integer(std::string_view name, int low, int high) const {
    const std::string found = text(name);
    if (found.empty()) return std::nullopt;
    const auto value = number_of<int>(found);
    if (!value) refuse(name, found, "a whole number");
    if (*value < low || *value > high) refuse(name, found, fmt::format("{} to {}", low, high));
    return value;
}

std::optional<Year> Query::year(std::string_view name) const {
    const auto value = integer(name, kFirstYear, kLastYear);
    return value ? std::optional{Year{*value}} : std::nullopt;
}

std::string Query::canonical() const {
    // Lengths stand before names and values, so that no two questions read alike whatever is in them.
    std::string text;
    for (const auto& [name, value] : values_)
        text += fmt::format("{}:{}={}:{};", name.size(), name, value.size(), value);
    return text;
}

}  // namespace entente::apps::http
