// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prospects.hpp"

namespace entente::attain {

/// Fills the table, 30 cells in row order: what stands already, what is likeliest founded or widened, and what only the
/// registry can tell.
[[nodiscard]] std::vector<CellAnswer> fill_matrix(const AnswerInputs& inputs, const Question& question,
                                                  const Pool& pool, const AnswerGround& ground,
                                                  const Prospects& prospects, const Monitor& monitor);

/// The six cells of one scope alone: the same numbers as in the whole table.
[[nodiscard]] std::vector<CellAnswer> fill_row(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                               const AnswerGround& ground, const Prospects& prospects, Scope scope,
                                               const Monitor& monitor);

/// Positions in the pool of those who must be in every composition, ascending.
[[nodiscard]] Members musts_of(const Question& question);

}  // namespace entente::attain
