// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "steps.hpp"
#include "vote_kernel.hpp"

namespace entente::principles {
namespace {

/// A position may not move further than this in one step: far from the optimum the votes' curvature says little.
constexpr double kLongestMove = 1.5;
constexpr std::size_t kActorsPerBlock = 8;

/// What the votes of a year say of its slots: each vote's quadratic in e = beta x - alpha, expected over its item.
template <int K>
void add_year(const Layout& layout, const State<K>& state, std::size_t year, std::vector<SlotInformation<K>>& slots) {
    for (std::size_t j = layout.year_roll_call[year]; j < layout.year_roll_call[year + 1]; ++j) {
        const ItemMoments<K>& item = state.items[layout.item_of_roll_call[j]];
        const ItemVotes<K> seen(item);
        const Vec<K> beta = item.discrimination();
        Mat<K> beta_only = Mat<K>::Zero();
        add_square<K>(beta_only, 1, beta);
        const Vec<K> beta_alpha = item.difficulty() * beta + item.var.template block<K, 1>(0, K);
        Mat<K> beta_square = item.var.template topLeftCorner<K, K>();
        add_square<K>(beta_square, 1, beta);
        for_each_vote<K>(layout, state, seen, j, [&](std::uint32_t slot, double weight, const VoteDerivatives& d) {
            const double curvature = weight * d.ee;
            SlotInformation<K>& sums = slots[slot];
            add(sums.rhs, weight * d.by_e + curvature * d.predictor, beta);
            add(sums.rhs, curvature, beta_alpha);
            add(sums.info, curvature, beta_square);
            add(sums.net_info, curvature * std::max(1 - curvature * d.parameter_var, 0.0), beta_only);
            sums.width_gradient += weight * d.by_l;
            sums.width_info += weight * d.ll;
        });
    }
    for (std::uint32_t slot = layout.year_begin[year]; slot < layout.year_begin[year + 1]; ++slot)
        for (int a = 0; a < K; ++a) {
            const OutlierPull pull = outlier_pull<K>(state, state.slots[slot].mean[a]);
            slots[slot].info(a, a) += pull.precision;
            slots[slot].net_info(a, a) += pull.precision;
            slots[slot].rhs[a] += pull.precision * pull.target;
        }
}

/// Forward filter, backward smoother along an actor's years; the first year's prior is N(0, 1).
template <int K>
class PathSmoother {
public:
    PathSmoother(const Layout& layout, State<K>& state, const std::vector<SlotInformation<K>>& information)
        : layout_(layout), state_(state), information_(information) {}

    void smooth(std::size_t actor) {
        path_ = layout_.path(actor);
        filter(state_.tau_sq[actor], &SlotInformation<K>::info);
        smooth_back();
        filter(state_.tau_sq[actor], &SlotInformation<K>::net_info);
        vary_back();
    }

private:
    void filter(double tau_sq, Mat<K> SlotInformation<K>::*info) {
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
                precision = spd_inverse<K>(predicted_var);
                rhs = apply<K>(precision, filtered_mean_[k - 1]);
            }
            filtered_var_[k] = spd_inverse<K>(precision + information_[slot].*info);
            filtered_mean_[k] = apply<K>(filtered_var_[k], rhs + information_[slot].rhs);
        }
    }

    void smooth_back() {
        Vec<K> later_mean = Vec<K>::Zero();
        Mat<K> later_var = Mat<K>::Zero();
        for (std::size_t k = path_.size(); k-- > 0;) {
            Vec<K> mean = filtered_mean_[k];
            Mat<K> var = filtered_var_[k];
            if (k + 1 < path_.size()) {
                const Mat<K> predicted_var = var + Mat<K>::Identity() * (1 / precision_into_[k + 1]);
                const Mat<K> gain = product<K>(var, spd_inverse<K>(predicted_var));
                state_.lag_cov[path_[k + 1]] = product<K>(later_var, Mat<K>(gain.transpose()));
                mean += apply<K>(gain, later_mean - mean);
                var += congruent<K>(gain, later_var - predicted_var);
            }
            later_mean = mean;
            later_var = var;
            SlotMoments<K>& slot = state_.slots[path_[k]];
            const Vec<K> move = mean - slot.mean;
            const double length = move.cwiseAbs().maxCoeff();
            slot.mean += length > kLongestMove ? Vec<K>(move * (kLongestMove / length)) : move;
            slot.var = var;
        }
    }

    /// The variances of the steps alone.
    void vary_back() {
        Mat<K> later_var = filtered_var_.back();
        for (std::size_t k = path_.size() - 1; k-- > 0;) {
            const Mat<K> predicted_var = filtered_var_[k] + Mat<K>::Identity() * (1 / precision_into_[k + 1]);
            const Mat<K> gain = product<K>(filtered_var_[k], spd_inverse<K>(predicted_var));
            const Mat<K> var = filtered_var_[k] + congruent<K>(gain, later_var - predicted_var);
            const double lag = product<K>(later_var, Mat<K>(gain.transpose())).trace();
            state_.step_var[path_[k + 1]] = std::max(later_var.trace() + var.trace() - 2 * lag, 0.0);
            later_var = var;
        }
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
void actor_step(const Layout& layout, State<K>& state) {
    std::vector<SlotInformation<K>> information(layout.num_slots);
    parallel_for(layout.num_years, [&](std::size_t year) { add_year<K>(layout, state, year, information); });
    parallel_blocks(layout.num_actors, kActorsPerBlock, [&](std::size_t begin, std::size_t end) {
        PathSmoother<K> smoother(layout, state, information);
        for (std::size_t actor = begin; actor < end; ++actor) smoother.smooth(actor);
    });
    width_step<K>(layout, information, state);
}

#define ENTENTE_INSTANTIATE(K) template void actor_step<K>(const Layout&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
