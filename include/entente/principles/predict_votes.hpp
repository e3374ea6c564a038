// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/records.hpp"
#include "entente/principles/ideal_points.hpp"

namespace entente::principles {

/// A vote to be predicted.
struct CellQuery {
    ActorId actor;
    RollCallId roll_call;
};

/// Probabilities of the three votes, given that the actor votes at all; they are positive and sum to 1.
struct VoteProbabilities {
    double p_no = 0;
    double p_abstain = 0;
    double p_yes = 0;
};

/// Predicts votes of any actor on any roll call of a fit, in the order of `cells`.
///
/// Probit with the doubt of position and roll call in it: p_yes = Phi((E[y*] - c) / sqrt(1 + Var[y* - noise])), where
/// the variance is that of positions and parameters given each other (what they have in common cancels in y*). In a
/// year outside of an actor's span its position is that of its nearest year, with the walk's variance added; an actor
/// that the fit does not know has N(0, 1).
/// Throws:  Error{unknown_id} for a roll call that is not in the fit.
/// Cost:    O(log) per cell.
[[nodiscard]] std::vector<VoteProbabilities> predict_votes(const IdealPointFit& fit, std::span<const CellQuery> cells);

}  // namespace entente::principles
