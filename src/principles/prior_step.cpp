// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// Weight, in roll calls, of the fixed weakly informative prior behind the learned one.
constexpr double kPriorRollCalls = 10;
/// Spacing that the fixed prior expects: half a standard deviation of the noise on either side.
constexpr double kLogSpacingMean = -0.9;
/// A step scale below this could not be told from none.
constexpr double kSmallestTauSq = 1e-5;
constexpr std::size_t kPerBlock = 512;

/// Expected square of the step into a slot from the slot before it, per year of gap and dimension.
template <int K>
double expected_step_square(const Layout& layout, const State<K>& state, std::uint32_t before, std::uint32_t slot) {
    const Vec<K> step = state.slots[slot].mean - state.slots[before].mean;
    return (step.squaredNorm() + state.step_var[slot]) / (K * layout.gap[layout.slot_year[slot]]);
}

template <int K>
void update_step_scales(const Layout& layout, const IdealPointOptions& options, State<K>& state) {
    double inverse_sum = 0;
    double pooled_square = 0;
    double pooled_count = 0;
    for (std::size_t actor = 0; actor < layout.num_actors; ++actor) {
        const auto path = layout.path(actor);
        double square = 0;
        for (std::size_t k = 1; k < path.size(); ++k) {
            const double step_square = expected_step_square<K>(layout, state, path[k - 1], path[k]);
            if (std::isfinite(options.step_degrees_of_freedom)) {
                const double nu = options.step_degrees_of_freedom;
                state.step_precision[path[k]] = (nu + K) / (nu + K * step_square / state.tau_sq[actor]);
            }
            square += state.step_precision[path[k]] * step_square;
        }
        const auto count = static_cast<double>(path.size() - 1);
        pooled_square += square;
        pooled_count += count;
        if (std::isfinite(options.tau_prior_years)) {
            // Inverse chi squared: its mean goes into the walk, its mean precision into the pooled scale.
            const double nu = options.tau_prior_years;
            const double total = std::max(nu * state.pooled_tau_sq + square, nu * kSmallestTauSq);
            state.tau_sq[actor] = std::max(total / std::max(nu + count - 2, 1.0), kSmallestTauSq);
            inverse_sum += (nu + count) / total;
        }
    }
    if (pooled_count == 0) return;
    if (std::isfinite(options.tau_prior_years)) {
        // The scale of the inverse gamma prior at which the actors' own scales are likeliest.
        state.pooled_tau_sq = static_cast<double>(layout.num_actors) / inverse_sum;
    } else {
        state.pooled_tau_sq = std::max(pooled_square / pooled_count, kSmallestTauSq);
        std::fill(state.tau_sq.begin(), state.tau_sq.end(), state.pooled_tau_sq);
    }
}

template <int K>
void update_item_prior(const Layout& layout, const IdealPointOptions& options, State<K>& state) {
    const ItemPrior<K> fixed = fixed_item_prior<K>(options);
    const double count = static_cast<double>(layout.num_items) + kPriorRollCalls;
    Vec<K + 2> sum = kPriorRollCalls * fixed.mean;
    for (const auto& item : state.items) sum += item.mean;
    ItemPrior<K>& prior = state.item_prior;
    prior.mean = sum / count;
    Mat<K + 2> square = kPriorRollCalls * fixed.var;
    for (const auto& item : state.items) {
        const Vec<K + 2> from_mean = item.mean - prior.mean;
        add_square<K + 2>(square, 1, from_mean);
        square += item.var;
    }
    prior.var = square / count;
    prior.precision = spd_inverse<K + 2>(prior.var);
}

}  // namespace

template <int K>
ItemPrior<K> fixed_item_prior(const IdealPointOptions& options) {
    ItemPrior<K> prior;
    prior.mean[K + 1] = kLogSpacingMean;
    prior.var.setZero();
    for (int a = 0; a < K; ++a) prior.var(a, a) = options.discrimination_sd * options.discrimination_sd;
    prior.var(K, K) = options.difficulty_sd * options.difficulty_sd;
    prior.var(K + 1, K + 1) = options.log_spacing_sd * options.log_spacing_sd;
    prior.precision = spd_inverse<K + 2>(prior.var);
    return prior;
}

template <int K>
void prior_step(const Layout& layout, const IdealPointOptions& options, State<K>& state) {
    update_step_scales<K>(layout, options, state);
    update_item_prior<K>(layout, options, state);
}

template <int K>
void standardise(const Layout& layout, State<K>& state) {
    if (layout.num_slots < 2) return;
    const auto n = static_cast<double>(layout.num_slots);
    Vec<K> mean = Vec<K>::Zero();
    for (const auto& slot : state.slots) mean += slot.mean;
    mean /= n;
    Vec<K> square = Vec<K>::Zero();
    for (const auto& slot : state.slots) square += (slot.mean - mean).cwiseAbs2();
    Vec<K> scale;
    for (int a = 0; a < K; ++a) scale[a] = square[a] > 1e-6 * n ? std::sqrt(square[a] / n) : 1.0;
    const Vec<K> inverse = scale.cwiseInverse();
    const auto rescale_slot = [&](std::size_t slot) {
        state.slots[slot].mean = (state.slots[slot].mean - mean).cwiseProduct(inverse);
        for (int a = 0; a < K; ++a)
            for (int b = 0; b < K; ++b) {
                state.slots[slot].var(a, b) *= inverse[a] * inverse[b];
                state.lag_cov[slot](a, b) *= inverse[a] * inverse[b];
            }
    };
    parallel_for(layout.num_slots, rescale_slot, kPerBlock);
    Mat<K + 2> change = Mat<K + 2>::Identity();  // beta -> scale beta; alpha -> alpha - beta . mean
    change.template topLeftCorner<K, K>() = scale.asDiagonal();
    change.template block<1, K>(K, 0) = -mean.transpose();
    const auto rescale_item = [&](std::size_t item) {
        state.items[item].mean = apply<K + 2>(change, state.items[item].mean);
        state.items[item].var = congruent<K + 2>(change, state.items[item].var);
    };
    parallel_for(layout.num_items, rescale_item, kPerBlock);
    state.item_prior.mean = apply<K + 2>(change, state.item_prior.mean);
    state.item_prior.var = congruent<K + 2>(change, state.item_prior.var);
    state.item_prior.precision = spd_inverse<K + 2>(state.item_prior.var);
    const double tau_scale = inverse.squaredNorm() / K;
    for (double& tau_sq : state.tau_sq) tau_sq *= tau_scale;
    state.pooled_tau_sq *= tau_scale;
}

#define ENTENTE_PRINCIPLES_INSTANTIATE(K)                                            \
    template ItemPrior<K> fixed_item_prior<K>(const IdealPointOptions&);             \
    template void prior_step<K>(const Layout&, const IdealPointOptions&, State<K>&); \
    template void standardise<K>(const Layout&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_PRINCIPLES_INSTANTIATE)
#undef ENTENTE_PRINCIPLES_INSTANTIATE

}  // namespace entente::principles
