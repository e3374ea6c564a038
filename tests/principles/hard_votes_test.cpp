// SPDX-License-Identifier: Apache-2.0
//
// Votes that a fit could stumble over: a clear error or a finite result, never a number that is none, never a hang.
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

void expect_finite(const IdealPointFit& fit) {
    for (const IdealPoint& point : fit.points)
        ASSERT_TRUE(std::isfinite(point.mean) && std::isfinite(point.std_error) && point.std_error > 0);
    for (const RollCallParameters& roll_call : fit.roll_calls)
        ASSERT_TRUE(std::isfinite(roll_call.discrimination[0]) && std::isfinite(roll_call.difficulty) &&
                    std::isfinite(roll_call.discrimination_se[0]) && std::isfinite(roll_call.cut_point_se));
    for (const AbstentionWidth& width : fit.abstention_widths)
        ASSERT_TRUE(std::isfinite(width.log_width) && std::isfinite(width.std_error));
}

IdealPointOptions anchored() {
    IdealPointOptions options;
    options.anchor = ActorId{1};
    return options;
}

/// Votes that depend on nothing but a hash of actor and roll call.
VoteMatrix arbitrary(int num_actors, int num_roll_calls) {
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (int j = 1; j <= num_roll_calls; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2001}, std::nullopt});
        for (int i = 1; i <= num_actors; ++i)
            votes.push_back({RollCallId{j}, ActorId{i}, static_cast<Vote>((i * 7 + j * 13 + i * j) % 3)});
    }
    return VoteMatrix{std::move(roll_calls), votes};
}

TEST(HardVotes, RollCallsOfOneCategoryOnly) {
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (int j = 1; j <= 30; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2001}, std::nullopt});
        for (int i = 1; i <= 10; ++i) votes.push_back({RollCallId{j}, ActorId{i}, static_cast<Vote>(j % 3)});
    }
    const IdealPointFit fit = fit_ideal_points(VoteMatrix{roll_calls, votes}, anchored());
    expect_finite(fit);
    for (const IdealPoint& point : fit.points) EXPECT_GT(point.std_error, 0.3);
}

TEST(HardVotes, BlocsThatVotePerfectlyApart) {
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (int j = 1; j <= 60; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2001 + j / 20}, std::nullopt});
        for (int i = 1; i <= 20; ++i)
            votes.push_back({RollCallId{j}, ActorId{i}, (i <= 10) == (j % 2 == 0) ? Vote::yes : Vote::no});
    }
    const IdealPointFit fit = fit_ideal_points(VoteMatrix{roll_calls, votes}, anchored());
    expect_finite(fit);
    EXPECT_LT(fit.at(ActorId{15}, Year{2002})[0].mean, 0);
    EXPECT_GT(fit.at(ActorId{5}, Year{2002})[0].mean, 0);
}

TEST(HardVotes, AYearWhoseActorsVoteInNoOther) {
    Simulation truth = simulate({.num_actors = 20, .num_years = 2, .roll_calls_a_year = 20});
    for (VoteRecord& vote : truth.votes)
        if (vote.roll_call > RollCallId{20}) vote.actor = ActorId{vote.actor.value() + 100};
    expect_finite(fit_ideal_points(truth.matrix(), anchored()));
}

TEST(HardVotes, ManyVotersOnFewRollCallsAndFewOnMany) {
    // The sizes of the ordinary run; 10^6 x 10 and 10 x 10^6 take the same way.
    IdealPointOptions options = anchored();
    options.standard_errors = StandardErrors::given_roll_calls;
    expect_finite(fit_ideal_points(arbitrary(20000, 10), options));
    expect_finite(fit_ideal_points(arbitrary(10, 20000), options));
}

TEST(HardVotes, WeightsThatAreNoNumbersAreBadInputAndHugeOnesAreNot) {
    const Simulation truth = simulate({.num_actors = 10, .num_years = 1, .roll_calls_a_year = 10});
    std::vector<double> weights(truth.votes.size(), 1.0);
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(), -1.0}) {
        weights[3] = bad;
        EXPECT_THROW((VoteMatrix{truth.roll_calls, truth.votes, weights}), Error);
    }
    weights.assign(weights.size(), 1e9);
    expect_finite(fit_ideal_points(VoteMatrix{truth.roll_calls, truth.votes, weights}, anchored()));
}

TEST(HardVotes, AStateThatHopsOverTheBoundOfFarPositionsComesToRest) {
    // Without damping it hops until the limit of iterations.
    const Simulation truth = simulate(
        {.num_actors = 25, .num_years = 24, .roll_calls_a_year = 5, .tau = 0.3, .discrimination_sd = 4, .seed = 20});
    const IdealPointFit fit = fit_ideal_points(truth.matrix(), anchored());
    EXPECT_TRUE(fit.diagnostics.converged);
    expect_finite(fit);
}

TEST(HardVotes, AFitThatWasStoppedCanBeTakenUpAgain) {
    const Simulation truth = simulate({});
    IdealPointOptions options = anchored();
    options.max_iterations = 3;
    const IdealPointFit stopped = fit_ideal_points(truth.matrix(), options);
    EXPECT_EQ(stopped.diagnostics.termination, Termination::max_iterations);
    options.max_iterations = 200;
    const IdealPointFit resumed = fit_ideal_points(truth.matrix(), options, {}, {}, &stopped);
    const IdealPointFit whole = fit_ideal_points(truth.matrix(), options);
    EXPECT_TRUE(resumed.diagnostics.converged);
    for (std::size_t p = 0; p < whole.points.size(); ++p)
        EXPECT_NEAR(resumed.points[p].mean, whole.points[p].mean, 0.15);
}

}  // namespace
}  // namespace entente::principles
