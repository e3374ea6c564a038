// SPDX-License-Identifier: Apache-2.0
#include "../../src/brief/words.hpp"

#include <gtest/gtest.h>

#include "brief/sample_answer.hpp"

namespace entente::brief {
namespace {

TEST(Words, LikelihoodFollowsTheYardstick) {
    // The yardstick's own bands: up to 5, 10-20, 25-35, 40-50, 55-75, 80-90, 95 and more per cent.
    EXPECT_EQ(likelihood(0), "a remote chance");
    EXPECT_EQ(likelihood(.05), "a remote chance");
    EXPECT_EQ(likelihood(.10), "highly unlikely");
    EXPECT_EQ(likelihood(.20), "highly unlikely");
    EXPECT_EQ(likelihood(.25), "unlikely");
    EXPECT_EQ(likelihood(.35), "unlikely");
    EXPECT_EQ(likelihood(.40), "a realistic possibility");
    EXPECT_EQ(likelihood(.50), "a realistic possibility");
    EXPECT_EQ(likelihood(.55), "likely");
    EXPECT_EQ(likelihood(.75), "likely");
    EXPECT_EQ(likelihood(.80), "highly likely");
    EXPECT_EQ(likelihood(.90), "highly likely");
    EXPECT_EQ(likelihood(.95), "almost certain");
    EXPECT_EQ(likelihood(1), "almost certain");
}

TEST(Words, PercentNeverRoundsToImpossibleOrCertain) {
    EXPECT_EQ(percent(0), "0 %");
    EXPECT_EQ(percent(.0001), "under 1 %");
    EXPECT_EQ(percent(.9999), "over 99 %");
    EXPECT_EQ(percent(1), "100 %");
    EXPECT_EQ(percent(.125), "13 %");
    EXPECT_EQ(likely_that({.001, .0001, .004}, "it rains"), "There is a remote chance (under 1 %) that it rains.");
}

TEST(Words, NamesTakeTheirArticles) {
    EXPECT_EQ(with_article("United States"), "the United States");
    EXPECT_EQ(with_article("European Union"), "the European Union");
    EXPECT_EQ(with_article("Netherlands"), "the Netherlands");
    EXPECT_EQ(with_article("India"), "India");
}

TEST(Words, AChanceIsASentence) {
    EXPECT_EQ(likely_that({.66, .34, .93}, "it rains"), "It is likely (66 %, range 34 to 93 %) that it rains.");
    EXPECT_EQ(likely_that({.45, .2, .7}, "it rains"),
              "There is a realistic possibility (45 %, range 20 to 70 %) that it rains.");
}

TEST(Words, BodiesTakeTheArticle) {
    EXPECT_EQ(partnership_with_article("Kimberley Process"), "the Kimberley Process");
    EXPECT_EQ(partnership_with_article("Group of Twenty"), "the Group of Twenty");
    EXPECT_EQ(partnership_with_article("EU-India strategic partnership"), "the EU-India strategic partnership");
    EXPECT_EQ(partnership_with_article("New START"), "New START");
}

TEST(Words, LongListsAreCutShort) {
    const BriefInputs inputs = sample_inputs();
    const std::vector<std::string> keys{"A", "B", "C", "D", "E", "F", "G", "H", "I"};
    EXPECT_EQ(NameBook(inputs).actors(keys), "A, B, C, D, E, F and three others");
    const std::vector<std::string> two{"USA", "CHN"};
    EXPECT_EQ(NameBook(inputs).among(two), "between the United States and China");
}

TEST(Words, KeysBecomeNamesWhereTheyStandAlone) {
    const BriefInputs inputs = sample_inputs();
    const NameBook names(inputs);
    EXPECT_EQ(names.spelled_out("USA, CHN: rivals."), "The United States, China: rivals.");
    EXPECT_EQ(names.spelled_out("the USA-CHN deal"), "The USA-CHN deal");
    EXPECT_EQ(names.actor("XYZ"), "XYZ");
}

}  // namespace
}  // namespace entente::brief
