// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "entente/attain/frame.hpp"

namespace entente::attain {

/// A set of states in a frame, with those that act as one. The order of members and units means nothing.
struct Composition {
    std::vector<Slot> members{};        ///< Each once.
    std::vector<std::uint16_t> unit{};  ///< Unit of each member, 0 .. num_units-1.
    int num_units = 0;

    /// Every state a unit of its own.
    [[nodiscard]] static Composition of_states(std::span<const Slot> states);
    /// Sorts members, numbers units in the order of their first member.
    void normalise();
    friend bool operator==(const Composition&, const Composition&) = default;
    friend auto operator<=>(const Composition&, const Composition&) = default;
};

/// Classes of size within which foundings are compared and pooled.
enum class SizeClass : std::uint8_t { two, bloc, many };
inline constexpr std::size_t kNumSizeClasses = 3;

/// `bloc` where some unit has more than one member, else `two` or `many`.
[[nodiscard]] SizeClass size_class(const Composition& composition);

using FeatureRow = std::array<float, kNumColumns>;

/// Features of a set in the order of `columns()`. NaN: not known for any of its dyads.
/// Cost: O(dyads x features): a set of 30 takes about 20 microseconds. Symmetric: the order of members means nothing.
void composition_features(const DyadFrame& frame, const Composition& composition, FeatureRow& row);

}  // namespace entente::attain
