// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "content.hpp"
#include "entente/base/error.hpp"

namespace entente::registry {
namespace {

using test::party;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Content {
    std::vector<Actor> actors = test::actors();
    Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    ScopeRules rules = parse_scope_rules(test::kScopes, "test.toml");
    CuratedRegistry curated{};
    ShareOf share_of{};
    RecordNames names{};

    [[nodiscard]] RegistryEstimate derive(const std::vector<AgreementRecord>& agreements) const {
        return derive_registry({.agreements = agreements,
                                .actors = actors,
                                .curated = curated,
                                .codebook = codebook,
                                .scope_rules = rules,
                                .share_of = share_of,
                                .names = names});
    }
};

AgreementRecord pact(std::string id, std::vector<Party> parties, Family family = Family::alliance) {
    return {.id = std::move(id),
            .family = family,
            .name = "A pact",
            .begun = Year{1950},
            .covered_until = Year{2016},
            .parties = std::move(parties)};
}

const Partnership& only(const RegistryEstimate& estimate) {
    EXPECT_EQ(estimate.partnerships.size(), 1U);
    return estimate.partnerships.front();
}

TEST(Derive, AllianceBecomesAPartnershipWithScopeRuleAndDepth) {
    AgreementRecord record = pact("pacts:1", {party(2, 1950), party(200, 1950)});
    record.signs = {{"pacts.defense", 1, Year{1950}}, {"pacts.offense", 0, Year{1950}}};
    const RegistryEstimate estimate = Content{}.derive({record});
    const Partnership& partnership = only(estimate);
    EXPECT_EQ(partnership.id, "pacts:1");
    EXPECT_EQ(partnership.scope, Scope::bilateral);
    EXPECT_EQ(partnership.scope_rule, "two");
    EXPECT_EQ(partnership.depth, Depth::rules);
    EXPECT_EQ(partnership.status, Status::active);
    EXPECT_THAT(partnership.issues, ElementsAre("security"));
    EXPECT_THAT(partnership.sources, ElementsAre("pacts:1"));
}

TEST(Derive, WithoutEvidenceDepthIsMissingNotThin) {
    EXPECT_EQ(only(Content{}.derive({pact("pacts:1", {party(2, 1950), party(200, 1950)})})).depth, std::nullopt);
}

TEST(Derive, ReasonForAnEndGivesTheStatus) {
    AgreementRecord record = pact("pacts:1", {party(2, 1950), party(200, 1950)});
    record.ended = Year{1960};
    EXPECT_EQ(only(Content{}.derive({record})).status, Status::ended);
    record.end_reason = "DES";
    EXPECT_EQ(only(Content{}.derive({record})).status, Status::lapsed);
}

TEST(Derive, LaterDocumentsAddEvidenceFromTheirYearOn) {
    const AgreementRecord base = pact("deals:1", {party(2, 1950), party(200, 1950)}, Family::trade);
    AgreementRecord protocol = pact("deals:1+1", {party(2, 1973)}, Family::trade);
    protocol.begun = Year{1973};
    protocol.document_of = "deals:1";
    AgreementRecord provisions = pact("norms:1+1", {}, Family::trade);
    provisions.document_of = "deals:1+1";
    for (const char* column : {"deals.X1", "deals.X2", "deals.X3"}) provisions.signs.push_back({column, 1, Year{1973}});
    const RegistryEstimate estimate = Content{}.derive({provisions, protocol, base});
    const Partnership& partnership = only(estimate);
    EXPECT_EQ(depth_by(partnership, Year{1972}), std::nullopt);
    EXPECT_EQ(depth_by(partnership, Year{1973}), Depth::values);
    EXPECT_EQ(partnership.parties.size(), 2U) << "importers carry accessions over to the founding record";
    EXPECT_THAT(estimate.skipped, IsEmpty());
}

TEST(Derive, DocumentOfItselfIsAnOrphan) {
    AgreementRecord loop = pact("deals:7", {party(2, 1950), party(200, 1950)}, Family::trade);
    loop.document_of = "deals:7";
    EXPECT_EQ(Content{}.derive({loop}).skipped.size(), 1U);
}

TEST(Derive, ReasonMayStandInTheOtherTable) {
    AgreementRecord members = pact("cow_igo:abc", {party(2, 1950), party(200, 1950)}, Family::formal);
    members.ended = Year{1990};
    members.end_reason = "ended";
    AgreementRecord deaths = pact("digo:ABC", {}, Family::formal);
    deaths.ended = Year{1991};
    deaths.end_reason = "DES";
    EXPECT_EQ(only(Content{}.derive({members, deaths})).status, Status::lapsed);
}

TEST(Derive, DocumentWithoutItsFoundingIsCountedNotGuessed) {
    AgreementRecord orphan = pact("deals:9+1", {party(2, 1950), party(200, 1950)});
    orphan.document_of = "deals:9";
    const RegistryEstimate estimate = Content{}.derive({orphan, pact("digo:X", {})});
    EXPECT_THAT(estimate.partnerships, IsEmpty());
    ASSERT_EQ(estimate.skipped.size(), 2U);
    EXPECT_EQ(estimate.skipped[0].example, "deals:9+1");
    EXPECT_EQ(estimate.skipped[1].reason, "no parties recorded");
}

TEST(Derive, SameBodyInTwoTablesIsOnePartnershipWithTwoSources) {
    AgreementRecord members = pact("cow_igo:abc", {party(2, 1950), party(200, 1950), party(220, 1950)}, Family::formal);
    members.name = "Assoc. of Bread Councils";
    AgreementRecord deaths = pact("digo:ABC", {}, Family::formal);
    deaths.name = "Assoc Of Bread Councils";
    deaths.begun = Year{1953};
    AgreementRecord other = deaths;
    other.id = "digo:ABCD";
    other.name = "Agency for Canals";
    const RegistryEstimate estimate = Content{}.derive({deaths, other, members});
    EXPECT_THAT(only(estimate).sources, ElementsAre("cow_igo:abc", "digo:ABC"));
    ASSERT_EQ(estimate.matches.size(), 1U);
    EXPECT_EQ(estimate.matches[0].first, "cow_igo:abc");
    EXPECT_EQ(estimate.matches[0].second, "digo:ABC");
    EXPECT_EQ(estimate.matches[0].partnership, "cow_igo:abc");
    EXPECT_EQ(estimate.matches[0].verdict, MatchVerdict::merged);
    EXPECT_GT(estimate.matches[0].likeness.certainty, 0.9);
}

TEST(Derive, ALongNameIsForReadersAndNotForMatching) {
    const auto names = parse_record_names("[names]\n\"igo_informal:BP\" = \"Bread Process\"\n", "names.toml");
    AgreementRecord code = pact("igo_informal:BP", {party(2, 1950), party(20, 1950)}, Family::informal);
    code.name = "BP";
    AgreementRecord other = pact("iigo:BRP", {party(200, 1950), party(220, 1950)}, Family::informal);
    other.name = "Bread Process";
    Content content;
    content.names = names;
    const auto estimate = content.derive({code, other});
    ASSERT_EQ(estimate.partnerships.size(), 2U);
    EXPECT_EQ(estimate.partnerships[0].name, "Bread Process");
    EXPECT_EQ(estimate.partnerships[1].name, "Bread Process");
    EXPECT_TRUE(estimate.matches.empty() || estimate.matches[0].verdict != MatchVerdict::merged);
    EXPECT_THROW((void)parse_record_names("[names]\nx = 1\n", "names.toml"), Error);
}

TEST(Derive, SameShortNameWithOtherMembersIsAnotherBody) {
    AgreementRecord first = pact("igo_informal:BP", {party(2, 1950), party(20, 1950)}, Family::informal);
    AgreementRecord second = pact("iigo:BP", {party(200, 1950), party(220, 1950)}, Family::informal);
    EXPECT_EQ(Content{}.derive({first, second}).partnerships.size(), 2U);
}

Content with_entry(std::string_view fields = "parties_complete = true") {
    Content content;
    const std::vector<Issue> issues{Issue{.id = "security"}};
    const std::string text = R"toml(
[[citation]]
key = "text"
text = "A text"
url = "https://example.org"
[[partnership]]
id = "pact"
name = "The pact"
scope = "multilateral"
scope_reason = "because"
family = "alliance"
issues = ["security"]
label = "none"
begun = 1949
status = "active"
confidence = "sure"
sources = ["text"]
same_as = ["pacts:1", "pacts:404"]
)toml" + std::string(fields) +
                             R"toml(
parties = [{ actor = "USA", from = 1949, role = "member" }, { actor = "CAN", from = 1949, role = "member" }]
[[partnership.evidence]]
sign = "rules.active_obligation"
value = false
from = 1949
cite = "text"
note = "read it"
)toml";
    const std::vector<RegistryText> files{{"pact.toml", text}};
    content.curated = parse_curated(files, {.actors = content.actors, .issues = issues, .codebook = content.codebook});
    EXPECT_EQ(describe(content.curated.faults), "");
    return content;
}

TEST(Derive, CoderComesBeforeTheTable) {
    AgreementRecord record = pact("pacts:1", {party(2, 1950), party(200, 1950)});
    record.signs = {{"pacts.defense", 1, Year{1950}}, {"pacts.organ", 1, Year{1950}}};
    const RegistryEstimate estimate = with_entry().derive({record});
    const Partnership& partnership = only(estimate);
    EXPECT_EQ(partnership.id, "pact");
    EXPECT_EQ(partnership.begun, Year{1949});
    EXPECT_EQ(partnership.parties.size(), 2U);
    EXPECT_EQ(partnership.depth, Depth::practice) << "the coder denies the obligation, the table shows meetings";
    EXPECT_EQ(partnership.scope, Scope::multilateral);
    EXPECT_EQ(partnership.scope_rule, "coder");
    EXPECT_THAT(partnership.sources, ElementsAre("curated:text", "pacts:1"));
    EXPECT_THAT(estimate.missing_same_as, ElementsAre("pact pacts:404"));
    EXPECT_EQ(estimate.scope_checks.at(0).rules, Scope::bilateral);
}

TEST(Derive, IncompletePartyListIsFilledFromTheTable) {
    const RegistryEstimate estimate =
        with_entry("parties_complete = false").derive({pact("pacts:1", {party(2, 1950), party(200, 1950)})});
    ASSERT_EQ(only(estimate).parties.size(), 3U);
    EXPECT_EQ(only(estimate).parties[2].actor, ActorId{200});
}

TEST(Derive, SharesDecideWhereTheyAreKnown) {
    Content content;
    content.share_of = [](std::span<const ActorId> actors, Year year,
                          std::string_view issue) -> std::optional<GroupShare> {
        EXPECT_EQ(actors.size(), 3U);
        EXPECT_EQ(year, Year{1950});
        EXPECT_EQ(issue, "security");
        return GroupShare{0.7, 0.1};
    };
    AgreementRecord club = pact("clubs:1", {party(2, 1950), party(20, 1950), party(200, 1950)}, Family::informal);
    EXPECT_EQ(only(Content{}.derive({club})).scope, Scope::multilateral);
    content.codebook.abouts.push_back({Family::informal, {"security"}});
    EXPECT_EQ(only(content.derive({club})).scope, Scope::minilateral);
}

TEST(Derive, OrderOfRecordsMeansNothing) {
    std::vector<AgreementRecord> records;
    for (int k = 0; k < 8; ++k)
        records.push_back(
            pact("cow_igo:n" + std::to_string(k), {party(2, 1950), party(200, 1950 + k)}, Family::formal));
    for (int k = 0; k < 8; ++k) records.push_back(pact("digo:N" + std::to_string(k), {}, Family::formal));
    const RegistryEstimate forward = with_entry().derive(records);
    std::reverse(records.begin(), records.end());
    const RegistryEstimate backward = with_entry().derive(records);
    ASSERT_EQ(forward.partnerships.size(), backward.partnerships.size());
    for (std::size_t k = 0; k < forward.partnerships.size(); ++k) {
        EXPECT_EQ(forward.partnerships[k].id, backward.partnerships[k].id);
        EXPECT_EQ(forward.partnerships[k].sources, backward.partnerships[k].sources);
    }
    ASSERT_EQ(forward.matches.size(), backward.matches.size());
    for (std::size_t k = 0; k < forward.matches.size(); ++k) {
        EXPECT_EQ(forward.matches[k].first, backward.matches[k].first);
        EXPECT_EQ(forward.matches[k].verdict, backward.matches[k].verdict);
    }
}

TEST(Derive, RegistryWithFaultsIsRefusedWhole) {
    Content content;
    content.curated.faults.push_back({"a.toml", 3, 1, "a fault"});
    try {
        (void)content.derive({});
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("a.toml line 3 column 1: a fault"));
    }
}

TEST(Derive, StopsOnRequest) {
    std::stop_source stop;
    stop.request_stop();
    const Content content;
    const std::vector<AgreementRecord> records{pact("pacts:1", {party(2, 1950), party(200, 1950)})};
    EXPECT_THROW((void)derive_registry({.agreements = records,
                                        .actors = content.actors,
                                        .curated = content.curated,
                                        .codebook = content.codebook,
                                        .scope_rules = content.rules},
                                       Monitor{.progress = {}, .stop = stop.get_token()}),
                 Error);
}

}  // namespace
}  // namespace entente::registry
