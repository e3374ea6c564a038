// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "layout.hpp"
#include "model.hpp"
#include "ordinal_probit.hpp"

namespace entente::principles {

/// Variance of an item's linear predictor at a slot, over positions and parameters (independent in q).
template <int K>
class PredictorVariance {
public:
    explicit PredictorVariance(const ItemMoments<K>& item)
        : var_beta_(item.var.template topLeftCorner<K, K>()),
          square_beta_(var_beta_ + item.discrimination() * item.discrimination().transpose()),
          cov_beta_alpha_(item.var.template block<K, 1>(0, K)),
          var_alpha_(item.var(K, K)) {}

    [[nodiscard]] double at(const SlotMoments<K>& slot) const noexcept {
        const double var = slot.mean.dot(var_beta_ * slot.mean - 2 * cov_beta_alpha_) + var_alpha_ +
                           square_beta_.cwiseProduct(slot.var).sum();
        return std::max(var, 0.0);
    }

private:
    Mat<K> var_beta_;
    Mat<K> square_beta_;
    Vec<K> cov_beta_alpha_;
    double var_alpha_;
};

/// Expected negative second derivatives of a vote's log probability by predictor e and spacing s, times its weight.
struct VoteCurvature {
    double ee = 0;
    double es = 0;
    double ss = 0;
};

/// Calls visit(slot, curvature) for every vote of an item.
template <int K, typename Visit>
void for_each_vote(const Layout& layout, const State<K>& state, std::size_t item, const Visit& visit) {
    const MillsTable& mills = mills_table();
    const SortedCells& cells = layout.by_item;
    const ItemMoments<K>& moments = state.items[item];
    const Vec<K> beta = moments.discrimination();
    const double s = moments.spacing();
    const PredictorVariance<K> variance(moments);
    for (int vote = 0; vote < 3; ++vote)
        for (std::size_t cell = cells.first(item, vote); cell < cells.last(item, vote); ++cell) {
            const std::uint32_t slot = cells.column[cell];
            const double weight = cells.weight.empty() ? 1.0 : cells.weight[cell];
            const double e = beta.dot(state.slots[slot].mean) - moments.difficulty();
            const double spread = variance.at(state.slots[slot]);
            if (vote == 1) {
                const AbstainDerivatives d = smoothed_abstain_derivatives(mills, e, s, spread);
                visit(slot, VoteCurvature{weight * d.info_ee, weight * d.info_es, weight * d.info_ss});
            } else {
                const double sign = vote == 0 ? -1.0 : 1.0;
                const double h = weight * mills.smoothed(sign * e - s, spread).curvature;
                visit(slot, VoteCurvature{h, -sign * h, h});
            }
        }
}

/// Precision of an item's parameters at the positions' means: curvature of the votes and the prior.
template <int K>
[[nodiscard]] Mat<K + 2> item_precision(const Layout& layout, const State<K>& state, std::size_t item) {
    const double s = state.items[item].spacing();
    Mat<K + 2> precision = state.item_prior.precision;
    for_each_vote<K>(layout, state, item, [&](std::uint32_t slot, const VoteCurvature& curvature) {
        Vec<K + 2> by_e;
        by_e.template head<K>() = state.slots[slot].mean;
        by_e[K] = -1;
        by_e[K + 1] = 0;
        Mat<K + 2> sum = curvature.ee * by_e * by_e.transpose();
        sum.col(K + 1) += s * curvature.es * by_e;
        sum.row(K + 1) += s * curvature.es * by_e.transpose();
        sum(K + 1, K + 1) += s * s * curvature.ss;
        precision += sum;
    });
    return precision;
}

}  // namespace entente::principles
