// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/base/error.hpp"
#include "entente/registry/overlay.hpp"

namespace entente::registry {
namespace {

using testing::Contains;
using testing::HasSubstr;

CuratedRegistry overlay(const std::string& text) {
    static const std::vector<Actor> actors = test::actors();
    static const std::vector<Issue> issues{Issue{.id = "security"}};
    static const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    static const std::vector<std::string> citations{"treaty"};
    const std::vector<RegistryText> files{{"mine.toml", text}};
    return parse_curated(
        files, {.actors = actors, .issues = issues, .codebook = codebook, .citations = citations, .is_overlay = true});
}

std::vector<Partnership> base() {
    return {{.id = "pact",
             .name = "A pact",
             .depth = Depth::rules,
             .label = "strategic",
             .begun = Year{1950},
             .evidence = {{"practice.meetings", Depth::practice, true, Year{1950}, "treaty", ""},
                          {"rules.treaty", Depth::rules, true, Year{1950}, "treaty", ""}},
             .sources = {"curated:treaty"}}};
}

constexpr const char* kDisagreement = R"toml(
[[correction]]
partnership = "pact"
reason = "The text was never ratified."
label = "none"
[[correction.evidence]]
sign = "rules.treaty"
value = false
from = 1950
cite = "treaty"
)toml";

TEST(Overlay, DisagreesWithACodingAndSaysWhy) {
    auto partnerships = base();
    const auto notes = lay_over(partnerships, overlay(kDisagreement));
    EXPECT_EQ(partnerships[0].depth, Depth::practice);
    EXPECT_EQ(partnerships[0].label, "none");
    EXPECT_THAT(partnerships[0].sources, Contains("overlay:mine.toml"));
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].what, "label, rules.treaty");
    EXPECT_EQ(notes[0].reason, "The text was never ratified.");
}

TEST(Overlay, AddsAnEntryOfItsOwn) {
    auto partnerships = base();
    const auto notes = lay_over(partnerships, overlay(R"toml(
[[partnership]]
id = "club"
name = "A club"
scope = "bilateral"
family = "other"
issues = ["security"]
label = "none"
begun = 1990
status = "active"
confidence = "sure"
sources = ["treaty"]
parties = [{ actor = "USA", from = 1990, role = "member" }, { actor = "GBR", from = 1990, role = "member" }]
)toml"));
    ASSERT_EQ(partnerships.size(), 2U);
    EXPECT_EQ(partnerships[0].id, "club");
    EXPECT_EQ(notes[0].what, "added");
}

TEST(Overlay, NeedsAReasonAndAKnownPartnership) {
    auto partnerships = base();
    try {
        (void)lay_over(partnerships, overlay("[[correction]]\npartnership = \"pcat\"\nreason = \"a slip\"\n"
                                             "[[correction]]\npartnership = \"pact\"\n"));
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("mine.toml line 4 column 1: 'reason' is missing"));
    }
    try {
        (void)lay_over(partnerships, overlay("[[correction]]\npartnership = \"pcat\"\nreason = \"a slip\"\n"));
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("mine.toml line 1 column 1: no partnership 'pcat'. Nearest: pact"));
    }
    EXPECT_EQ(partnerships[0].depth, Depth::rules) << "nothing was changed";
}

TEST(Overlay, ShippedFilesMayNotHoldCorrections) {
    const std::vector<RegistryText> files{{"shipped.toml", kDisagreement}};
    const auto actors = test::actors();
    const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    const auto registry = parse_curated(files, {.actors = actors, .issues = {}, .codebook = codebook});
    EXPECT_THAT(describe(registry.faults), HasSubstr("unknown field 'correction'"));
}

}  // namespace
}  // namespace entente::registry
