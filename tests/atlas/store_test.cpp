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

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// One table with some of everything, for the states of states(4).
SourceTable mixed() {
    SourceTable table;
    table.source = source_named("mixed");
    table.source.first_year = Year{1900};
    table.source.looks_ahead = true;
    table.report = {12, 10, {{"no such state", 2, 7, "ATL"}}};
    table.series = {{"gdp", "USD", "made up"}, {"never_measured", "", ""}};
    table.figures = {{0, ActorId{2}, Year{1990}, 2.5, 0.5}, {0, ActorId{1}, Year{1980}, 1.0 / 3.0, std::nullopt}};
    table.capitals = {{ActorId{1}, {Year{1900}, Year{1950}}, 10.5, -20.25}};
    table.contiguities = {{ActorId{1}, ActorId{2}, 1, {Year{1900}, std::nullopt}}};
    table.rivalries = {{ActorId{1}, ActorId{3}, {Year{1910}, Year{1960}}, "spatial+positional"}};
    table.disputes = {{ActorId{1}, ActorId{3}, Year{1911}, 4}, {ActorId{1}, ActorId{3}, Year{1911}, 2}};
    table.major_powers = {{ActorId{4}, {Year{1900}, Year{1945}}}};
    table.roll_calls = {{RollCallId{2}, 1, Year{1946}, "1946-12-01", "R/2", "T", "X", true, {"me", "di"}},
                        {RollCallId{1}, 1, Year{1946}, "1946-11-01", "R/1", "T", "X", std::nullopt, {}}};
    table.roll_call_issues = {{RollCallId{1}, "hr"}};
    table.votes = {{RollCallId{2}, ActorId{1}, Vote::no},
                   {RollCallId{1}, ActorId{3}, Vote::abstain},
                   {RollCallId{1}, ActorId{2}, Vote::yes}};
    table.agreements = {{"made:1",
                         Family::trade,
                         "Pact of 1901",
                         Year{1901},
                         Year{1950},
                         "lapsed",
                         Year{1960},
                         {{ActorId{1}, {Year{1901}, Year{1950}}, "member", 0},
                          {ActorId{2}, {Year{1902}, std::nullopt}, "associate", 3}},
                         {{"made.binding", 2.0, Year{1901}}},
                         "made:0"}};
    return table;
}

class StoreTest : public ::testing::Test {
protected:
    TemporaryFolder folder_;
    Atlas atlas_{folder_.file(), OpenMode::create};
};

TEST_F(StoreTest, GivesBackTheConcordanceAsItCame) {
    SourceTable table = states(2);
    ActorRecords& in = table.actors;
    in.actors.push_back({ActorId{2001},
                         "CLUB",
                         "The Club",
                         ActorKind::collective,
                         "Europe",
                         "Northern Europe",
                         {{Year{1950}, Year{1960}}, {Year{1970}, std::nullopt}}});
    in.codes = {{ActorId{2}, "iso3", "S2", Year{1974}, std::nullopt},
                {ActorId{1}, "cow", "1", std::nullopt, Year{1990}}};
    in.aliases = {{ActorId{1}, "République d'Un", std::nullopt, std::nullopt}};
    in.memberships = {{ActorId{2001}, ActorId{1}, "member", {Year{1950}, Year{1955}}}};
    in.capitals = {{ActorId{2}, {Year{1816}, std::nullopt}, 1.5, 2.5}};
    in.not_actors = {{"wb_gdp", "World", "aggregate"}};
    EXPECT_EQ(atlas_.store(table), StoreOutcome::added);

    const ActorRecords out = atlas_.actor_records();
    ASSERT_EQ(out.actors.size(), 3U);
    EXPECT_EQ(out.actors[2].key, "CLUB");
    EXPECT_EQ(out.actors[2].kind, ActorKind::collective);
    EXPECT_EQ(out.actors[2].subregion, "Northern Europe");
    EXPECT_EQ(out.actors[2].spells, in.actors[2].spells);
    ASSERT_EQ(out.codes.size(), 2U);
    EXPECT_EQ(out.codes[0].code, "S2");
    EXPECT_EQ(out.codes[0].first, Year{1974});
    EXPECT_EQ(out.codes[1].first, std::nullopt);
    EXPECT_EQ(out.codes[1].last, Year{1990});
    ASSERT_EQ(out.aliases.size(), 1U);
    EXPECT_EQ(out.aliases[0].alias, "République d'Un");
    ASSERT_EQ(out.memberships.size(), 1U);
    EXPECT_EQ(out.memberships[0].spell, (Spell{Year{1950}, Year{1955}}));
    ASSERT_EQ(out.capitals.size(), 1U);
    EXPECT_EQ(out.capitals[0].longitude_deg, 2.5);
    ASSERT_EQ(out.not_actors.size(), 1U);
    EXPECT_EQ(out.not_actors[0].source, "wb_gdp");
}

TEST_F(StoreTest, GivesBackSourcesWithTheirReport) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    const std::vector<SourceInfo> sources = atlas_.sources();
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[1].id, "mixed");
    EXPECT_EQ(sources[1].first_year, Year{1900});
    EXPECT_EQ(sources[1].last_year, std::nullopt);
    EXPECT_TRUE(sources[1].looks_ahead);
    const ImportReport report = atlas_.import_report("mixed");
    EXPECT_EQ(report.rows_read, 12);
    EXPECT_EQ(report.rows_kept, 10);
    ASSERT_EQ(report.skipped.size(), 1U);
    EXPECT_EQ(report.skipped[0].example, "ATL");
    const Error error = error_of([&] { static_cast<void>(atlas_.import_report("mixd")); });
    EXPECT_EQ(error.errc(), Errc::unknown_id);
    EXPECT_THAT(error.hint(), HasSubstr("mixed"));
}

TEST_F(StoreTest, GivesBackVotesUpToAYearInOrder) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    const VoteTable table = atlas_.votes(Year{1946});
    ASSERT_EQ(table.roll_calls.size(), 2U);
    EXPECT_EQ(table.roll_calls[0].id, RollCallId{1});
    EXPECT_THAT(table.roll_calls[0].issues, ElementsAre("hr"));
    EXPECT_EQ(table.roll_calls[0].is_important, std::nullopt);
    EXPECT_THAT(table.roll_calls[1].issues, ElementsAre("di", "me"));
    EXPECT_EQ(table.roll_calls[1].is_important, true);
    ASSERT_EQ(table.votes.size(), 3U);
    EXPECT_EQ(table.votes[0].actor, ActorId{2});
    EXPECT_EQ(table.votes[0].vote, Vote::yes);
    EXPECT_EQ(table.votes[1].vote, Vote::abstain);
    EXPECT_EQ(table.votes[2].vote, Vote::no);
    EXPECT_TRUE(atlas_.votes(Year{1945}).roll_calls.empty());
    EXPECT_TRUE(atlas_.votes(Year{1945}).votes.empty());
}

TEST_F(StoreTest, GivesBackAgreementsAsTheyCame) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    const std::vector<AgreementRecord> all = atlas_.agreements();
    ASSERT_EQ(all.size(), 1U);
    const AgreementRecord& pact = all[0];
    EXPECT_EQ(pact.family, Family::trade);
    EXPECT_EQ(pact.ended, Year{1950});
    EXPECT_EQ(pact.end_reason, "lapsed");
    EXPECT_EQ(pact.covered_until, Year{1960});
    EXPECT_EQ(pact.document_of, "made:0");
    ASSERT_EQ(pact.parties.size(), 2U);
    EXPECT_EQ(pact.parties[1].role, "associate");
    EXPECT_EQ(pact.parties[1].side, 3);
    EXPECT_EQ(pact.parties[1].spell, (Spell{Year{1902}, std::nullopt}));
    ASSERT_EQ(pact.signs.size(), 1U);
    EXPECT_EQ(pact.signs[0].value, 2.0);
}

TEST_F(StoreTest, TheSameImportTwiceWritesNothing) {
    {
        Atlas first{folder_.file("twice.atlas"), OpenMode::create};
        first.store(states(4));
        first.store(mixed());
    }
    const std::string before = bytes_of(folder_.file("twice.atlas"));
    {
        Atlas second{folder_.file("twice.atlas"), OpenMode::create};
        EXPECT_EQ(second.store(states(4)), StoreOutcome::unchanged);
        EXPECT_EQ(second.store(mixed()), StoreOutcome::unchanged);
    }
    EXPECT_EQ(bytes_of(folder_.file("twice.atlas")), before);
    EXPECT_FALSE(std::filesystem::exists(folder_.file("twice.atlas-wal")));
}

TEST_F(StoreTest, TheFingerprintNamesTheContentAndNotTheWayThere) {
    SourceTable changed = mixed();
    changed.figures[0].value = 2.75;
    atlas_.store(states(4));
    atlas_.store(changed);
    const std::string other = atlas_.fingerprint();
    atlas_.store(mixed());
    Atlas straight{folder_.file("straight.atlas"), OpenMode::create};
    straight.store(states(4));
    straight.store(mixed());
    EXPECT_EQ(atlas_.fingerprint(), straight.fingerprint());
    EXPECT_NE(atlas_.fingerprint(), other);
}

TEST_F(StoreTest, AReplacedSourceLosesItsOldRowsOnly) {
    atlas_.store(states(4));
    atlas_.store(figures(2, 4, 5));
    atlas_.store(mixed());
    SourceTable emptier;
    emptier.source = source_named("mixed", "2");
    emptier.series = {{"gdp", "USD", "made up"}};
    emptier.figures = {{0, ActorId{3}, Year{1999}, 9, std::nullopt}};
    EXPECT_EQ(atlas_.store(emptier), StoreOutcome::replaced);

    EXPECT_TRUE(atlas_.votes(Year{2020}).roll_calls.empty());
    EXPECT_TRUE(atlas_.agreements().empty());
    EXPECT_TRUE(atlas_.import_report("mixed").skipped.empty());
    const World world = atlas_.world(Year{2020});
    EXPECT_TRUE(world.contiguities().empty());
    EXPECT_TRUE(world.rivalries().empty());
    EXPECT_TRUE(world.disputes().empty());
    EXPECT_TRUE(world.major_powers().empty());
    EXPECT_EQ(world.capital(0, Year{1920}), std::nullopt);
    const SeriesIndex gdp = world.find_series("gdp").value();
    EXPECT_FALSE(world.figure(gdp, 1, Year{1990}).has_value());
    EXPECT_EQ(world.figure(gdp, 2, Year{1999})->value, 9);
    EXPECT_TRUE(world.figure(world.find_series("series_1").value(), 3, Year{2019}).has_value());
}

TEST_F(StoreTest, OtherBytesWithTheSameRowsKeepTheRows) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    SourceTable packed = mixed();
    packed.source.fingerprint = "other bytes";
    EXPECT_EQ(atlas_.store(packed), StoreOutcome::unchanged);
    EXPECT_EQ(atlas_.source_fingerprint("mixed"), "other bytes");
}

TEST_F(StoreTest, TheSameBytesWithOtherRowsReplaceTheRows) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    SourceTable resolved = mixed();
    resolved.disputes.clear();
    EXPECT_EQ(atlas_.store(resolved), StoreOutcome::replaced);
    EXPECT_TRUE(atlas_.world(Year{2020}).disputes().empty());
}

TEST_F(StoreTest, TwoSourcesOfOneSeriesCoexist) {
    atlas_.store(states(2));
    for (const std::string id : {"maddison", "world_bank"}) {
        SourceTable table;
        table.source = source_named(id);
        table.series = {{"population", "1", "people"}};
        table.figures = {{0, ActorId{1}, Year{1990}, id == "maddison" ? 10.0 : 20.0, std::nullopt}};
        if (id == "world_bank") table.figures.push_back({0, ActorId{2}, Year{1990}, 30.0, std::nullopt});
        atlas_.store(table);
    }
    const World world = atlas_.world(Year{2000});
    EXPECT_EQ(world.series().size(), 2U);
    EXPECT_EQ(world.figure(world.find_series("population", "maddison").value(), 0, Year{1990})->value, 10.0);
    EXPECT_EQ(world.figure(world.find_series("population", "world_bank").value(), 0, Year{1990})->value, 20.0);
    EXPECT_EQ(world.find_series("population"), world.find_series("population", "world_bank"));
    EXPECT_EQ(world.find_series("population", "sipri"), std::nullopt);
}

TEST_F(StoreTest, AnotherConcordanceAsksForAllOtherSourcesAgain) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    SourceTable wider = states(5);
    wider.source.fingerprint = "2";
    wider.actors.actors[0].key = "S2";  // Keys change places.
    wider.actors.actors[1].key = "S1";
    EXPECT_EQ(atlas_.store(wider), StoreOutcome::replaced);
    EXPECT_EQ(atlas_.actor_records().actors[0].key, "S2");
    EXPECT_EQ(atlas_.source_fingerprint("actors"), "2");
    EXPECT_EQ(atlas_.source_fingerprint("mixed"), std::nullopt);
    EXPECT_EQ(atlas_.votes(Year{2020}).votes.size(), 3U) << "the rows stay until they are read again";
    EXPECT_EQ(atlas_.store(mixed()), StoreOutcome::unchanged);
    EXPECT_EQ(atlas_.source_fingerprint("mixed"), "1");
}

TEST_F(StoreTest, AnActorThatIsGoneTakesItsRowsAlong) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    atlas_.store(states(3));  // Without the major power S4.
    EXPECT_TRUE(atlas_.world(Year{2020}).major_powers().empty());
    atlas_.store(states(4));
    EXPECT_EQ(atlas_.store(mixed()), StoreOutcome::replaced) << "its rows were lost and have to come back";
    EXPECT_EQ(atlas_.world(Year{2020}).major_powers().size(), 1U);
}

TEST_F(StoreTest, ARollCallThatIsGoneTakesItsVotesAlong) {
    atlas_.store(states(3));
    atlas_.store(roll_calls(5));
    atlas_.store(votes(5, 3));
    atlas_.store(roll_calls(4));
    EXPECT_EQ(atlas_.votes(Year{2020}).votes.size(), 12U);
    EXPECT_EQ(atlas_.source_fingerprint("votes"), std::nullopt);
    EXPECT_EQ(atlas_.store(votes(4, 3)), StoreOutcome::replaced);
    EXPECT_EQ(atlas_.votes(Year{2020}).votes.size(), 12U);
}

TEST_F(StoreTest, ReplacedRollCallsKeepTheirVotes) {
    atlas_.store(states(3));
    atlas_.store(roll_calls(5));
    atlas_.store(votes(5, 3));
    SourceTable retitled = roll_calls(5);
    retitled.source.fingerprint = "2";
    retitled.roll_calls[0].title = "Another title";
    EXPECT_EQ(atlas_.store(retitled), StoreOutcome::replaced);
    EXPECT_EQ(atlas_.votes(Year{2020}).votes.size(), 15U);
    EXPECT_EQ(atlas_.votes(Year{2020}).roll_calls[0].title, "Another title");
    EXPECT_EQ(atlas_.source_fingerprint("votes"), "1");
}

/// A row that the atlas refuses, and what the message must name.
struct BadRow {
    const char* what;
    void (*spoil)(SourceTable&);
    const char* named;
};

TEST_F(StoreTest, RefusesBadRowsNamingTheSourceAndKeepsTheAtlas) {
    const BadRow rows[]{
        {"figure of nobody", [](SourceTable& t) { t.figures[0].actor = ActorId{99}; }, "actor 99"},
        {"figure without series", [](SourceTable& t) { t.figures[0].series = 7; }, "series 7"},
        {"NaN", [](SourceTable& t) { t.figures[0].value = std::nan(""); }, "finite"},
        {"same figure twice", [](SourceTable& t) { t.figures.push_back(t.figures[0]); }, "two figures"},
        {"series twice", [](SourceTable& t) { t.series[1].name = "gdp"; }, "twice"},
        {"capital of nobody", [](SourceTable& t) { t.capitals[0].actor = ActorId{-3}; }, "actor -3"},
        {"latitude", [](SourceTable& t) { t.capitals[0].latitude_deg = 91; }, "latitude"},
        {"dyad in the wrong order", [](SourceTable& t) { t.disputes[0].second = ActorId{1}; }, "smaller id"},
        {"rival of nobody", [](SourceTable& t) { t.rivalries[0].second = ActorId{99}; }, "actor 99"},
        {"vote of nobody", [](SourceTable& t) { t.votes[0].actor = ActorId{99}; }, "roll call 2"},
        {"vote in nothing", [](SourceTable& t) { t.votes[0].roll_call = RollCallId{9}; }, "roll call 9"},
        {"label of nothing", [](SourceTable& t) { t.roll_call_issues[0].roll_call = RollCallId{9}; }, "roll call 9"},
        {"vote twice", [](SourceTable& t) { t.votes.push_back(t.votes[0]); }, "votes twice"},
        {"party is nobody", [](SourceTable& t) { t.agreements[0].parties[0].actor = ActorId{99}; }, "made:1"},
        {"agreement twice", [](SourceTable& t) { t.agreements.push_back(t.agreements[0]); }, "agreement.id"},
        {"infinite sign", [](SourceTable& t) { t.agreements[0].signs[0].value = 1 / 0.0; }, "made.binding"},
    };
    atlas_.store(states(4));
    const std::string before = atlas_.fingerprint();
    for (const BadRow& row : rows) {
        SourceTable table = mixed();
        row.spoil(table);
        const Error error = error_of([&] { atlas_.store(table); });
        EXPECT_EQ(error.errc(), Errc::bad_input) << row.what;
        EXPECT_THAT(error.what(), HasSubstr("source mixed")) << row.what;
        EXPECT_THAT(error.what(), HasSubstr(row.named)) << row.what;
        EXPECT_EQ(atlas_.fingerprint(), before) << row.what;
        EXPECT_EQ(atlas_.source_fingerprint("mixed"), std::nullopt) << row.what;
    }
    EXPECT_EQ(atlas_.store(mixed()), StoreOutcome::added);
}

TEST_F(StoreTest, WithoutTheConcordanceItSaysWhatIsMissing) {
    const Error error = error_of([&] { atlas_.store(figures(1, 1, 1)); });
    EXPECT_EQ(error.errc(), Errc::bad_input);
    EXPECT_THAT(error.hint(), HasSubstr("actors"));
}

TEST_F(StoreTest, RefusesARollCallOfAnotherSourceAndAnActorTwice) {
    atlas_.store(states(4));
    atlas_.store(mixed());
    EXPECT_THAT(error_of([&] { atlas_.store(roll_calls(1)); }).what(), HasSubstr("another source"));
    SourceTable twice = states(2);
    twice.actors.actors[1].id = ActorId{1};
    EXPECT_THAT(error_of([&] { atlas_.store(twice); }).what(), HasSubstr("comes twice"));
    EXPECT_EQ(atlas_.actor_records().actors.size(), 4U);
}

TEST_F(StoreTest, LastYearIsThatOfVotesAndAgreements) {
    EXPECT_EQ(error_of([&] { static_cast<void>(atlas_.last_year()); }).errc(), Errc::failed);
    atlas_.store(states(4));
    atlas_.store(figures(1, 4, 3));
    EXPECT_EQ(atlas_.last_year(), Year{2019}) << "figures, where there is nothing else";
    atlas_.store(mixed());
    EXPECT_EQ(atlas_.last_year(), Year{1960}) << "the agreements are covered until then";
    atlas_.store_known_positions({{.name = "known"}, {{ActorId{1}, Year{1970}, 0, 1}}});
    EXPECT_EQ(atlas_.last_year(), Year{1970});
}

}  // namespace
}  // namespace entente::atlas::testing
