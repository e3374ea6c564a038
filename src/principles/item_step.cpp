// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "item_curvature.hpp"
#include "ordinal_probit.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

constexpr std::size_t kItemsPerBlock = 32;
/// Longest Newton step in any parameter; and the range of the log spacing (spacings from .02 to 4): beyond it the three
/// votes cannot be told apart in floating point, or abstention is all but certain.
constexpr double kLongestMove = 1.0;
/// Share of a Newton step that is taken. Whole steps let items that nearly separate the voters swing for ever: their
/// curvature and the variances it gives chase each other.
constexpr double kStepShare = 0.8;
constexpr double kLogSpacingLow = -4;
constexpr double kLogSpacingHigh = 1.4;

/// Sums over the votes of an item of the log likelihood's derivatives by predictor e and spacing s; `_x` and `_xx` are
/// the same times the position and its second moment.
template <int K>
struct ItemSums {
    double by_e = 0, by_s = 0;
    double info_ee = 0, info_es = 0, info_ss = 0;
    Vec<K> by_e_x = Vec<K>::Zero();
    Vec<K> info_ee_x = Vec<K>::Zero();
    Vec<K> info_es_x = Vec<K>::Zero();
    Mat<K> info_ee_xx = Mat<K>::Zero();   ///< Sum of info_ee (mean mean' + var).
    Mat<K> info_ee_var = Mat<K>::Zero();  ///< Sum of info_ee var.
    double log_likelihood = 0;

    void add(const SlotMoments<K>& slot, double gradient, double curvature) noexcept {
        by_e += gradient;
        info_ee += curvature;
        by_e_x += gradient * slot.mean;
        const Vec<K> weighted = curvature * slot.mean;
        info_ee_x += weighted;
        info_ee_xx += weighted * slot.mean.transpose();
        info_ee_var += curvature * slot.var;
    }

    /// Votes of yes (sign +1) or no (-1): z = sign e - s, so derivatives by s follow from those by e.
    void add_tail(const ItemSums& tail, double sign) noexcept {
        add_all(tail);
        by_s -= sign * tail.by_e;
        info_es -= sign * tail.info_ee;
        info_ss += tail.info_ee;
        info_es_x -= sign * tail.info_ee_x;
    }

    void add_all(const ItemSums& other) noexcept {
        by_e += other.by_e;
        by_s += other.by_s;
        info_ee += other.info_ee;
        info_es += other.info_es;
        info_ss += other.info_ss;
        by_e_x += other.by_e_x;
        info_ee_x += other.info_ee_x;
        info_es_x += other.info_es_x;
        info_ee_xx += other.info_ee_xx;
        info_ee_var += other.info_ee_var;
        log_likelihood += other.log_likelihood;
    }
};

template <int K, bool kWeighted>
ItemSums<K> item_sums(const Layout& layout, const State<K>& state, std::size_t item) {
    const MillsTable& mills = mills_table();
    const SortedCells& cells = layout.by_item;
    const Vec<K> beta = state.items[item].discrimination();
    const double alpha = state.items[item].difficulty();
    const double s = state.items[item].spacing();
    const auto weight_of = [&](std::size_t cell) { return kWeighted ? cells.weight[cell] : 1.0; };
    const PredictorVariance<K> variance(state.items[item]);
    ItemSums<K> total;

    for (const int vote : {0, 2}) {
        const double sign = vote == 0 ? -1.0 : 1.0;
        ItemSums<K> tail;
        LogPhiSum log_phi;
        for (std::size_t cell = cells.first(item, vote); cell < cells.last(item, vote); ++cell) {
            const SlotMoments<K>& slot = state.slots[cells.column[cell]];
            const double z = sign * (beta.dot(slot.mean) - alpha) - s;
            const double ratio = mills(z);
            const auto expected = MillsTable::smoothed(ratio, z, variance.at(slot));
            tail.add(slot, weight_of(cell) * expected.ratio, weight_of(cell) * expected.curvature);
            if constexpr (kWeighted) {
                LogPhiSum one;
                one.add(z, ratio);
                tail.log_likelihood += weight_of(cell) * one.value();
            } else {
                log_phi.add(z, ratio);
            }
        }
        tail.by_e *= sign;
        tail.by_e_x *= sign;
        if constexpr (!kWeighted) tail.log_likelihood = log_phi.value();
        total.add_tail(tail, sign);
    }
    for (std::size_t cell = cells.first(item, 1); cell < cells.last(item, 1); ++cell) {
        const SlotMoments<K>& slot = state.slots[cells.column[cell]];
        const AbstainDerivatives d =
            smoothed_abstain_derivatives(mills, beta.dot(slot.mean) - alpha, s, variance.at(slot));
        const double w = weight_of(cell);
        total.add(slot, w * d.by_e, w * d.info_ee);
        total.by_s += w * d.by_s;
        total.info_es += w * d.info_es;
        total.info_ss += w * d.info_ss;
        total.info_es_x += w * d.info_es * slot.mean;
        total.log_likelihood += w * d.log_p();
    }
    return total;
}

/// Gradient and (positive) curvature of the expected log likelihood by theta = (beta, alpha, log s).
template <int K>
void by_parameters(const ItemSums<K>& sums, const Vec<K + 2>& theta, Vec<K + 2>& gradient, Mat<K + 2>& curvature) {
    const double s = std::exp(theta[K + 1]);
    gradient.template head<K>() = sums.by_e_x - sums.info_ee_var * theta.template head<K>();
    gradient[K] = -sums.by_e;
    gradient[K + 1] = s * sums.by_s;
    curvature.template topLeftCorner<K, K>() = sums.info_ee_xx + sums.info_ee_var;
    curvature.template block<K, 1>(0, K) = -sums.info_ee_x;
    curvature.template block<K, 1>(0, K + 1) = s * sums.info_es_x;
    curvature(K, K) = sums.info_ee;
    curvature(K, K + 1) = -s * sums.info_es;
    curvature(K + 1, K + 1) = s * s * sums.info_ss;
    curvature.template triangularView<Eigen::StrictlyLower>() = curvature.transpose();
}

/// One Newton step; returns the log posterior before it.
template <int K>
double update_item(const ItemSums<K>& sums, const ItemPrior<K>& prior, ItemMoments<K>& item) {
    Vec<K + 2> gradient;
    Mat<K + 2> curvature;
    by_parameters<K>(sums, item.mean, gradient, curvature);
    const Vec<K + 2> from_prior = item.mean - prior.mean;
    const Vec<K + 2> pull = prior.precision * from_prior;
    const double log_posterior = sums.log_likelihood - 0.5 * from_prior.dot(pull);
    gradient -= pull;
    curvature += prior.precision;
    const Eigen::LDLT<Mat<K + 2>> factor(curvature);
    Vec<K + 2> step = factor.solve(gradient);
    const double length = step.cwiseAbs().maxCoeff();
    if (length > kLongestMove) step *= kLongestMove / length;
    item.mean += kStepShare * step;
    item.mean[K + 1] = std::clamp(item.mean[K + 1], kLogSpacingLow, kLogSpacingHigh);
    item.var = factor.solve(Mat<K + 2>::Identity());
    return log_posterior;
}

}  // namespace

template <int K>
double item_step(const Layout& layout, State<K>& state, std::size_t first_item) {
    const bool is_weighted = !layout.by_item.weight.empty();
    return parallel_sum<double>(layout.num_items - first_item, kItemsPerBlock, [&](std::size_t begin, std::size_t end) {
        double log_posterior = 0;
        for (std::size_t item = first_item + begin; item < first_item + end; ++item) {
            const ItemSums<K> sums =
                is_weighted ? item_sums<K, true>(layout, state, item) : item_sums<K, false>(layout, state, item);
            log_posterior += update_item<K>(sums, state.item_prior, state.items[item]);
            refresh_view<K>(state.items[item], state.views[item]);
        }
        return log_posterior;
    });
}

#define ENTENTE_INSTANTIATE(K) template double item_step<K>(const Layout&, State<K>&, std::size_t);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
