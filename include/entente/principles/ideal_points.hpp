// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/names.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// Most dimensions that are offered; arrays with one number a dimension have this length. One is the readable summary;
/// beside the neighbours of a vote, more than three foretell nothing further (docs/decisions/0005-best-vote-model.md).
inline constexpr int kMaxDimensions = 3;

/// Whether roll calls on the same text in different years share their parameters.
enum class Bridging { off, same_parameters };

/// Whether abstention is as near for all actors.
enum class Abstention {
    common,    ///< The cut points of a roll call are the same for all.
    by_actor,  ///< Each actor has a width of abstention of its own, which walks over the years.
};

/// What a standard error of a position takes into account.
enum class StandardErrors {
    joint,             ///< Roll calls' parameters are uncertain too; for up to 20,000 positions (actors x K) a year.
    given_roll_calls,  ///< Roll calls' parameters taken as known: smaller, and much cheaper in 2 and 3 dimensions.
};

/// Options of fit_ideal_points. The defaults suit the UN General Assembly and were chosen on kept-out votes.
struct IdealPointOptions {
    /// Dimensions of the space, 1 .. kMaxDimensions.
    int num_dimensions = 1;

    /// Positive is nearer this actor: its mean position over its years is >= 0 (in every dimension). Nothing: the first
    /// actor's is. Default: the United States.
    std::optional<ActorId> anchor = ActorId{2};

    Bridging bridging = Bridging::off;

    /// Some states abstain where others oppose, whatever the text: common widths lose .01 of the kept-out log score.
    Abstention abstention = Abstention::by_actor;

    /// Shrinkage of each actor's step scale towards the pooled one, in years of evidence, > 0. Infinity: one tau for
    /// all.
    double tau_prior_years = 8;
    /// Degrees of freedom of the yearly steps, > 2. Infinity: normal steps. Lower values let a state jump (a
    /// revolution, a change of camp) without making all its other years restless.
    double step_degrees_of_freedom = 4;

    /// Prior of far positions: beyond +-outlier_bound the density of every year's position falls off like a normal with
    /// this standard deviation; within the bound it is the walk's alone. Without it (infinite sd) a bloc that votes as
    /// one drifts off without end (docs/principles.md, "Why far positions are held"). Bound >= 0, sd > 0.
    double outlier_bound = 2;
    double outlier_sd = 0.25;

    /// Standard deviations of the weakly informative prior from which the common prior of discrimination, difficulty
    /// and log spacing of the cut points is learned; > 0.
    double discrimination_sd = 1.5;
    double difficulty_sd = 2;
    double log_spacing_sd = 0.7;

    StandardErrors standard_errors = StandardErrors::joint;

    /// Iterations stop when positions move by less than this (root mean square, in standard deviations of all
    /// positions), or at one of the limits. Stopping at a limit is not an error: read diagnostics.
    double tolerance = 0.005;
    int max_iterations = 200;
    /// Wall-clock limit in seconds; a run that it ends is not reproducible bit by bit.
    double time_limit_s = std::numeric_limits<double>::infinity();

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Position of an actor in a year, on one dimension.
struct IdealPoint {
    ActorId actor;
    Year year;
    int dimension = 1;     ///< 1 .. num_dimensions.
    double mean = 0;       ///< On the scale where all positions of a dimension have mean 0 and variance 1.
    double std_error = 0;  ///< Of the joint posterior: that roll calls' parameters are uncertain too is in it.
    /// Standard error if the roll calls' parameters were known: the part that does not cancel in predictions.
    double conditional_std_error = 0;
    int num_votes = 0;  ///< Votes cast in that year; 0 in a year that the actor was silent between others.
};

/// Parameters of a roll call: y* = discrimination . ideal_point - difficulty + N(0, 1); below the lower cut point the
/// vote is no, above the upper one yes, else abstain.
struct RollCallParameters {
    RollCallId id;
    Year year;
    std::array<double, kMaxDimensions> discrimination{};
    std::array<double, kMaxDimensions> discrimination_se{};
    double difficulty = 0;
    double difficulty_se = 0;
    /// Symmetric about 0, since difficulty holds the shift.
    std::array<double, 2> cut_points{};
    double cut_point_se = 0;
    /// Posterior covariance of (discrimination, difficulty, log of the upper cut point) given the positions: lower
    /// triangle row by row, (K + 2)(K + 3)/2 numbers.
    std::array<double, (kMaxDimensions + 2) * (kMaxDimensions + 3) / 2> conditional_cov{};
    int num_votes = 0;
};

/// Size of an actor's yearly steps.
struct StepScale {
    ActorId actor;
    double tau = 0;  ///< Standard deviation of the change of position from one year to the next.
};

/// An actor's own width of abstention in a year: the cut points it votes by are exp(log_width) times the roll call's.
struct AbstentionWidth {
    ActorId actor;
    Year year;
    double log_width = 0;
    double std_error = 0;  ///< Given the positions and roll calls.
};

/// Common prior of the roll calls' parameters, learned from all of them: order (discrimination, difficulty, log
/// spacing).
struct RollCallPrior {
    std::array<double, kMaxDimensions + 2> mean{};
    std::array<double, (kMaxDimensions + 2) * (kMaxDimensions + 3) / 2> cov{};  ///< Lower triangle row by row.
};

enum class Termination { converged, max_iterations, time_limit };

}  // namespace entente::principles

template <>
struct entente::Names<entente::principles::Bridging> {
    static constexpr NameTable<principles::Bridging, 2> table{"off", "same_parameters"};
};

template <>
struct entente::Names<entente::principles::Abstention> {
    static constexpr NameTable<principles::Abstention, 2> table{"common", "by_actor"};
};

template <>
struct entente::Names<entente::principles::StandardErrors> {
    static constexpr NameTable<principles::StandardErrors, 2> table{"joint", "given_roll_calls"};
};

template <>
struct entente::Names<entente::principles::Termination> {
    static constexpr NameTable<principles::Termination, 3> table{"converged", "max_iterations", "time_limit"};
};

namespace entente::principles {

/// How a fit went. Read it before the estimates.
struct FitDiagnostics {
    int iterations = 0;
    bool converged = false;
    Termination termination = Termination::converged;
    double last_change = 0;  ///< Root mean square movement of the positions in the last iteration.
    /// Log likelihood at the means of positions and parameters plus log prior of the roll calls, one number an
    /// iteration.
    std::vector<double> log_posterior;
};

/// Ideal points with their doubt, and all that predictions need.
struct IdealPointFit {
    std::vector<IdealPoint> points;                  ///< By actor, year, dimension: every year from first to last vote.
    std::vector<RollCallParameters> roll_calls;      ///< By year, then id: the order of VoteMatrix::roll_calls().
    std::vector<StepScale> tau;                      ///< By actor.
    std::vector<AbstentionWidth> abstention_widths;  ///< By actor, year, one for each num_dimensions points; or none.
    double pooled_tau = 0;
    RollCallPrior roll_call_prior;
    FitDiagnostics diagnostics;
    IdealPointOptions options;
    Seed seed;

    /// Positions of an actor in a year, one a dimension; empty where it has none.
    [[nodiscard]] std::span<const IdealPoint> at(ActorId actor, Year year) const noexcept;
    [[nodiscard]] const RollCallParameters* find(RollCallId id) const noexcept;
};

/// Fits dynamic ordinal ideal points to roll calls: one position for every actor and year.
///
/// Model:   y* = discrimination . ideal_point - difficulty + N(0,1); the vote is where y* falls between cut_points,
///          which are wider for actors that are given to abstaining (Abstention::by_actor).
///          An actor's position walks: x_t = x_{t-1} + N(0, tau^2 years), x_first ~ N(0, 1).
///          Bailey, Strezhnev & Voeten (2017), J. Conflict Resolution 61(2); Martin & Quinn (2002); docs/principles.md.
/// Method:  variational EM: positions by a Kalman smoother given the roll calls, roll calls by Newton steps given the
///          positions, each with the other's variance; standard errors from the curvature of the joint posterior.
/// Shape:   votes is num_actors x num_roll_calls, sparse; absent votes are skipped, never imputed.
/// Scale:   pooled positions have mean 0 and variance 1 in each dimension; sign fixed by options.anchor.
/// Start:   from the leading axes of agreement, or from `initial` (a fit of earlier or other votes on the same actors).
/// Edges:   a unanimous roll call ends near its prior; an actor with one vote near N(0,1); no votes at all: no points.
/// Cost:    O(observed votes) per iteration. Same votes, options and seed, same bits, whatever the number of threads.
/// Throws:  Error{wrong_usage} by options.validate(); Error{unknown_id} if the anchor casts no vote (and there are
///          votes); Error{interrupted} when monitor asks to stop.
/// Stopping at options.max_iterations is not an error: read fit.diagnostics before fit.points.
[[nodiscard]] IdealPointFit fit_ideal_points(const VoteMatrix& votes, const IdealPointOptions& options = {},
                                             Seed seed = {}, const Monitor& monitor = {},
                                             const IdealPointFit* initial = nullptr);

/// Adds roll calls to a fit without fitting it anew: what a new session changes, in hundredths of a second.
///
/// `recent` holds the votes of some last years of the fit and all new ones; roll calls that the fit does not know must
/// be later in year (or, within a year, in id) than those it does. Known roll calls keep their parameters, new ones are
/// fitted along with the positions of the years of `recent`, backward smoothing included; earlier years stay as they
/// are. Scale:   that of the fit: the pooled variance is no longer exactly 1. Refit once in a while. Near:    positions
/// of the new year differ from a refit's by less than .1 (root mean square), tested. Throws:  Error{wrong_usage} if a
/// new roll call comes before a known one, or the fit was bridged.
[[nodiscard]] IdealPointFit update_ideal_points(const IdealPointFit& fit, const VoteMatrix& recent);

/// Positions as they were known at the end of each year: for year Y, of the votes of years up to Y and no later ones.
///
/// One fit a year on a growing window, each started from the one before it. Every year has its own scale, on which the
/// positions up to then have mean 0 and variance 1: compare actors within a year.
/// Result:  for every year of the votes, the actors whose span of votes (first to last vote so far) reaches that year;
///          std_error as in IdealPoint. Ordered by year, actor, dimension.
/// Throws:  as fit_ideal_points.
[[nodiscard]] std::vector<IdealPoint> fit_known_ideal_points(const VoteMatrix& votes,
                                                             const IdealPointOptions& options = {}, Seed seed = {},
                                                             const Monitor& monitor = {});

}  // namespace entente::principles
