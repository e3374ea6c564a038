// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "item_sums.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

constexpr std::size_t kItemsPerBlock = 32;
/// Longest Newton step in any parameter.
constexpr double kLongestMove = 1.0;
/// Share of a Newton step that is taken. Whole steps let items that nearly separate the voters swing for ever: their
/// curvature and the variances it gives chase each other.
constexpr double kStepShare = 0.8;

/// Gradient and (positive) curvature of the expected log likelihood by theta = (beta, alpha, log s).
template <int K>
void by_parameters(const ItemSums<K>& sums, const Vec<K + 2>& theta, Vec<K + 2>& gradient, Mat<K + 2>& curvature) {
    curvature = sums.curvature();
    for (int a = 0; a < K; ++a) {
        const auto at = static_cast<std::size_t>(a);
        gradient[a] = sum(sums.by_e_x[at]);
        for (int b = 0; b < K; ++b) {
            const double spread = sum(sums.ee_var[at][static_cast<std::size_t>(b)]);
            gradient[a] -= spread * theta[b];
            curvature(a, b) += spread;
        }
    }
    gradient[K] = -sum(sums.by_e);
    gradient[K + 1] = sum(sums.by_l);
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
