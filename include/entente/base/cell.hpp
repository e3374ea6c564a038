// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>

#include "entente/base/names.hpp"

namespace entente {

/// How a partnership is organised. The order of the enumerators is that of the brief's table, not of formality;
/// formality is a partial order held in data/scopes.toml.
enum class Scope { bilateral, multilateral, minilateral, maxilateral, plurilateral };

/// How thick its institutions are, from thin to thick. Ordered: a later step claims the earlier ones.
enum class Depth { practice, interests, rules, values, identity, culture };

/// Business-like ties against ties of community.
enum class Tie { gesellschaft, gemeinschaft };

template <>
struct Names<Scope> {
    static constexpr NameTable<Scope, 5> table{"bilateral", "multilateral", "minilateral", "maxilateral",
                                               "plurilateral"};
};
template <>
struct Names<Depth> {
    static constexpr NameTable<Depth, 6> table{"practice", "interests", "rules", "values", "identity", "culture"};
};
template <>
struct Names<Tie> {
    static constexpr NameTable<Tie, 2> table{"gesellschaft", "gemeinschaft"};
};

/// Practice, interests and rules are gesellschaft; values, identity and culture are gemeinschaft.
[[nodiscard]] constexpr Tie tie_of(Depth depth) noexcept {
    return depth <= Depth::rules ? Tie::gesellschaft : Tie::gemeinschaft;
}

inline constexpr std::size_t kNumScopes = num_names<Scope>;
inline constexpr std::size_t kNumDepths = num_names<Depth>;
inline constexpr std::size_t kNumCells = kNumScopes * kNumDepths;

/// One square of the 5 x 6 table.
struct Cell {
    Scope scope = Scope::bilateral;
    Depth depth = Depth::practice;
    friend constexpr auto operator<=>(const Cell&, const Cell&) noexcept = default;
};

/// Position of a cell in row order (scope by scope), 0 .. 29.
[[nodiscard]] constexpr std::size_t index_of(Cell cell) noexcept {
    return static_cast<std::size_t>(cell.scope) * kNumDepths + static_cast<std::size_t>(cell.depth);
}

/// All 30 cells in row order.
[[nodiscard]] constexpr std::array<Cell, kNumCells> all_cells() noexcept {
    std::array<Cell, kNumCells> cells{};
    for (std::size_t k = 0; k < kNumCells; ++k)
        cells[k] = Cell{static_cast<Scope>(k / kNumDepths), static_cast<Depth>(k % kNumDepths)};
    return cells;
}

}  // namespace entente
