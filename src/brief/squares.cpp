// SPDX-License-Identifier: Apache-2.0
#include "squares.hpp"

#include <algorithm>

#include "words.hpp"

namespace entente::brief {
namespace {

std::string short_percent(double part) {
    return part < 0.005 ? "< 1 %" : part > 0.995 && part < 1 ? "> 99 %" : percent(part);
}

/// Nothing where a figure of under one per cent has no more to it.
std::string short_range(const attain::Chance& chance) {
    if (chance.high < 0.005) return "";
    return chance.low < 0.005 ? "up to " + short_percent(chance.high) : range_of(chance);
}

Square square_of(const attain::Answer& answer, const attain::CellAnswer& cell) {
    if (!cell.chance) return {.text = "–"};
    const bool is_held = cell.evidence == attain::CellEvidence::held;
    return {.text = is_held ? "stands" : short_percent(cell.chance->probability),
            .range = is_held ? "" : short_range(*cell.chance),
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
