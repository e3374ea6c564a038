// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/convergence.hpp"
#include "entente/principles/ideal_points.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// Options of sample_ideal_points. The defaults give an effective size of several hundred for nearly every position.
struct GibbsOptions {
    /// The model, as fit_ideal_points reads it; at most kMaxDimensions dimensions. Fields of the iterations (tolerance,
    /// limits, standard errors) steer the fit that the chains start from.
    IdealPointOptions model{};

    int num_chains = 4;    ///< 1 .. 64. R-hat needs chains: with one, it compares the chain's halves.
    int num_warmup = 300;  ///< Sweeps of each chain before the first kept draw, >= 50: proposals are tuned in them.
    int num_draws = 500;   ///< Draws kept of each chain, >= 4.
    int thin = 1;          ///< Sweeps for each kept draw, >= 1.

    /// Draws of each chain between checkpoints, >= 1; all chains rest there, so small numbers cost threads' time.
    int checkpoint_every = 100;

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// One kept draw as it is made, on the scale on which all positions of a dimension have mean 0 and variance 1.
struct GibbsDraw {
    int chain = 0;                       ///< 0 .. num_chains - 1.
    int draw = 0;                        ///< 0 .. num_draws - 1.
    double log_likelihood = 0;           ///< Of all votes.
    std::span<const float> positions;    ///< In the order of GibbsFit::points.
    std::span<const float> roll_calls;   ///< For each of GibbsFit::roll_calls: discriminations, difficulty, cut point.
    std::span<const float> step_scales;  ///< tau in the order of GibbsFit::tau.
};

/// Where draws and states go while the chains run. Both may be empty. They are called from one thread at a time,
/// between blocks of checkpoint_every draws, in the order of chains and then draws.
struct GibbsSink {
    std::function<void(const GibbsDraw&)> on_draw{};
    /// Bytes from which the run can be resumed: after each block, and when a stop was asked for.
    std::function<void(const std::string&)> on_checkpoint{};
};

/// Posterior of one position.
struct SampledPoint {
    ActorId actor;
    Year year;
    int dimension = 1;
    PosteriorSummary position;
    int num_votes = 0;
};

/// Posterior of a roll call's parameters; the lower cut point is minus the upper one.
struct SampledRollCall {
    RollCallId id;
    Year year;
    std::array<PosteriorSummary, kMaxDimensions> discrimination{};
    PosteriorSummary difficulty;
    PosteriorSummary cut_point;
    int num_votes = 0;
};

/// Posterior of an actor's log width of abstention in a year.
struct SampledWidth {
    ActorId actor;
    Year year;
    PosteriorSummary log_width;
};

struct SampledStepScale {
    ActorId actor;
    PosteriorSummary tau;
};

/// Every kept draw: for each quantity, the draws of chain 0, then of chain 1, ... Quantities in the order of GibbsFit.
struct PosteriorDraws {
    int num_dimensions = 1;
    std::size_t num_chains = 0;
    std::size_t num_draws = 0;           ///< Of each chain.
    std::vector<float> positions;        ///< points x (chains x draws).
    std::vector<float> roll_calls;       ///< roll calls x (num_dimensions + 2) x (chains x draws).
    std::vector<float> step_scales;      ///< actors x (chains x draws).
    std::vector<float> log_widths;       ///< actor-years x (chains x draws); none where widths are common.
    std::vector<float> pooled_tau;       ///< chains x draws.
    std::vector<double> log_likelihood;  ///< chains x draws, of all votes.

    [[nodiscard]] std::size_t size() const noexcept { return num_chains * num_draws; }
    /// Draws of a position, by its place in GibbsFit::points.
    [[nodiscard]] std::span<const float> position(std::size_t point) const noexcept {
        return {positions.data() + point * size(), size()};
    }
    /// Draws of an actor's log width of abstention, by its place in GibbsFit::abstention_widths; empty where common.
    [[nodiscard]] std::span<const float> log_width(std::size_t actor_year) const noexcept {
        if (log_widths.empty()) return {};
        return {log_widths.data() + actor_year * size(), size()};
    }
    /// Draws of a roll call's parameter, by the roll call's place: 0 .. num_dimensions - 1 discriminations, then
    /// difficulty, then the upper cut point.
    [[nodiscard]] std::span<const float> roll_call(std::size_t roll_call, std::size_t parameter) const noexcept {
        const std::size_t row = roll_call * (static_cast<std::size_t>(num_dimensions) + 2) + parameter;
        return {roll_calls.data() + row * size(), size()};
    }
};

/// How the chains went. Read it before the estimates.
struct GibbsDiagnostics {
    double worst_rhat = 0;            ///< Over all positions. Above 1.01: run longer (Vehtari et al. 2021).
    double smallest_ess = 0;          ///< Over all positions.
    double median_ess = 0;            ///< Of the positions.
    double path_acceptance = 0;       ///< Share of accepted proposals after warmup: positions,
    double roll_call_acceptance = 0;  ///< roll calls,
    double width_acceptance = 0;      ///< and widths of abstention; 1 where they are common.
};

/// The posterior of a model's positions and roll calls, by draws.
struct GibbsFit {
    std::vector<SampledPoint> points;             ///< Order of IdealPointFit::points: actor, year, dimension.
    std::vector<SampledRollCall> roll_calls;      ///< Order of VoteMatrix::roll_calls().
    std::vector<SampledWidth> abstention_widths;  ///< By actor, year, one for each num_dimensions points; or none.
    std::vector<SampledStepScale> tau;            ///< By actor.
    PosteriorSummary pooled_tau;
    PosteriorDraws draws;
    GibbsDiagnostics diagnostics;
    GibbsOptions options;
    Seed seed;
};

/// Samples the posterior of the model of fit_ideal_points exactly: the referee of the fast method.
///
/// Model:   as fit_ideal_points, and with a prior wherever that method takes a point estimate: step scales, the roll
///          calls' common mean and covariance, the precision of each step, the variances of the widths' walk.
///          docs/referee.md states the whole density.
/// Method:  Metropolis within Gibbs without augmented votes. Paths in blocks of years by a Gaussian approximation,
///          drawn by forward filter and backward sampling and accepted or not by the exact ratio; (discrimination,
///          difficulty, log spacing) of a roll call jointly, and widths of abstention, in the same way; conjugate draws
///          of all scales; moves of a whole year's scale that leave the likelihood as it is. Each draw is standardised
///          as the fast method's fit.
/// Start:   from fit_ideal_points (made here where `start` is null), dispersed for each chain by its standard errors.
/// Cost:    O(observed votes) for each sweep and chain; chains run on threads. Memory: 4 bytes for each quantity and
///          kept draw.
/// Bits:    same votes, options and seed, same bits, whatever the number of threads, and also when the run was stopped
///          and resumed from a checkpoint.
/// Throws:  Error{wrong_usage} by options.validate(); Error{unknown_id} if the anchor casts no vote; Error{bad_input}
///          for a `resume` that was made from other votes, options or seed; Error{interrupted} when monitor asks to
///          stop, after sink.on_checkpoint was called.
/// A chain that has not mixed is not an error: read fit.diagnostics before fit.points.
[[nodiscard]] GibbsFit sample_ideal_points(const VoteMatrix& votes, const GibbsOptions& options = {}, Seed seed = {},
                                           const Monitor& monitor = {}, const GibbsSink& sink = {},
                                           const std::string& resume = {}, const IdealPointFit* start = nullptr);

}  // namespace entente::principles
