// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/vote_matrix.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::principles {
namespace {

RollCall roll_call(int id, int year) {
    return {RollCallId{id}, Year{year}, std::nullopt};
}
VoteRecord vote(int roll_call, int actor, Vote cast) {
    return {RollCallId{roll_call}, ActorId{actor}, cast};
}

template <typename Make>
Errc errc_of(const Make& make) {
    try {
        (void)make();
    } catch (const Error& error) {
        return error.errc();
    }
    ADD_FAILURE() << "nothing was thrown";
    return Errc::failed;
}

TEST(VoteMatrix, PutsActorsAndRollCallsInOneOrder) {
    const std::vector<VoteRecord> votes{vote(7, 20, Vote::yes), vote(3, 2, Vote::no), vote(7, 2, Vote::abstain)};
    const VoteMatrix matrix{{roll_call(7, 1950), roll_call(3, 1951), roll_call(9, 1950)}, votes};
    ASSERT_EQ(matrix.num_actors(), 2U);
    EXPECT_EQ(matrix.actors()[0], ActorId{2});
    ASSERT_EQ(matrix.num_roll_calls(), 3U);
    EXPECT_EQ(matrix.roll_calls()[0].id, RollCallId{7});
    EXPECT_EQ(matrix.roll_calls()[1].id, RollCallId{9});
    EXPECT_EQ(matrix.roll_calls()[2].id, RollCallId{3});
    ASSERT_EQ(matrix.votes_on(0).size(), 2U);
    EXPECT_EQ(matrix.votes_on(0)[0].vote, Vote::abstain);
    EXPECT_TRUE(matrix.votes_on(1).empty());
    ASSERT_EQ(matrix.votes_of(0).size(), 2U);
    EXPECT_EQ(matrix.votes_of(0)[1].vote, Vote::no);
}

TEST(VoteMatrix, KeepsARepeatedVoteOnce) {
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::yes), vote(1, 2, Vote::yes)};
    EXPECT_EQ((VoteMatrix{{roll_call(1, 1950)}, votes}).num_votes(), 1U);
}

TEST(VoteMatrix, RefusesTwoDifferentVotesOfOneActor) {
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::yes), vote(1, 2, Vote::no)};
    EXPECT_EQ(errc_of([&] { return VoteMatrix{{roll_call(1, 1950)}, votes}; }), Errc::bad_input);
}

TEST(VoteMatrix, RefusesWeightsThatAreNoWeights) {
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::yes)};
    for (const double weight : {std::nan(""), std::numeric_limits<double>::infinity(), -1.0}) {
        const std::vector<double> weights{weight};
        EXPECT_EQ(errc_of([&] { return VoteMatrix{{roll_call(1, 1950)}, votes, weights}; }), Errc::bad_input);
    }
    const std::vector<double> too_many{1, 1};
    EXPECT_EQ(errc_of([&] { return VoteMatrix{{roll_call(1, 1950)}, votes, too_many}; }), Errc::bad_input);
}

TEST(VoteMatrix, RefusesUnknownAndRepeatedRollCalls) {
    const std::vector<VoteRecord> votes{vote(2, 2, Vote::yes)};
    EXPECT_EQ(errc_of([&] { return VoteMatrix{{roll_call(1, 1950)}, votes}; }), Errc::unknown_id);
    EXPECT_EQ(errc_of([&] { return VoteMatrix{{roll_call(2, 1950), roll_call(2, 1951)}, votes}; }), Errc::bad_input);
}

TEST(VoteMatrix, UpToAYearHoldsNothingOfLaterYears) {
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::yes), vote(2, 2, Vote::no), vote(2, 20, Vote::no)};
    const VoteMatrix known = VoteMatrix{{roll_call(1, 1950), roll_call(2, 1951)}, votes}.up_to(Year{1950});
    EXPECT_EQ(known.num_roll_calls(), 1U);
    EXPECT_EQ(known.num_actors(), 1U);
    EXPECT_EQ(known.num_votes(), 1U);
}

TEST(VoteMatrix, IsCutBeforeAndAfterAYear) {
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::no), vote(2, 3, Vote::yes), vote(3, 2, Vote::abstain)};
    const std::vector<double> weights{1, 0.5, 2};
    const VoteMatrix matrix{{roll_call(1, 1950), roll_call(2, 1951), roll_call(3, 1952)}, votes, weights};
    const VoteMatrix early = matrix.up_to(Year{1950});
    EXPECT_EQ(early.num_roll_calls(), 1U);
    EXPECT_EQ(early.num_actors(), 1U);
    const VoteMatrix late = matrix.from(Year{1951});
    ASSERT_EQ(late.num_roll_calls(), 2U);
    EXPECT_EQ(late.roll_calls()[0].id, RollCallId{2});
    EXPECT_EQ(late.cells()[0].weight, 0.5);
    EXPECT_EQ(matrix.from(Year{1953}).num_roll_calls(), 0U);
}

TEST(VoteMatrix, ItsFingerprintNamesItsContent) {
    const std::vector<RollCall> calls{roll_call(1, 1950), roll_call(2, 1950)};
    const std::vector<VoteRecord> votes{vote(1, 2, Vote::yes), vote(2, 2, Vote::no)};
    const std::vector<VoteRecord> turned{votes[1], votes[0]};
    const std::vector<VoteRecord> other{votes[0], vote(2, 2, Vote::abstain)};
    const std::string name = fingerprint_of(VoteMatrix{calls, votes});
    EXPECT_EQ(name, fingerprint_of(VoteMatrix{calls, turned}));
    EXPECT_NE(name, fingerprint_of(VoteMatrix{calls, other}));
    EXPECT_NE(name, fingerprint_of(VoteMatrix{calls, votes, std::vector<double>{1, 2}}));
    EXPECT_NE(name, fingerprint_of(VoteMatrix{{roll_call(1, 1950), roll_call(2, 1951)}, votes}));
}

}  // namespace
}  // namespace entente::principles
