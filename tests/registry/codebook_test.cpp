// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/base/error.hpp"

namespace entente::registry {
namespace {

using testing::HasSubstr;

const Codebook& codebook() {
    static const Codebook book = parse_codebook(test::kCodebook, "test.toml");
    return book;
}

AgreementRecord record(std::string id, std::vector<SignRecord> signs) {
    return {.id = std::move(id), .begun = Year{1950}, .signs = std::move(signs)};
}

const Evidence* find(const std::vector<Evidence>& evidence, std::string_view sign, bool is_present) {
    for (const Evidence& e : evidence)
        if (e.sign == sign && e.is_present == is_present) return &e;
    return nullptr;
}

TEST(Codebook, ColumnAboveItsThresholdIsSeenSinceItsYear) {
    const auto evidence = evidence_of(record("pacts:1", {{"pacts.organ", 2, Year{1955}}}), codebook());
    const Evidence* meetings = find(evidence, "practice.meetings", true);
    ASSERT_TRUE(meetings);
    EXPECT_EQ(meetings->since, Year{1955});
    EXPECT_EQ(meetings->citation, "pacts.organ");
    EXPECT_EQ(meetings->depth, Depth::practice);
}

TEST(Codebook, ColumnAtZeroIsAnObservedAbsence) {
    const auto evidence = evidence_of(record("pacts:1", {{"pacts.organ", 0, Year{1950}}}), codebook());
    EXPECT_TRUE(find(evidence, "practice.meetings", false));
    EXPECT_FALSE(find(evidence, "practice.meetings", true));
}

TEST(Codebook, WhatATableDoesNotHoldHasNoEvidence) {
    EXPECT_TRUE(evidence_of(record("pacts:1", {}), codebook()).empty());
}

TEST(Codebook, AbsenceNeedsEveryColumnOfTheGroup) {
    const auto half = evidence_of(record("pacts:1", {{"pacts.defense", 0, Year{1950}}}), codebook());
    EXPECT_FALSE(find(half, "rules.active_obligation", false));
    const auto whole = evidence_of(
        record("pacts:1", {{"pacts.defense", 0, Year{1950}}, {"pacts.offense", 0, Year{1950}}}), codebook());
    EXPECT_TRUE(find(whole, "rules.active_obligation", false));
}

TEST(Codebook, CountedColumnsDateFromTheOneThatFillsTheCount) {
    const auto evidence = evidence_of(
        record("deals:1",
               {{"deals.X1.long.name", 1, Year{1960}}, {"deals.X2", 0, Year{1950}}, {"deals.X3", 1, Year{1970}}}),
        codebook());
    const Evidence* rights = find(evidence, "values.rights", true);
    ASSERT_TRUE(rights);
    EXPECT_EQ(rights->since, Year{1970});
    const auto one = evidence_of(
        record("deals:2", {{"deals.X1", 1, Year{1960}}, {"deals.X2", 0, Year{1950}}, {"deals.X3", 0, Year{1950}}}),
        codebook());
    EXPECT_TRUE(find(one, "values.rights", false)) << "one of two is not enough, and all were looked at";
}

TEST(Codebook, LongerColumnNamesMatchOnlyAfterADot) {
    const auto evidence =
        evidence_of(record("deals:1", {{"deals.X11", 1, Year{1960}}, {"deals.X2", 1, Year{1950}}}), codebook());
    EXPECT_FALSE(find(evidence, "values.rights", true));
}

TEST(Codebook, AbsenceThatEndsStandsBesideTheLaterPresence) {
    const auto evidence = evidence_of(record("clubs:1", {{"clubs.treaty_year", 1994, Year{1994}}}), codebook());
    EXPECT_EQ(find(evidence, "rules.treaty", false)->since, Year{1950});
    EXPECT_EQ(find(evidence, "rules.treaty", true)->since, Year{1994});
}

TEST(Codebook, DepthReadingTellsNotReachedFromNotKnown) {
    Partnership club{.id = "clubs:1"};
    club.evidence = evidence_of(record("clubs:1", {{"clubs.treaty_year", 1994, Year{1994}}}), codebook());
    const auto depth = [&](Year year, Depth d) { return read_depth(club, year)[static_cast<std::size_t>(d)]; };
    EXPECT_EQ(depth(Year{1949}, Depth::practice), std::nullopt);
    EXPECT_EQ(depth(Year{1990}, Depth::practice), true);
    EXPECT_EQ(depth(Year{1990}, Depth::interests), std::nullopt) << "no sign of interests can be seen in this table";
    EXPECT_EQ(depth(Year{1990}, Depth::rules), false);
    EXPECT_EQ(depth(Year{1990}, Depth::values), std::nullopt);
    EXPECT_EQ(depth(Year{1994}, Depth::rules), true);
    EXPECT_EQ(depth(Year{1994}, Depth::interests), true) << "a deeper step claims the shallower ones";
}

TEST(Codebook, ListsAllFaultsOfAFileWithTheirLines) {
    try {
        (void)parse_codebook("edition = \"1\"\n[[sign]]\nid = \"rules.x\"\ndepth = \"ruels\"\nquestoin = \"?\"\n",
                             "book.toml");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("book.toml line 4"));
        EXPECT_THAT(error.what(), HasSubstr("'depth' is 'ruels'; expected one of practice, interests"));
        EXPECT_THAT(error.what(), HasSubstr("line 5 column 1: unknown field 'questoin'. Nearest: question"));
        EXPECT_THAT(error.what(), HasSubstr("'definition' is missing"));
    }
}

TEST(Codebook, ShippedCodebookCoversEveryStepAndWhatAttainCounts) {
    const Codebook shipped = parse_codebook(test::read(test::data_file("codebook/depth.toml")), "depth.toml");
    for (const Depth depth : all_values<Depth>())
        EXPECT_TRUE(std::any_of(shipped.signs.begin(), shipped.signs.end(), [&](const DepthSign& sign) {
            return sign.depth == depth;
        })) << to_string(depth);
    EXPECT_TRUE(shipped.find("rules.active_obligation"));
    for (const DepthSign& sign : shipped.signs)
        EXPECT_TRUE(sign.depth < Depth::identity || sign.shown_by.empty()) << sign.id << ": no table shows it";
    EXPECT_EQ(shipped.abouts.size(), 4U);
}

TEST(Codebook, ShippedRulesReadAnAllianceAsItsCodersMeant) {
    const Codebook shipped = parse_codebook(test::read(test::data_file("codebook/depth.toml")), "depth.toml");
    AgreementRecord pact{.id = "atop:9", .family = Family::alliance, .begun = Year{1950}};
    for (const auto& [column, value] : std::initializer_list<std::pair<const char*, double>>{
             {"defense", 0}, {"offense", 0}, {"nonagg", 1}, {"consul", 1}, {"organ1", 0}, {"milcon", 0}, {"medarb", 0}})
        pact.signs.push_back({std::string("atop.") + column, value, Year{1950}});
    Partnership partnership{.id = pact.id};
    partnership.evidence = evidence_of(pact, shipped);
    const DepthReading reading = read_depth(partnership, Year{1950});
    EXPECT_EQ(reading[static_cast<std::size_t>(Depth::interests)], true);
    EXPECT_EQ(reading[static_cast<std::size_t>(Depth::rules)], false);
    EXPECT_EQ(reading[static_cast<std::size_t>(Depth::values)], std::nullopt);
}

}  // namespace
}  // namespace entente::registry
