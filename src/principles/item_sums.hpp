// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "layout.hpp"
#include "model.hpp"
#include "vote_kernel.hpp"

namespace entente::principles {

/// Sums over the votes of an item of the derivatives by predictor e and log spacing l; `_x` and `_xx` are the same
/// times the position and its second moment.
template <int K>
struct ItemSums {
    Lanes by_e{}, by_l{};
    Lanes ee{}, el{}, ll{};
    std::array<Lanes, K> by_e_x{}, ee_x{}, el_x{};
    std::array<std::array<Lanes, K>, K> ee_xx{};   ///< Sum of ee mean mean'.
    std::array<std::array<Lanes, K>, K> ee_var{};  ///< Sum of ee var.
    LogPSum log_likelihood;

    ENTENTE_INLINE void add(const SlotMomentsView<K, Lanes>& slot, Lanes weight, const VoteDerivatives& d,
                            bool is_weighted) noexcept {
        const Lanes gradient = weight * d.by_e;
        const Lanes curvature = weight * d.ee;
        const Lanes mixed = weight * d.el;
        by_e += gradient;
        by_l += weight * d.by_l;
        ee += curvature;
        el += mixed;
        ll += weight * d.ll;
        for (std::size_t a = 0; a < K; ++a) {
            by_e_x[a] += gradient * slot.mean[a];
            ee_x[a] += curvature * slot.mean[a];
            el_x[a] += mixed * slot.mean[a];
            for (std::size_t b = 0; b < K; ++b) {
                ee_xx[a][b] += curvature * slot.mean[a] * slot.mean[b];
                ee_var[a][b] += curvature * slot.var[a][b];
            }
        }
        log_likelihood.add(d.half_square, d.ratio, weight, is_weighted);
    }

    /// Curvature (positive) of the log likelihood by theta = (beta, alpha, log s) at the means of the positions.
    [[nodiscard]] Mat<K + 2> curvature() const {
        Mat<K + 2> result;
        for (int a = 0; a < K; ++a) {
            const auto at = static_cast<std::size_t>(a);
            for (int b = 0; b < K; ++b) result(a, b) = sum(ee_xx[at][static_cast<std::size_t>(b)]);
            result(a, K) = result(K, a) = -sum(ee_x[at]);
            result(a, K + 1) = result(K + 1, a) = sum(el_x[at]);
        }
        result(K, K) = sum(ee);
        result(K, K + 1) = result(K + 1, K) = -sum(el);
        result(K + 1, K + 1) = sum(ll);
        return result;
    }
};

template <int K>
[[nodiscard]] ItemSums<K> sums_over_votes(const Layout& layout, const State<K>& state, std::size_t item) {
    const ItemMomentsView<K, double> seen = view_of<K>(state.items[item]);
    const MillsTable& mills = mills_table();
    const bool is_weighted = !layout.votes.weight.empty();
    ItemSums<K> result;
    run_wide([&]() __attribute__((always_inline)) {
        ItemSums<K> sums;  // of its own, so that it can stay in registers
        for (const std::uint32_t roll_call : layout.roll_calls_of(item))
            for_each_group(
                layout.votes, roll_call, [&]<int kVote>(const CellGroup& cells) __attribute__((always_inline)) {
                    const SlotMomentsView<K, Lanes> slots = gather_slots<K>(state.slots.data(), cells);
                    sums.add(slots, cells.weight, vote_derivatives<kVote, K>(mills, seen, slots), is_weighted);
                });
        result = sums;
    });
    return result;
}

}  // namespace entente::principles
