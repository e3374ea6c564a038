// SPDX-License-Identifier: Apache-2.0
//
// Weights of the rows under which a cover problem is bounded: any S that meets all demands meets every weighted sum of
// them (the surrogate constraint of Glover 1975). The best weights are those of the linear relaxation's dual.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace entente::coalition {

/// Candidates as the search for weights needs them.
struct CoverData {
    std::size_t num_rows = 0;
    std::span<const std::int64_t> values{};  ///< Candidates x rows.
    std::span<const std::int64_t> costs{};
    std::span<const std::int64_t> needed{};  ///< Of each row, what is still missing; <= 0: nothing.

    [[nodiscard]] std::size_t num_candidates() const noexcept { return costs.size(); }
    [[nodiscard]] std::int64_t value(std::size_t candidate, std::size_t row) const noexcept {
        return values[candidate * num_rows + row];
    }
};

struct Weights {
    std::vector<std::int64_t> of_row{};  ///< >= 0; scaled so that weighted sums of all candidates stay below 2^61.
    std::vector<double> relative{};      ///< The same, relative to what each row needs; they sum to 1.
    bool closes = false;  ///< Under them, no candidates within the budget meet the demands (by floating point).
};

/// Weights that come as near as they can to showing that no candidates of joint cost `budget` meet the demands.
///
/// Minimises over the simplex the largest weighted cover that the budget can buy (fractionally), by exponentiated
/// gradient steps (Kivinen & Warmuth 1997). Any weights give a valid bound, so nothing hangs on how well it converges;
/// whoever proves with them checks in whole numbers.
/// `start` are relative weights to begin with, such as those of a neighbouring problem; empty: all rows alike.
/// Cost: O(num_steps x candidates x rows).
[[nodiscard]] Weights best_weights(const CoverData& data, std::int64_t budget, std::span<const double> start = {},
                                   int num_steps = 32);

/// What values by row are worth under weights of the rows.
[[nodiscard]] std::int64_t weighted_sum(std::span<const std::int64_t> values, std::span<const std::int64_t> weights);

/// Weight on one row alone.
[[nodiscard]] std::vector<std::int64_t> unit_weights(std::size_t num_rows, std::size_t row);

}  // namespace entente::coalition
