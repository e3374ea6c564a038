// SPDX-License-Identifier: Apache-2.0
#include "depth_shares.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::attain {
namespace {

constexpr std::size_t kMostCorners = 10;  ///< More covariates than this would make too many corners.

/// Features of the whole pool at their least and at their most: no composition of it lies outside.
std::pair<FeatureRow, FeatureRow> feature_box(const Pool& pool, const DyadFrame& frame) {
    std::array<float, kNumDyadFeatures> least;
    std::array<float, kNumDyadFeatures> most;
    least.fill(std::numeric_limits<float>::quiet_NaN());
    most = least;
    const std::vector<Slot> slots = pool.slots(pool.everyone());
    for (std::size_t i = 0; i < slots.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto values = frame.dyad(slots[i], slots[j]);
            for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
                // fmin and fmax pass over what is not known.
                least[f] = std::fmin(least[f], values[f]);
                most[f] = std::fmax(most[f], values[f]);
            }
        }
    FeatureRow low;
    FeatureRow high;
    composition_features(frame, Composition::of_states(slots), low);
    high = low;
    for (std::size_t c = 0; c < kNumColumns; ++c) {
        const Column column = columns()[c];
        if (column.is_set) continue;
        low[c] = column.lift == Lift::spread ? 0 : least[static_cast<std::size_t>(column.dyad)];
        high[c] = column.lift == Lift::spread
                      ? most[static_cast<std::size_t>(column.dyad)] - least[static_cast<std::size_t>(column.dyad)]
                      : most[static_cast<std::size_t>(column.dyad)];
    }
    const std::size_t units = kNumColumns - kNumSetFeatures + static_cast<std::size_t>(SetFeature::log_units);
    low[units] = std::log(2.0F);
    return {low, high};
}

}  // namespace

DepthChances depth_chances(const DepthModel& model, const Pool& pool, const DyadFrame& frame, const Members& members) {
    DepthChances chances;
    if (model.num_cases() == 0) return chances;
    DepthInputs inputs{};
    if (model.uses_covariates()) {
        FeatureRow row;
        composition_features(frame, Composition::of_states(pool.slots(members)), row);
        inputs = depth_inputs(row, frame.year());
    }
    for (std::size_t d = 0; d < kNumDepths; ++d) chances[d] = model.at_least(static_cast<Depth>(d), inputs);
    return chances;
}

DepthShares depth_shares(const DepthModel& model, const Pool& pool, const DyadFrame& frame) {
    DepthShares shares;
    shares.of = [&model, &pool, &frame](const Members& members) {
        std::array<double, kNumDepths> share{};
        const DepthChances chances = depth_chances(model, pool, frame, members);
        for (std::size_t d = 0; d < kNumDepths; ++d) share[d] = chances[d] ? chances[d]->probability : 0;
        return share;
    };
    if (!model.uses_covariates()) {
        shares.cap = shares.of({0, 1});
        return shares;
    }
    const auto [low_row, high_row] = feature_box(pool, frame);
    DepthInputs low = depth_inputs(low_row, frame.year());
    DepthInputs high = depth_inputs(high_row, frame.year());
    // What is not known of a composition is average, which is 0: the year alone, the last one, is always known.
    for (std::size_t k = 0; k + 1 < kNumDepthInputs; ++k) {
        low[k] = std::min(low[k], 0.0);
        high[k] = std::max(high[k], 0.0);
    }
    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < kNumDepthInputs; ++k)
        if (low[k] != high[k]) open.push_back(k);
    for (std::size_t d = 0; d < kNumDepths; ++d) {
        if (open.size() > kMostCorners) {
            shares.cap[d] = model.at_least(static_cast<Depth>(d), low) ? 1 : 0;
            continue;
        }
        for (std::size_t corner = 0; corner < std::size_t{1} << open.size(); ++corner) {
            DepthInputs at = low;
            for (std::size_t k = 0; k < open.size(); ++k)
                if (corner >> k & 1U) at[open[k]] = high[open[k]];
            if (const auto chance = model.at_least(static_cast<Depth>(d), at))
                shares.cap[d] = std::max(shares.cap[d], chance->probability);
        }
    }
    return shares;
}

}  // namespace entente::attain
