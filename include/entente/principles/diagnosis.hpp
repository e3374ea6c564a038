// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/names.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"
#include "entente/principles/gibbs.hpp"
#include "entente/principles/ideal_points.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// How well a model would foretell each vote had it not seen that vote: sums over all votes, higher is better.
struct PredictiveFit {
    double elpd = 0;                  ///< Expected log pointwise predictive density.
    double std_error = 0;             ///< Of elpd, over votes.
    double effective_parameters = 0;  ///< Log score in the sample less elpd.
    std::size_t num_votes = 0;
    /// Votes whose Pareto k is over 0.7 (PSIS-LOO) or whose log density varies by more than 0.4 (WAIC): elpd is not to
    /// be trusted where they are more than a few.
    std::size_t num_unreliable = 0;
    std::vector<float> pointwise;  ///< In the order of VoteMatrix::cells().
    std::vector<float> pareto_k;   ///< The same order; PSIS-LOO only.
};

/// Pareto-smoothed importance sampling leave-one-out from the sampler's draws. Vehtari, Gelman & Gabry (2017),
/// Statistics and Computing 27:1413, tails by Zhang & Stephens (2009). Weights of votes multiply their log densities.
/// Throws Error{wrong_usage} if the fit is of other votes. Cost: O(votes x draws).
[[nodiscard]] PredictiveFit psis_loo(const VoteMatrix& votes, const GibbsFit& fit);

/// Widely applicable information criterion on the scale of elpd. Watanabe (2010); Vehtari, Gelman & Gabry (2017).
/// Throws and costs as psis_loo.
[[nodiscard]] PredictiveFit waic(const VoteMatrix& votes, const GibbsFit& fit);

/// Leave-one-out from the fast fit, cheap enough for all votes: what a vote says of y*'s mean is taken out of the
/// normal approximation (its cavity) and the vote foretold from the rest. Vehtari, Mononen, Tolvanen, Sivula & Winther
/// (2016), J. Machine Learning Research 17(103), section 3.3. Approximations: normal posteriors, positions and roll
/// calls independent given each other, dimensions independent, common scales as estimated. It is too hopeful by some
/// .02 a vote on an assembly of 40, alike for all models: use it to compare them.
[[nodiscard]] PredictiveFit laplace_loo(const VoteMatrix& votes, const IdealPointFit& fit);

/// elpd of `left` less that of `right` with its standard error over the votes they share vote by vote.
/// Throws Error{wrong_usage} unless both are of the same number of votes.
struct PredictiveDifference {
    double elpd = 0;
    double std_error = 0;
};
[[nodiscard]] PredictiveDifference compare(const PredictiveFit& left, const PredictiveFit& right);

/// How far votes are from what the model expects of them, the votes scored no 0, abstain 1, yes 2. Around 1: as
/// expected; above: noisier; below: too well foretold. Wright & Masters (1982).
struct Misfit {
    double outfit = 1;  ///< Mean squared standardised residual: single surprising votes weigh most.
    double infit = 1;   ///< The same weighted by variance: votes that could go either way weigh most.
    /// Standardised log score: below -2, the votes are less likely than the model thinks typical (Drasgow, Levine &
    /// Williams 1985). 0 where the model leaves nothing open.
    double z = 0;
    double log_score = 0;  ///< Mean log probability of the votes cast.
    int num_votes = 0;
};
struct RollCallMisfit {
    RollCallId id;
    Year year;
    Misfit misfit;
};
struct ActorMisfit {
    ActorId actor;
    Misfit misfit;
};
/// By the order of VoteMatrix::roll_calls() and actors(). Votes were seen by the fit, so that z is a little too high.
[[nodiscard]] std::vector<RollCallMisfit> roll_call_misfits(const VoteMatrix& votes, const IdealPointFit& fit);
[[nodiscard]] std::vector<ActorMisfit> actor_misfits(const VoteMatrix& votes, const IdealPointFit& fit);

/// Change of a position from the year before to `year`, largest first.
struct Move {
    ActorId actor;
    double change = 0;
    double std_error = 0;
    double low = 0;  ///< 90 % interval.
    double high = 0;
};
/// From the fast fit, which keeps no covariance of successive years: they are taken to be correlated as in a steady
/// random walk with the actor's tau and the two years' variances. Positions are compared on the one pooled scale: a
/// drift of the agenda that all share is in every change. Years are the fit's own; an actor without both has no move.
/// Throws Error{wrong_usage} for a dimension that the fit has not.
[[nodiscard]] std::vector<Move> moves_in(const IdealPointFit& fit, Year year, int dimension = 1);
/// From draws, exactly.
[[nodiscard]] std::vector<Move> moves_in(const GibbsFit& fit, Year year, int dimension = 1);

/// What the votes do not identify.
enum class Unidentified {
    actor_year,      ///< Too few votes: its position is mostly the walk's.
    year,            ///< Too few roll calls of the year discriminate in a dimension.
    dimension,       ///< Too few roll calls discriminate at all: the dimension is mostly its prior.
    year_link,       ///< Too few actors vote both in a year and the one before: scales of the two are hardly tied.
    separate_group,  ///< Actors that share no roll call with the rest: their place against it is the prior's.
};

}  // namespace entente::principles

template <>
struct entente::Names<entente::principles::Unidentified> {
    static constexpr NameTable<principles::Unidentified, 5> table{"actor_year", "year", "dimension", "year_link",
                                                                  "separate_group"};
};

namespace entente::principles {

struct IdentificationWarning {
    Unidentified what = Unidentified::actor_year;
    std::optional<ActorId> actor{};
    std::optional<Year> year{};
    int dimension = 0;   ///< 0: all.
    int count = 0;       ///< What there is too little of.
    std::string text{};  ///< One sentence for people.
};

/// Least counts below which a warning is given; all >= 0.
struct IdentificationLimits {
    int votes_of_actor_year = 5;
    int roll_calls_of_year = 5;
    int roll_calls_of_dimension = 20;
    int actors_of_year_link = 10;
};

/// A roll call counts for a dimension where its discrimination is over two standard errors from 0.
/// Order: dimensions, years, links, groups, actor-years.
[[nodiscard]] std::vector<IdentificationWarning> identification_warnings(const VoteMatrix& votes,
                                                                         const IdealPointFit& fit,
                                                                         const IdentificationLimits& limits = {});

}  // namespace entente::principles
