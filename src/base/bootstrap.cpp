// SPDX-License-Identifier: Apache-2.0
#include "entente/base/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "entente/base/quantile.hpp"

namespace entente {
namespace {

constexpr std::uint32_t kResampling = 0x424f4f54;  ///< Purpose of the random streams of this file.
constexpr double kTail = 0.05;

}  // namespace

Measured bootstrap(std::size_t num_units, const Statistic& statistic, Seed seed, int num_resamples) {
    std::vector<std::uint32_t> drawn(num_units);
    std::iota(drawn.begin(), drawn.end(), 0U);
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (num_units == 0) return {kUnknown, kUnknown, kUnknown};
    Measured measured{.value = statistic(drawn)};
    std::vector<double> values;
    for (int k = 0; k < num_resamples; ++k) {
        RandomStream random(seed, {kResampling, static_cast<std::uint32_t>(k)});
        for (std::uint32_t& unit : drawn) unit = random.below(static_cast<std::uint32_t>(num_units));
        if (const double value = statistic(drawn); !std::isnan(value)) values.push_back(value);
    }
    if (values.empty()) return {measured.value, kUnknown, kUnknown};
    std::ranges::sort(values);
    measured.low = nearest_rank(values, kTail);
    measured.high = nearest_rank(values, 1 - kTail);
    return measured;
}

Measured bootstrap_ratio(std::span<const RatioUnit> units, Seed seed, int num_resamples) {
    const auto ratio = [&](std::span<const std::uint32_t> drawn) {
        double numerator = 0;
        double denominator = 0;
        for (const std::uint32_t unit : drawn) {
            numerator += units[unit].numerator;
            denominator += units[unit].denominator;
        }
        return denominator != 0 ? numerator / denominator : std::numeric_limits<double>::quiet_NaN();
    };
    return bootstrap(units.size(), ratio, seed, num_resamples);
}

}  // namespace entente
