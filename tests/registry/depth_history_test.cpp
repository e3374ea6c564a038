// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/registry/depth_history.hpp"

namespace entente::registry {
namespace {

using test::party;
using testing::ElementsAre;

Evidence finding(std::string sign, Depth depth, int since, bool is_present = true) {
    return {.sign = std::move(sign), .depth = depth, .is_present = is_present, .since = Year{since}};
}

Partnership pact() {
    return {
        .id = "pact",
        .begun = Year{1950},
        .parties = {party(2, 1950), party(200, 1950)},
        .evidence = {finding("practice.meetings", Depth::practice, 1950), finding("rules.treaty", Depth::rules, 1960)}};
}

std::vector<int> first_years(const std::vector<DepthPhase>& phases) {
    std::vector<int> years;
    for (const DepthPhase& phase : phases) years.push_back(phase.years.first.value());
    return years;
}

TEST(DepthHistory, GrowsWithItsEvidence) {
    const auto phases = depth_history(pact());
    EXPECT_THAT(first_years(phases), ElementsAre(1950, 1960));
    EXPECT_EQ(phases[0].depth, Depth::practice);
    EXPECT_EQ(phases[0].years.last, Year{1959});
    EXPECT_EQ(phases[1].depth, Depth::rules);
    EXPECT_EQ(phases[1].years.last, std::nullopt);
    EXPECT_THAT(phases[1].changed, ElementsAre(1U));
}

TEST(DepthHistory, ALaterAbsenceIsALoss) {
    Partnership partnership = pact();
    partnership.evidence.push_back(finding("rules.treaty", Depth::rules, 1970, false));
    EXPECT_EQ(depth_in(partnership, Year{1965}), Depth::rules);
    EXPECT_EQ(depth_in(partnership, Year{1970}), Depth::practice);
    EXPECT_EQ(read_depth(partnership, Year{1970})[static_cast<std::size_t>(Depth::rules)], false);
}

TEST(DepthHistory, OtherSignsOfAStepKeepItUp) {
    Partnership partnership = pact();
    partnership.evidence.push_back(finding("rules.active_obligation", Depth::rules, 1955));
    partnership.evidence.push_back(finding("rules.treaty", Depth::rules, 1970, false));
    EXPECT_EQ(depth_in(partnership, Year{1970}), Depth::rules);
}

TEST(DepthHistory, WithdrawalThatLeavesOneIsADeath) {
    Partnership partnership = pact();
    partnership.parties[1].spell.last = Year{1962};
    EXPECT_THAT(lives_of(partnership), ElementsAre(Spell{Year{1950}, Year{1962}}));
    EXPECT_EQ(depth_in(partnership, Year{1963}), std::nullopt);
}

TEST(DepthHistory, AccessionCarriesALifeOnThatAWithdrawalWouldEnd) {
    Partnership partnership = pact();
    partnership.parties[1].spell.last = Year{1962};
    partnership.parties.push_back(party(220, 1961));
    EXPECT_EQ(depth_in(partnership, Year{1963}), Depth::rules);
}

TEST(DepthHistory, ALapseHasNoDepthAndARevivalTakesItUpAgain) {
    Partnership partnership = pact();
    partnership.parties = {party(2, 1950, 1955), party(200, 1950, 1955), party(2, 1962), party(200, 1962)};
    const auto phases = depth_history(partnership);
    EXPECT_THAT(first_years(phases), ElementsAre(1950, 1956, 1962));
    EXPECT_FALSE(phases[1].is_alive);
    EXPECT_EQ(phases[1].depth, std::nullopt);
    EXPECT_EQ(phases[2].depth, Depth::rules) << "what was signed during the lapse stands at the revival";
}

TEST(DepthHistory, EndsWithThePartnership) {
    Partnership partnership = pact();
    partnership.ended = Year{1980};
    const auto phases = depth_history(partnership);
    EXPECT_EQ(phases.back().years.last, Year{1980});
    EXPECT_EQ(depth_in(partnership, Year{1981}), std::nullopt);
}

TEST(DepthHistory, OnePartyOnRecordIsEnoughWhereNoMoreEverAre) {
    Partnership partnership = pact();
    partnership.parties.pop_back();
    EXPECT_EQ(depth_in(partnership, Year{1965}), Depth::rules);
}

TEST(DepthHistory, WithoutEvidenceThereIsALifeAndNoDepth) {
    Partnership partnership = pact();
    partnership.evidence.clear();
    ASSERT_EQ(depth_history(partnership).size(), 1U);
    EXPECT_EQ(depth_history(partnership).front().depth, std::nullopt);
}

TEST(Evidence, LaterPhaseOfARecordCanLoseASign) {
    const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    AgreementRecord record{.id = "pacts:1", .family = Family::alliance, .begun = Year{1851}};
    record.signs = {
        {"pacts.defense", 1, Year{1851}}, {"pacts.offense", 0, Year{1851}}, {"pacts.defense", 0, Year{1857}}};
    const auto evidence = evidence_of(record, codebook);
    ASSERT_EQ(evidence.size(), 2U);
    EXPECT_TRUE(evidence[0].is_present);
    EXPECT_EQ(evidence[1].since, Year{1857});
    EXPECT_FALSE(evidence[1].is_present);
}

TEST(Evidence, ASilentLaterDocumentEndsNothing) {
    const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    const std::vector<std::vector<Evidence>> sources{{finding("values.rights", Depth::values, 2004)},
                                                     {finding("values.rights", Depth::values, 2005, false)}};
    const auto joined = join_evidence(sources, codebook);
    ASSERT_EQ(joined.size(), 1U);
    EXPECT_TRUE(joined[0].is_present);
}

TEST(Evidence, ADocumentMayBringWhatTheFoundingDenied) {
    const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    const std::vector<std::vector<Evidence>> sources{{finding("values.rights", Depth::values, 1990, false)},
                                                     {finding("values.rights", Depth::values, 2005)}};
    const auto joined = join_evidence(sources, codebook);
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_FALSE(joined[0].is_present);
    EXPECT_EQ(joined[1].since, Year{2005});
}

}  // namespace
}  // namespace entente::registry
