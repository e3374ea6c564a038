// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "entente/attain/frame.hpp"
#include "entente/attain/logistic.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {

/// How founding coalitions of three or more units grow, in one family: given that some partnership is founded in a
/// year, P(S among the founders) = P(s1) P(s2 | s1) P(s3 | s1, s2) ... with each step a logit.
///
///   affinity(j, s) = a + b . x(j, s)                          log odds that j is in, given that s is
///   P(j | S)       = logistic(c0 + c1 mean + c2 max + c3 min + c4 log|S|)   of the affinities of j to S's members
///   P(s)           = logistic(d0 + d1 rate + d2 log capability share)
struct GrowthFit {
    int num_events = 0;
    std::array<float, kNumDyadFeatures> mean{};
    std::array<float, kNumDyadFeatures> inverse_sd{};
    LogisticFit affinity{};
    LogisticFit step{};
    LogisticFit start{};
};

/// Fits growth from the foundings of a family by three or more units before a year, each of equal weight whatever its
/// size; older ones by half-life. Same seed, same bits.
[[nodiscard]] GrowthFit fit_growth(const Panel& panel, Family family, Year before, double half_life_years, Seed seed,
                                   const Monitor& monitor = {});

/// A growth model applied to one frame: affinities of all dyads once, then sets in O(|S|^2).
class GrowthTable {
public:
    GrowthTable(const GrowthFit& fit, const DyadFrame& frame, TieKind kind);

    /// log P(all of S among the founders | a founding); S is not empty. Mean of the chains in ascending and descending
    /// order of slots, so that the order asked in means nothing.
    [[nodiscard]] double log_chance(std::span<const Slot> set) const;
    /// Standard error of log_chance from the steps' coefficients.
    [[nodiscard]] double log_chance_se(std::span<const Slot> set) const;
    /// log P(nobody else | S is in).
    [[nodiscard]] double log_nobody_else(std::span<const Slot> set) const;
    /// log P(j among the founders | S is).
    [[nodiscard]] double log_step(Slot j, std::span<const Slot> set) const;
    [[nodiscard]] double log_start(Slot j) const { return log_start_[j]; }
    [[nodiscard]] float affinity(Slot a, Slot b) const { return affinity_(a, b); }

private:
    [[nodiscard]] double linear_step(Slot j, std::span<const Slot> set, std::array<double, 5>& row) const;

    const GrowthFit* fit_;
    const DyadFrame* frame_;
    Eigen::MatrixXf affinity_{};
    std::vector<double> log_start_{};
};

}  // namespace entente::attain
