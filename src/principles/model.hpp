// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include "layout.hpp"

namespace entente::principles {

/// Small fixed-size algebra. K is the number of dimensions, K + 2 the parameters of an item (see ItemParameters).
template <int N>
using Vec = Eigen::Matrix<double, N, 1>;
template <int N>
using Mat = Eigen::Matrix<double, N, N>;

/// q(x) of one slot: a normal distribution, given the items.
template <int K>
struct SlotMoments {
    Vec<K> mean = Vec<K>::Zero();
    Mat<K> var = Mat<K>::Identity();
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

/// The part of an item that the actor step needs, packed for its inner loop.
template <int K>
struct ItemView {
    std::array<double, K> beta;
    double alpha;
    double spacing;
    std::array<double, K*(K + 1) / 2> beta_square;  ///< E[beta beta'], lower triangle.
    std::array<double, K> cov_beta_alpha;
    double var_alpha;
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
    std::vector<ItemMoments<K>> items;
    std::vector<ItemView<K>> views;
    std::vector<double> tau_sq;  ///< By path: variance of a year's step.
    std::vector<double>
        step_precision;  ///< By slot: relative precision of the step into it (1 where steps are normal).
    double pooled_tau_sq = 0.02;
    double outlier_bound = 0;      ///< IdealPointOptions::outlier_bound.
    double outlier_precision = 0;  ///< 1 / IdealPointOptions::outlier_sd^2.
    ItemPrior<K> item_prior;
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

template <int K>
void refresh_view(const ItemMoments<K>& item, ItemView<K>& view) {
    std::size_t at = 0;
    for (int a = 0; a < K; ++a) {
        view.beta[static_cast<std::size_t>(a)] = item.mean[a];
        view.cov_beta_alpha[static_cast<std::size_t>(a)] = item.var(a, K);
        for (int b = 0; b <= a; ++b) view.beta_square[at++] = item.mean[a] * item.mean[b] + item.var(a, b);
    }
    view.var_alpha = item.var(K, K);
    view.alpha = item.mean[K];
    view.spacing = item.spacing();
}

}  // namespace entente::principles
