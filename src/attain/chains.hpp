// SPDX-License-Identifier: Apache-2.0
//
// How likely compositions of one pool are in one family, with what they share computed once.
//
// JointModel::together starts at a composition's likeliest pair and takes the likeliest next party each time. Two
// things follow, on which the search rests: each composition has one chain, and each beginning of a chain is the chain
// of its own members, so that no composition is likelier than any beginning of its chain.
#pragma once

#include <vector>

#include "bloc_level.hpp"
#include "newcomer.hpp"
#include "pool.hpp"

namespace entente::attain {

/// Those who are in so far, in the order in which they came, and their states.
struct Chain {
    Members members{};
    std::vector<Slot> slots{};
};

class Chains {
public:
    /// Computes the hazards of all pairs of the pool's visible actors, on all threads. `levels`, if any, are those of
    /// the pool's actors.
    Chains(const Pool& pool, const DyadFrame& frame, const JointModel& model, std::vector<BlocLevel> levels = {});

    [[nodiscard]] const Pool& pool() const noexcept { return pool_; }
    /// Whether two actors can be two parties: the models see both, and neither is in the other.
    [[nodiscard]] bool are_compatible(std::size_t a, std::size_t b) const noexcept {
        return compatible_[a * pool_.size() + b] != 0;
    }
    /// Whether the pair (a, b) comes before (c, d) as the beginning of a chain: likelier, or first at a tie.
    [[nodiscard]] bool is_before(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const noexcept;
    /// Log hazard that a founding holds two.
    [[nodiscard]] double pair(std::size_t a, std::size_t b) const noexcept { return pairs_[index(a, b)]; }

    [[nodiscard]] Chain chain(const Members& members) const;
    void join(Chain& chain, std::size_t who) const;
    /// Whoever may come next, beside all of the chain; and after one more has joined the chain.
    [[nodiscard]] Newcomer newcomer(std::size_t who, const Chain& chain) const;
    void meet(Newcomer& newcomer, std::size_t joined) const;
    /// Chance that a founding with the chain holds the newcomer, too.
    [[nodiscard]] LogHazard joining(const Chain& chain, std::size_t who, const Newcomer& newcomer, Doubt doubt) const;

    /// What JointModel::together says of the members, bit for bit where no level is added; ascending, two or more.
    [[nodiscard]] LogHazard together(const Members& members, Doubt doubt = Doubt::measured) const;
    /// Log hazard of all but one, for each in turn: what each one's leaving would make of it. Three members or more.
    /// Cost: a third of asking one by one, since a chain is the same up to the one who leaves.
    [[nodiscard]] std::vector<double> without_each(const Members& members) const;
    /// Log hazard of the members in a frame that differs from this one's in dyads between two of the pool only.
    [[nodiscard]] double together_if(const DyadFrame& changed, std::size_t a, std::size_t b,
                                     const Members& members) const;

private:
    friend class Walk;
    [[nodiscard]] std::size_t index(std::size_t a, std::size_t b) const noexcept {
        return a < b ? b * (b - 1) / 2 + a : a * (a - 1) / 2 + b;
    }
    [[nodiscard]] LogHazard founding(std::size_t a, std::size_t b, Doubt doubt) const;

    const Pool& pool_;
    const DyadFrame* frame_;
    const JointModel& model_;
    std::vector<BlocLevel> levels_;
    std::vector<double> pairs_;
    std::vector<std::uint8_t> compatible_;
};

}  // namespace entente::attain
