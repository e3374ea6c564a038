// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prospects.hpp"

namespace entente::attain {

/// Fills the table, 30 cells in row order: what stands already, what is likeliest founded or widened, and what only the
/// registry can tell.
[[nodiscard]] std::vector<CellAnswer> fill_matrix(const AnswerInputs& inputs, const Question& question,
                                                  const Pool& pool, const DyadFrame& frame, const Prospects& prospects,
                                                  const Monitor& monitor);

/// The six cells of one scope alone: the same numbers as in the whole table.
[[nodiscard]] std::vector<CellAnswer> fill_row(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                               const DyadFrame& frame, const Prospects& prospects, Scope scope,
                                               const Monitor& monitor);

/// Actors of the pool that are parties of a partnership, an entity through itself or through all of its members.
[[nodiscard]] Members parties_in(const Pool& pool, const Question& question, const atlas::World& world,
                                 const Partnership& partnership);

/// Positions in the pool of those who must be in every composition, ascending.
[[nodiscard]] Members musts_of(const Question& question);

/// Whether a partnership takes in so much of the world that standing in it together says nothing.
[[nodiscard]] bool is_universal(const Partnership& partnership, const atlas::World& world, Year year);

}  // namespace entente::attain
