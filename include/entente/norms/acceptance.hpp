// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "entente/norms/ground.hpp"

namespace entente::norms {

/// How a voter takes a proposal, on the scale of y* (the vote's noise has variance 1 there).
struct Willingness {
    double gain = 0;        ///< E[y*]: expected utility of yes above the status quo; 0 is indifference.
    double cut = 0;         ///< y* over which the voter says yes, and under -cut no.
    double own_var = 0;     ///< Doubt of its position and its own view of the text.
    double shared_var = 0;  ///< Doubt of the text: its parameters and its redrafting.
    double noise_var = 1;   ///< What no knowledge takes away.

    [[nodiscard]] double total_var() const noexcept { return own_var + shared_var + noise_var; }
};

/// Chance that a voter says yes if it votes, with its doubt.
struct Chance {
    double yes = 0;  ///< Position's, text's and view's doubt integrated out.
    double low = 0;  ///< 90 % interval of the chance over that doubt, widened to hold `yes`.
    double high = 0;
    double no = 0;
};

/// y* of one voter. `years_ahead`: how long after the ground's year the vote is, >= 0; the position walks until then.
[[nodiscard]] Willingness willingness(const Ground& ground, const Proposal& proposal, const Voter& voter,
                                      const Leaning& leaning, int years_ahead);

/// P(yes) = Phi((gain - cut) / sqrt(total variance)): closed form, since all errors are normal (docs/norms.md).
[[nodiscard]] Chance chance_of(const Willingness& willingness);

/// Which consent a set asks of its members.
enum class Consent {
    yes,           ///< Every member says yes.
    no_objection,  ///< No member says no: what the UN calls consensus.
};
/// A member's chance of that consent.
[[nodiscard]] constexpr double consent_of(const Chance& chance, Consent consent) noexcept {
    return consent == Consent::yes ? chance.yes : 1 - chance.no;
}

/// A voter with its leanings: what assess needs of a member.
struct Member {
    Voter voter{};
    std::vector<Leaning> leanings{};  ///< One for each proposal of the ground.
};

/// A ground with all of its voters as members: what questions about a year start from.
struct Basis {
    Ground ground{};
    std::vector<Member> members{};  ///< One for each voter of the ground, in their order.
};
/// Computes the leanings. O(voters x proposals).
[[nodiscard]] Basis make_basis(Ground ground);

/// What all members make of one proposal.
struct Assessment {
    std::size_t proposal = 0;       ///< Position in Ground::proposals.
    std::vector<Chance> chances{};  ///< In the order of the members.
    std::size_t worst_member = 0;   ///< The least willing one's position among the members.
    double worst_chance = 0;        ///< Its chance of the consent asked for.
};

struct AssessOptions {
    Consent consent = Consent::yes;
    int years_ahead = 1;
};

/// Chances of all members on each of the proposals, in their order. O(members x proposals).
/// Same input, same bits at any number of threads.
[[nodiscard]] std::vector<Assessment> assess(const Ground& ground, std::span<const Member> members,
                                             std::span<const std::size_t> proposals, const AssessOptions& options = {});

/// The same of a proposal that nobody has voted on: no member has a view of its own yet.
[[nodiscard]] Assessment assess_new(const Ground& ground, std::span<const Member> members, const Proposal& proposal,
                                    const AssessOptions& options = {});

/// Chance that all of these say yes (or none says no) to one proposal, each if it votes.
///
/// Members err together: they share the doubt of the text and a part of the noise. The shared error is taken as one
/// normal factor, that of the mean member, and integrated by Gauss-Hermite quadrature; given it members are
/// independent. `leanings`: one for each voter.
[[nodiscard]] double joint_chance(const Ground& ground, const Proposal& proposal, std::span<const Voter* const> voters,
                                  std::span<const Leaning> leanings, const AssessOptions& options = {});

/// Mean chance of yes of these members: how far agreement reaches beyond a set. 0 where there are none.
[[nodiscard]] double breadth(const Ground& ground, std::span<const Member* const> outsiders, std::size_t proposal,
                             const AssessOptions& options = {});

}  // namespace entente::norms

template <>
struct entente::Names<entente::norms::Consent> {
    static constexpr NameTable<norms::Consent, 2> table{"yes", "no_objection"};
};
