// SPDX-License-Identifier: Apache-2.0
//
// What is uncertain, drawn once for all years: an error that a draw makes about a state it makes in every year, so that
// changes between years do not come from the draws.
#pragma once

#include <array>
#include <map>
#include <span>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/order/order.hpp"
#include "system.hpp"

namespace entente::order {

/// Thresholds of one draw, and which measure of principles decides.
struct Cut {
    double half = 0;
    double far = 0;
    double pole = 0;
    double pair = 0;
    double gap = 0;
    std::array<double, 5> high{};
    double alpha = 0;
    double pick = 0;  ///< Uniform: picks the measure by its weight among those that are known.
};

class Draws {
public:
    Draws(std::span<const YearSystem> systems, const OrderOptions& options, Seed seed);

    [[nodiscard]] std::size_t size() const noexcept { return weights_.size(); }
    /// Weights of the sides of capability; they sum to 1.
    [[nodiscard]] const std::array<double, kNumSides>& weights(std::size_t draw) const noexcept {
        return weights_[draw];
    }
    [[nodiscard]] const Cut& cut(std::size_t draw) const noexcept { return cuts_[draw]; }
    /// Standard normals of a state, draw by draw: 0 capability, 1.. places by measure.
    [[nodiscard]] std::span<const double> normals(ActorId actor, std::size_t kind) const;

private:
    std::vector<std::array<double, kNumSides>> weights_;
    std::vector<Cut> cuts_;
    std::map<ActorId, std::size_t> slot_of_;
    std::vector<double> normals_;  ///< [slot][kind][draw]
};

}  // namespace entente::order
