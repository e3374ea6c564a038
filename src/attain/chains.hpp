// SPDX-License-Identifier: Apache-2.0
//
// How likely compositions of one pool are in one family, with what they share computed once.
//
// JointModel::together starts at a composition's likeliest pair and takes the likeliest next party each time. Two
// things follow, on which the search rests: each composition has one chain, and each beginning of a chain is the chain
// of its own members, so that no composition is likelier than any beginning of its chain.
#pragma once

#include <vector>

#include "pool.hpp"

namespace entente::attain {

class Chains {
public:
    /// Computes the hazards of all pairs of the pool's visible actors, on all threads.
    Chains(const Pool& pool, const DyadFrame& frame, const JointModel& model);

    [[nodiscard]] const Pool& pool() const noexcept { return pool_; }
    /// Whether two actors can be two parties: the models see both, and neither is in the other.
    [[nodiscard]] bool are_compatible(std::size_t a, std::size_t b) const noexcept {
        return compatible_[a * pool_.size() + b] != 0;
    }
    /// Whether the pair (a, b) comes before (c, d) as the beginning of a chain: likelier, or first at a tie.
    [[nodiscard]] bool is_before(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const noexcept;
    [[nodiscard]] LogHazard pair(std::size_t a, std::size_t b) const noexcept { return pairs_[index(a, b)]; }
    /// Chance that a founding with `chain` (in the chain's order) holds one more.
    [[nodiscard]] LogHazard joining(const Members& chain, std::size_t next, Doubt doubt = Doubt::measured) const;
    /// What JointModel::together says of the members, bit for bit; members ascending, two or more.
    [[nodiscard]] LogHazard together(const Members& members) const;

private:
    [[nodiscard]] std::size_t index(std::size_t a, std::size_t b) const noexcept {
        return a < b ? b * (b - 1) / 2 + a : a * (a - 1) / 2 + b;
    }

    const Pool& pool_;
    const DyadFrame& frame_;
    const JointModel& model_;
    std::vector<LogHazard> pairs_;
    std::vector<std::uint8_t> compatible_;
};

}  // namespace entente::attain
