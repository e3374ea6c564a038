// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/attain/answer.hpp"
#include "entente/base/progress.hpp"

namespace entente::attain {

struct AnswerInputs;

/// What one actor could reach with one other, by themselves.
struct BilateralReach {
    atlas::ActorIndex other{};
    std::vector<CellAnswer> row{};  ///< The six bilateral cells, as in the answer about these two.
    std::optional<Depth> depth{};   ///< Deepest that clears the threshold; nothing where none does.
};

/// The bilateral row of an actor with each of the others, in their order: what a map of its prospects shows.
///
/// `question.pool` is not read; its issue, families, year, horizon and threshold are. Each row is that of answer()
/// about the two. An entity and its own member are no two parties: their row is empty of numbers.
///
/// Same bits at any number of threads.
[[nodiscard]] std::vector<BilateralReach> bilateral_reach(const AnswerInputs& inputs, const Question& question,
                                                          atlas::ActorIndex actor,
                                                          std::span<const atlas::ActorIndex> others,
                                                          const Monitor& monitor = {});

}  // namespace entente::attain
