// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "entente/base/names.hpp"
#include "entente/base/year.hpp"

namespace entente::apps {

[[nodiscard]] inline nlohmann::ordered_json json_value(Year year) {
    return year.value();
}

/// A word of an enumeration by its name, anything else as it is.
template <typename Value>
[[nodiscard]] nlohmann::ordered_json json_value(const Value& value) {
    if constexpr (std::is_enum_v<Value>)
        return to_string(value);
    else
        return value;
}

/// Null where there is no value.
template <typename Value>
[[nodiscard]] nlohmann::ordered_json or_null(const std::optional<Value>& value) {
    return value ? json_value(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace entente::apps
