// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// Largest relative stretch and shift of a year in one step.
constexpr double kLargestStretch = 0.25;
constexpr double kLargestShift = 0.5;
constexpr std::size_t kPerBlock = 512;

/// x -> (1 + stretch) x + shift for all positions of a year in one dimension.
using Move = Vec<2>;

/// Newton's equations for the moves of all years: block tridiagonal, since steps join neighbouring years only.
struct MoveSystem {
    std::vector<Mat<2>> diagonal;
    std::vector<Mat<2>> below;  ///< Block (t, t-1).
    std::vector<Vec<2>> rhs;

    explicit MoveSystem(std::size_t num_years)
        : diagonal(num_years, Mat<2>::Identity() * 1e-6),
          below(num_years, Mat<2>::Zero()),
          rhs(num_years, Vec<2>::Zero()) {}

    [[nodiscard]] std::vector<Move> solve() const {
        std::vector<Mat<2>> inverse(diagonal.size());
        std::vector<Move> move(rhs);
        for (std::size_t t = 0; t < diagonal.size(); ++t) {
            Mat<2> pivot = diagonal[t];
            if (t > 0) {
                pivot -= below[t] * inverse[t - 1] * below[t].transpose();
                move[t] -= below[t] * inverse[t - 1] * move[t - 1];
            }
            inverse[t] = spd_inverse<2>(pivot);
        }
        for (std::size_t t = diagonal.size(); t-- > 0;) {
            if (t + 1 < diagonal.size()) move[t] -= below[t + 1].transpose() * move[t + 1];
            move[t] = inverse[t] * move[t];
        }
        return move;
    }
};

/// Adds what the walk of positions says: the expected log density of every step and of every first year.
template <int K>
void add_walks(const Layout& layout, const State<K>& state, int dimension, MoveSystem& system) {
    const auto mean_of = [&](std::uint32_t slot) { return state.slots[slot].mean[dimension]; };
    const auto var_of = [&](std::uint32_t slot) { return state.slots[slot].var(dimension, dimension); };
    const auto add_square = [&](std::size_t t, double precision, double mean, double square) {
        system.diagonal[t](0, 0) += precision * square;
        system.diagonal[t](0, 1) += precision * mean;
        system.diagonal[t](1, 0) += precision * mean;
        system.diagonal[t](1, 1) += precision;
    };
    for (std::size_t actor = 0; actor < layout.num_actors; ++actor) {
        const auto path = layout.path(actor);
        for (std::size_t k = 0; k < path.size(); ++k) {
            const std::uint32_t slot = path[k];
            const std::size_t t = layout.slot_year[slot];
            const double mean = mean_of(slot);
            const double square = mean * mean + var_of(slot);
            // Entropy of q(x): log(1 + stretch).
            system.rhs[t][0] += 1;
            system.diagonal[t](0, 0) += 1;
            if (const OutlierPull pull = outlier_pull<K>(state, mean); pull.precision > 0) {
                add_square(t, pull.precision, mean, square);
                system.rhs[t] -= pull.precision * Vec<2>(square - pull.target * mean, mean - pull.target);
            }
            if (k == 0) {
                add_square(t, 1, mean, square);
                system.rhs[t] -= Vec<2>(square, mean);
                continue;
            }
            const std::uint32_t before = path[k - 1];
            const double mean_before = mean_of(before);
            const double square_before = mean_before * mean_before + var_of(before);
            const double cross = mean * mean_before + state.lag_cov[slot](dimension, dimension);
            const double precision = state.step_precision[slot] / (state.tau_sq[actor] * layout.gap[t]);
            add_square(t, precision, mean, square);
            add_square(t - 1, precision, mean_before, square_before);
            system.below[t](0, 0) -= precision * cross;
            system.below[t](0, 1) -= precision * mean;
            system.below[t](1, 0) -= precision * mean_before;
            system.below[t](1, 1) -= precision;
            system.rhs[t] -= precision * Vec<2>(square - cross, mean - mean_before);
            system.rhs[t - 1] += precision * Vec<2>(cross - square_before, mean - mean_before);
        }
    }
}

/// Adds what the items' common prior says of discrimination / (1 + stretch) and difficulty + discrimination x shift.
template <int K>
void add_items(const Layout& layout, const State<K>& state, int dimension, MoveSystem& system) {
    const Mat<K + 2>& precision = state.item_prior.precision;
    for (std::size_t j = 0; j < layout.num_items; ++j) {
        const ItemMoments<K>& item = state.items[j];
        const std::size_t t = layout.year_of_item[j];
        const Vec<K + 2> pull = apply<K + 2>(precision, item.mean - state.item_prior.mean);
        const auto spread = [&](int column) {
            return item.var.row(dimension).transpose().cwiseProduct(precision.col(column)).sum();
        };
        const double beta = item.mean[dimension];
        const double square = beta * beta + item.var(dimension, dimension);
        system.rhs[t][0] += beta * pull[dimension] + spread(dimension) - 1;  // - 1: entropy of q(theta)
        system.rhs[t][1] -= beta * pull[K] + spread(K);
        system.diagonal[t](0, 0) += square * precision(dimension, dimension);
        system.diagonal[t](0, 1) -= square * precision(dimension, K);
        system.diagonal[t](1, 0) -= square * precision(dimension, K);
        system.diagonal[t](1, 1) += square * precision(K, K);
    }
}

template <int K>
void move_years(const Layout& layout, const std::vector<Move>& moves, int dimension, State<K>& state) {
    const auto stretch_of = [&](std::size_t t) {
        return 1 + std::clamp(moves[t][0], -kLargestStretch, kLargestStretch);
    };
    const auto shift_of = [&](std::size_t t) { return std::clamp(moves[t][1], -kLargestShift, kLargestShift); };
    const auto move_slot = [&](std::size_t slot) {
        const std::size_t t = layout.slot_year[slot];
        const double stretch = stretch_of(t);
        SlotMoments<K>& moments = state.slots[slot];
        moments.mean[dimension] = stretch * moments.mean[dimension] + shift_of(t);
        moments.var.row(dimension) *= stretch;
        moments.var.col(dimension) *= stretch;
        state.lag_cov[slot].row(dimension) *= stretch;
        if (t > 0) state.lag_cov[slot].col(dimension) *= stretch_of(t - 1);
    };
    const auto move_item = [&](std::size_t j) {
        const std::size_t t = layout.year_of_item[j];
        Mat<K + 2> change = Mat<K + 2>::Identity();
        change(dimension, dimension) = 1 / stretch_of(t);
        change(K, dimension) = shift_of(t) / stretch_of(t);
        state.items[j].mean = apply<K + 2>(change, state.items[j].mean);
        state.items[j].var = congruent<K + 2>(change, state.items[j].var);
    };
    parallel_for(layout.num_slots, move_slot, kPerBlock);
    parallel_for(layout.num_items, move_item, kPerBlock);
}

}  // namespace

template <int K>
void year_scale_step(const Layout& layout, State<K>& state) {
    for (int dimension = 0; dimension < K; ++dimension) {
        MoveSystem system(layout.num_years);
        add_walks<K>(layout, state, dimension, system);
        add_items<K>(layout, state, dimension, system);
        move_years<K>(layout, system.solve(), dimension, state);
    }
}

#define ENTENTE_INSTANTIATE(K) template void year_scale_step<K>(const Layout&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
