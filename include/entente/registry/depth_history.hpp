// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "entente/base/partnership.hpp"

namespace entente::registry {

/// Whether each step was reached by the end of a year: yes where evidence shows it or a deeper one, no where it was
/// looked for and not found, nothing where no source could show it.
using DepthReading = std::array<std::optional<bool>, kNumDepths>;
[[nodiscard]] DepthReading read_depth(const Partnership& partnership, Year year);

/// The findings that hold at the end of a year: for each sign the latest one; in a tie presence comes before absence.
/// Positions in `partnership.evidence`, in its order.
[[nodiscard]] std::vector<std::size_t> standing_evidence(const Partnership& partnership, Year year);

/// The spells in which a partnership lives: at least two parties are in it, or one where no more are ever recorded.
/// Accession begins a party's share in it, withdrawal ends it; when too few are left it is dead or dormant, whatever
/// the record of its end says.
[[nodiscard]] std::vector<Spell> lives_of(const Partnership& partnership);

/// Years in which a partnership's depth and the findings behind it stayed the same.
struct DepthPhase {
    Spell years{};
    bool is_alive = true;          ///< false: dormant or dead; nothing else is then set.
    std::optional<Depth> depth{};  ///< Highest step with standing evidence; nothing if none is shown.
    DepthReading reading{};
    std::vector<std::size_t> changed{};   ///< Findings that begin to stand in the first year, in evidence's order.
    std::vector<std::size_t> standing{};  ///< All findings that stand.
};

/// A partnership's life in phases, in the order of years; consecutive, from its first year on. The last one has no end
/// unless the partnership has ended. Cost: O(findings x years with changes).
[[nodiscard]] std::vector<DepthPhase> depth_history(const Partnership& partnership);

/// Depth in a year of its life; nothing outside of it, and where no source shows any step.
[[nodiscard]] std::optional<Depth> depth_in(const Partnership& partnership, Year year);

}  // namespace entente::registry
