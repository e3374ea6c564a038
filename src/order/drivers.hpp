// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entente/order/series.hpp"
#include "system.hpp"

namespace entente::order {

/// What each major power of two consecutive years did to the effective number of poles (`poles_majors`) and to the
/// spread of regimes and of votes among them. The parts are exact Shapley values of moving an actor from its old share
/// and place to the new ones (an entrant from a share of 0), at mean figures and equal weights of the sides of
/// capability; they sum to the change.
[[nodiscard]] std::vector<Driver> drivers_of(const YearSystem& before, const YearSystem& after);

}  // namespace entente::order
