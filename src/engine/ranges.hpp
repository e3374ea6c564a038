// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::engine {

/// Throws Error{wrong_usage} for a value outside of low .. high, or NaN.
inline void check_range(std::string_view field, double value, double low, double high) {
    if (!(value >= low && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {} to {}", field, value, low, high)};
}

/// Throws Error{wrong_usage} for a part of a whole that is nothing, more than all of it, or NaN.
inline void check_part(std::string_view field, double value) {
    constexpr double kLeast = 1e-9;
    if (value >= kLeast && value <= 1) return;
    throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected above 0 and up to 1", field, value),
                value > 1 && value <= 100 ? fmt::format("{} % is {}.", value, value / 100) : std::string{}};
}

}  // namespace entente::engine
