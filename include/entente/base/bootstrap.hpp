// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "entente/base/random.hpp"

namespace entente {

/// A measured value with its 90 % interval.
struct Measured {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// A statistic of units drawn anew with replacement; `drawn` holds the positions of as many units as there are.
using Statistic = std::function<double(std::span<const std::uint32_t> drawn)>;

/// The statistic of all units, and the 5th and 95th percentile over resamples of them (Efron 1979). Units are events:
/// what is not independent within one is drawn together. Resamples for which it is NaN are left out.
/// Same seed, same bits.
[[nodiscard]] Measured bootstrap(std::size_t num_units, const Statistic& statistic, Seed seed, int num_resamples = 500);

/// Of one unit: a score and what it is measured in (1 for a mean).
struct RatioUnit {
    double numerator = 0;
    double denominator = 1;
};
/// Sum of numerators over sum of denominators, units drawn together: means, weighted means, totals and skills.
[[nodiscard]] Measured bootstrap_ratio(std::span<const RatioUnit> units, Seed seed, int num_resamples = 500);

}  // namespace entente
