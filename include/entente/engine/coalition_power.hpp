// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/coalition/side_payments.hpp"
#include "entente/coalition/stability.hpp"
#include "entente/coalition/voting_power.hpp"
#include "entente/engine/engine.hpp"

namespace entente::engine {

/// A vote in which actors weigh what they carry of one or several issues, and a coalition among them.
struct CoalitionPowerRequest {
    std::string actors{};                ///< See parse_actors (question.hpp).
    std::vector<std::string> issues{};   ///< Ids of issues; a set must reach the quota of each.
    std::vector<double> quotas{0.5};     ///< Part of the actors' joint share that wins; one for all, or one an issue.
    std::optional<Year> as_of{};         ///< Default: the last year that the atlas knows.
    std::uint64_t resolution = 100'000;  ///< Shares are weighed in whole parts of this, 100 .. 10,000,000.
    /// Members of a standing coalition, as a list of actors; empty: nobody asks about stability.
    std::string coalition{};
    double stake = 1;           ///< What the whole issue carried is worth to each actor.
    double cost = 0.05;         ///< What membership costs each, in the unit of the stake.
    double required_share = 0;  ///< Of the world's total: a coalition that carries less is worth nothing.
    double spillover = 1;       ///< 1: outsiders enjoy all of it (a public good); 0: none (a club).
    coalition::VotingPowerOptions options{};

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Whether a coalition among the actors holds together, and what would keep it.
struct CoalitionOutlook {
    std::vector<std::size_t> members{};                   ///< Positions in `actors`.
    double share = 0;                                     ///< Of the first issue.
    bool wins = false;                                    ///< Reaches the quota of every issue.
    std::vector<std::size_t> critical{};                  ///< Members without whom it would not.
    std::vector<coalition::StabilityVariant> variants{};  ///< As stated first.
    coalition::SidePayments payments{};
};

struct CoalitionPower {
    std::vector<std::string> issues{};
    Year as_of{};
    std::vector<Actor> actors{};                ///< Those whose share of every issue is known.
    std::vector<Actor> unknown{};               ///< Left out: no figures say what they carry.
    std::vector<std::vector<double>> shares{};  ///< By issue, of each actor, of the world's total. A member
                                                ///< who votes itself is not in its entity's.
    coalition::WeightedVote vote{};
    coalition::VotingPower power{};
    std::optional<CoalitionOutlook> outlook{};
};

/// Who has how much power when actors vote by what they carry, and whether a coalition among them would last.
/// Throws: Error{unknown_id, wrong_usage} for what the request names; Error{failed} where nobody's share is known.
[[nodiscard]] CoalitionPower coalition_power(const Engine& engine, const CoalitionPowerRequest& request,
                                             const Monitor& monitor = {});

}  // namespace entente::engine
