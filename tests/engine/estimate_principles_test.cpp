// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"

namespace entente::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kStates = 12;
constexpr int kRollCallsASession = 12;

/// Votes of the sessions 1 .. num_sessions: states stand in a row, each roll call cuts it somewhere.
class EstimatePrinciples : public ::testing::Test {
protected:
    EstimatePrinciples() { atlas_.store(atlas::testing::states(kStates)); }

    void import(int num_sessions) {
        SourceTable roll_calls, votes;
        const std::string fingerprint = std::to_string(num_sessions);
        roll_calls.source = atlas::testing::source_named("un_roll_calls", fingerprint);
        votes.source = atlas::testing::source_named("un_votes", fingerprint);
        for (int session = 1; session <= num_sessions; ++session)
            for (int k = 0; k < kRollCallsASession; ++k) add_roll_call(session, k, roll_calls, votes);
        atlas_.store(roll_calls);
        atlas_.store(votes);
    }
    static void add_roll_call(int session, int k, SourceTable& roll_calls, SourceTable& votes) {
        const RollCallId id{100 * session + k};
        const Year year{1945 + session};
        roll_calls.roll_calls.push_back({id,
                                         session,
                                         year,
                                         std::to_string(year.value()) + "-11-01",
                                         "R",
                                         "Title",
                                         "Text",
                                         std::nullopt,
                                         {k % 2 == 0 ? "hr" : "nu"}});
        RandomStream random{Seed{5}, {.purpose = 1, .item = static_cast<std::uint32_t>(id.value())}};
        for (int actor = 1; actor <= kStates; ++actor) {
            const double lean = actor - 1.5 - k + 0.5 * random.normal();
            votes.votes.push_back({id, ActorId{actor}, lean < -1 ? Vote::yes : lean > 1 ? Vote::no : Vote::abstain});
        }
    }

    void estimate(Refit refit = Refit::when_inputs_changed) {
        said_.clear();
        estimate_principles(
            atlas_, {.seed = Seed{1}, .refit = refit, .say = [&](const std::string& line) { said_.push_back(line); }},
            {});
    }
    [[nodiscard]] std::string note(const std::string& name) const {
        for (const atlas::EstimateInfo& info : atlas_.estimates())
            if (info.name == name) return info.note;
        return "none";
    }

    atlas::testing::TemporaryFolder folder_;
    atlas::Atlas atlas_{folder_.file(), atlas::OpenMode::create};
    std::vector<std::string> said_;
};

TEST_F(EstimatePrinciples, WhatIsNotOlderThanTheVotesIsLeft) {
    import(4);
    estimate();
    EXPECT_THAT(said_, IsEmpty());
    const auto before = atlas_.estimates();
    estimate();
    EXPECT_THAT(said_, ElementsAre(HasSubstr("left as they are")));
    ASSERT_EQ(atlas_.estimates().size(), before.size());
    estimate(Refit::always);
    EXPECT_THAT(said_, IsEmpty());
}

TEST_F(EstimatePrinciples, ANewerSessionIsAddedToTheStoredFit) {
    import(5);
    estimate();
    const auto before = atlas_.ideal_points();
    const auto known_before = stored_positions(atlas_, {.as_of = Year{1950}});
    import(6);
    estimate();
    EXPECT_THAT(note("ideal_points"), HasSubstr("one session added to the fit of the votes before 1951"));
    EXPECT_THAT(note("ideal_points_hr"), Not(HasSubstr("added")));
    EXPECT_THAT(note("ideal_points_3d"), Not(HasSubstr("added")));

    const auto after = atlas_.ideal_points();
    EXPECT_EQ(after.size(), before.size() + kStates);
    EXPECT_EQ(atlas_.roll_call_parameters().size(), 6U * kRollCallsASession);
    // Sessions before those that an update moves along are as they were, to the digits that are kept.
    EXPECT_NEAR(after.front().mean, before.front().mean, 1e-6);

    const auto known_after = stored_positions(atlas_, {.as_of = Year{1951}});
    ASSERT_TRUE(known_before && known_after);
    EXPECT_EQ(known_after->points.size(), known_before->points.size() + kStates);
    EXPECT_EQ(known_after->points.front().mean, known_before->points.front().mean);

    // An update is near a refit of the same votes.
    estimate(Refit::always);
    EXPECT_THAT(note("ideal_points"), Not(HasSubstr("added")));
    const auto refit = atlas_.ideal_points();
    ASSERT_EQ(refit.size(), after.size());
    for (std::size_t k = 0; k < refit.size(); ++k) EXPECT_NEAR(refit[k].mean, after[k].mean, 0.4);
}

TEST_F(EstimatePrinciples, ChangedOrManyVotesAreFittedAnew) {
    import(3);
    estimate();
    import(6);
    estimate();
    EXPECT_THAT(note("ideal_points"), Not(HasSubstr("added"))) << "three sessions at once";
    import(5);
    estimate();
    EXPECT_THAT(note("ideal_points"), Not(HasSubstr("added"))) << "a session has gone";
}

}  // namespace
}  // namespace entente::engine
