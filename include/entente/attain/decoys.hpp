// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/attain/composition.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {

using SlotBits = std::array<std::uint64_t, 4>;
using Unit = std::vector<Slot>;

/// Draws sets of units out of the living states of a frame; the sampler of cases and of the universe of sets.
class SetSampler {
public:
    /// `blocs` are the units of several states that may be drawn where a bloc is wanted; they must live in the frame.
    SetSampler(const DyadFrame& frame, std::vector<Unit> blocs);

    enum class Reach { relevant, any_far };

    /// A unit disjoint from `have`: a bloc if one is wanted and there is one, else a state relevant to a member of
    /// `have` (or, for any_far, to none). Nothing where there is none.
    [[nodiscard]] std::optional<Unit> draw(std::span<const Unit> have, bool want_bloc, Reach reach,
                                           RandomStream& random) const;
    /// As many units as `wanted_blocs` has entries, blocs where it says so, in random order.
    [[nodiscard]] std::optional<std::vector<Unit>> fresh(std::vector<bool> wanted_blocs, bool want_lone,
                                                         RandomStream& random) const;
    /// The same units with one or two replaced.
    [[nodiscard]] std::optional<std::vector<Unit>> swap(std::span<const Unit> units, bool want_lone,
                                                        RandomStream& random) const;
    /// Whether some unit is relevant to no other.
    [[nodiscard]] bool has_lone(std::span<const Unit> units) const;

private:
    [[nodiscard]] SlotBits relevant_to(std::span<const Unit> units) const;

    const DyadFrame& frame_;
    std::vector<Unit> blocs_;
    SlotBits living_{};
};

[[nodiscard]] Composition to_composition(std::span<const Unit> units);
[[nodiscard]] std::vector<Unit> to_units(const Composition& composition);

}  // namespace entente::attain
