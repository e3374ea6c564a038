// SPDX-License-Identifier: Apache-2.0
#include "joint_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "item_sums.hpp"
#include "panels.hpp"
#include "vote_kernel.hpp"

namespace entente::principles {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Precision of the walk's step into a slot.
template <int K>
double step_precision(const Layout& layout, const State<K>& state, std::size_t slot) {
    return state.step_precision[slot] / (state.tau_sq[layout.slot_path[slot]] * layout.gap[layout.slot_year[slot]]);
}

/// Each slot's slot of the same actor in the year before; kNone in an actor's first year.
std::vector<std::uint32_t> slots_before(const Layout& layout) {
    std::vector<std::uint32_t> before(layout.num_slots, kNone);
    for (std::size_t actor = 0; actor < layout.num_actors; ++actor) {
        const auto path = layout.path(actor);
        for (std::size_t k = 1; k < path.size(); ++k) before[path[k]] = path[k - 1];
    }
    return before;
}

/// Items by the years in which they have votes.
std::vector<std::vector<std::uint32_t>> items_of_years(const Layout& layout) {
    std::vector<std::vector<std::uint32_t>> items(layout.num_years);
    for (std::size_t t = 0; t < layout.num_years; ++t)
        for (std::size_t j = layout.year_roll_call[t]; j < layout.year_roll_call[t + 1]; ++j)
            items[t].push_back(layout.item_of_roll_call[j]);
    for (auto& list : items) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return items;
}

/// How a vote's derivative by the predictor changes with the item's parameters.
template <int K>
Vec<K + 2> by_parameters(const SlotMoments<K>& slot, double ee, double el) {
    Vec<K + 2> change;
    change.template head<K>() = ee * slot.mean;
    change[K] = -ee;
    change[K + 1] = el;
    return change;
}

/// One year's positions after its items are eliminated: precision = own - loading loading'.
template <int K>
struct YearBlock {
    MatrixXd precision;  ///< Votes of the year only, without the walk.
    MatrixXd loading;  ///< (actors x K) x (items x (K + 2)): coupling with the items times the root of their variance.
};

template <int K>
YearBlock<K> year_block(const Layout& layout, const State<K>& state, std::size_t year,
                        const std::vector<std::uint32_t>& items, const std::vector<Mat<K + 2>>& item_root) {
    const std::uint32_t first = layout.year_begin[year];
    const auto n = static_cast<Index>(layout.year_begin[year + 1] - first) * K;
    YearBlock<K> block;
    block.precision.setZero(n, n);
    block.loading.setZero(n, static_cast<Index>(items.size()) * (K + 2));
    for (std::size_t k = 0; k < items.size(); ++k) {
        const Mat<K + 2> root_transposed = item_root[items[k]].transpose();
        const ItemMomentsView<K, double> item = view_of<K>(state.items[items[k]]);
        const Vec<K> beta = state.items[items[k]].discrimination();
        Mat<K> square = Mat<K>::Zero();
        add_square<K>(square, 1, beta);
        const auto add = [&](std::uint32_t slot, double ee, double el) {
            const auto row = static_cast<Index>(slot - first) * K;
            for (int b = 0; b < K; ++b)
                for (int a = 0; a < K; ++a) block.precision(row + a, row + b) += ee * square(a, b);
            const Vec<K + 2> coupling = apply<K + 2>(root_transposed, by_parameters<K>(state.slots[slot], ee, el));
            for (int b = 0; b < K + 2; ++b)
                for (int a = 0; a < K; ++a)
                    block.loading(row + a, static_cast<Index>(k) * (K + 2) + b) += beta[a] * coupling[b];
        };
        for (const std::uint32_t roll_call : layout.roll_calls_of(items[k]))
            if (roll_call >= layout.year_roll_call[year] && roll_call < layout.year_roll_call[year + 1])
                for_each_group(layout.votes, roll_call, [&]<int kVote>(const CellGroup& cells) {
                    const auto slots = gather_slots<K>(state.slots.data(), cells);
                    const VoteDerivatives d = vote_derivatives<kVote, K>(mills_table(), item, slots);
                    for (std::size_t lane = 0; lane < kNumLanes && cells.weight[lane] > 0; ++lane)
                        add(cells.column[lane], cells.weight[lane] * d.ee[lane], cells.weight[lane] * d.el[lane]);
                });
    }
    if (block.loading.size() > 0)
        block.precision.template selfadjointView<Eigen::Lower>().rankUpdate(block.loading, -1);
    copy_lower_to_upper(block.precision);
    return block;
}

/// Square root of an item's variance given the positions.
template <int K>
Mat<K + 2> item_root(const Layout& layout, const State<K>& state, std::size_t item) {
    const Mat<K + 2> precision = sums_over_votes<K>(layout, state, item).curvature() + state.item_prior.precision;
    return cholesky_root<K + 2>(spd_inverse<K + 2>(precision));
}

/// The walk's share of a slot's own precision: its prior, the step into it and the step out of it.
template <int K>
std::vector<double> walk_precision(const Layout& layout, const State<K>& state,
                                   const std::vector<std::uint32_t>& before) {
    std::vector<double> precision(layout.num_slots, 0);
    for (std::size_t slot = 0; slot < layout.num_slots; ++slot) {
        if (before[slot] == kNone) {
            precision[slot] += 1;
            continue;
        }
        const double step = step_precision<K>(layout, state, slot);
        precision[slot] += step;
        precision[before[slot]] += step;
    }
    return precision;
}

/// The chain of years: forward elimination, backward variances.
template <int K>
class YearChain {
public:
    YearChain(const Layout& layout, const State<K>& state)
        : layout_(layout), state_(state), before_(slots_before(layout)), items_(items_of_years(layout)) {}

    JointPosterior<K> solve() {
        roots_.resize(layout_.num_items);
        parallel_for(
            layout_.num_items, [&](std::size_t j) { roots_[j] = item_root<K>(layout_, state_, j); }, 32);
        blocks_.resize(layout_.num_years);
        parallel_for(layout_.num_years,
                     [&](std::size_t t) { blocks_[t] = year_block<K>(layout_, state_, t, items_[t], roots_); });
        eliminate_forward();
        substitute_back();
        return identified();
    }

private:
    [[nodiscard]] Index size(std::size_t t) const {
        return static_cast<Index>(layout_.year_begin[t + 1] - layout_.year_begin[t]) * K;
    }
    /// Column by column: coupling P of year t with year t - 1 times a matrix over year t - 1 (rows are gathered).
    [[nodiscard]] MatrixXd couple_rows(std::size_t t, const MatrixXd& earlier) const {
        MatrixXd rows = MatrixXd::Zero(size(t), earlier.cols());
        for (std::uint32_t slot = layout_.year_begin[t]; slot < layout_.year_begin[t + 1]; ++slot) {
            if (before_[slot] == kNone) continue;
            rows.middleRows(static_cast<Index>(slot - layout_.year_begin[t]) * K, K) =
                step_precision<K>(layout_, state_, slot) *
                earlier.middleRows(static_cast<Index>(before_[slot] - layout_.year_begin[t - 1]) * K, K);
        }
        return rows;
    }
    /// pivot -= P earlier P' with the coupling P of year t with year t - 1.
    void subtract_coupled(std::size_t t, const MatrixXd& earlier, MatrixXd& pivot) const {
        const std::uint32_t first = layout_.year_begin[t], first_before = layout_.year_begin[t - 1];
        std::vector<double> precision;
        for (std::uint32_t slot = first; slot < layout_.year_begin[t + 1]; ++slot)
            precision.push_back(before_[slot] == kNone ? 0 : step_precision<K>(layout_, state_, slot));
        for (std::size_t l = 0; l < precision.size(); ++l)
            for (std::size_t k = 0; k < precision.size(); ++k) {
                if (precision[k] == 0 || precision[l] == 0) continue;
                const auto from = [&](std::size_t slot) {
                    return static_cast<Index>(before_[first + slot] - first_before) * K;
                };
                pivot.block<K, K>(static_cast<Index>(k) * K, static_cast<Index>(l) * K) -=
                    precision[k] * precision[l] * earlier.block<K, K>(from(k), from(l));
            }
    }
    /// Gradients of the identification constraints: mean of the pooled positions, and their cross products with the
    /// estimates, which hold scale and axes.
    [[nodiscard]] MatrixXd constraints(std::size_t t) const {
        MatrixXd rows = MatrixXd::Zero(size(t), K * (K + 1));
        const double share = 1 / static_cast<double>(layout_.num_slots);
        for (std::uint32_t slot = layout_.year_begin[t]; slot < layout_.year_begin[t + 1]; ++slot)
            for (int a = 0; a < K; ++a) {
                const Index row = static_cast<Index>(slot - layout_.year_begin[t]) * K + a;
                rows(row, a * (K + 1)) = share;
                for (int b = 0; b < K; ++b) rows(row, a * (K + 1) + 1 + b) = share * state_.slots[slot].mean[b];
            }
        return rows;
    }

    void eliminate_forward() {
        const std::vector<double> walk = walk_precision<K>(layout_, state_, before_);
        var_.resize(layout_.num_years);
        solved_.resize(layout_.num_years);
        for (std::size_t t = 0; t < layout_.num_years; ++t) {
            MatrixXd pivot = std::move(blocks_[t].precision);
            for (Index row = 0; row < pivot.rows(); ++row)
                pivot(row, row) += walk[layout_.year_begin[t] + static_cast<std::size_t>(row / K)];
            solved_[t] = constraints(t);
            if (t > 0) {
                subtract_coupled(t, var_[t - 1], pivot);
                solved_[t] += couple_rows(t, solved_[t - 1]);
            }
            if (size(t) == 0) continue;  // a year in which nobody votes
            var_[t] = inverse_of(pivot);
            solved_[t] = var_[t] * solved_[t];
        }
    }

    void substitute_back() {
        for (std::size_t later = layout_.num_years; later-- > 1;) {
            const std::size_t t = later - 1;
            if (size(t) == 0 || size(later) == 0) continue;
            const MatrixXd gain = couple_rows(later, var_[t]);  // transposed: later year x this year
            add_symmetric_product(var_[t], gain, product(var_[later], gain));
            solved_[t].noalias() += gain.transpose() * solved_[later];
        }
    }

    /// Variances given location, scale and axes.
    JointPosterior<K> identified() const {
        MatrixXd spread = MatrixXd::Identity(K * (K + 1), K * (K + 1)) * 1e-12;
        for (std::size_t t = 0; t < layout_.num_years; ++t)
            if (size(t) > 0) spread += constraints(t).transpose() * solved_[t];
        const MatrixXd spread_inverse = inverse_of(spread);

        JointPosterior<K> result;
        result.slot_var.resize(layout_.num_slots);
        std::vector<std::vector<Mat<K + 2>>> by_positions(layout_.num_years);
        parallel_for(layout_.num_years, [&](std::size_t t) {
            if (size(t) == 0) return;
            const MatrixXd var = var_[t] - solved_[t] * spread_inverse * solved_[t].transpose();
            for (std::uint32_t slot = layout_.year_begin[t]; slot < layout_.year_begin[t + 1]; ++slot) {
                const Index row = static_cast<Index>(slot - layout_.year_begin[t]) * K;
                result.slot_var[slot] = var.template block<K, K>(row, row);
            }
            by_positions[t] = item_var_by_positions(t, var);
        });
        result.item_var = roots_;
        for (Mat<K + 2>& root : result.item_var) root = congruent<K + 2>(root, Mat<K + 2>::Identity());
        for (std::size_t t = 0; t < layout_.num_years; ++t)
            for (std::size_t k = 0; k < by_positions[t].size(); ++k)
                result.item_var[items_[t][k]] += by_positions[t][k];
        return result;
    }

    /// What not knowing the positions of a year adds to the variance of its items. Single precision is ample for a
    /// part of a variance and takes half the time.
    std::vector<Mat<K + 2>> item_var_by_positions(std::size_t t, const MatrixXd& var) const {
        const Eigen::MatrixXf loading = blocks_[t].loading.template cast<float>();
        const Eigen::MatrixXf pulled = var.cast<float>() * loading;
        std::vector<Mat<K + 2>> added(items_[t].size());
        for (std::size_t k = 0; k < added.size(); ++k) {
            const Index column = static_cast<Index>(k) * (K + 2);
            Mat<K + 2> inner;
            for (int a = 0; a < K + 2; ++a)
                for (int b = 0; b < K + 2; ++b) inner(a, b) = loading.col(column + a).dot(pulled.col(column + b));
            added[k] = congruent<K + 2>(roots_[items_[t][k]], inner);
        }
        return added;
    }

    const Layout& layout_;
    const State<K>& state_;
    std::vector<std::uint32_t> before_;
    std::vector<std::vector<std::uint32_t>> items_;
    std::vector<Mat<K + 2>> roots_;
    std::vector<YearBlock<K>> blocks_;
    std::vector<MatrixXd> var_;  ///< Of a year's positions: given later years' at 0 while eliminating, then joint.
    std::vector<MatrixXd> solved_;
};

}  // namespace

template <int K>
JointPosterior<K> joint_posterior(const Layout& layout, const State<K>& state) {
    return YearChain<K>(layout, state).solve();
}

template <int K>
std::vector<Mat<K>> ForwardPosterior<K>::add_year(const Layout& layout, const State<K>& state) {
    const std::size_t year = layout.num_years - 1;
    const std::uint32_t first = layout.year_begin[year];
    const std::uint32_t num_slots = layout.year_begin[year + 1] - first;
    if (num_slots == 0) {
        actors_before_.clear();
        return {};
    }
    std::vector<std::uint32_t> items;
    for (std::uint32_t j = 0; j < layout.num_items; ++j)
        if (layout.year_of_item[j] == year) items.push_back(j);
    std::vector<Mat<K + 2>> roots(layout.num_items);
    for (const std::uint32_t j : items) roots[j] = item_root<K>(layout, state, j);

    // Prediction: the year before, as it was known then, plus the step; a newcomer's first year is N(0, 1).
    std::vector<std::uint32_t> actors(num_slots);
    std::vector<Index> before(num_slots, -1);
    for (std::uint32_t k = 0; k < num_slots; ++k) {
        actors[k] = layout.actor_of_path[layout.slot_path[first + k]];
        const auto found = std::lower_bound(actors_before_.begin(), actors_before_.end(), actors[k]);
        if (found != actors_before_.end() && *found == actors[k]) before[k] = found - actors_before_.begin();
    }
    MatrixXd predicted = MatrixXd::Identity(num_slots * K, num_slots * K);
    for (std::uint32_t k = 0; k < num_slots; ++k)
        for (std::uint32_t l = 0; l < num_slots; ++l)
            if (before[k] >= 0 && before[l] >= 0)
                predicted.template block<K, K>(Index{k} * K, Index{l} * K) =
                    filtered_var_.template block<K, K>(before[k] * K, before[l] * K);
    for (std::uint32_t k = 0; k < num_slots; ++k)
        if (before[k] >= 0)
            predicted.template block<K, K>(Index{k} * K, Index{k} * K) +=
                Mat<K>::Identity() * (1 / step_precision<K>(layout, state, first + k));

    MatrixXd precision = year_block<K>(layout, state, year, items, roots).precision + inverse_of(predicted);
    filtered_var_ = inverse_of(precision);
    actors_before_ = std::move(actors);

    std::vector<Mat<K>> var(num_slots);
    for (std::uint32_t k = 0; k < num_slots; ++k)
        var[k] = filtered_var_.template block<K, K>(Index{k} * K, Index{k} * K);
    return var;
}

#define ENTENTE_INSTANTIATE(K)          \
    template class ForwardPosterior<K>; \
    template JointPosterior<K> joint_posterior<K>(const Layout&, const State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
