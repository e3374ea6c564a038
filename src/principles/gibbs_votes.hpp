// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/principles/vote_matrix.hpp"
#include "layout.hpp"

namespace entente::principles {

/// Votes row by row, those of `no` first, then `abstain`, then `yes`, so that the inner loops have no branch on the
/// vote.
class VoteRows {
public:
    /// One vote: which row it is in, which column it refers to.
    struct Cell {
        std::uint32_t row;
        std::uint32_t column;
        Vote vote;
        double weight;
    };
    /// Cells of a row keep their order within each vote.
    VoteRows(std::size_t num_rows, std::span<const Cell> cells, bool is_weighted);

    [[nodiscard]] std::span<const std::uint32_t> columns(std::size_t row, Vote vote) const noexcept {
        return {column_.data() + first(row, vote), last(row, vote) - first(row, vote)};
    }
    /// One weight for each column; nothing where all weights are 1.
    [[nodiscard]] std::span<const double> weights(std::size_t row, Vote vote) const noexcept {
        if (weight_.empty()) return {};
        return {weight_.data() + first(row, vote), last(row, vote) - first(row, vote)};
    }
    [[nodiscard]] std::size_t size(std::size_t row) const noexcept { return begin_[3 * row + 3] - begin_[3 * row]; }

private:
    [[nodiscard]] std::size_t first(std::size_t row, Vote vote) const noexcept {
        return begin_[3 * row + static_cast<std::size_t>(vote)];
    }
    [[nodiscard]] std::size_t last(std::size_t row, Vote vote) const noexcept {
        return begin_[3 * row + static_cast<std::size_t>(vote) + 1];
    }
    std::vector<std::size_t> begin_;
    std::vector<std::uint32_t> column_;
    std::vector<double> weight_;
};

/// The votes as the sampler walks through them: by actor-year (slot) and by set of roll-call parameters (item).
struct SampledVotes {
    explicit SampledVotes(const VoteMatrix& votes, bool use_bridges);

    Layout layout;  ///< Slots, paths and items; see there.
    VoteRows by_slot;
    VoteRows by_item;
    bool is_weighted;
    std::vector<std::vector<std::uint32_t>> movable_items;  ///< Of each year; none of a year that shares an item.
};

}  // namespace entente::principles
