// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/texts.hpp"

#include <gtest/gtest.h>

namespace entente::norms {
namespace {

RollCallRecord record(int id, int session, std::string title, std::string text, std::string resolution = {}) {
    RollCallRecord result;
    result.id = RollCallId{id};
    result.session = session;
    result.title = std::move(title);
    result.text = std::move(text);
    result.resolution = std::move(resolution);
    return result;
}

TEST(ReadableTitle, TrailersAndCodeWordsGoAway) {
    EXPECT_EQ(readable_title(record(1, 70, "The right to food : resolution / adopted by the General Assembly", "")),
              "The right to food");
    EXPECT_EQ(readable_title(record(2, 30, "KOREA, TROOPS", "To call for the withdrawal of troops from Korea.")),
              "To call for the withdrawal of troops from Korea");
}

TEST(ReadableTitle, MinutesGiveTheTitleTheyQuoteLast) {
    EXPECT_EQ(readable_title(record(1, 54, "",
                                    "The Acting President: Draft resolution C is entitled_Dumping of wastes<d3>. Draft "
                                    "resolution D is entitled_Nuclear disarmament<d3>. A recorded vote is requested.",
                                    "R/54/54D")),
              "Nuclear disarmament");
    EXPECT_EQ(readable_title(record(
                  2, 56, "", "The President: We turn to the text entitled \"Human rights in Iraq\". A", "R/56/1")),
              "Human rights in Iraq");
}

TEST(ReadableTitle, MinutesWithoutATitleGiveTheResolutionsNumber) {
    EXPECT_EQ(readable_title(
                  record(1, 54, "", "The Acting President: I shall now put to the vote paragraph 9. A", "R/54/54D")),
              "Resolution 54/54D");
    EXPECT_EQ(readable_title(record(2, 54, "", "The President: a text entitled _without an end", "")), "Untitled");
}

TEST(ReadableTitle, AVoteOnAParagraphIsCalledAfterItsResolution) {
    const std::vector<RollCallRecord> records{
        record(1, 54, "", "The Acting President: I shall now put to the vote paragraph 9. A", "R/54/54D"),
        record(2, 54, "Nuclear disarmament", "", "R/54/54D"),
        record(3, 54, "", "The Acting President: I shall now put to the vote paragraph 2. A", "R/54/60"),
    };
    EXPECT_EQ(readable_titles(records), (std::vector<std::string>{"Separate vote on: Nuclear disarmament",
                                                                  "Nuclear disarmament", "Resolution 54/60"}));
}

TEST(SpeaksOf, AllWordsInAnyCaseAndOrder) {
    EXPECT_TRUE(speaks_of("Non-use of FORCE in relations between states", "use of force"));
    EXPECT_FALSE(speaks_of("Use of mercenaries", "use of force"));
}

TEST(NumberTexts, ATextThatIsPutAgainKeepsItsNumber) {
    const std::vector<RollCallRecord> records{
        record(1, 60, "Prohibition of nuclear weapons tests everywhere", ""),
        record(2, 60, "Rights of the child worldwide", ""),
        record(3, 61, "Prohibition of nuclear weapons tests everywhere : resolution", ""),
        record(4, 75, "Prohibition of nuclear weapons tests everywhere", ""),  // fourteen sessions later: a new text
    };
    EXPECT_EQ(number_texts(records), (std::vector<std::uint32_t>{0, 1, 0, 2}));
}

TEST(NumberTexts, WithoutWordsNothingIsRepeated) {
    const std::string minutes = "The President: I shall now put to the vote paragraph 9. A";
    const std::vector<RollCallRecord> records{record(1, 60, "", minutes), record(2, 61, "", minutes)};
    EXPECT_EQ(number_texts(records), (std::vector<std::uint32_t>{0, 1}));
}

TEST(AlikeTexts, EarlierOnesInLikeWordsAreWeighedByTheirOverlap) {
    const auto roll_call = [](int id, int year, const char* title) {
        RollCallRecord record{.id = RollCallId{id}, .session = year - 1945, .year = Year{year}};
        record.title = title;
        return record;
    };
    const std::vector<RollCallRecord> records{
        roll_call(1, 1990, "Nuclear tests underground"), roll_call(2, 1992, "Fisheries"),
        roll_call(3, 1994, "Nuclear tests atmosphere"), roll_call(4, 2006, "Nuclear tests atmosphere")};
    std::vector<const RollCallRecord*> in_order;
    for (const RollCallRecord& record : records) in_order.push_back(&record);
    const auto alike = alike_texts(in_order, 15);
    EXPECT_TRUE(alike[0].empty());
    EXPECT_TRUE(alike[1].empty());
    ASSERT_EQ(alike[2].size(), 1U);
    EXPECT_EQ(alike[2][0].place, 0U);
    EXPECT_DOUBLE_EQ(alike[2][0].overlap, 0.5) << "two of four words";
    ASSERT_EQ(alike[3].size(), 1U) << "1990 is too long ago";
    EXPECT_DOUBLE_EQ(alike[3][0].overlap, 1);
}

}  // namespace
}  // namespace entente::norms
