// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pool.hpp"
#include "search.hpp"

namespace entente::attain {

/// The 30 cells, and the likeliest compositions that they rest on.
struct Matrix {
    std::vector<CellAnswer> cells{};
    std::array<std::vector<Candidate>, kNumScopes> candidates{};  ///< By scope: of each family and way, the likeliest.
};

/// Fills the table: what stands already, what is likeliest founded or widened, and what only the registry can tell.
[[nodiscard]] Matrix fill_matrix(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                 const DyadFrame& frame, const Monitor& monitor);

/// The six cells of one scope alone: the same numbers as in the whole table.
[[nodiscard]] std::vector<CellAnswer> fill_row(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                               const DyadFrame& frame, Scope scope, const Monitor& monitor);

/// Chance of a yearly log hazard within some years.
[[nodiscard]] double within(double log_hazard, int years);

/// Chance within the horizon that all of the pool stand together in one of the families, at any depth.
[[nodiscard]] double chance_of_all(const Pool& pool, const Members& members, const DyadFrame& frame,
                                   const AttainModel& model, const Question& question);

/// Whether a partnership takes in so much of the world that standing in it together says nothing.
[[nodiscard]] bool is_universal(const Partnership& partnership, const atlas::World& world, Year year);

}  // namespace entente::attain
