// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/ground.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "made_up.hpp"

namespace entente::norms {
namespace {

/// The same text put to the vote in four years.
Ground repeated_text(std::string ballots) {
    std::vector<Proposal> texts;
    for (int k = 0; k < 4; ++k) {
        texts.push_back(made_up::text(k + 1, 1, 0, 0.3, 1997 + k));
        texts.back().text = 0;
    }
    Ground ground = made_up::ground(std::move(texts), {made_up::voter(2, 0, std::move(ballots))});
    ground.habit = {.persistent_share = 0.6, .yearly_memory = 0.9, .redraft_var = 0, .common_share = 0};
    return ground;
}

TEST(Leanings, FirstVoteMovesTheViewByTheTruncatedNormal) {
    // y* = view + noise of variance 0.6 + 0.4 about 0; yes means y* > 0.3: E[view | yes] = 0.6 phi(0.3) / (1 -
    // Phi(0.3)).
    const Ground ground = repeated_text("y...");
    const double density = std::exp(-0.5 * 0.09) / std::sqrt(2 * M_PI);
    const double tail = 0.5 * std::erfc(0.3 / std::sqrt(2.0));
    const double expected = 0.6 * density / tail * std::pow(0.9, 3);  // carried from 1997 to 2000
    EXPECT_NEAR(leanings_of(ground, ground.voters[0])[0].mean, expected, 1e-9);
}

TEST(Leanings, EveryYesAddsAndDoubtShrinks) {
    const Ground ground = repeated_text("yyyy");
    const auto leanings = leanings_of(ground, ground.voters[0]);
    for (std::size_t k = 1; k < leanings.size(); ++k) {
        EXPECT_GT(leanings[k].mean, leanings[k - 1].mean);
        EXPECT_LT(leanings[k].var, leanings[k - 1].var);
    }
}

TEST(Leanings, WhoNeverVotedOnATextHasThePrior) {
    const Ground ground = repeated_text("....");
    for (const Leaning& leaning : leanings_of(ground, ground.voters[0])) {
        EXPECT_EQ(leaning.mean, 0);
        EXPECT_NEAR(leaning.var, 0.6, 1e-12);
    }
}

TEST(Body, SaysYesWhereAllDoAndAbstainsWhereTheySplit) {
    const Ground ground = made_up::ground(
        {made_up::text(1, 1, 0, 0.3), made_up::text(2, 1, 0, 0.3), made_up::text(3, 1, 0, 0.3),
         made_up::text(4, 1, 0, 0.3)},
        {made_up::voter(2, 0.5, "yyn."), made_up::voter(3, 0.4, "ynn."), made_up::voter(4, 0.6, "yyn.")});
    const std::vector<ActorId> members{ActorId{2}, ActorId{3}, ActorId{4}};
    EXPECT_EQ(voter_of_body(ground, ActorId{2001}, members).ballots, "yan.");
}

TEST(Body, WithoutAnyMemberThatVotedIsRefused) {
    const Ground ground = made_up::ground({}, {});
    const std::vector<ActorId> members{ActorId{2}};
    EXPECT_THROW((void)voter_of_body(ground, ActorId{2001}, members), Error);
}

TEST(Ground, ComesBackFromItsJson) {
    Ground ground = repeated_text("ya.n");
    ground.proposals[1].title = "Right to food";
    ground.proposals[1].issues = {"hr", "ec"};
    const Ground back = ground_from_json(to_json(ground));
    ASSERT_EQ(back.proposals.size(), 4u);
    EXPECT_EQ(back.proposals[1].title, "Right to food");
    EXPECT_EQ(back.proposals[1].issues, (std::vector<std::string>{"hr", "ec"}));
    EXPECT_EQ(back.voters[0].ballots, "ya.n");
    EXPECT_DOUBLE_EQ(back.habit.yearly_memory, 0.9);
    EXPECT_EQ(back.find(RollCallId{3}), 2u);
    EXPECT_FALSE(back.find(RollCallId{99}).has_value());
    EXPECT_EQ(back.find(ActorId{99}), nullptr);
}

TEST(Ground, JsonThatIsNoneIsRefused) {
    EXPECT_THROW((void)ground_from_json("{}"), Error);
    EXPECT_THROW((void)ground_from_json("no json"), Error);
}

TEST(Habit, OutOfRangeIsRefused) {
    EXPECT_THROW(Habit{.persistent_share = 1.2}.validate(), Error);
    EXPECT_THROW((Habit{.persistent_share = 0.9, .common_share = 0.2}.validate()), Error);
    EXPECT_THROW(Habit{.redraft_var = -1}.validate(), Error);
}

}  // namespace
}  // namespace entente::norms
