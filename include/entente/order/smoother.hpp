// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/order/order.hpp"

namespace entente::order {

/// Smooths yearly values that are measured with known errors.
///
/// Model:   value_t = level_t + N(0, std_error_t^2), level_t = level_{t-1} + N(0, q); diffuse start; the years between
///          two points are passed without a value. q has the largest likelihood on a grid (local level model; Harvey
///          1989, ch. 2). With Sight::then the level of a year, and q, rest on the years up to it.
/// Output:  a point for every given one; 90 % intervals.
/// Cost:    O(years x grid), with Sight::then O(years^2 x grid).  Deterministic.
[[nodiscard]] std::vector<Point> smooth(std::span<const Point> points, Sight sight);

}  // namespace entente::order
