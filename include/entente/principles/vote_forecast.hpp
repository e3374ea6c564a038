// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/ideal_points.hpp"
#include "entente/principles/predict_votes.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// How evidence is taken from votes near the one asked about. The defaults were chosen on votes of the UN General
/// Assembly that were held out of those fitted (docs/predicting_votes.md).
struct NeighbourOptions {
    /// Votes of so many years before and after count, >= 0.
    int reach_years = 4;
    /// Years in which a vote's worth falls to 1/e, > 0.
    double fading_years = 5;
    /// Most co-voters, and most related roll calls, that one prediction draws on, >= 1.
    int num_neighbours = 15;
    /// Votes without likeness that are added to every comparison, so that few common votes say little, > 0.
    double prior_votes = 5;
    /// Variance of a residual that no neighbour shares, > 0. More of it spreads the weight over more neighbours.
    double noise_var = 0.01;
    /// Mean squared difference of votes at which a roll call's say falls to 1/e, > 0.
    double likeness_scale = 0.03;
    /// Say of the roll call's own shares, beside that of roll calls like it (each has at most 1), > 0.
    double share_weight = 0.05;
    /// Most actors, and most roll calls, of a window, >= 2: beyond it those with fewest votes are left out. Memory
    /// grows with its square.
    int max_window = 3000;

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Whether each part of the forecast is scored by itself and left out: ten more logits.
enum class PartScores { not_measured, measured };

/// How the best prediction of votes is made.
struct VoteForecastOptions {
    /// Of the position model; the anchor is not used, since no prediction depends on it. Beside the neighbours more
    /// than two dimensions gain nothing (docs/decisions/0005-best-vote-model.md).
    IdealPointOptions ideal_points{.num_dimensions = 2, .standard_errors = StandardErrors::given_roll_calls};
    NeighbourOptions neighbours{};
    /// The given votes are dealt into so many folds, >= 2. Fold by fold is held out, and foretold by the others, until
    /// enough votes to learn from have been: one fold of the UN's votes, all folds of a small assembly's. Where a
    /// fold would hold over 100,000 votes there are more folds.
    int num_folds = 10;
    std::size_t enough_votes = 20000;

    PartScores part_scores = PartScores::not_measured;

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// How well votes were foretold.
struct ForecastScore {
    double log_score = 0;  ///< Mean log probability of the votes cast.
    double accuracy = 0;   ///< Share of votes that were called most probable.
};

/// Of forecasts of votes that were cast, one for one. Nothing to score: 0.
[[nodiscard]] ForecastScore score_forecast(std::span<const VoteProbabilities> forecasts, std::span<const Vote> votes);

/// What a part of the evidence is worth. Weights are learned on one half of the held-out votes, scores are of the
/// other.
struct PartScore {
    std::string_view part;
    ForecastScore alone;    ///< The logit with this part and no other.
    ForecastScore without;  ///< The logit with all other parts.
};

/// Predicted votes and what they rest on.
struct VoteForecast {
    std::vector<VoteProbabilities> probabilities;  ///< In the order of the cells asked about.
    std::size_t num_set_aside = 0;  ///< Votes asked about that were among those given; no prediction has seen them.
    std::size_t num_held_out = 0;   ///< Votes from which the weights were learned.
    ForecastScore positions_alone;  ///< Of the position model, on the held-out votes.
    ForecastScore stacked;          ///< Of the whole, on the same votes; its weights have seen them.
    std::vector<PartScore> parts;   ///< Empty unless asked for.
};

/// Predicts votes by all that the other votes say: the best-predicting model that Entente has.
///
/// Model:   multinomial logit of yes and no against abstain, on the log odds of the position model; on what co-voters
///          and related roll calls make of its residuals (simple kriging with the residuals' covariances around that
///          year); and on what the actor voted on the most similar roll calls. docs/predicting_votes.md.
/// Weights: learned on votes held out of the given ones, shrunk towards the position model by itself, which is what is
///          left where votes are few.
/// Asked:   a vote on a cell that is asked about is set aside before anything is fitted: no prediction of a call has
///          seen any of the votes that the call asks for.
/// Edges:   an actor without votes has the prior's position N(0, 1) and no neighbours; a roll call without (other)
///          votes has the prior's parameters. Probabilities are positive, sum to 1, and hold given that the actor
///          votes. Weights of votes count in the position model; elsewhere a vote counts unless its weight is 0.
/// Cost:    a fit of the position model for each fold that is held out and one of all, then O(neighbours^3) a cell.
/// Same votes, cells, options and seed, same bits,
///          whatever the number of threads.
/// Throws:  Error{wrong_usage} by options.validate(); Error{unknown_id} for a roll call that is not in `votes`;
///          Error{interrupted} when monitor asks to stop.
[[nodiscard]] VoteForecast forecast_votes(const VoteMatrix& votes, std::span<const CellQuery> cells,
                                          const VoteForecastOptions& options = {}, Seed seed = {},
                                          const Monitor& monitor = {});

}  // namespace entente::principles
