// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace entente {

/// One table per enumeration from which its names are read and written, so that the parser, SQL, JSON and the docs
/// cannot drift apart. Entry k belongs to the enumerator with value k.
template <typename Enum, std::size_t N>
using NameTable = std::array<std::string_view, N>;

/// Specialise for an enumeration: `static constexpr NameTable<Enum, N> table{...};`
template <typename Enum>
struct Names;

/// Number of enumerators of an enumeration that has a name table.
template <typename Enum>
inline constexpr std::size_t num_names = Names<Enum>::table.size();

/// The name of a value, as it stands in SQL, JSON and on the command line.
template <typename Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) noexcept requires requires {
    Names<Enum>::table;
}
{ return Names<Enum>::table[static_cast<std::size_t>(value)]; }

/// The value with this name; nothing if there is none.
template <typename Enum>
[[nodiscard]] constexpr std::optional<Enum> from_string(std::string_view name) noexcept {
    for (std::size_t k = 0; k < num_names<Enum>; ++k)
        if (Names<Enum>::table[k] == name) return static_cast<Enum>(k);
    return std::nullopt;
}

/// All values in the order of the table.
template <typename Enum>
[[nodiscard]] constexpr auto all_values() noexcept {
    std::array<Enum, num_names<Enum>> values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<Enum>(k);
    return values;
}

}  // namespace entente
