// SPDX-License-Identifier: Apache-2.0
#include "entente/brief/brief.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "brief/sample_answer.hpp"
#include "entente/attain/features.hpp"
#include "entente/brief/bibtex.hpp"
#include "entente/brief/features.hpp"

namespace entente::brief {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t occurrences(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

TEST(Brief, SaysWhatTheFiguresSay) {
    const std::string text = to_markdown(sample_inputs());
    // 62 %, range 31 to 84 %: between 52.5 and 77.5 the yardstick says `likely`.
    EXPECT_THAT(text,
                HasSubstr("It is likely (62 %, range 31 to 84 %) that all three reach binding rules in a multilateral "
                          "partnership within ten years."));
    EXPECT_THAT(text, HasSubstr("The United States and China already stand together in a bilateral partnership"));
    EXPECT_THAT(text, HasSubstr("US-China Dialogue"));
    EXPECT_THAT(text,
                HasSubstr("Need to have: 50 % is required, and the like-minded (the United States and France) carry "
                          "18 %. They lack 32 %; China would help to close the gap."));
    EXPECT_THAT(text, HasSubstr("the likeliest is regular practice in a multilateral partnership among all three: "
                                "almost certain (97 %), in "
                                "full view."));
    EXPECT_THAT(text, HasSubstr("As known at the end of 2012, looking ten years ahead."));
}

TEST(Brief, TheCaseAgainstIsComputed) {
    const std::string text = to_markdown(sample_inputs());
    EXPECT_THAT(text, HasSubstr("At the low end of its range it is 31 %, which is unlikely."));
    EXPECT_THAT(text, HasSubstr("Of the two nearest precedents, one did not last: FTAA (1994; failed 2005)."));
    EXPECT_THAT(
        text,
        HasSubstr("The rivalry between the United States and China weighs most: without it, the chance of something "
                  "new would be 17 %; with it, 12 %."));
    EXPECT_THAT(
        text,
        HasSubstr("Of the thirty squares, one rests on a few curated partnerships and 25 rest on nothing at all."));
    EXPECT_THAT(text, HasSubstr("The next step is in full view."));
    EXPECT_THAT(text, Not(HasSubstr("It is not needed.")));
}

TEST(Brief, TheCaseAgainstFollowsTheAnswer) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.matrix[index_of({Scope::multilateral, Depth::rules})].chance->low = .55;
    inputs.answer.comparables.pop_back();
    inputs.answer.movers.erase(inputs.answer.movers.begin());
    inputs.answer.next_step->visibility = .1;
    inputs.answer.need.shortfall = 0;
    const std::string text = to_markdown(inputs);
    EXPECT_THAT(text, Not(HasSubstr("reaches below the mark")));
    EXPECT_THAT(text, Not(HasSubstr("did not last")));
    EXPECT_THAT(text, Not(HasSubstr("The next step is in full view")));
    EXPECT_THAT(text, Not(HasSubstr("One obstacle")));
    EXPECT_THAT(text, HasSubstr("No single change would"));
    EXPECT_THAT(text, HasSubstr("It is not needed."));
}

TEST(Brief, DemandsStandBelowTheTitle) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.question.impact = .5;
    inputs.answer.question.must_not = {"RUS"};
    inputs.names.emplace("RUS", "Russia");
    EXPECT_THAT(to_markdown(inputs),
                HasSubstr("ten years ahead. Left out: Russia. A composition has to carry 50 % of the issue."));
}

TEST(Brief, NothingWithinReachIsSaid) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.question.threshold = .99;
    inputs.answer.frontier.clear();
    inputs.answer.matrix[0].chance.reset();
    inputs.answer.matrix[0].evidence = attain::CellEvidence::none;
    EXPECT_THAT(to_markdown(inputs),
                HasSubstr("Nothing among them reaches 99 %. What comes nearest: it is almost certain (97 %"));
    for (auto& cell : inputs.answer.matrix) cell.chance.reset();
    EXPECT_THAT(to_markdown(inputs), HasSubstr("Nothing that was known at the end of 2012 informs an answer."));
}

TEST(Brief, HtmlIsSelfContained) {
    const std::string page = to_html(sample_inputs());
    EXPECT_TRUE(page.starts_with("<!doctype html>"));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<link")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("@import")));
    EXPECT_THAT(page, HasSubstr("likely (62\u00a0%, range 31 to 84\u00a0%)"));
    EXPECT_EQ(occurrences(page, "<tr>"), 1 + kNumScopes);
    EXPECT_EQ(occurrences(page, "<td class=\"some"), 5U);
    EXPECT_EQ(occurrences(page, "<td class=\"none"), 25U);
    EXPECT_EQ(occurrences(page, "scope=\"col\""), kNumDepths);
}

TEST(Brief, EverythingIsEscaped) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.actors[1].name = "<script>alert('x')</script> | *France*";
    inputs.answer.question.issue_name = "A & B \"<b>\"";
    inputs.answer.provenance.caveats.push_back("[a](javascript:alert(1)) `code`");
    const std::string page = to_html(inputs);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<b>\"")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(page, HasSubstr("Open Skies &lt;1992&gt;"));
    const std::string text = to_markdown(inputs);
    EXPECT_THAT(text, HasSubstr("\\<script\\>"));
    EXPECT_THAT(text, HasSubstr("\\[a\\](javascript"));
    EXPECT_THAT(text, HasSubstr("\\| \\*France\\*"));
}

TEST(Brief, TheFrontierRunsRoundWhatIsWithinReach) {
    const std::string page = to_html(sample_inputs());
    // bilateral practice stands alone in its row; multilateral practice and rules are cleared, interests is unknown.
    EXPECT_THAT(page, HasSubstr("<td class=\"some t l r\" style=\"background:rgb(20,76,140);color:#fff\">"));
    EXPECT_THAT(page, HasSubstr("<td class=\"some b l r\""));
    EXPECT_THAT(page, HasSubstr("<td class=\"some t b l r\""));
    EXPECT_EQ(occurrences(page, "title=\"on the frontier\""), 2U);
}

TEST(Brief, TheSameAnswerGivesTheSameBytes) {
    EXPECT_EQ(to_html(sample_inputs()), to_html(sample_inputs()));
    EXPECT_EQ(to_markdown(sample_inputs()), to_markdown(sample_inputs()));
}

TEST(Brief, AnEmptyAnswerIsStillABrief) {
    BriefInputs inputs;
    for (const Cell cell : all_cells()) inputs.answer.matrix.push_back({.cell = cell});
    EXPECT_THAT(to_html(inputs), HasSubstr("</html>"));
    EXPECT_FALSE(to_markdown(inputs).empty());
}

TEST(Brief, AGroupIsNamedAsItWasAskedAbout) {
    BriefInputs inputs = sample_inputs();
    inputs.asked = {{.kind = AskedItem::Kind::members, .key = "G7"}};
    inputs.names.emplace("G7", "Group of Seven");
    EXPECT_THAT(to_markdown(inputs),
                HasSubstr("# Climate change: what the members of the Group of Seven can do together"));
    inputs.asked = {{.kind = AskedItem::Kind::world}};
    EXPECT_THAT(to_markdown(inputs), HasSubstr("what every living state can do together"));
}

TEST(Brief, ManyActorsAreCountedAndNamedAsTheyWereAskedAbout) {
    BriefInputs inputs = sample_inputs();
    inputs.asked = {{.kind = AskedItem::Kind::members, .key = "G7"}, {.key = "CHN"}};
    inputs.names.emplace("G7", "Group of Seven");
    for (int k = 0; k < 5; ++k)
        inputs.answer.actors.push_back({.id = ActorId{900 + k}, .key = fmt::format("S{}", k), .name = "A state"});
    const std::string text = to_markdown(inputs);
    EXPECT_THAT(text, HasSubstr("# Climate change: what eight actors can do together"));
    EXPECT_THAT(text, HasSubstr("Asked about: the members of the Group of Seven and China."));
}

TEST(Brief, EveryFeatureOfTheModelsHasWords) {
    for (const attain::FeatureInfo& info : attain::kDyadFeatures) {
        std::string name(info.name);
        std::ranges::replace(name, '_', ' ');
        EXPECT_NE(feature_words(info.name), name);
    }
    EXPECT_EQ(feature_words("new_thing"), "new thing");
    EXPECT_TRUE(is_plain_feature("log_distance"));
    EXPECT_FALSE(is_plain_feature("area_trade"));
    EXPECT_FALSE(is_plain_feature("new_thing"));
}

TEST(Brief, WhatTheyShareIsNamedOnceEach) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.together.bonds = {{.id = "g20", .name = "Group of Twenty", .since = Year{1999}}};
    inputs.answer.together.foundings = {{.family = Family::formal, .chance = {.06, .03, .13}}};
    EXPECT_THAT(to_markdown(inputs),
                HasSubstr("All three already stand together in the Group of Twenty (since 1999). There is a remote "
                          "chance (6 %, range 3 to 13 %) that all three found something new together within ten "
                          "years."));
    inputs.answer.together.bonds.push_back({.id = "kp", .name = "Kimberley Process", .since = Year{2000}});
    inputs.answer.together.bonds.push_back({.id = "x", .name = "X", .since = Year{2001}});
    EXPECT_THAT(to_markdown(inputs), HasSubstr("stand together in three bodies, among them the Group of Twenty (since "
                                               "1999) and the Kimberley Process (since 2000)."));
}

TEST(Brief, ATieIsToldWithItsChance) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.movers = {{.kind = "tie",
                             .who = {"USA", "CHN"},
                             .before = .05,
                             .after = .1,
                             .text = "USA and CHN have no trade agreement. With a trade agreement: all of them "
                                     "together 10 % instead of 5 %."}};
    EXPECT_THAT(to_markdown(inputs),
                HasSubstr("The United States and China have no trade agreement. With a trade agreement, the chance "
                          "that all three found something new together would be 10 % instead of 5 %."));
}

TEST(Brief, OneMoreActorThatMakesItHarderIsNoNews) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.movers = {{.kind = "actor_in", .who = {"RUS"}, .before = .2, .after = .1}};
    EXPECT_THAT(to_markdown(inputs), HasSubstr("No single change would"));
}

TEST(Brief, TheRateOfAFormSaysNothingForTheseActors) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.frontier = {{{Scope::plurilateral, Depth::interests}, .12, {"USA", "CHN", "FRA"}}};
    inputs.answer.matrix[index_of({Scope::plurilateral, Depth::interests})].lift = 1;
    const std::string text = to_markdown(inputs);
    EXPECT_THAT(text, HasSubstr("It does not depend on who takes part"));
    EXPECT_THAT(text, Not(HasSubstr("1.0 times")));
}

TEST(Brief, AYearStandsOnceBesideAPrecedent) {
    BriefInputs inputs = sample_inputs();
    inputs.answer.comparables[0].name = "Alliance of A and B (1992)";
    EXPECT_THAT(to_markdown(inputs), HasSubstr("Alliance of A and B (1992; stands)"));
    inputs.answer.comparables[0].name = "Talks (negotiation)";
    EXPECT_THAT(to_markdown(inputs), HasSubstr("Talks (negotiation; 1992; stands)"));
}

TEST(Bibtex, TakesACitationApartAndEscapes) {
    EXPECT_EQ(bibtex_entry("k", "A & B_c. 2013. \"T, 1815-1944.\" Journal 5: 1-2.", "n", "https://e.org/a_b"),
              "@misc{k,\n  author = {{A \\& B\\_c}},\n  title = {T, 1815-1944},\n  year = {2013},\n"
              "  howpublished = {Journal 5: 1-2.},\n  note = {n},\n  url = {https://e.org/a_b}\n}\n");
    EXPECT_EQ(bibtex_entry("k", "Treaty of Rome, 25 March 1957", "", ""),
              "@misc{k,\n  title = {Treaty of Rome, 25 March 1957},\n  year = {1957}\n}\n");
    EXPECT_EQ(bibtex_entry("k", "No year", "", ""), "@misc{k,\n  title = {No year}\n}\n");
}

TEST(Bibtex, PartsAuthors) {
    const auto authors = [](std::string_view text) {
        const std::string entry = bibtex_entry("k", std::string(text) + ". 2002. T. Rest.", "", "");
        const std::size_t begin = entry.find("author = {") + 10;
        return entry.substr(begin, entry.find("},\n") - begin);
    };
    EXPECT_EQ(authors("Leeds, Brett Ashley, Jeffrey M. Ritter and Andrew G. Long"),
              "Leeds, Brett Ashley and Jeffrey M. Ritter and Andrew G. Long");
    EXPECT_EQ(authors("Hefner, M., and G. Marland"), "Hefner, M. and G. Marland");
    EXPECT_EQ(authors("Coppedge, Michael, et al"), "Coppedge, Michael and others");
    EXPECT_EQ(authors("Eilstrup-Sangiovanni, Mette"), "Eilstrup-Sangiovanni, Mette");
}

}  // namespace
}  // namespace entente::brief
