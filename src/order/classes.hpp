// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "entente/order/series.hpp"
#include "year_draws.hpp"

namespace entente::order {

/// The class of a year in one draw, from the top down: unipolar, bipolar, else by whether principles are diverse.
/// Nothing where power is dispersed and no measure of principles knows the year.
[[nodiscard]] std::optional<OrderClass> classify(const Outcome& outcome, const Cut& cut,
                                                 const std::array<double, 5>& measure_weight);

/// Probability of every class in a year: the main estimate, and one for each thing held fixed.
///
/// Variants: `among=system` (poles are sought among all states), `power=<measure>` (capability is that measure alone),
/// `principles=<measure>` (that measure decides),
/// `<threshold>=low|high` (one threshold at an end of its range). The main estimate's interval spans all variants.
[[nodiscard]] std::vector<Series> class_probabilities(const YearDraws& year, const Draws& draws,
                                                      const Thresholds& thresholds, Year when);

}  // namespace entente::order
