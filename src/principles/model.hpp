// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "layout.hpp"
#include "small_matrix.hpp"

namespace entente::principles {

// K is the number of dimensions, K + 2 the parameters of an item (see ItemMoments).

/// q(x) of one slot: a normal distribution, given the items.
template <int K>
struct SlotMoments {
    Vec<K> mean = Vec<K>::Zero();
    Mat<K> var = Mat<K>::Identity();
    /// The actor's own width of abstention that year: its cut points are this times those of the roll call.
    double width = 1;
};

/// Range of an item's log spacing (spacings from .02 to 4): beyond it the three votes cannot be told apart in floating
/// point, or abstention is all but certain.
inline constexpr double kLogSpacingLow = -4;
inline constexpr double kLogSpacingHigh = 1.4;
/// Log widths of abstention stay within plus and minus this: cut points from a seventh of the roll call's to seven
/// times them.
inline constexpr double kLargestLogWidth = 2;

/// A walk of one number along each actor's years: the logarithm of its width of abstention.
struct WidthWalk {
    /// Years' worth of evidence behind the variances that it starts with.
    static constexpr double kPriorYears = 10;

    bool is_free = false;      ///< False: all widths stay 1.
    std::vector<double> mean;  ///< By slot, of log width.
    std::vector<double> var;   ///< By slot.
    double first_var = 0.1;    ///< Variance of an actor's first year.
    double step_var = 0.02;    ///< Variance of a year's step.
};

/// q(theta) of one item, theta = (discrimination, difficulty, log spacing): a normal distribution, given the positions.
/// The cut points are -exp(log spacing) and +exp(log spacing).
template <int K>
struct ItemMoments {
    Vec<K + 2> mean = Vec<K + 2>::Zero();
    Mat<K + 2> var = Mat<K + 2>::Zero();

    [[nodiscard]] Vec<K> discrimination() const { return mean.template head<K>(); }
    [[nodiscard]] double difficulty() const { return mean[K]; }
    [[nodiscard]] double spacing() const { return std::exp(mean[K + 1]); }
};

/// Prior of the items' parameters, common to all of them and itself estimated.
template <int K>
struct ItemPrior {
    Vec<K + 2> mean = Vec<K + 2>::Zero();
    Mat<K + 2> var = Mat<K + 2>::Identity();
    Mat<K + 2> precision = Mat<K + 2>::Identity();
};

/// Everything that the iterations change.
template <int K>
struct State {
    std::vector<SlotMoments<K>> slots;
    std::vector<Mat<K>> lag_cov;  ///< By slot: Cov(x_t, x_{t-1}) with the actor's slot before it.
    /// By slot: variance of the step into it, items not taken as known, summed over dimensions.
    std::vector<double> step_var;
    std::vector<ItemMoments<K>> items;
    std::vector<double> tau_sq;  ///< By path: variance of a year's step.
    std::vector<double>
        step_precision;  ///< By slot: relative precision of the step into it (1 where steps are normal).
    double pooled_tau_sq = 0.02;
    double outlier_bound = 0;      ///< IdealPointOptions::outlier_bound.
    double outlier_precision = 0;  ///< 1 / IdealPointOptions::outlier_sd^2.
    ItemPrior<K> item_prior;
    WidthWalk widths;
};

/// The prior's pull on an outlying position in one dimension: a normal density around `target`. Precision 0 within
/// bounds.
struct OutlierPull {
    double precision = 0;
    double target = 0;
};

template <int K>
[[nodiscard]] OutlierPull outlier_pull(const State<K>& state, double position) noexcept {
    if (std::fabs(position) <= state.outlier_bound) return {};
    return {state.outlier_precision, std::copysign(state.outlier_bound, position)};
}

}  // namespace entente::principles
