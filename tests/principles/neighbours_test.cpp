// SPDX-License-Identifier: Apache-2.0
#include "../../src/principles/neighbours.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace entente::principles {
namespace {

/// Twenty roll calls in two years. Actors 1 and 2 vote yes and no by turns, 3 always the other way round, 4 abstains;
/// actor 2 does not vote on the last roll call.
VoteMatrix twins_and_opposite() {
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (int j = 1; j <= 20; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2000 + j / 11}, std::nullopt});
        const Vote vote = j % 2 == 0 ? Vote::yes : Vote::no;
        const Vote other = j % 2 == 0 ? Vote::no : Vote::yes;
        votes.push_back({RollCallId{j}, ActorId{1}, vote});
        if (j < 20) votes.push_back({RollCallId{j}, ActorId{2}, vote});
        votes.push_back({RollCallId{j}, ActorId{3}, other});
        votes.push_back({RollCallId{j}, ActorId{4}, Vote::abstain});
    }
    return VoteMatrix{std::move(roll_calls), votes};
}

Residuals residuals_of_even_odds(const VoteMatrix& votes) {
    return residuals_of(votes, std::vector<VoteProbabilities>(votes.num_votes(), {1. / 3, 1. / 3, 1. / 3}));
}

TEST(Neighbours, ResidualsAreTheVoteLessItsExpectation) {
    const VoteMatrix votes{{{RollCallId{1}, Year{2001}, std::nullopt}},
                           std::vector<VoteRecord>{{RollCallId{1}, ActorId{1}, Vote::yes}}};
    const Residuals residuals = residuals_of(votes, std::vector<VoteProbabilities>{{0.1, 0.3, 0.6}});
    EXPECT_NEAR(residuals[direction_by_positions][0], 2 - 1.5, 1e-6);
    EXPECT_NEAR(residuals[abstention_by_positions][0], -0.3, 1e-6);
}

TEST(Neighbours, ATwinAndAnOppositeTellTheDirection) {
    const VoteMatrix votes = twins_and_opposite();
    NeighbourOptions options;
    options.likeness_scale = 0.3;  // three common votes are few
    const VoteWindow window(votes, residuals_of_even_odds(votes), 1, options);
    const NeighbourEvidence evidence = window.evidence(*votes.find(RollCallId{20}), votes.find(ActorId{2}));
    EXPECT_GT(evidence.from_co_voters[direction_by_positions], 0.5);  // the vote is yes, expected was abstain
    EXPECT_GT(evidence.from_related[direction_by_positions], 0.5);
    EXPECT_LT(evidence.from_co_voters[abstention_by_positions], 0);
    EXPECT_GT(evidence.similar_roll_calls.log_yes, evidence.similar_roll_calls.log_no + 1);
    EXPECT_GT(evidence.similar_actors.log_yes, evidence.similar_actors.log_no + 1);
}

TEST(Neighbours, AnActorThatNeverVotesHasTheSharesOfTheRollCall) {
    const VoteMatrix votes = twins_and_opposite();
    const VoteWindow window(votes, residuals_of_even_odds(votes), 1, {});
    const NeighbourEvidence evidence = window.evidence(*votes.find(RollCallId{20}), std::nullopt);
    EXPECT_EQ(evidence.from_co_voters[direction_by_positions], 0);
    EXPECT_EQ(evidence.from_related[direction_by_positions], 0);
    EXPECT_NEAR(evidence.similar_roll_calls.log_yes, 0, 1e-6);  // one yes, one no, one abstention
    EXPECT_NEAR(evidence.similar_roll_calls.log_no, 0, 1e-6);
}

TEST(Neighbours, VotesBeyondTheReachDoNotCount) {
    const VoteMatrix votes = twins_and_opposite();
    NeighbourOptions options;
    options.reach_years = 0;
    const std::size_t first = *votes.find(RollCallId{1});
    const VoteWindow near(votes, residuals_of_even_odds(votes), 0, options);
    std::vector<VoteRecord> first_year;
    for (const VoteCell& cell : votes.cells())
        if (votes.year_index(cell.roll_call_index) == 0)
            first_year.push_back(
                {votes.roll_calls()[cell.roll_call_index].id, votes.actors()[cell.actor_index], cell.vote});
    const auto roll_calls = votes.roll_calls();
    const VoteMatrix only_first{{roll_calls.begin(), roll_calls.end()}, first_year};
    const VoteWindow same(only_first, residuals_of_even_odds(only_first), 0, options);
    EXPECT_EQ(near.evidence(first, 1).from_related[direction_by_positions],
              same.evidence(first, 1).from_related[direction_by_positions]);
    EXPECT_EQ(near.evidence(first, 1).similar_roll_calls.log_yes, same.evidence(first, 1).similar_roll_calls.log_yes);
}

TEST(Neighbours, AWindowThatIsCutKeepsThoseWithMostVotes) {
    const VoteMatrix votes = twins_and_opposite();
    NeighbourOptions options;
    options.max_window = 3;
    const VoteWindow window(votes, residuals_of_even_odds(votes), 1, options);
    // Actor 2 has the fewest votes: it is left out, and its roll calls' shares are all that is said of it.
    EXPECT_EQ(
        window.evidence(*votes.find(RollCallId{1}), votes.find(ActorId{2})).from_co_voters[direction_by_positions], 0);
}

}  // namespace
}  // namespace entente::principles
