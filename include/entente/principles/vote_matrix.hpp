// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"

namespace entente::principles {

/// A roll call as the estimator sees it: which one, and the year whose positions it was decided with.
struct RollCall {
    RollCallId id;
    Year year;
    /// Roll calls with the same number put the same text to the vote and share their parameters (a bridge between
    /// years); nothing: this roll call has parameters of its own.
    std::optional<std::int32_t> bridge;
};

/// One recorded vote inside a VoteMatrix, by position.
struct VoteCell {
    std::uint32_t actor_index = 0;      ///< Position in VoteMatrix::actors().
    std::uint32_t roll_call_index = 0;  ///< Position in VoteMatrix::roll_calls().
    Vote vote = Vote::abstain;
    double weight = 1;
};

/// Who voted how on what: num_actors x num_roll_calls, sparse. An absent vote has no cell and is never imputed.
///
/// A pure value in one canonical order (actors by id, roll calls by year and then id), so that the order of the input
/// cannot change any estimate. Estimators read the rows of one roll call (`votes_on`) or of one actor (`votes_of`).
class VoteMatrix {
public:
    VoteMatrix() = default;

    /// Actors are those who vote. A roll call without a vote is kept: it ends up with its prior.
    /// `weights`: empty, or one for each vote, finite and >= 0; a vote of weight 0 is not used.
    /// A vote that is repeated word for word is kept once, with its first weight.
    /// Throws Error{bad_input}: two different votes of one actor on one roll call; a weight that is negative, NaN or
    /// infinite; two roll calls of one id; a number of weights that is not the number of votes.
    /// Throws Error{unknown_id}: a vote on a roll call that is not in `roll_calls`.
    /// Cost: linear in the votes, n log n in actors and roll calls.
    VoteMatrix(std::vector<RollCall> roll_calls, std::span<const VoteRecord> votes,
               std::span<const double> weights = {});

    [[nodiscard]] std::size_t num_actors() const noexcept { return actors_.size(); }
    [[nodiscard]] std::size_t num_roll_calls() const noexcept { return roll_calls_.size(); }
    [[nodiscard]] std::size_t num_votes() const noexcept { return by_roll_call_.size(); }
    [[nodiscard]] bool is_weighted() const noexcept { return is_weighted_; }

    [[nodiscard]] std::span<const ActorId> actors() const noexcept { return actors_; }
    [[nodiscard]] std::span<const RollCall> roll_calls() const noexcept { return roll_calls_; }
    /// The distinct years of the roll calls, ascending.
    [[nodiscard]] std::span<const Year> years() const noexcept { return years_; }
    /// Position in years() of a roll call's year.
    [[nodiscard]] std::uint32_t year_index(std::size_t roll_call_index) const noexcept {
        return year_index_[roll_call_index];
    }

    /// Votes on a roll call, in the order of actors.
    [[nodiscard]] std::span<const VoteCell> votes_on(std::size_t roll_call_index) const noexcept;
    /// Votes of an actor, in the order of roll calls.
    [[nodiscard]] std::span<const VoteCell> votes_of(std::size_t actor_index) const noexcept;
    /// All votes, in the order of roll calls, then actors.
    [[nodiscard]] std::span<const VoteCell> cells() const noexcept { return by_roll_call_; }

    [[nodiscard]] std::optional<std::size_t> find(ActorId actor) const noexcept;
    [[nodiscard]] std::optional<std::size_t> find(RollCallId roll_call) const noexcept;

    /// The votes of the years up to and including `last`: what was known by then. Roll calls and actors of later years
    /// are not in it at all.
    [[nodiscard]] VoteMatrix up_to(Year last) const;
    /// The votes of the years from `first` on.
    [[nodiscard]] VoteMatrix from(Year first) const;

private:
    [[nodiscard]] VoteMatrix of_roll_calls(std::size_t begin, std::size_t end) const;
    void order_roll_calls(std::vector<RollCall> roll_calls);
    void add_votes(std::span<const VoteRecord> votes, std::span<const double> weights);
    void index_by_actor();

    std::vector<ActorId> actors_;
    std::vector<RollCall> roll_calls_;
    std::vector<Year> years_;
    std::vector<std::uint32_t> year_index_;
    std::vector<std::pair<RollCallId, std::uint32_t>> roll_call_by_id_;  ///< Sorted by id.
    std::vector<VoteCell> by_roll_call_;
    std::vector<std::size_t> roll_call_begin_{0};
    std::vector<VoteCell> by_actor_;
    std::vector<std::size_t> actor_begin_{0};
    bool is_weighted_ = false;
};

/// Names what is in the votes: equal for equal roll calls, years, bridges, votes and weights, and for nothing else.
[[nodiscard]] std::string fingerprint_of(const VoteMatrix& votes);

}  // namespace entente::principles
