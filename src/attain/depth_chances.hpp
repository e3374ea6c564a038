// SPDX-License-Identifier: Apache-2.0
//
// How deep the foundings of a family go in a year. The parties' own histories count as average here.
#pragma once

#include <array>
#include <optional>

#include "entente/attain/depth.hpp"
#include "entente/base/year.hpp"

namespace entente::attain {

/// For each depth the share and its doubt; nothing where the family's sources do not show it.
using DepthChances = std::array<std::optional<DepthChance>, kNumDepths>;
[[nodiscard]] DepthChances depth_chances(const DepthModel& model, Year year);

}  // namespace entente::attain
