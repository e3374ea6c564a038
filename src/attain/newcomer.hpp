// SPDX-License-Identifier: Apache-2.0
//
// A party that may join those who are in so far, as the joint models see it. Its features are means over the dyads
// between the two sides, kept as sums: one more party that is in costs one reading, not all of them again.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "entente/attain/frame.hpp"

namespace entente::attain {

/// Members of a large body that an outsider is compared with: every n-th, so that they are this many at most.
inline constexpr std::size_t kMaxMembersRead = 24;

/// Features, share of them missing, log of the others' number, share of the own subregion among them.
inline constexpr std::size_t kNumJointInputs = kNumDyadFeatures + 3;
using JointInputs = std::array<float, kNumJointInputs>;

class Newcomer {
public:
    /// `states` has one or more: those of a collective entity come together.
    Newcomer(const DyadFrame& frame, std::span<const Slot> states)
        : states_(states), home_(frame.subregion_of(states.front())) {}

    /// One more state that is in.
    void meet(const DyadFrame& frame, Slot other) {
        read(frame, other);
        greet(frame, other);
    }
    /// The same in two halves: the dyads with it, and whether it is of the newcomer's subregion.
    void read(const DyadFrame& frame, Slot other) {
        for (const Slot slot : states_)
            if (slot != other) add(frame.dyad(slot, other));
    }
    void greet(const DyadFrame& frame, Slot other) { num_neighbours_ += frame.subregion_of(other) == home_; }

    /// Means so far; NaN where no dyad knows a feature.
    [[nodiscard]] JointInputs inputs(const DyadFrame& frame, double num_parties) const {
        JointInputs raw{};
        int num_missing = 0;
        for (std::size_t k = 0; k < kNumDyadFeatures; ++k) {
            raw[k] = sum_[k] / static_cast<float>(count_[k]);  // 0 / 0 is NaN.
            num_missing += count_[k] == 0;
        }
        const int size = std::max(1, frame.subregion_size(home_));
        raw[kNumDyadFeatures] = static_cast<float>(num_missing) / kNumDyadFeatures;
        raw[kNumDyadFeatures + 1] = static_cast<float>(std::log(num_parties));
        raw[kNumDyadFeatures + 2] = static_cast<float>(std::min(1.0, static_cast<double>(num_neighbours_) / size));
        return raw;
    }

private:
    void add(std::span<const float> dyad) {
        // Without branches and over the whole stride, so that several features are added at once.
        const float* values = dyad.data();
        for (std::size_t k = 0; k < DyadFrame::kStride; ++k) {
            const bool is_known = values[k] == values[k];
            sum_[k] += is_known ? values[k] : 0.0F;
            count_[k] += is_known;
        }
    }

    std::array<float, DyadFrame::kStride> sum_{};
    std::array<int, DyadFrame::kStride> count_{};
    std::span<const Slot> states_;
    int home_;
    int num_neighbours_ = 0;
};

}  // namespace entente::attain
