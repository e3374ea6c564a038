// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/names.hpp"
#include "entente/base/year.hpp"

namespace entente::apps::http {

/// What stands behind the question mark of an address, by name; a name that stands twice counts once, the first time.
///
/// Reading throws Error{Errc::wrong_usage} that names the parameter, what it is and what was expected.
class Query {
public:
    Query() = default;
    explicit Query(std::map<std::string, std::string> values) : values_(std::move(values)) {}

    /// Refuses what the address does not know, so that a slip is told and not ignored.
    void allow_only(std::span<const std::string_view> names) const;

    /// Empty where it is not given.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::string required(std::string_view name) const;
    /// Items between commas.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Whether it is there at all and neither `false` nor `0`.
    [[nodiscard]] bool flag(std::string_view name) const;
    /// A year from 1816 to 2200.
    [[nodiscard]] std::optional<Year> year(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    /// Numbers between commas.
    [[nodiscard]] std::vector<double> numbers(std::string_view name) const;
    [[nodiscard]] std::optional<int> integer(std::string_view name, int low = std::numeric_limits<int>::min(),
                                             int high = std::numeric_limits<int>::max()) const;

    /// A word of an enumeration.
    template <typename Enum>
    [[nodiscard]] std::optional<Enum> word(std::string_view name) const {
        const std::string found = text(name);
        if (found.empty()) return std::nullopt;
        const auto value = from_string<Enum>(found);
        if (!value)
            throw Error{Errc::wrong_usage,
                        fmt::format("{} is '{}'; expected {}", name, found, fmt::join(Names<Enum>::table, ", "))};
        return value;
    }

    /// Names the question: equal for equal values whatever their order, different for different ones.
    [[nodiscard]] std::string canonical() const;

private:
    std::map<std::string, std::string> values_;
};

}  // namespace entente::apps::http
