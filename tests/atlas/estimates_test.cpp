// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/error_of.hpp"
#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/atlas/atlas.hpp"

namespace entente::atlas::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EstimatesTest : public ::testing::Test {
protected:
    EstimatesTest() {
        atlas_.store(states(3));
        atlas_.store(roll_calls(3));
    }

    [[nodiscard]] std::vector<std::string> problems() const {
        std::vector<std::string> found;
        for (const Finding& finding : atlas_.check())
            if (finding.is_problem) found.push_back(finding.what);
        return found;
    }

    TemporaryFolder folder_;
    Atlas atlas_{folder_.file(), OpenMode::create};
};

TEST_F(EstimatesTest, GivesBackIdealPointsAndParametersInOrder) {
    const std::vector<RollCallParameterRow> parameters{{RollCallId{3}, 1, 2, 3, 4, 5, 6, 7, 8},
                                                       {RollCallId{1}, 1.0 / 3.0, 0, 0, 0, -1, 0, 1, 0}};
    atlas_.store_ideal_points(
        {{.name = "principles"}, {{ActorId{2}, Year{1990}, 1, 0.5, 0.1}, {ActorId{1}, Year{1991}, 1, -0.1, 0.2}}},
        parameters);
    const std::vector<IdealPointRow> points = atlas_.ideal_points("principles");
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[0].actor, ActorId{1});
    EXPECT_EQ(points[0].mean, -0.1);
    EXPECT_EQ(points[1].std_error, 0.1);
    const std::vector<RollCallParameterRow> read = atlas_.roll_call_parameters("principles");
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].roll_call, RollCallId{1});
    EXPECT_EQ(read[0].discrimination, 1.0 / 3.0);
    EXPECT_EQ(read[1].cut_high_se, 8);
}

TEST_F(EstimatesTest, AnEstimateReplacesItselfAndNoOther) {
    atlas_.store_impact_shares({{.name = "power"}, {{"trade", ActorId{1}, Year{1990}, 0.5, 0.01, 2}}});
    atlas_.store_impact_shares({{.name = "mine"}, {{"space", ActorId{1}, Year{1990}, 1.0, 0, 0}}});
    atlas_.store_impact_shares({{.name = "power"}, {{"trade", ActorId{2}, Year{1991}, 0.25, 0, 0}}});
    const std::vector<ImpactShareRow> trade = atlas_.impact_shares("trade");
    ASSERT_EQ(trade.size(), 1U);
    EXPECT_EQ(trade[0].actor, ActorId{2});
    EXPECT_EQ(atlas_.impact_shares("space").size(), 1U);
    EXPECT_THAT(atlas_.impact_shares("none"), IsEmpty());
    EXPECT_EQ(atlas_.estimates().size(), 2U);
}

TEST_F(EstimatesTest, TheEstimateSaysWhoMadeIt) {
    atlas_.store_impact_shares({{.name = "power",
                                 .version = "0.1.0",
                                 .seed = 0xffffffffffffffffU,
                                 .input_fingerprint = "wb:1",
                                 .fingerprint = "abc",
                                 .note = "a note"},
                                {}});
    const std::vector<EstimateInfo> estimates = atlas_.estimates();
    ASSERT_EQ(estimates.size(), 1U);
    EXPECT_EQ(estimates[0].version, "0.1.0");
    EXPECT_EQ(estimates[0].seed, 0xffffffffffffffffU);
    EXPECT_EQ(estimates[0].input_fingerprint, "wb:1");
    EXPECT_EQ(estimates[0].fingerprint, "abc");
    EXPECT_EQ(estimates[0].note, "a note");
}

TEST_F(EstimatesTest, AFingerprintThatIsNotGivenNamesTheRows) {
    const auto stored = [&](double mean) {
        atlas_.store_known_positions({{.name = "known"}, {{ActorId{1}, Year{1990}, mean, 0.1}}});
        return atlas_.estimates()[0].fingerprint;
    };
    const std::string first = stored(0.5);
    EXPECT_EQ(first.size(), 32U);
    EXPECT_NE(stored(0.75), first);
    EXPECT_EQ(stored(0.5), first);
}

TEST_F(EstimatesTest, KnownPositionsAreInTheWorldOfTheirYear) {
    atlas_.store_known_positions(
        {{.name = "known"}, {{ActorId{2}, Year{1990}, 0.5, 0.1}, {ActorId{2}, Year{1991}, 0.75, 0.2}}});
    EXPECT_EQ(atlas_.world(Year{1990}).position(1, Year{1991}, 1)->mean, 0.5);
    EXPECT_EQ(atlas_.world(Year{1991}).position(1, Year{1991}, 1)->std_error, 0.2);
    EXPECT_EQ(atlas_.world(Year{1991}).estimates().size(), 1U);
}

TEST_F(EstimatesTest, GivesBackPartnershipsAsTheyCame) {
    Partnership p;
    p.id = "pact";
    p.name = "Pact of Å";
    p.family = Family::formal;
    p.scope = Scope::plurilateral;
    p.scope_rule = "coder";
    p.label = "strategic";
    p.status = Status::lapsed;
    p.begun = Year{1950};
    p.ended = Year{1960};
    p.issues = {"trade", "climate"};
    p.sources = {"curated:b", "curated:a"};
    p.parties = {{ActorId{2}, {Year{1950}, Year{1955}}, "host", 1},
                 {ActorId{1}, {Year{1951}, std::nullopt}, "donor", 0}};
    p.evidence = {{"meets", Depth::practice, true, Year{1950}, "a", "yearly"},
                  {"binds", Depth::rules, false, Year{1951}, "b", ""}};
    Partnership bare;
    bare.id = "bare";
    bare.begun = Year{1970};
    atlas_.store_partnerships({{.name = "registry"}, {p, bare}});

    const World world = atlas_.world(Year{2000});
    ASSERT_EQ(world.partnerships().size(), 2U);
    EXPECT_EQ(world.partnerships()[0].id, "bare");
    EXPECT_EQ(world.partnerships()[0].depth, std::nullopt);
    const Partnership& q = world.partnerships()[1];
    EXPECT_EQ(q.name, p.name);
    EXPECT_EQ(q.family, Family::formal);
    EXPECT_EQ(q.scope, Scope::plurilateral);
    EXPECT_EQ(q.scope_rule, "coder");
    EXPECT_EQ(q.label, "strategic");
    EXPECT_EQ(q.status, Status::lapsed);
    EXPECT_EQ(q.ended, Year{1960});
    EXPECT_EQ(q.issues, p.issues);
    EXPECT_EQ(q.sources, p.sources);
    ASSERT_EQ(q.parties.size(), 2U);
    EXPECT_EQ(q.parties[0].role, "host");
    EXPECT_EQ(q.parties[0].side, 1);
    EXPECT_EQ(q.parties[0].spell, (Spell{Year{1950}, Year{1955}}));
    ASSERT_EQ(q.evidence.size(), 2U);
    EXPECT_EQ(q.evidence[0].note, "yearly");
    EXPECT_FALSE(q.evidence[1].is_present);
    EXPECT_EQ(q.depth, Depth::practice);
}

TEST_F(EstimatesTest, TheNewestModelThatKnewNothingLaterIsUsed) {
    for (const int year : {1994, 2012}) {
        const std::string json = R"({"as_of":)" + std::to_string(year) + "}";
        atlas_.store_model({.name = "attain"}, {"formation", Year{year}, json});
    }
    EXPECT_EQ(atlas_.model("formation", Year{2011})->as_of, Year{1994});
    EXPECT_EQ(atlas_.model("formation", Year{2012})->json, R"({"as_of":2012})");
    EXPECT_EQ(atlas_.model("formation", Year{1993}), std::nullopt);
    EXPECT_EQ(atlas_.model("depth", Year{2020}), std::nullopt);
    atlas_.store_model({.name = "attain"}, {"formation", Year{2012}, "{}"});
    EXPECT_EQ(atlas_.model("formation", Year{2020})->json, "{}");
    EXPECT_EQ(atlas_.model("formation", Year{2000})->as_of, Year{1994});
}

TEST_F(EstimatesTest, RefusesRowsOfNobodyAndNumbersThatAreNone) {
    const std::string before = atlas_.fingerprint();
    const Error nobody = error_of([&] {
        atlas_.store_known_positions({{.name = "known"}, {{ActorId{99}, Year{1990}, 0, 1}}});
    });
    EXPECT_EQ(nobody.errc(), Errc::bad_input);
    EXPECT_THAT(nobody.what(), HasSubstr("estimate known names actor 99"));
    const Error nan = error_of([&] {
        atlas_.store_ideal_points({{.name = "principles"}, {{ActorId{1}, Year{1990}, 1, std::nan(""), 1}}}, {});
    });
    EXPECT_THAT(nan.what(), HasSubstr("finite"));
    const std::vector<RollCallParameterRow> parameters{{.roll_call = RollCallId{77}}};
    const Error roll_call = error_of([&] { atlas_.store_ideal_points({{.name = "principles"}, {}}, parameters); });
    EXPECT_THAT(roll_call.what(), HasSubstr("roll call 77"));
    Partnership p;
    p.id = "pact";
    p.parties = {{ActorId{99}, {Year{1990}, std::nullopt}}};
    const Error party = error_of([&] { atlas_.store_partnerships({{.name = "registry"}, {p}}); });
    EXPECT_THAT(party.what(), HasSubstr("partnership pact"));
    EXPECT_EQ(atlas_.fingerprint(), before);
}

TEST_F(EstimatesTest, AnEstimateOlderThanItsInputsIsFound) {
    const std::vector<std::string> inputs{"roll_calls", "votes", "actors"};
    EXPECT_THAT(atlas_.input_fingerprint(inputs), HasSubstr("votes:absent"));
    atlas_.store(votes(3, 3));
    const std::string fingerprint = atlas_.input_fingerprint(inputs);
    EXPECT_THAT(fingerprint, ::testing::MatchesRegex("actors:[0-9a-f]+ roll_calls:[0-9a-f]+ votes:[0-9a-f]+"));
    atlas_.store_known_positions({{.name = "known", .input_fingerprint = fingerprint}, {}});
    atlas_.store_model(
        {.name = "attain", .input_fingerprint = atlas_.input_fingerprint(std::vector<std::string>{"known"})},
        {"formation", Year{2000}, "{}"});
    EXPECT_THAT(problems(), IsEmpty());

    atlas_.store(votes(2, 3));
    EXPECT_THAT(problems(), ::testing::ElementsAre(HasSubstr("estimate known is older than what it rests on: votes")));
    atlas_.store_known_positions({{.name = "known", .input_fingerprint = atlas_.input_fingerprint(inputs)}, {}});
    EXPECT_THAT(problems(), ::testing::ElementsAre(HasSubstr("estimate attain is older than what it rests on: known")));
}

TEST_F(EstimatesTest, FindsSourcesToReadAgainAndStatusesWithoutAYear) {
    SourceTable wider = states(4);
    atlas_.store(wider);
    Partnership p;
    p.id = "council";
    p.begun = Year{2002};
    p.status = Status::suspended;
    atlas_.store_partnerships({{.name = "registry"}, {p}});
    EXPECT_THAT(problems(), ::testing::ElementsAre(HasSubstr("source roll_calls was read with an earlier table"),
                                                   HasSubstr("partnership council")));
}

TEST_F(EstimatesTest, ExportsTablesAndViewsAsText) {
    const std::vector<std::string> names = atlas_.table_names();
    EXPECT_THAT(names, ::testing::IsSupersetOf({"actor", "figure", "principles", "votes", "partnerships", "coverage"}));
    SourceTable coded = states(3);
    coded.actors.codes = {{ActorId{1}, "iso3", "OLD", std::nullopt, Year{1990}},
                          {ActorId{1}, "iso3", "NEW", Year{1991}, std::nullopt},
                          {ActorId{1}, "cow", "1", std::nullopt, std::nullopt}};
    atlas_.store(coded);
    atlas_.store_ideal_points({{.name = "principles"}, {{ActorId{1}, Year{1990}, 1, 1.0 / 3.0, 0.25}}}, {});
    using Rows = std::vector<std::vector<std::string>>;
    EXPECT_EQ(atlas_.table("principles"),
              (Rows{{"actor", "name", "iso3", "cow", "year", "mean", "se", "dimension", "estimate"},
                    {"S1", "State of S1", "NEW", "1", "1990", "0.3333333333333333", "0.25", "1", "principles"}}));
    const Error error = error_of([&] { static_cast<void>(atlas_.table("principals")); });
    EXPECT_EQ(error.errc(), Errc::unknown_id);
    EXPECT_THAT(error.hint(), HasSubstr("principles"));
    EXPECT_EQ(error_of([&] { static_cast<void>(atlas_.table("actor; DROP TABLE actor")); }).errc(), Errc::unknown_id);
}

TEST_F(EstimatesTest, EveryTableAndViewCanBeRead) {
    atlas_.store(figures(2, 3, 4));
    atlas_.store(votes(3, 3));
    atlas_.store_partnerships({{.name = "registry"}, partnerships(3, 3, 3, Seed{1})});
    for (const std::string& name : atlas_.table_names()) EXPECT_FALSE(atlas_.table(name).empty()) << name;
    EXPECT_EQ(atlas_.table("figures").size(), 1U + 2 * 3 * 4);
    EXPECT_EQ(atlas_.table("coverage")[1],
              (std::vector<std::string>{"series_0", "figures", "2016", "2019", "3", "12", "0"}));
    const auto votes_text = atlas_.table("votes");
    ASSERT_EQ(votes_text.size(), 10U);
    const VoteTable votes = atlas_.votes(Year{2020});
    for (std::size_t k = 0; k < votes.votes.size(); ++k)
        EXPECT_EQ(votes_text[k + 1].back(), to_string(votes.votes[k].vote)) << "the view's words are those of Names";
}

}  // namespace
}  // namespace entente::atlas::testing
