// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lanes.hpp"
#include "layout.hpp"
#include "model.hpp"
#include "ordinal_probit.hpp"

namespace entente::principles {

/// Derivatives of four votes' log probabilities by the predictor e and by the log spacing l: first ones, and second
/// ones with the sign turned (Gauss-Newton form). log p follows from half_square and ratio, see LogPSum.
struct VoteDerivatives {
    Lanes by_e;
    Lanes by_l;
    Lanes ee;
    Lanes el;
    Lanes ll;
    Lanes half_square;
    Lanes ratio;
    Lanes predictor;      ///< Mean of e.
    Lanes parameter_var;  ///< Variance of e where the position is known.
};

/// An item as its votes see it. Number is double, or Lanes for four items at once.
template <int K, typename Number>
struct ItemMomentsView {
    std::array<Number, K> beta;
    Number alpha;
    Number spacing;
    std::array<std::array<Number, K>, K> var_beta;
    std::array<Number, K> cov_beta_alpha;
    Number var_alpha;
};

/// A slot as its votes see it. Number is double, or Lanes for four slots at once.
template <int K, typename Number>
struct SlotMomentsView {
    std::array<Number, K> mean;
    std::array<std::array<Number, K>, K> var;
    Number width;
};

template <int K>
[[nodiscard]] ItemMomentsView<K, double> view_of(const ItemMoments<K>& item) noexcept {
    ItemMomentsView<K, double> view;
    for (std::size_t a = 0; a < K; ++a) {
        const auto row = static_cast<Eigen::Index>(a);
        view.beta[a] = item.mean[row];
        view.cov_beta_alpha[a] = item.var(row, K);
        for (std::size_t b = 0; b < K; ++b) view.var_beta[a][b] = item.var(row, static_cast<Eigen::Index>(b));
    }
    view.alpha = item.difficulty();
    view.spacing = item.spacing();
    view.var_alpha = item.var(K, K);
    return view;
}

template <int K>
[[nodiscard]] ENTENTE_INLINE SlotMomentsView<K, double> view_of(const SlotMoments<K>& slot) noexcept {
    SlotMomentsView<K, double> view;
    for (std::size_t a = 0; a < K; ++a) {
        const auto row = static_cast<Eigen::Index>(a);
        view.mean[a] = slot.mean[row];
        for (std::size_t b = 0; b < K; ++b) view.var[a][b] = slot.var(row, static_cast<Eigen::Index>(b));
    }
    view.width = slot.width;
    return view;
}

/// Four cells of one row and one vote; at the end of a run the last cell is repeated at weight 0.
struct CellGroup {
    const std::uint32_t* column;
    Lanes weight;
};

/// Slots and items by number, four at a time.
template <int K>
[[nodiscard]] ENTENTE_INLINE SlotMomentsView<K, Lanes> gather_slots(const SlotMoments<K>* slots,
                                                                    const CellGroup& cells) noexcept {
    SlotMomentsView<K, Lanes> view;
    for (std::size_t a = 0; a < K; ++a) {
        view.mean[a] = gather(cells.column, [&](std::uint32_t at) { return slots[at].mean.data()[a]; });
        for (std::size_t b = 0; b < K; ++b)
            view.var[a][b] = gather(cells.column, [&](std::uint32_t at) { return slots[at].var.data()[a * K + b]; });
    }
    view.width = gather(cells.column, [&](std::uint32_t at) { return slots[at].width; });
    return view;
}

template <int K>
[[nodiscard]] ENTENTE_INLINE ItemMomentsView<K, Lanes> gather_items(const ItemMomentsView<K, double>* items,
                                                                    const CellGroup& cells) noexcept {
    ItemMomentsView<K, Lanes> view;
    for (std::size_t a = 0; a < K; ++a) {
        view.beta[a] = gather(cells.column, [&](std::uint32_t at) { return items[at].beta[a]; });
        view.cov_beta_alpha[a] = gather(cells.column, [&](std::uint32_t at) { return items[at].cov_beta_alpha[a]; });
        for (std::size_t b = 0; b < K; ++b)
            view.var_beta[a][b] = gather(cells.column, [&](std::uint32_t at) { return items[at].var_beta[a][b]; });
    }
    view.alpha = gather(cells.column, [&](std::uint32_t at) { return items[at].alpha; });
    view.spacing = gather(cells.column, [&](std::uint32_t at) { return items[at].spacing; });
    view.var_alpha = gather(cells.column, [&](std::uint32_t at) { return items[at].var_alpha; });
    return view;
}

/// 1/sqrt(1 + var) by its (2, 2) Pade approximant, without a root: error under 1e-3 up to var 2, .011 at 5.
[[nodiscard]] ENTENTE_INLINE Lanes shrinkage(Lanes var) noexcept {
    return (1 + var * (0.75 + var * 0.0625)) / (1 + var * (1.25 + var * 0.3125));
}

/// Derivatives of votes of one kind (0 no, 1 abstain, 2 yes).
///
/// Expectations over q of derivatives at e ~ N(mean, var) are taken in closed form: where E Phi(e - s) =
/// Phi(k (mean - s)) with k = 1/sqrt(1 + var), those of the derivatives are approximated by the ones at k mean and k s.
/// docs/principles.md, section 2.
template <int kVote, int K, typename ItemNumber, typename SlotNumber>
[[nodiscard]] ENTENTE_INLINE VoteDerivatives vote_derivatives(const MillsTable& mills,
                                                              const ItemMomentsView<K, ItemNumber>& item,
                                                              const SlotMomentsView<K, SlotNumber>& slot) noexcept {
    Lanes mean = Lanes{} - item.alpha;
    Lanes parameter_var = Lanes{} + item.var_alpha;
    Lanes position_var = Lanes{};  // what the position's own variance adds; the two are independent in q
    for (std::size_t a = 0; a < K; ++a) {
        mean += item.beta[a] * slot.mean[a];
        Lanes pull = Lanes{} - 2 * item.cov_beta_alpha[a];
        for (std::size_t b = 0; b < K; ++b) {
            pull += item.var_beta[a][b] * slot.mean[b];
            position_var += (item.var_beta[a][b] + item.beta[a] * item.beta[b]) * slot.var[a][b];
        }
        parameter_var += pull * slot.mean[a];
    }
    parameter_var = at_least(parameter_var, 0);
    const Lanes k = shrinkage(parameter_var + position_var);
    const Lanes e = k * mean;
    const Lanes s = k * item.spacing * slot.width;
    if constexpr (kVote == 1) {
        const AbstainDerivatives d = abstain_derivatives(mills, e, s);
        return {k * d.by_e, s * d.by_s, k * k * d.info_ee, k * s * d.info_es, s * s * d.info_ss, d.half_square,
                d.ratio,    mean,       parameter_var};
    } else {
        constexpr double kSign = kVote == 0 ? -1 : 1;
        const Lanes z = at_most(kSign * e - s, MillsTable::kHigh);
        const Lanes ratio = mills(z);
        const Lanes curvature = ratio * (ratio + z);
        return {kSign * k * ratio,
                -s * ratio,
                k * k * curvature,
                -kSign * k * s * curvature,
                s * s * curvature,
                0.5 * z * z,
                ratio,
                mean,
                parameter_var};
    }
}

/// Calls visit.operator()<kVote>(cells) for the cells of a row, four at a time.
template <typename Visit>
ENTENTE_INLINE void for_each_group(const SortedCells& votes, std::size_t row, const Visit& visit) {
    const double* weight = votes.weight.empty() ? nullptr : votes.weight.data();
    const auto run = [&]<int kVote>() __attribute__((always_inline)) {
        std::size_t cell = votes.first(row, kVote);
        const std::size_t last = votes.last(row, kVote);
        for (; cell + kNumLanes <= last; cell += kNumLanes)
            visit.template operator()<kVote>(CellGroup{
                votes.column.data() + cell, weight == nullptr ? Lanes{1, 1, 1, 1}
                                                              : gather(std::array{cell, cell + 1, cell + 2, cell + 3},
                                                                       [&](std::size_t at) { return weight[at]; })});
        if (cell == last) return;
        std::array<std::uint32_t, kNumLanes> column;
        Lanes weights{};
        for (std::size_t lane = 0; lane < kNumLanes; ++lane) {
            column[lane] = votes.column[std::min(cell + lane, last - 1)];
            if (cell + lane < last) weights[lane] = votes.weight_of(cell + lane);
        }
        visit.template operator()<kVote>(CellGroup{column.data(), weights});
    };
    run.template operator()<0>();
    run.template operator()<1>();
    run.template operator()<2>();
}

}  // namespace entente::principles
