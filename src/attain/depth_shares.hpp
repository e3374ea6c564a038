// SPDX-License-Identifier: Apache-2.0
//
// How deep compositions of a pool go once they found something, and the most that any of them can.
#pragma once

#include "prospects.hpp"

namespace entente::attain {

/// For each depth the share and its doubt; nothing where the family's sources do not show it.
using DepthChances = std::array<std::optional<DepthChance>, kNumDepths>;

/// Of one composition.
[[nodiscard]] DepthChances depth_chances(const DepthModel& model, const Pool& pool, const DyadFrame& frame,
                                         const Members& members);

/// Shares of compositions, and their cap over all compositions of the pool: the model at the corners of the box in
/// which every composition's covariates lie, which is exact for a model that is monotone in each of them.
[[nodiscard]] DepthShares depth_shares(const DepthModel& model, const Pool& pool, const DyadFrame& frame);

}  // namespace entente::attain
