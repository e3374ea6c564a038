// SPDX-License-Identifier: Apache-2.0
#include "gibbs_votes.hpp"

#include <utility>

namespace entente::principles {
namespace {

/// Every vote of weight above 0 as (slot, item).
std::vector<VoteRows::Cell> cells_of(const VoteMatrix& votes, const Layout& layout) {
    std::vector<std::uint32_t> path_of_actor(votes.num_actors());
    for (std::uint32_t path = 0; path < layout.num_actors; ++path) path_of_actor[layout.actor_of_path[path]] = path;
    std::vector<VoteRows::Cell> cells;
    cells.reserve(votes.num_votes());
    for (const VoteCell& vote : votes.cells()) {
        if (vote.weight == 0) continue;
        // An actor's slots follow each other year by year without a hole.
        const auto slots = layout.path(path_of_actor[vote.actor_index]);
        const std::uint32_t year = votes.year_index(vote.roll_call_index);
        cells.push_back({.row = slots[year - layout.slot_year[slots.front()]],
                         .column = layout.item_of_roll_call[vote.roll_call_index],
                         .vote = vote.vote,
                         .weight = vote.weight});
    }
    return cells;
}

std::vector<VoteRows::Cell> turned(std::vector<VoteRows::Cell> cells) {
    for (VoteRows::Cell& cell : cells) std::swap(cell.row, cell.column);
    return cells;
}

/// Items of each year; none for a year in which some item is shared with another year, since such a year's scale
/// cannot move alone.
std::vector<std::vector<std::uint32_t>> items_of_movable_years(const VoteMatrix& votes, const Layout& layout) {
    std::vector<std::vector<std::uint32_t>> items(layout.num_years);
    std::vector<bool> is_bound(layout.num_years, false);
    for (std::size_t j = 0; j < votes.num_roll_calls(); ++j) {
        const std::uint32_t item = layout.item_of_roll_call[j];
        const std::uint32_t year = votes.year_index(j);
        if (layout.is_bridged[item]) is_bound[year] = true;
        if (items[year].empty() || items[year].back() != item) items[year].push_back(item);
    }
    for (std::size_t year = 0; year < layout.num_years; ++year)
        if (is_bound[year]) items[year].clear();
    return items;
}

}  // namespace

VoteRows::VoteRows(std::size_t num_rows, std::span<const Cell> cells, bool is_weighted) : begin_(3 * num_rows + 1, 0) {
    const auto bin = [](const Cell& cell) { return 3 * std::size_t{cell.row} + static_cast<std::size_t>(cell.vote); };
    for (const Cell& cell : cells) ++begin_[bin(cell) + 1];
    for (std::size_t k = 1; k < begin_.size(); ++k) begin_[k] += begin_[k - 1];
    column_.resize(cells.size());
    if (is_weighted) weight_.resize(cells.size());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    for (const Cell& cell : cells) {
        const std::size_t at = next[bin(cell)]++;
        column_[at] = cell.column;
        if (is_weighted) weight_[at] = cell.weight;
    }
}

SampledVotes::SampledVotes(const VoteMatrix& votes, bool use_bridges)
    : layout(votes, votes.num_roll_calls(), use_bridges),
      by_slot(layout.num_slots, cells_of(votes, layout), votes.is_weighted()),
      by_item(layout.num_items, turned(cells_of(votes, layout)), votes.is_weighted()),
      is_weighted(votes.is_weighted()),
      movable_items(items_of_movable_years(votes, layout)) {}

}  // namespace entente::principles
