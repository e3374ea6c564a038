// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// Cells of a sparse table row by row; within a row those of `no` come first, then `abstain`, then `yes`, so that the
/// inner loops have no branch on the vote.
struct SortedCells {
    std::vector<std::uint32_t> begin{0};  ///< 3 x rows + 1: first cell of each row and vote.
    std::vector<std::uint32_t> column;
    std::vector<double> weight;  ///< Empty: all weights are 1.

    [[nodiscard]] std::size_t first(std::size_t row, int vote) const noexcept {
        return begin[3 * row + static_cast<std::size_t>(vote)];
    }
    [[nodiscard]] std::size_t last(std::size_t row, int vote) const noexcept {
        return begin[3 * row + static_cast<std::size_t>(vote) + 1];
    }
    [[nodiscard]] double weight_of(std::size_t cell) const noexcept { return weight.empty() ? 1.0 : weight[cell]; }
};

/// How the estimator walks through the votes.
///
/// A slot is one actor in one year, from the actor's first year with a vote to its last one, years without votes
/// included. Slots are numbered year by year, so that everything a roll call touches lies close together. An item is a
/// set of parameters: one roll call, or all roll calls of one bridge.
struct Layout {
    /// Of the first `num_roll_calls` roll calls of `votes_cast`; since these are ordered by year, of the votes known by
    /// then.
    Layout(const VoteMatrix& votes_cast, std::size_t num_roll_calls, bool use_bridges);

    std::size_t num_actors = 0;
    std::size_t num_years = 0;
    std::size_t num_slots = 0;
    std::size_t num_items = 0;

    std::vector<std::uint32_t> actor_of_path;  ///< Position in VoteMatrix::actors() of each path.
    std::vector<std::uint32_t> path_begin;     ///< num_actors + 1: where an actor's slots stand in path_slot.
    std::vector<std::uint32_t> path_slot;      ///< Slots of each actor in the order of years.
    std::vector<std::uint32_t> year_begin;     ///< num_years + 1: first slot of each year.
    std::vector<std::uint32_t> slot_path;
    std::vector<std::uint32_t> slot_year;
    std::vector<std::uint32_t> slot_votes;  ///< Number of votes of each slot.
    std::vector<double> gap;                ///< Years between a year and the one before it in the votes.

    std::vector<std::uint32_t> year_roll_call;  ///< num_years + 1: first roll call of each year.
    std::vector<std::uint32_t> item_of_roll_call;
    std::vector<std::uint32_t> item_begin;      ///< num_items + 1: where an item's roll calls stand in item_roll_call.
    std::vector<std::uint32_t> item_roll_call;  ///< Roll calls of each item, ascending.
    std::vector<std::uint32_t> year_of_item;    ///< Of its first roll call.
    std::vector<std::uint8_t> is_bridged;       ///< Item with roll calls in more than one year.

    SortedCells votes;          ///< Rows are roll calls, columns are slots.
    SortedCells votes_of_slot;  ///< The same votes: rows are slots, columns are items.

    [[nodiscard]] std::span<const std::uint32_t> path(std::size_t actor) const noexcept {
        return {path_slot.data() + path_begin[actor], path_begin[actor + 1] - path_begin[actor]};
    }
    [[nodiscard]] std::span<const std::uint32_t> roll_calls_of(std::size_t item) const noexcept {
        return {item_roll_call.data() + item_begin[item], item_begin[item + 1] - item_begin[item]};
    }
};

}  // namespace entente::principles
