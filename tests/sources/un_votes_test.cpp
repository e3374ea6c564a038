// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing_support::Folder;
using testing_support::import_source;
using testing_support::key;
using testing_support::skips;
using testing_support::thrown_by;

constexpr const char* kRollCalls =
    "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
    "1,2,0,1947-11-29,R/2/181,1,0,PALESTINE,\"TO ADOPT THE PLAN, IN PARTS\"\n"
    "874,18,,1963-12-11,R/18/1979,,,\"KOREA, QUESTION OF\",\n"
    "3000,30,1,1975-11-10,R/30/3379,0,0,ZIONISM,TEXT\n"
    "6000,74,,2019-12-18,R/74/1,,,LAST,TEXT\n";

class UnVotes : public ::testing::Test {
protected:
    UnVotes() { folder_.write("un_roll_calls.csv", kRollCalls); }
    SourceTable votes(const std::string& rows) {
        folder_.write("un_votes.csv", "rcid,country,country_code,vote\n" + rows);
        return import_source(folder_, "un_votes");
    }
    SourceTable issues(const std::string& rows) {
        folder_.write("un_roll_call_issues.csv", "rcid,short_name,issue\n" + rows);
        return import_source(folder_, "un_roll_call_issues");
    }
    Folder folder_;
};

TEST_F(UnVotes, RollCallsKeepDatesTextsAndTheImportantFlagWhereItIsCoded) {
    const SourceTable table = import_source(folder_, "un_roll_calls");
    ASSERT_EQ(table.roll_calls.size(), 4U);
    const RollCallRecord& first = table.roll_calls[0];
    EXPECT_EQ(first.id, RollCallId{1});
    EXPECT_EQ(first.session, 2);
    EXPECT_EQ(first.year, Year{1947});
    EXPECT_EQ(first.date, "1947-11-29");
    EXPECT_EQ(first.resolution, "R/2/181");
    EXPECT_EQ(first.text, "TO ADOPT THE PLAN, IN PARTS");
    EXPECT_EQ(first.is_important, false);
    EXPECT_EQ(table.roll_calls[1].is_important, std::nullopt);
    EXPECT_EQ(table.roll_calls[2].is_important, true);
    EXPECT_EQ(table.source.citation.substr(0, 7), "Voeten,");
}

TEST_F(UnVotes, StatesAreFoundByNameAsOfTheDayOfTheVote) {
    const SourceTable table = votes(
        "1,Taiwan,TW,yes\n1,Russia,RU,yes\n1,Yugoslavia,YU,abstain\n874,Zanzibar,,yes\n"
        "3000,Federal Republic of Germany,,no\n3000,Yemen Arab Republic,,yes\n3000,Yemen People's Republic,YD,yes\n"
        "3000,German Democratic Republic,DD,yes\n6000,Namibia,NA,yes\n6000,Yugoslavia,YU,yes\n6000,Germany,DE,no\n"
        "6000,Congo - Kinshasa,CD,yes\n6000,Côte d’Ivoire,CI,yes\n");
    std::vector<std::pair<int, std::string>> found;
    for (const VoteRecord& record : table.votes) found.emplace_back(record.roll_call.value(), key(record.actor));
    EXPECT_THAT(found, ElementsAre(Pair(1, "TWN"), Pair(1, "RUS"), Pair(1, "SRB"), Pair(874, "ZAN"), Pair(3000, "FRG"),
                                   Pair(3000, "YAR"), Pair(3000, "YPR"), Pair(3000, "DDR"), Pair(6000, "NAM"),
                                   Pair(6000, "SRB"), Pair(6000, "DEU"), Pair(6000, "COD"), Pair(6000, "CIV")));
    EXPECT_EQ(table.votes[2].vote, Vote::abstain);
    EXPECT_EQ(table.votes[4].vote, Vote::no);
    EXPECT_EQ(table.report.rows_read, 13);
    EXPECT_EQ(table.report.rows_kept, 13);
}

TEST_F(UnVotes, VoteOfMaybeIsRefused) {
    EXPECT_EQ(
        thrown_by([&] { votes("1,United States,US,yes\n1,Canada,CA,maybe\n"); }),
        "bad_input: importing un_votes: un_votes.csv line 3, column 'vote': found 'maybe', expected yes, abstain or "
        "no | ");
}

TEST_F(UnVotes, UnknownStateIsRefusedWithTheNearestNames) {
    EXPECT_THAT(
        thrown_by([&] { votes("1,Untied States,XX,yes\n"); }),
        AllOf(HasSubstr("un_votes.csv line 2, column 'country': found 'Untied States', expected an actor that is "
                        "known in 1947"),
              HasSubstr("United States (USA)"), HasSubstr("not_actors.csv")));
}

TEST_F(UnVotes, SameVoteTwiceIsCountedAndAnotherVoteIsRefused) {
    EXPECT_THAT(skips(votes("1,United States,US,yes\n1,Canada,CA,no\n1,United States,US,yes\n")),
                ElementsAre(Pair("duplicate of an earlier row", 1)));
    EXPECT_THAT(
        thrown_by([&] { votes("1,United States,US,yes\n1,Canada,CA,no\n1,United States,US,no\n"); }),
        HasSubstr("un_votes.csv line 4, column 'vote': found 'no', expected one vote a state and roll call; line 2 "
                  "says 'yes'"));
}

TEST_F(UnVotes, VoteInAnUnknownRollCallIsRefused) {
    EXPECT_THAT(thrown_by([&] { votes("77,Canada,CA,yes\n"); }),
                HasSubstr("column 'rcid': found '77', expected a roll call that stands in un_roll_calls"));
}

TEST_F(UnVotes, IssuesAreKeptOnceARollCall) {
    const SourceTable table = issues(
        "1,me,Palestinian conflict\n3000,me,Palestinian conflict\n3000,hr,Human rights\n"
        "1,me,Palestinian conflict\n");
    ASSERT_EQ(table.roll_call_issues.size(), 3U);
    EXPECT_EQ(table.roll_call_issues[2].roll_call, RollCallId{3000});
    EXPECT_EQ(table.roll_call_issues[2].issue, "hr");
    EXPECT_THAT(skips(table), ElementsAre(Pair("duplicate of an earlier row", 1)));
    EXPECT_THAT(thrown_by([&] { issues("5,me,x\n"); }), HasSubstr("stands in un_roll_calls"));
}

TEST_F(UnVotes, DatesOutOfRangeAreRefused) {
    folder_.write("un_roll_calls.csv",
                  "rcid,session,importantvote,date,unres,amend,para,short,descr\n1,2,0,20199-1-1,R,1,0,A,B\n");
    EXPECT_THAT(thrown_by([&] { import_source(folder_, "un_roll_calls"); }),
                HasSubstr("column 'date': found '20199-1-1', expected a date like 1963-12-09"));
}

TEST_F(UnVotes, RollCallTwiceIsRefused) {
    folder_.write("un_roll_calls.csv", std::string(kRollCalls) + "1,2,0,1947-11-29,R,1,0,A,B\n");
    EXPECT_THAT(thrown_by([&] { import_source(folder_, "un_roll_calls"); }),
                HasSubstr("line 6, column 'rcid': found '1', expected one row a roll call; line 2 has it too"));
}

}  // namespace
}  // namespace entente::sources
