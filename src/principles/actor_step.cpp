// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "ordinal_probit.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// A position may not move further than this in one step: far from the optimum the votes' curvature says little.
constexpr double kLongestMove = 1.5;
/// Slots of a block of the parallel loop: some thousand votes.
constexpr std::size_t kSlotsPerBlock = 64;

/// What the votes of a slot say of its position, in information form: exp(rhs'x - x' info x / 2).
template <int K>
struct SlotInformation {
    Vec<K> rhs = Vec<K>::Zero();
    Mat<K> info = Mat<K>::Zero();
};

/// Sums over the votes of a slot. `gradient` and `info` are the derivatives of the log likelihood by the linear
/// predictor; the variance of the items enters as E[beta beta'] (variational Bayes).
template <int K>
struct SlotSums {
    std::array<double, K> rhs{};
    std::array<double, K*(K + 1) / 2> info{};

    void add(const ItemView<K>& item, double predictor_at_mean, double gradient, double curvature) noexcept {
        const double pull = gradient + curvature * predictor_at_mean;
        for (std::size_t a = 0; a < K; ++a) rhs[a] += pull * item.beta[a] + curvature * item.cov_beta_alpha[a];
        for (std::size_t a = 0; a < info.size(); ++a) info[a] += curvature * item.beta_square[a];
    }
};

template <int K>
double product(const std::array<double, K>& beta, const Vec<K>& mean) noexcept {
    double sum = 0;
    for (int a = 0; a < K; ++a) sum += beta[static_cast<std::size_t>(a)] * mean[a];
    return sum;
}

/// Variance of an item's linear predictor at a slot, over positions and parameters (independent in q).
template <int K>
double predictor_var(const ItemView<K>& item, const SlotMoments<K>& slot, double bx) noexcept {
    double var = item.var_alpha - bx * bx;
    std::size_t at = 0;
    for (int a = 0; a < K; ++a) {
        var -= 2 * slot.mean[a] * item.cov_beta_alpha[static_cast<std::size_t>(a)];
        for (int b = 0; b <= a; ++b)
            var += (a == b ? 1 : 2) * item.beta_square[at++] * (slot.mean[a] * slot.mean[b] + slot.var(a, b));
    }
    return std::max(var, 0.0);
}

template <int K, bool kWeighted>
SlotInformation<K> slot_information(const Layout& layout, const State<K>& state, std::size_t slot) {
    const MillsTable& mills = mills_table();
    const SortedCells& cells = layout.by_slot;
    const SlotMoments<K> moments = state.slots[slot];
    SlotSums<K> sums;
    const auto weight_of = [&](std::size_t cell) { return kWeighted ? cells.weight[cell] : 1.0; };

    for (std::size_t cell = cells.first(slot, 0); cell < cells.last(slot, 0); ++cell) {
        const ItemView<K>& item = state.views[cells.column[cell]];
        const double bx = product<K>(item.beta, moments.mean);
        const double z = item.alpha - bx - item.spacing;
        const auto [ratio, curvature] = mills.smoothed(z, predictor_var<K>(item, moments, bx));
        sums.add(item, bx, -weight_of(cell) * ratio, weight_of(cell) * curvature);
    }
    for (std::size_t cell = cells.first(slot, 1); cell < cells.last(slot, 1); ++cell) {
        const ItemView<K>& item = state.views[cells.column[cell]];
        const double bx = product<K>(item.beta, moments.mean);
        const AbstainDerivatives d =
            smoothed_abstain_derivatives(mills, bx - item.alpha, item.spacing, predictor_var<K>(item, moments, bx));
        sums.add(item, bx, weight_of(cell) * d.by_e, weight_of(cell) * d.info_ee);
    }
    for (std::size_t cell = cells.first(slot, 2); cell < cells.last(slot, 2); ++cell) {
        const ItemView<K>& item = state.views[cells.column[cell]];
        const double bx = product<K>(item.beta, moments.mean);
        const double z = bx - item.alpha - item.spacing;
        const auto [ratio, curvature] = mills.smoothed(z, predictor_var<K>(item, moments, bx));
        sums.add(item, bx, weight_of(cell) * ratio, weight_of(cell) * curvature);
    }

    SlotInformation<K> result;
    std::size_t at = 0;
    for (int a = 0; a < K; ++a) {
        result.rhs[a] = sums.rhs[static_cast<std::size_t>(a)];
        for (int b = 0; b <= a; ++b) result.info(a, b) = result.info(b, a) = sums.info[at++];
        const OutlierPull pull = outlier_pull<K>(state, moments.mean[a]);
        result.info(a, a) += pull.precision;
        result.rhs[a] += pull.precision * pull.target;
    }
    return result;
}

/// Forward filter, backward smoother along an actor's years; the first year's prior is N(0, 1).
template <int K>
class PathSmoother {
public:
    PathSmoother(const Layout& layout, State<K>& state, const std::vector<SlotInformation<K>>& information)
        : layout_(layout), state_(state), information_(information) {}

    double smooth(std::size_t actor) {
        path_ = layout_.path(actor);
        filter(state_.tau_sq[actor]);
        return smooth_back();
    }

private:
    void filter(double tau_sq) {
        precision_into_.assign(path_.size(), 0);
        filtered_var_.resize(path_.size());
        filtered_mean_.resize(path_.size());
        for (std::size_t k = 0; k < path_.size(); ++k) {
            const std::uint32_t slot = path_[k];
            Mat<K> precision = Mat<K>::Identity();
            Vec<K> rhs = Vec<K>::Zero();
            if (k > 0) {
                precision_into_[k] = state_.step_precision[slot] / (tau_sq * layout_.gap[layout_.slot_year[slot]]);
                const Mat<K> predicted_var = filtered_var_[k - 1] + Mat<K>::Identity() * (1 / precision_into_[k]);
                precision = predicted_var.inverse();
                rhs = precision * filtered_mean_[k - 1];
            }
            filtered_var_[k] = (precision + information_[slot].info).inverse();
            filtered_mean_[k] = filtered_var_[k] * (rhs + information_[slot].rhs);
        }
    }

    double smooth_back() {
        Vec<K> later_mean = Vec<K>::Zero();
        Mat<K> later_var = Mat<K>::Zero();
        double largest_move = 0;
        for (std::size_t k = path_.size(); k-- > 0;) {
            Vec<K> mean = filtered_mean_[k];
            Mat<K> var = filtered_var_[k];
            if (k + 1 < path_.size()) {
                const Mat<K> predicted_var = var + Mat<K>::Identity() * (1 / precision_into_[k + 1]);
                const Mat<K> gain = var * predicted_var.inverse();
                state_.lag_cov[path_[k + 1]] = later_var * gain.transpose();
                mean += gain * (later_mean - mean);
                var += gain * (later_var - predicted_var) * gain.transpose();
            }
            later_mean = mean;
            later_var = var;
            SlotMoments<K>& slot = state_.slots[path_[k]];
            Vec<K> move = mean - slot.mean;
            const double length = move.cwiseAbs().maxCoeff();
            if (length > kLongestMove) move *= kLongestMove / length;
            largest_move = std::max(largest_move, std::min(length, kLongestMove));
            slot.mean += move;
            slot.var = var;
        }
        return largest_move;
    }

    const Layout& layout_;
    State<K>& state_;
    const std::vector<SlotInformation<K>>& information_;
    std::span<const std::uint32_t> path_;
    std::vector<double> precision_into_;
    std::vector<Mat<K>> filtered_var_;
    std::vector<Vec<K>> filtered_mean_;
};

}  // namespace

template <int K>
double actor_step(const Layout& layout, State<K>& state) {
    std::vector<SlotInformation<K>> information(layout.num_slots);
    const bool is_weighted = !layout.by_slot.weight.empty();
    parallel_blocks(layout.num_slots, kSlotsPerBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t slot = begin; slot < end; ++slot)
            information[slot] = is_weighted ? slot_information<K, true>(layout, state, slot)
                                            : slot_information<K, false>(layout, state, slot);
    });
    std::vector<double> moves(layout.num_actors);
    parallel_blocks(layout.num_actors, 8, [&](std::size_t begin, std::size_t end) {
        PathSmoother<K> smoother(layout, state, information);
        for (std::size_t actor = begin; actor < end; ++actor) moves[actor] = smoother.smooth(actor);
    });
    return moves.empty() ? 0 : *std::max_element(moves.begin(), moves.end());
}

#define ENTENTE_INSTANTIATE(K) template double actor_step<K>(const Layout&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
