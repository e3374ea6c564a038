// SPDX-License-Identifier: Apache-2.0
#include "squares.hpp"

#include <algorithm>

#include "words.hpp"

namespace entente::brief {
namespace {

Square square_of(const attain::Answer& answer, const attain::CellAnswer& cell) {
    if (!cell.chance) return {.text = "–"};
    const bool is_held = cell.evidence == attain::CellEvidence::held;
    return {.text = is_held ? "stands" : percent(cell.chance->probability),
            .range = is_held ? "" : range_of(*cell.chance),
            .shade = cell.chance->probability,
            .rests_on_few = cell.evidence == attain::CellEvidence::registry,
            .is_cleared = cell.chance->probability >= answer.question.threshold,
            .is_frontier =
                std::ranges::find(answer.frontier, cell.cell, &attain::FrontierPoint::cell) != answer.frontier.end()};
}

}  // namespace

std::array<Square, kNumCells> squares_of(const attain::Answer& answer) {
    std::array<Square, kNumCells> squares;
    for (const attain::CellAnswer& cell : answer.matrix) squares[index_of(cell.cell)] = square_of(answer, cell);
    return squares;
}

}  // namespace entente::brief
