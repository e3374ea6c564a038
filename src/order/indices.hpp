// SPDX-License-Identifier: Apache-2.0
//
// Which way order moves: two yearly indices.
#pragma once

#include <span>
#include <vector>

#include "entente/order/order.hpp"
#include "system.hpp"

namespace entente::order {

/// Magnetism of the liberal core on one scale of principles (0 regimes, 2 votes), and the same smoothed.
///
/// Model:   core_t = states with liberal democracy >= thresholds.liberal_democracy in the year before; c = their mean
///          position of the year before, weighted by capability. A state outside moves sign(c - x_{t-1}) (x_t -
///          x_{t-1}); the index is the mean over them, weighted by capability of the year before. Positive: attraction.
/// Doubt:   the spread of the movements between states, which includes the error of the positions.
/// No point where there is no core, nobody outside, or positions are carried.
[[nodiscard]] std::vector<Series> magnetism(std::span<const YearSystem> systems, std::size_t place, const char* name,
                                            const Thresholds& thresholds, Sight sight);

/// Constitutionalism of the organisations of a World, the same smoothed, and the counts under it.
///
/// Model:   (rule-bound founded - rule-bound ended - withdrawals) / (all founded + rule-bound ended + withdrawals).
///          Rule-bound: depth of rules or more in the year of founding, which every organisation with a treaty and a
///          secretariat has. A withdrawal counts as one over the number of members, so that an organisation that all
///          leave counts as one that ended; a member that died or the end of the organisation is no withdrawal.
/// Doubt:   of shares out of so many events, half an event added to each of gains, losses and the rest.
/// Only organisations that a table of the field brings are counted: curated ones were chosen. Only years that a table
/// of formal and one of informal organisations both cover.
[[nodiscard]] std::vector<Series> constitutionalism(const atlas::World& world, Year first, Sight sight);

}  // namespace entente::order
