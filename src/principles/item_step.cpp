// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "steps.hpp"
#include "vote_kernel.hpp"

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

/// Sums over the votes of an item of the derivatives by predictor e and log spacing l; `_x` and `_xx` are the same
/// times the position and its second moment.
template <int K>
struct ItemSums {
    double by_e = 0, by_l = 0;
    double ee = 0, el = 0, ll = 0;
    Vec<K> by_e_x = Vec<K>::Zero();
    Vec<K> ee_x = Vec<K>::Zero();
    Vec<K> el_x = Vec<K>::Zero();
    Mat<K> ee_xx = Mat<K>::Zero();   ///< Sum of ee mean mean'.
    Mat<K> ee_var = Mat<K>::Zero();  ///< Sum of ee var.
    LogPSum log_likelihood;

    void add_vote(const SlotMoments<K>& slot, double weight, const VoteDerivatives& d) noexcept {
        const double gradient = weight * d.by_e;
        const double curvature = weight * d.ee;
        by_e += gradient;
        by_l += weight * d.by_l;
        ee += curvature;
        el += weight * d.el;
        ll += weight * d.ll;
        add(by_e_x, gradient, slot.mean);
        add(el_x, weight * d.el, slot.mean);
        add(ee_x, curvature, slot.mean);
        add_square<K>(ee_xx, curvature, slot.mean);
        add(ee_var, curvature, slot.var);
        log_likelihood.add(d.half_square, d.ratio, weight);
    }
};

template <int K>
ItemSums<K> sums_over_votes(const Layout& layout, const State<K>& state, std::size_t item) {
    const ItemVotes<K> seen(state.items[item]);
    ItemSums<K> sums;
    for (const std::uint32_t roll_call : layout.roll_calls_of(item))
        for_each_vote<K>(layout, state, seen, roll_call,
                         [&](std::uint32_t slot, double weight, const VoteDerivatives& d) {
                             sums.add_vote(state.slots[slot], weight, d);
                         });
    return sums;
}

/// Gradient and (positive) curvature of the expected log likelihood by theta = (beta, alpha, log s).
template <int K>
void by_parameters(const ItemSums<K>& sums, const Vec<K + 2>& theta, Vec<K + 2>& gradient, Mat<K + 2>& curvature) {
    const Vec<K> spread = apply<K>(sums.ee_var, theta.template head<K>());
    for (int a = 0; a < K; ++a) {
        gradient[a] = sums.by_e_x[a] - spread[a];
        for (int b = 0; b < K; ++b) curvature(a, b) = sums.ee_xx(a, b) + sums.ee_var(a, b);
        curvature(a, K) = curvature(K, a) = -sums.ee_x[a];
        curvature(a, K + 1) = curvature(K + 1, a) = sums.el_x[a];
    }
    gradient[K] = -sums.by_e;
    gradient[K + 1] = sums.by_l;
    curvature(K, K) = sums.ee;
    curvature(K, K + 1) = curvature(K + 1, K) = -sums.el;
    curvature(K + 1, K + 1) = sums.ll;
}

/// One Newton step; returns the log posterior before it.
template <int K>
double update_item(ItemSums<K> sums, const ItemPrior<K>& prior, ItemMoments<K>& item) {
    Vec<K + 2> gradient;
    Mat<K + 2> curvature;
    by_parameters<K>(sums, item.mean, gradient, curvature);
    const Vec<K + 2> from_prior = item.mean - prior.mean;
    const Vec<K + 2> pull = apply<K + 2>(prior.precision, from_prior);
    const double log_posterior = sums.log_likelihood.value() - 0.5 * dot<K + 2>(from_prior, pull);
    item.var = spd_inverse<K + 2>(curvature + prior.precision);
    const Vec<K + 2> step = apply<K + 2>(item.var, gradient - pull);
    const double length = step.cwiseAbs().maxCoeff();
    add(item.mean, kStepShare * (length > kLongestMove ? kLongestMove / length : 1), step);
    item.mean[K + 1] = std::clamp(item.mean[K + 1], kLogSpacingLow, kLogSpacingHigh);
    return log_posterior;
}

}  // namespace

template <int K>
double item_step(const Layout& layout, State<K>& state, std::size_t first_item) {
    return parallel_sum<double>(layout.num_items - first_item, kItemsPerBlock, [&](std::size_t begin, std::size_t end) {
        double log_posterior = 0;
        for (std::size_t item = first_item + begin; item < first_item + end; ++item)
            log_posterior +=
                update_item<K>(sums_over_votes<K>(layout, state, item), state.item_prior, state.items[item]);
        return log_posterior;
    });
}

#define ENTENTE_INSTANTIATE(K) template double item_step<K>(const Layout&, State<K>&, std::size_t);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
