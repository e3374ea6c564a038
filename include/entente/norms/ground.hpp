// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"
#include "entente/norms/recalibration.hpp"
#include "entente/principles/ideal_points.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::norms {

/// Where a voter stood in a year, with the variance of each dimension given the roll calls.
struct Stance {
    Year year{};
    std::array<double, principles::kMaxDimensions> mean{};
    std::array<double, principles::kMaxDimensions> var{};
    double width = 1;  ///< Of abstention: a roll call's cut points times this are the voter's own.
};

/// How a vote is written in Voter::ballots; '.' is no vote.
[[nodiscard]] constexpr char ballot_letter(Vote vote) noexcept {
    return "nay"[static_cast<std::size_t>(vote)];
}

/// The votes of an actor, by its row in the votes: one character a roll call.
[[nodiscard]] std::string ballots_of(const principles::VoteMatrix& votes, std::size_t actor);

/// A state, or a body that votes through its members: its stances over the years and its votes.
struct Voter {
    ActorId actor{};
    double tau = 0;                 ///< Standard deviation of the change of position from one year to the next.
    std::vector<Stance> stances{};  ///< Ascending years, never empty.
    std::string ballots{};          ///< One character for each proposal of the ground: n, a, y, or '.' for no vote.

    /// Where it stood in a year: the last stance up to then (else its first), with the walk of the years between.
    [[nodiscard]] Stance at(Year year) const;
};

/// What a voter's own earlier votes on a text add to what its position lets expect, on the scale of y*.
struct Leaning {
    double mean = 0;
    double var = 0;
};

/// What is known of how votes on a text repeat themselves. Chosen out of a small grid by how well agreement of
/// 1971-1989 was predicted (bench/norms/norms_habits.cpp; docs/norms.md, section 4); what is reported is later.
struct Habit {
    /// Share of a vote's unit noise that is the voter's own view of the text and comes again, 0 .. 1.
    double persistent_share = 0.8;
    /// What is left of a view from one year to the next, 0 .. 1.
    double yearly_memory = 0.97;
    /// Variance that a text gains for all voters alike when it is put again, since its words change, >= 0.
    double redraft_var = 1.0;
    /// Share of the noise that all voters have in common on one roll call, 0 .. 1 - persistent_share.
    double common_share = 0.15;

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// A text that has been put to the vote, with the parameters of one of its roll calls; or one that a user has in mind.
struct Proposal {
    principles::RollCallParameters parameters{};
    std::uint32_t text = 0;  ///< Roll calls on the same text have the same number.
    std::string date{};      ///< ISO date.
    std::string title{};     ///< For people: readable_titles.
    std::string words{};     ///< What `--words` is looked up in: title and sentence as the producer has them.
    std::vector<std::string> issues{};  ///< Labels, such as hr.
    bool is_latest = true;              ///< No later roll call put the same text.
};

/// All that common ground as of a year rests on. A pure value; made by make_ground, kept in the atlas as JSON.
struct Ground {
    Year as_of{};  ///< Nothing that was voted on later is in it.
    int num_dimensions = 1;
    Habit habit{};
    std::vector<Proposal> proposals{};  ///< One for each roll call, by year, then id.
    std::vector<Voter> voters{};        ///< By actor: everyone who ever voted.
    /// What corrects the joint chances of sets in general, one for each Consent (learn_corrections); a set's own
    /// correction shrinks to it. Changes nothing where it was not learned.
    std::array<Recalibration, 2> corrections{};

    [[nodiscard]] const Voter* find(ActorId actor) const noexcept;
    [[nodiscard]] std::optional<std::size_t> find(RollCallId roll_call) const noexcept;
};

/// Turns a fit of the votes up to a year into a ground.
///
/// `fit` is of `votes`; `records` say what the roll calls were about (in any order; each roll call has one).
/// Throws Error{wrong_usage} where a roll call has no record, or the fit is of other votes.
[[nodiscard]] Ground make_ground(const principles::VoteMatrix& votes, const principles::IdealPointFit& fit,
                                 std::span<const RollCallRecord> records, Year as_of, const Habit& habit = {});

/// A body that votes through its members, such as the European Union: it says yes to what all of its voting members
/// say yes to, no to what all say no to, and abstains where they are split; fewer than half of them voting: no vote.
///
/// Its positions are filtered from those votes given the roll calls' parameters, by moment matching (Minka 2001); the
/// prior is the members' mean and spread in the year of its first vote, the walk their mean tau. Width of abstention 1.
/// `members` are looked back on: those of the year asked about, in all years.
/// Throws Error{wrong_usage} where they never voted.
[[nodiscard]] Voter voter_of_body(const Ground& ground, ActorId body, std::span<const ActorId> members);

/// What a voter's votes say of its own view of every text: one leaning for each proposal, from the votes on the text up
/// to and including that one, carried on to the ground's year.
///
/// Gaussian filter by moment matching: a vote is an interval of y* = what the position lets expect + leaning + noise. A
/// text on which the voter never voted has mean 0 and variance habit.persistent_share.
[[nodiscard]] std::vector<Leaning> leanings_of(const Ground& ground, const Voter& voter);

[[nodiscard]] std::string to_json(const Ground& ground);
/// Throws Error{bad_input} where the text is none of to_json's.
[[nodiscard]] Ground ground_from_json(std::string_view json);

}  // namespace entente::norms
