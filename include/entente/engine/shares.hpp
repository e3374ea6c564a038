// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/atlas/world.hpp"
#include "entente/base/issue.hpp"

namespace entente::engine {

/// Share of the issue of each actor of the World in a year: computed from the World's figures, or as the atlas stores
/// it (at most 15 years old) where the series of the issue are not in it. Nothing where it is not known.
/// Not for several threads on one Atlas at once.
[[nodiscard]] std::vector<std::optional<double>> actor_shares(const atlas::Atlas& atlas, const atlas::World& world,
                                                              const Issue& issue, Year year);

}  // namespace entente::engine
