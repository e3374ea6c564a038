// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/common_ground.hpp"

#include <array>
#include <functional>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/error_of.hpp"
#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/base/parallel.hpp"
#include "entente/engine/estimates.hpp"

namespace entente::engine {
namespace {

using atlas::testing::error_of;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::filesystem::path kData = std::filesystem::path(ENTENTE_SOURCE_DIR) / "data";
constexpr int kStates = 12;
constexpr int kFirst = 1996;
constexpr int kLast = 2018;

/// A text that is put every year, with its label and who says yes to it.
struct YearlyText {
    std::string title;
    std::string issue;
    std::function<bool(int state)> says_yes;
};

/// States 1 .. 6 stand on one side and 7 .. 12 on the other; state 1 alone holds out on one text.
const std::array kTexts{
    YearlyText{"Clean drinking water everywhere", "hr", [](int) { return true; }},
    YearlyText{"Harvest forecasts shared between neighbours", "ec", [](int) { return true; }},
    YearlyText{"Ban on submarine minefields", "di", [](int state) { return state != 1; }},
    YearlyText{"Western shipping privileges", "co", [](int state) { return state <= 6; }},
    YearlyText{"Eastern shipping privileges", "co", [](int state) { return state > 6; }},
    YearlyText{"Northern fishing privileges", "co", [](int state) { return state <= 6; }},
};

/// An atlas of made-up votes with the model of norms.
class CommonGround : public ::testing::Test {
protected:
    CommonGround() {
        if (!engine_) make_engine();
    }
    /// Once for all tests.
    static void make_engine() {
        folder_ = std::make_unique<atlas::testing::TemporaryFolder>();
        atlas::Atlas atlas(folder_->file(), atlas::OpenMode::create);
        atlas.store(atlas::testing::states(kStates));
        SourceTable roll_calls, votes;
        roll_calls.source = atlas::testing::source_named("un_roll_calls");
        votes.source = atlas::testing::source_named("un_votes");
        for (int year = kFirst; year <= kLast; ++year)
            for (std::size_t k = 0; k < kTexts.size(); ++k) add(year, k, roll_calls, votes);
        atlas.store(roll_calls);
        atlas.store(votes);
        estimate_norms(atlas, {}, {});
        engine_ = std::make_unique<Engine>(folder_->file(), kData);
    }
    static void TearDownTestSuite() {
        engine_.reset();
        folder_.reset();
    }

    static void add(int year, std::size_t k, SourceTable& roll_calls, SourceTable& votes) {
        const RollCallId id{10 * year + static_cast<int>(k)};
        roll_calls.roll_calls.push_back({id,
                                         year - 1945,
                                         Year{year},
                                         std::to_string(year) + "-12-01",
                                         "R/" + std::to_string(id.value()),
                                         kTexts[k].title,
                                         "",
                                         std::nullopt,
                                         {kTexts[k].issue}});
        for (int state = 1; state <= kStates; ++state)
            votes.votes.push_back({id, ActorId{state}, kTexts[k].says_yes(state) ? Vote::yes : Vote::no});
    }

    static CommonGroundAnswer ask(CommonGroundRequest request) { return find_common_ground(*engine_, request); }
    static Errc errc_of(const CommonGroundRequest& request) {
        return error_of([&] { (void)find_common_ground(*engine_, request); }).errc();
    }

    static std::unique_ptr<atlas::testing::TemporaryFolder> folder_;
    static std::unique_ptr<Engine> engine_;
};
std::unique_ptr<atlas::testing::TemporaryFolder> CommonGround::folder_;
std::unique_ptr<Engine> CommonGround::engine_;

TEST_F(CommonGround, WhatAllAlwaysAcceptIsAcceptableAndWhatDividesThemIsNot) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11"});
    EXPECT_EQ(answer.num_considered, kTexts.size());
    EXPECT_EQ(answer.num_acceptable, 3U);
    EXPECT_THAT(answer.proposals.front().title, testing::AnyOf(kTexts[0].title, kTexts[1].title, kTexts[2].title));
    for (const CommonGroundProposal& proposal : answer.proposals) {
        EXPECT_THAT(proposal.chances, SizeIs(2));
        EXPECT_THAT(proposal.gains, SizeIs(2));
        EXPECT_EQ(proposal.is_acceptable, proposal.worst_chance >= 0.8) << proposal.title;
    }
}

TEST_F(CommonGround, JointChancesAreCorrectedByWhatCameTrue) {
    // Every forecast of the last ten years came true, so the correction leans to certainty; both stay chances.
    const CommonGroundAnswer answer = ask({.actors = "S2,S11"});
    EXPECT_GT(answer.past.count, 0U);
    EXPECT_EQ(answer.past.first, Year{kLast - 10});
    EXPECT_EQ(answer.past.came_true, 1);
    EXPECT_LE(answer.past.said, answer.past.corrected);
    for (const CommonGroundProposal& proposal : answer.proposals) {
        EXPECT_GE(proposal.joint, 0.001);
        EXPECT_LE(proposal.joint, 0.999);
        if (proposal.is_acceptable)
            EXPECT_GE(proposal.joint, proposal.joint_by_model) << proposal.title;
        else
            EXPECT_LE(proposal.joint, proposal.joint_by_model) << proposal.title;
    }
}

TEST_F(CommonGround, TheOneThatHoldsOutIsTheHardestToBringAlong) {
    const CommonGroundAnswer answer = ask({.actors = "S1,S2,S3"});
    ASSERT_TRUE(answer.hardest);
    EXPECT_EQ(answer.members[answer.hardest->member].actor.key, "S1");
    EXPECT_EQ(answer.members[answer.hardest->member].num_blocked, 1U);
    EXPECT_THAT(answer.hardest->text, HasSubstr("hardest"));
}

TEST_F(CommonGround, MembersThatAgreeOnNothingAreSaid) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11", .issue = "co"});
    EXPECT_EQ(answer.num_acceptable, 0U);
    EXPECT_THAT(answer.never_agree, Contains(Field(&CommonGroundDiscord::who, ElementsAre(0U, 1U))));
    EXPECT_THAT(answer.text, HasSubstr("There is no text"));
}

TEST_F(CommonGround, TextsAreCountedByIssueAndFoundByWordsAndYears) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11"});
    EXPECT_THAT(answer.by_issue,
                Contains(AllOf(Field(&CommonGroundIssue::label, "co"), Field(&CommonGroundIssue::num_considered, 3U),
                               Field(&CommonGroundIssue::num_acceptable, 0U))));
    EXPECT_EQ(ask({.actors = "S2,S11", .words = "submarine,harvest"}).num_considered, 2U);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .words = "xylophone"}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .from = Year{1990}, .to = Year{1995}}), Errc::unknown_id);
}

TEST_F(CommonGround, EveryMemberGainsFromThePackageAndThePartsAddUp) {
    const CommonGroundAnswer answer = ask({.actors = "S1,S2,S11", .package_size = 3});
    ASSERT_TRUE(answer.package);
    EXPECT_TRUE(answer.package->is_proven);
    EXPECT_THAT(answer.package->gains, Each(testing::Gt(0)));
    for (std::size_t i = 0; i < 3; ++i) {
        double sum = 0;
        for (const CommonGroundPart& part : answer.package->parts) sum += part.gains[i];
        EXPECT_NEAR(sum, answer.package->gains[i], 1e-9);
    }
    for (const CommonGroundPackage& other : answer.alternatives) {
        EXPECT_LE(other.nash, answer.package->nash);
        EXPECT_GT(other.other_contents, 0);
    }
}

TEST_F(CommonGround, AProposalOfOnesOwnHasTheModelsChance) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11", .proposal = "at:0"});
    ASSERT_TRUE(answer.own_proposal);
    EXPECT_FALSE(answer.own_proposal->id);
    EXPECT_EQ(answer.own_proposal->joint, answer.own_proposal->joint_by_model);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .proposal = "nonsense"}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .proposal = "like:7"}), Errc::unknown_id);
}

TEST_F(CommonGround, AsOfAnEarlierYearNothingLaterIsKnown) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11", .as_of = Year{2010}});
    EXPECT_EQ(answer.as_of, Year{2010});
    for (const CommonGroundProposal& proposal : answer.proposals) EXPECT_LE(proposal.date, "2010-12-31");
    EXPECT_EQ(answer.past.last, Year{2009});
}

TEST_F(CommonGround, OneThreadGivesTheSameBits) {
    const CommonGroundAnswer many = ask({.actors = "S1,S2,S11"});
    const ThreadLimit one(1);
    const CommonGroundAnswer single = ask({.actors = "S1,S2,S11"});
    ASSERT_EQ(single.proposals.size(), many.proposals.size());
    for (std::size_t k = 0; k < single.proposals.size(); ++k) {
        EXPECT_EQ(single.proposals[k].joint, many.proposals[k].joint);
        EXPECT_EQ(single.proposals[k].worst_chance, many.proposals[k].worst_chance);
    }
}

TEST_F(CommonGround, QuestionsThatCannotBeAnsweredSayWhy) {
    EXPECT_EQ(errc_of({.actors = "S2"}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .issue = "nonsense"}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .threshold = 1}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .package_size = 30}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .from = Year{2010}, .to = Year{2000}}), Errc::wrong_usage);
}

TEST_F(CommonGround, TwoDimensionsHaveAZoneEach) {
    const CommonGroundAnswer answer = ask({.actors = "S2,S11", .proposal = "at:0.2,-0.1", .num_dimensions = 2});
    EXPECT_EQ(answer.num_dimensions, 2);
    ASSERT_THAT(answer.zones, SizeIs(2));
    EXPECT_EQ(answer.zones[1].zone.dimension, 2);
    EXPECT_THAT(answer.zones[1].text, HasSubstr("on dimension 2"));
    EXPECT_THAT(answer.zones[0].about, testing::Not(testing::IsEmpty()));
    for (const CommonGroundMember& member : answer.members) EXPECT_THAT(member.positions, SizeIs(2));
    ASSERT_TRUE(answer.own_proposal);
    EXPECT_THAT(answer.own_proposal->positions, ElementsAre(0.2, -0.1));
    EXPECT_EQ(answer.num_acceptable, 3U) << "what all always accept has no direction";
    EXPECT_THAT(ask({.actors = "S2,S11"}).zones, SizeIs(1)) << "the basis of one dimension is another one";
    EXPECT_EQ(errc_of({.actors = "S2,S11", .num_dimensions = 4}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "S2,S11", .proposal = "at:0.2,-0.1"}), Errc::wrong_usage);
}

}  // namespace
}  // namespace entente::engine
