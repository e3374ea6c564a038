// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
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
constexpr std::size_t kSlotsPerBlock = 64;
constexpr std::size_t kItemsPerBlock = 512;

/// What the votes of a slot say of it: each vote's quadratic in e = beta x - alpha, expected over its item.
template <int K>
struct SlotSums {
    std::array<Lanes, K> rhs{};
    std::array<std::array<Lanes, K>, K> info{};
    std::array<std::array<Lanes, K>, K> net_info{};
    Lanes width_gradient{}, width_info{};

    ENTENTE_INLINE void add(const ItemMomentsView<K, Lanes>& item, Lanes weight, const VoteDerivatives& d) noexcept {
        const Lanes curvature = weight * d.ee;
        const Lanes pull = weight * d.by_e + curvature * (d.predictor + item.alpha);
        const Lanes net = curvature * at_least(1 - curvature * d.parameter_var, 0);
        for (std::size_t a = 0; a < K; ++a) {
            rhs[a] += pull * item.beta[a] + curvature * item.cov_beta_alpha[a];
            for (std::size_t b = 0; b < K; ++b) {
                const Lanes square = item.beta[a] * item.beta[b];
                info[a][b] += curvature * (square + item.var_beta[a][b]);
                net_info[a][b] += net * square;
            }
        }
        width_gradient += weight * d.by_l;
        width_info += weight * d.ll;
    }

    [[nodiscard]] ENTENTE_INLINE SlotInformation<K> total() const {
        SlotInformation<K> total;
        for (std::size_t a = 0; a < K; ++a) {
            const auto row = static_cast<Eigen::Index>(a);
            total.rhs[row] = sum(rhs[a]);
            for (std::size_t b = 0; b < K; ++b) {
                total.info(row, static_cast<Eigen::Index>(b)) = sum(info[a][b]);
                total.net_info(row, static_cast<Eigen::Index>(b)) = sum(net_info[a][b]);
            }
        }
        total.width_gradient = sum(width_gradient);
        total.width_info = sum(width_info);
        return total;
    }
};

template <int K>
SlotInformation<K> information_of(const Layout& layout, const State<K>& state,
                                  const std::vector<ItemMomentsView<K, double>>& items, std::size_t slot) {
    const SlotMoments<K>& moments = state.slots[slot];
    const SlotMomentsView<K, double> seen = view_of<K>(moments);
    const MillsTable& mills = mills_table();
    SlotInformation<K> information;
    run_wide([&]() __attribute__((always_inline)) {
        SlotSums<K> sums;
        for_each_group(
            layout.votes_of_slot, slot, [&]<int kVote>(const CellGroup& cells) __attribute__((always_inline)) {
                const ItemMomentsView<K, Lanes> four = gather_items<K>(items.data(), cells);
                sums.add(four, cells.weight, vote_derivatives<kVote, K>(mills, four, seen));
            });
        information = sums.total();
    });
    for (int a = 0; a < K; ++a) {
        const OutlierPull pull = outlier_pull<K>(state, moments.mean[a]);
        information.info(a, a) += pull.precision;
        information.net_info(a, a) += pull.precision;
        information.rhs[a] += pull.precision * pull.target;
    }
    return information;
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
    std::vector<ItemMomentsView<K, double>> items(layout.num_items);
    parallel_for(
        layout.num_items, [&](std::size_t item) { items[item] = view_of<K>(state.items[item]); }, kItemsPerBlock);
    std::vector<SlotInformation<K>> information(layout.num_slots);
    parallel_for(
        layout.num_slots, [&](std::size_t slot) { information[slot] = information_of<K>(layout, state, items, slot); },
        kSlotsPerBlock);
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
