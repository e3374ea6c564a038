// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/vote_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing_support::Folder;
using testing_support::thrown_by;

class VoteFiles : public ::testing::Test {
protected:
    VoteFile read(const std::string& text) { return read_vote_file(folder_.write("council.csv", text)); }
    std::string fault(const std::string& text) {
        return thrown_by([&] { (void)read(text); });
    }
    Folder folder_;
};

std::string as_text(const VoteFile& file) {
    std::string text;
    for (const VoteRecord& vote : file.votes)
        text += file.voters[static_cast<std::size_t>(vote.actor.value() - 1)] + ' ' +
                file.roll_calls[static_cast<std::size_t>(vote.roll_call.value() - 1)].resolution + ' ' +
                std::string(to_string(vote.vote)) + ", ";
    return text;
}

TEST_F(VoteFiles, ReadsALongTableInAnyOrderOfColumns) {
    const VoteFile file = read(
        "party,vote,roll_call,voter,year\n"
        "Left,yes,Budget,Zoë,1994\n"
        "Right,no,Budget,Adam,1994\n"
        "Left,abstain,Peace,Zoë,1993\n");
    EXPECT_THAT(file.voters, ElementsAre("Adam", "Zoë"));
    ASSERT_EQ(file.roll_calls.size(), 2U);
    EXPECT_EQ(file.roll_calls[0].resolution, "Peace") << "by year";
    EXPECT_EQ(file.roll_calls[1].year, Year{1994});
    EXPECT_EQ(as_text(file), "Zoë Peace abstain, Adam Budget no, Zoë Budget yes, ");
    EXPECT_THAT(file.weights, IsEmpty());
}

TEST_F(VoteFiles, TheOrderOfTheRowsDoesNotMatter) {
    const std::string header = "voter,roll_call,date,vote\n";
    const std::string a = "A,1,1999-01-02,yes\n";
    const std::string b = "B,1,1999-01-02,no\n";
    const std::string c = "A,2,1998-12-31,abstain\n";
    EXPECT_EQ(as_text(read(header + a + b + c)), as_text(read(header + c + b + a)));
}

TEST_F(VoteFiles, KnowsTheWordsOfAssemblies) {
    const VoteFile file = read(
        "voter,roll_call,year,vote\n"
        "a,1,2000,Aye\nb,1,2000,NAY\nc,1,2000, For \nd,1,2000,0\ne,1,2000,Abstention\n"
        "f,1,2000,absent\ng,1,2000,\nh,1,2000,NA\ni,1,2000,Not voting\n");
    EXPECT_EQ(as_text(file), "a 1 yes, b 1 no, c 1 yes, d 1 no, e 1 abstain, ");
    EXPECT_EQ(file.num_absent, 4);
    EXPECT_EQ(file.voters.size(), 9U) << "who never votes is still known";
}

TEST_F(VoteFiles, TakesWeightsAndDates) {
    const VoteFile file = read("voter,roll_call,date,vote,weight\nDEU,1,1999-01-02,yes,29\nLUX,1,1999-01-02,no,4.5\n");
    EXPECT_THAT(file.weights, ElementsAre(29, 4.5));
    EXPECT_EQ(file.roll_calls[0].date, "1999-01-02");
}

TEST_F(VoteFiles, KeepsARepeatedVoteOnceAndRefusesAContradiction) {
    EXPECT_EQ(read("voter,roll_call,year,vote\nA,1,2000,yes\nA,1,2000,aye\n").num_repeated, 1);
    EXPECT_THAT(fault("voter,roll_call,year,vote\nA,1,2000,yes\nB,1,2000,no\nA,1,2000,no\n"),
                HasSubstr("council.csv line 4, column 'vote': found 'no', expected one vote of a voter on a roll call; "
                          "line 2 says 'yes'"));
}

TEST_F(VoteFiles, SaysWhatIsWrongAndWhere) {
    EXPECT_THAT(fault("voter,roll_call,vote\nA,1,yes\n"), HasSubstr("year"));
    EXPECT_THAT(fault("voter,year,vote\nA,1,yes\n"), HasSubstr("roll_call"));
    EXPECT_THAT(fault("voter,roll_call,year,vote\nA,1,2000,maybe\n"),
                HasSubstr("council.csv line 2, column 'vote': found 'maybe', expected yes, no, abstain or absent"));
    EXPECT_THAT(fault("voter,roll_call,year,vote\nA,1,20OO,yes\n"), HasSubstr("line 2, column 'year': found '20OO'"));
    EXPECT_THAT(fault("voter,roll_call,year,vote\n,1,2000,yes\n"), HasSubstr("line 2, column 'voter'"));
    EXPECT_THAT(fault("voter,roll_call,year,vote\nA,1,2000,yes\nB,1,2001,yes\n"),
                HasSubstr("line 3, column 'year': found '2001', expected the same time for all rows of roll call '1'; "
                          "line 2 says 2000"));
    EXPECT_THAT(fault("voter,roll_call,year,vote,weight\nA,1,2000,yes,-1\n"), HasSubstr("a weight of at least 0"));
    EXPECT_THAT(fault("voter,roll_call,year,vote,weight\nA,1,2000,yes,inf\n"), HasSubstr("column 'weight'"));
}

TEST_F(VoteFiles, NamesTheNearestVoters) {
    const VoteFile file = read("voter,roll_call,year,vote\nAdenauer,1,1950,yes\nBrandt,1,1950,no\n");
    EXPECT_EQ(file.voter("Brandt"), ActorId{2});
    EXPECT_THAT(thrown_by([&] { (void)file.voter("Brand"); }), HasSubstr("Did you mean Brandt?"));
}

}  // namespace
}  // namespace entente::sources
