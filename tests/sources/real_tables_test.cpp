// SPDX-License-Identifier: Apache-2.0
//
// The producers' own tables, where they are present: accounts that add up, and facts that are known from elsewhere.
#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Each;
using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_support::agreement;
using testing_support::catalogue;
using testing_support::concordance;
using testing_support::figure;
using testing_support::key;
using testing_support::shared_data;
using testing_support::sign;
using testing_support::skips;

/// All real tables, found once and read when asked for.
class RealTables : public ::testing::Test {
protected:
    void SetUp() override {
        if (shared_data().empty()) GTEST_SKIP() << "the folder of real tables is absent; ENTENTE_SHARED names it";
    }
    static const FoundTables& found() {
        static const FoundTables tables = [] {
            const std::vector<fs::path> paths{shared_data()};
            return find_tables(paths);
        }();
        return tables;
    }
    static const SourceTable& table(std::string_view source) {
        static std::map<std::string, SourceTable, std::less<>> known;
        const auto entry = known.find(source);
        if (entry != known.end()) return entry->second;
        for (const FoundTable& one : found().tables)
            if (one.source == source)
                return known.emplace(std::string(source), import_table(one, concordance(), catalogue())).first->second;
        ADD_FAILURE() << "no table " << source;
        return known[std::string(source)];
    }
    /// Keys of the parties with a role in a year.
    static std::set<std::string> members(const AgreementRecord& record, int year, std::string_view role = "member") {
        std::set<std::string> keys;
        for (const Party& party : record.parties)
            if (party.role == role && party.spell.holds_in(Year{year})) keys.insert(key(party.actor));
        return keys;
    }
};

TEST_F(RealTables, AllAreFoundAndOnlyTheirDescriptionIsNot) {
    std::size_t num_files = 0;
    std::set<fs::path> files;
    for (const FoundTable& one : found().tables) files.insert(one.files.begin(), one.files.end());
    for (const fs::directory_entry& entry : fs::directory_iterator{shared_data()})
        num_files += entry.path().extension() == ".gz";
    EXPECT_EQ(files.size(), num_files);
    EXPECT_EQ(found().tables.size(), 27U);
    for (const SkippedFile& file : found().skipped) EXPECT_EQ(file.file.extension(), ".md") << file.file;
}

TEST_F(RealTables, EveryRowIsKeptOrCounted) {
    for (const FoundTable& one : found().tables) {
        const ImportReport& report = table(one.source).report;
        std::int64_t num_skipped = 0;
        for (const SkipCount& skip : report.skipped) {
            num_skipped += skip.count;
            EXPECT_GT(skip.first_line, 1) << one.source;
            EXPECT_FALSE(skip.reason.empty()) << one.source;
            EXPECT_FALSE(skip.example.empty()) << one.source;
        }
        EXPECT_GT(report.rows_kept, 0) << one.source;
        EXPECT_EQ(report.rows_read, report.rows_kept + num_skipped) << one.source;
    }
}

TEST_F(RealTables, YearsOfRecordsLieWithinTheStatedCoverage) {
    for (const FoundTable& one : found().tables) {
        const SourceTable& read = table(one.source);
        for (const FigureRecord& record : read.figures) {
            ASSERT_GE(record.year, read.source.first_year.value()) << one.source;
            // Polity5 has two rows of the United States beyond its coverage.
            ASSERT_LE(record.year, *read.source.last_year + (one.source == "polity5" ? 2 : 0)) << one.source;
        }
        for (const AgreementRecord& record : read.agreements) {
            ASSERT_GE(record.begun, read.source.first_year.value()) << record.id;
            ASSERT_LE(record.begun, read.source.last_year.value()) << record.id;
            ASSERT_EQ(record.covered_until, one.source == "cow_igo" ? record.covered_until : *read.source.last_year);
            ASSERT_GE(record.ended.value_or(record.begun), record.begun) << record.id;
            for (const Party& party : record.parties)
                ASSERT_GE(party.spell.last.value_or(party.spell.first), party.spell.first) << record.id;
        }
    }
}

TEST_F(RealTables, EveryActorOfEveryRecordIsKnown) {
    for (const FoundTable& one : found().tables) {
        const SourceTable& read = table(one.source);
        for (const FigureRecord& record : read.figures) ASSERT_NO_THROW((void)concordance().actor(record.actor));
        for (const VoteRecord& record : read.votes) ASSERT_GT(record.actor.value(), 0);
        for (const AgreementRecord& record : read.agreements)
            for (const Party& party : record.parties)
                ASSERT_NO_THROW((void)concordance().actor(party.actor)) << record.id;
    }
}

TEST_F(RealTables, EveryVoteIsKept) {
    const SourceTable& votes = table("un_votes");
    EXPECT_EQ(votes.report.rows_read, 826'733);
    EXPECT_EQ(votes.report.rows_kept, 826'733);
    std::map<std::string, int> counts;
    std::map<Vote, int> answers;
    for (const VoteRecord& record : votes.votes) {
        ++counts[key(record.actor)];
        ++answers[record.vote];
    }
    EXPECT_EQ(counts.at("NAM"), 2335);  // The code is NA.
    EXPECT_EQ(counts.at("ZAN"), 2);
    EXPECT_EQ(counts.size(), 200U);
    EXPECT_GT(counts.at("USA"), 5800);
    EXPECT_EQ(answers.at(Vote::yes), 659'073);
    EXPECT_EQ(answers.at(Vote::abstain), 105'435);
    EXPECT_EQ(answers.at(Vote::no), 62'225);
    EXPECT_EQ(table("un_roll_calls").roll_calls.size(), 6203U);
    EXPECT_EQ(table("un_roll_call_issues").roll_call_issues.size(), 5745U);
}

TEST_F(RealTables, ChinasSeatWasTaiwansUntilOctober1971) {
    std::map<RollCallId, Year> year;
    std::map<RollCallId, std::string> date;
    for (const RollCallRecord& record : table("un_roll_calls").roll_calls) {
        year[record.id] = record.year;
        date[record.id] = record.date;
    }
    std::string last_of_taiwan = "0000";
    std::string first_of_china = "9999";
    for (const VoteRecord& record : table("un_votes").votes) {
        if (key(record.actor) == "TWN") last_of_taiwan = std::max(last_of_taiwan, date.at(record.roll_call));
        if (key(record.actor) == "CHN") first_of_china = std::min(first_of_china, date.at(record.roll_call));
    }
    EXPECT_LE(last_of_taiwan, "1971-10-31");
    EXPECT_GE(first_of_china, "1971-11-01");
}

TEST_F(RealTables, PublishedIdealPointsCountTheSameVotesAsTheVoteTable) {
    // The table was thinned by 5 %, so a state's votes lie a little below the published count, in every actor alike.
    std::map<std::string, double> votes;
    for (const VoteRecord& record : table("un_votes").votes) votes[key(record.actor)] += 1;
    std::set<std::string> with_points;
    for (const FigureRecord& record : table("ideal_points").figures) with_points.insert(key(record.actor));
    for (const std::string& actor : with_points) EXPECT_GT(votes[actor], 0) << actor;
    EXPECT_THAT(with_points, testing::SizeIs(199));
}

TEST_F(RealTables, NatoHadFifteenMembersIn1955) {
    const std::set<std::string> founders_and_later{"USA", "CAN", "GBR", "NLD", "BEL", "LUX", "FRA", "PRT",
                                                   "ITA", "NOR", "DNK", "ISL", "GRC", "TUR", "FRG"};
    EXPECT_EQ(members(agreement(table("cow_igo"), "cow_igo:nato"), 1955), founders_and_later);
    EXPECT_EQ(members(agreement(table("atop"), "atop:3180"), 1955), founders_and_later);
    EXPECT_EQ(agreement(table("atop"), "atop:3180").ended, std::nullopt);
    EXPECT_EQ(sign(agreement(table("atop"), "atop:3180"), "atop.defense"), "1949:1");
}

TEST_F(RealTables, BritainAndFranceWereAlliedAtDunkirk) {
    const auto& agreements = table("atop").agreements;
    const auto dunkirk = std::find_if(agreements.begin(), agreements.end(), [](const AgreementRecord& record) {
        return record.begun == Year{1947} && members(record, 1947) == std::set<std::string>{"FRA", "GBR"};
    });
    ASSERT_NE(dunkirk, agreements.end());
    EXPECT_EQ(sign(*dunkirk, "atop.defense").substr(0, 6), "1947:1");
}

TEST_F(RealTables, TheUnitedNationsHad51MembersBeforeTheyWereMany) {
    const AgreementRecord& un = agreement(table("cow_igo"), "cow_igo:un");
    EXPECT_EQ(un.begun, Year{1945});
    EXPECT_GT(members(un, 2014).size(), 190U);
    EXPECT_TRUE(members(un, 1950).contains("TWN") || members(un, 1950).contains("CHN"));
}

TEST_F(RealTables, FiguresAgreeWithTheirProducersPublications) {
    EXPECT_NEAR(figure(table("cow_nmc"), "cinc", "USA", 1945), 0.384, 0.005);  // Singer's index at its peak.
    EXPECT_NEAR(figure(table("sipri_milex"), "milex_usd", "USA", 2018), 648'798e6, 0.5e6);
    EXPECT_NEAR(figure(table("wb_gdp"), "gdp_usd", "USA", 2019) / 1e12, 21.4, 0.3);
    EXPECT_NEAR(figure(table("wb_population"), "population", "IND", 2020) / 1e9, 1.40, 0.02);
    EXPECT_NEAR(figure(table("cdiac_co2"), "co2_kt", "CHN", 2015) / 1e6, 9.7, 0.6);
    EXPECT_EQ(figure(table("polity5"), "polity2", "GBR", 1990), 10);
    EXPECT_NEAR(figure(table("maddison"), "population_maddison", "RUS", 1990) / 1e6, 289, 3);  // The Soviet Union.
    EXPECT_NEAR(figure(table("maddison"), "population_maddison", "RUS", 2000) / 1e6, 147, 2);  // Russia.
}

TEST_F(RealTables, NothingIsCountedTwiceInAYear) {
    for (const FoundTable& one : found().tables) {
        std::set<std::tuple<int, int, int>> seen;
        for (const FigureRecord& record : table(one.source).figures)
            ASSERT_TRUE(seen.emplace(record.series, record.actor.value(), record.year.value()).second)
                << one.source << ' ' << key(record.actor) << ' ' << record.year.value();
    }
    double world = 0;
    for (const FigureRecord& record : table("cdiac_co2").figures)
        if (record.year == Year{1980}) world += record.value;
    EXPECT_NEAR(world / 1e6, 19.0, 1.2);  // Gt CO2; Boden, Marland and Andres (2017): 5.3 GtC.
}

TEST_F(RealTables, NegativeEmissionsAreNoted) {
    ASSERT_EQ(table("cdiac_co2").report.changed.size(), 1U);
    EXPECT_LE(table("cdiac_co2").report.changed[0].count, 21);
}

TEST_F(RealTables, TradeAgreementsAreBaseTreatiesAndTheirDocuments) {
    const SourceTable& desta = table("desta");
    std::size_t num_founded = 0;
    for (const AgreementRecord& record : desta.agreements) {
        num_founded += record.document_of.empty();
        EXPECT_FALSE(record.parties.empty()) << record.id;
    }
    EXPECT_EQ(num_founded, 703U);
    EXPECT_EQ(skips(desta).at("a negotiation, not signed"), 82);
    const AgreementRecord& mercosur = agreement(desta, "desta:604");
    EXPECT_EQ(members(mercosur, 1995), (std::set<std::string>{"ARG", "BRA", "PRY", "URY"}));
    EXPECT_TRUE(members(mercosur, 2007).contains("VEN"));
    EXPECT_FALSE(members(mercosur, 2005).contains("VEN"));
}

TEST_F(RealTables, InformalOrganisationsKeepTheirMembersAndYears) {
    const SourceTable& informal = table("igo_informal");
    EXPECT_EQ(informal.agreements.size(), 227U);
    EXPECT_EQ(informal.report.rows_kept, 76'051);
    const SourceTable& iigo = table("iigo");
    std::set<std::string> ids;
    for (const AgreementRecord& record : iigo.agreements) {
        EXPECT_TRUE(ids.insert(record.id).second) << record.id;
        EXPECT_FALSE(members(record, 2017).contains("DDR")) << record.id;
    }
    EXPECT_EQ(iigo.agreements.size(), 143U);
    EXPECT_TRUE(members(agreement(iigo, "iigo:BRICS"), 2017).contains("ZAF"));
    EXPECT_TRUE(members(agreement(iigo, "iigo:BRICS"), 2012).empty());  // Nobody knows from this table who was in then.
}

}  // namespace
}  // namespace entente::sources
