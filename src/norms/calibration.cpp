// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "entente/base/bootstrap.hpp"
#include "entente/base/reliability.hpp"

namespace entente::norms {
namespace {

constexpr std::array<double, 9> kTenths{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
constexpr std::size_t kNumBins = kTenths.size() + 1;

/// By text and tenth: how many forecasts there are and how many came true.
using Tallies = std::array<std::map<std::uint32_t, RatioUnit>, kNumBins>;

/// 90 % interval of the share of a tenth that came true, texts drawn with replacement.
Measured share_of(const Tallies& tallies, std::size_t bin, Seed seed) {
    constexpr int kDraws = 400;
    std::vector<RatioUnit> units;
    for (const auto& [text, unit] : tallies[bin]) units.push_back(unit);
    return bootstrap_ratio(units, seed, kDraws);
}

}  // namespace

Reliability reliability_of(std::span<const Judged> forecasts, Seed seed) {
    Reliability result{.count = forecasts.size()};
    if (forecasts.empty()) return result;
    Tallies tallies;
    std::vector<BinaryForecast> binary;
    const auto n = static_cast<double>(forecasts.size());
    for (const Judged& judged : forecasts) {
        const double truth = judged.came_true ? 1 : 0;
        binary.push_back({judged.predicted, judged.came_true});
        RatioUnit& unit = tallies[reliability_bin(judged.predicted, kTenths)]
                              .try_emplace(judged.cluster, RatioUnit{0, 0})
                              .first->second;
        unit.numerator += truth;
        ++unit.denominator;
        result.brier += (judged.predicted - truth) * (judged.predicted - truth) / n;
        result.log_score += std::log(judged.came_true ? judged.predicted : 1 - judged.predicted) / n;
    }
    const std::vector<ReliabilityBin> bins = reliability(binary, kTenths);
    result.calibration_error = calibration_error(bins);
    for (std::size_t b = 0; b < bins.size(); ++b) {
        if (bins[b].weight == 0) continue;
        const Measured share = share_of(tallies, b, seed);
        result.points.push_back({.predicted = bins[b].predicted / bins[b].weight,
                                 .observed = share.value,
                                 .low = std::min(share.low, share.value),
                                 .high = std::max(share.high, share.value),
                                 .count = static_cast<std::size_t>(bins[b].weight)});
    }
    return result;
}

}  // namespace entente::norms
