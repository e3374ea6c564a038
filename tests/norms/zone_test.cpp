// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/zone.hpp"

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "made_up.hpp"

namespace entente::norms {
namespace {

constexpr AssessOptions kNow{.years_ahead = 0};

std::vector<Member> members_of(const Ground& ground) {
    std::vector<Member> members;
    for (const Voter& voter : ground.voters) members.push_back({voter, leanings_of(ground, voter)});
    return members;
}

/// Status quo 0; texts between -2 and 2.
IssueSpace space(double welcome, double cut) {
    return {.welcome = welcome, .cut = cut, .lowest = {-2}, .highest = {2}};
}

TEST(Zone, HandWorkedCase) {
    // At a threshold of a half a member accepts where position * stance + welcome - cut >= 0:
    // from stance 1 position >= -0.5, from stance -2 position <= 0.25.
    const Ground ground = made_up::ground({}, {made_up::voter(2, 1, ""), made_up::voter(3, -2, "")});
    const Zone zone = agreement_zone(ground, space(1, 0.5), members_of(ground), 1, 0.5, kNow);
    EXPECT_FALSE(zone.is_empty);
    EXPECT_NEAR(zone.low, -0.5, 1e-9);
    EXPECT_NEAR(zone.high, 0.25, 1e-9);
    EXPECT_EQ(zone.low_by, 0u);
    EXPECT_EQ(zone.high_by, 1u);
}

TEST(Zone, HigherThresholdMovesTheLimitByItsQuantile) {
    const Ground ground = made_up::ground({}, {made_up::voter(2, 1, "")});
    const Zone zone = agreement_zone(ground, space(1, 0.5), members_of(ground), 1, 0.8, kNow);
    EXPECT_NEAR(zone.low, -0.5 + 0.8416212335729143, 1e-6);
    EXPECT_DOUBLE_EQ(zone.high, 2);
    EXPECT_FALSE(zone.high_by.has_value());
}

TEST(Zone, IntervalsThatLieApartAreNamed) {
    const Ground ground = made_up::ground({}, {made_up::voter(2, 1, ""), made_up::voter(3, -2, "")});
    const Zone zone = agreement_zone(ground, space(0.2, 0.5), members_of(ground), 1, 0.5, kNow);
    EXPECT_TRUE(zone.is_empty);
    EXPECT_TRUE(zone.unwilling.empty());
    EXPECT_NEAR(zone.low, 0.3, 1e-9);
    EXPECT_NEAR(zone.high, -0.15, 1e-9);
}

TEST(Zone, OnOneOfTwoDimensionsTextsAreTypicalOnTheOther) {
    // From stance (1, 2) position + 0.25 * 2 - 1 >= 0 on the first, 0.4 * 1 + position * 2 - 1 >= 0 on the second.
    Ground ground = made_up::ground({}, {made_up::voter(2, 1, "")});
    ground.num_dimensions = 2;
    ground.voters.front().stances.front().mean[1] = 2;
    IssueSpace plane = space(0, 1);
    plane.typical = {0.4, 0.25};
    plane.lowest[1] = -2;
    plane.highest[1] = 2;
    std::vector<Member> members{{ground.voters.front(), {}}};
    EXPECT_NEAR(agreement_zone(ground, plane, members, 1, 0.5, kNow).low, 0.5, 1e-9);
    EXPECT_NEAR(agreement_zone(ground, plane, members, 2, 0.5, kNow).low, 0.3, 1e-9);
}

TEST(Zone, AProposalHasAPositionOnEachDimension) {
    Ground ground = made_up::ground({}, {made_up::voter(2, 1, "")});
    ground.num_dimensions = 2;
    IssueSpace plane = space(0.5, 1);
    plane.status_quo = {0.2, -0.4};
    const Proposal proposal = proposal_at(ground, plane, std::array{0.5, 1.0});
    EXPECT_DOUBLE_EQ(proposal.parameters.difficulty, 0.5 * 0.2 - 1.0 * 0.4 - 0.5);
    EXPECT_EQ(proposal.parameters.discrimination[1], 1);
    EXPECT_THROW((void)proposal_at(ground, plane, std::array{0.5, 1.0, 0.1}), Error);
}

TEST(Zone, WhoAcceptsNothingIsUnwilling) {
    const Ground ground = made_up::ground({}, {made_up::voter(2, 1, ""), made_up::voter(3, 0, "")});
    const Zone zone = agreement_zone(ground, space(0, 1), members_of(ground), 1, 0.5, kNow);
    EXPECT_TRUE(zone.is_empty);
    EXPECT_EQ(zone.unwilling, std::vector<std::size_t>{1});
}

TEST(Zone, ThresholdOutOfRangeIsRefused) {
    const Ground ground = made_up::ground({}, {made_up::voter(2, 1, "")});
    for (const double threshold : {0.0, 1.0, -0.2, 1.5})
        EXPECT_THROW((void)agreement_zone(ground, space(0, 1), members_of(ground), 1, threshold), Error) << threshold;
}

TEST(IssueSpace, RecoversStatusQuoAndWelcome) {
    std::vector<Proposal> texts;
    for (int k = 0; k < 200; ++k) {
        const double beta = -1 + 0.01 * k;
        texts.push_back(made_up::text(k + 1, beta, 0.3 * beta - 0.7, 0.4));
    }
    const Ground ground = made_up::ground(texts, {});
    const IssueSpace learned = issue_space(ground, made_up::all_texts(ground));
    EXPECT_NEAR(learned.status_quo[0], 0.3, 0.01);
    EXPECT_NEAR(learned.welcome, 0.7, 0.01);
    EXPECT_DOUBLE_EQ(learned.cut, 0.4);
    EXPECT_LT(learned.lowest[0], -0.9);
    EXPECT_GT(learned.highest[0], 0.9);
    const Proposal typical = proposal_at(ground, learned, std::array{0.5});
    EXPECT_NEAR(typical.parameters.difficulty, 0.3 * 0.5 - 0.7, 0.01);
}

TEST(IssueSpace, WithoutTextsNothingIsClaimed) {
    const IssueSpace none = issue_space(made_up::ground({}, {}), {});
    EXPECT_EQ(none.status_quo[0], 0);
    EXPECT_EQ(none.welcome, 0);
    EXPECT_EQ(none.cut, 1);
}

TEST(Concession, SmallestShiftBringsTheMemberToTheThresholdAndNamesWhoIsLost) {
    // The text pulls by -1; shifted by s the first member's y* is s - 1, the second's 1.5 - 1.5 s.
    const Ground ground =
        made_up::ground({made_up::text(1, -1, 0, 0.2)}, {made_up::voter(2, 1, "."), made_up::voter(3, -1.5, ".")});
    const auto concession = smallest_concession(ground, space(0, 0.2), members_of(ground), 0, 0, 0.8, kNow);
    ASSERT_TRUE(concession.has_value());
    EXPECT_NEAR(concession->shift, 1.2 + 0.8438, 1e-3);
    EXPECT_NEAR(concession->chance_after, 0.8, 1e-9);
    EXPECT_EQ(concession->lost, std::vector<std::size_t>{1});
}

TEST(Concession, NobodyAtTheStatusQuoCanBeBrought) {
    const Ground ground = made_up::ground({made_up::text(1, -1, 0, 0.2)}, {made_up::voter(2, 0, ".")});
    EXPECT_FALSE(smallest_concession(ground, space(0, 0.2), members_of(ground), 0, 0, 0.8, kNow).has_value());
}

TEST(Concession, ShiftBeyondTheIssuesRangeIsNone) {
    const Ground ground = made_up::ground({made_up::text(1, -1, 5, 0.2)}, {made_up::voter(2, 0.1, ".")});
    EXPECT_FALSE(smallest_concession(ground, space(0, 0.2), members_of(ground), 0, 0, 0.8, kNow).has_value());
}

}  // namespace
}  // namespace entente::norms
