// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "content.hpp"

namespace entente::registry {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kCitation =
    "[[citation]]\nkey = \"text\"\ntext = \"A text\"\nurl = \"https://example.org\"\n";

/// A sound entry; each test spoils one line of it.
std::string entry(std::string_view old_line = "", std::string_view new_line = "") {
    std::string text = std::string(kCitation) + R"toml([[partnership]]
id = "pact"
name = "A pact"
scope = "multilateral"
family = "alliance"
issues = ["security"]
label = "strategic"
label_cite = "text"
begun = 1950
status = "active"
treaty = true
confidence = "sure"
sources = ["text"]
same_as = ["pacts:1"]
parties = [
    { actor = "USA", from = 1950, role = "member" },
    { actor = "GBR", from = 1950, to = 1966, role = "member" },
    { actor = "GBR", from = 1970, role = "member" },
]
[[partnership.evidence]]
sign = "rules.treaty"
value = true
from = 1951
cite = "text"
note = "art. 5"
)toml";
    if (!old_line.empty()) text.replace(text.find(old_line), old_line.size(), new_line);
    return text;
}

CuratedRegistry parse(std::vector<RegistryText> files) {
    static const std::vector<Actor> actors = test::actors();
    static const std::vector<Issue> issues{Issue{.id = "security"}, Issue{.id = "trade"}};
    static const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    static const std::vector<std::string> labels{"none", "strategic"};
    return parse_curated(files, {.actors = actors, .issues = issues, .codebook = codebook, .labels = labels});
}

std::string faults_of(const std::string& text) {
    return describe(parse({{"pacts.toml", text}}).faults);
}

TEST(Curated, ReadsASoundEntry) {
    const CuratedRegistry registry = parse({{"pacts.toml", entry()}});
    EXPECT_EQ(describe(registry.faults), "");
    ASSERT_EQ(registry.partnerships.size(), 1U);
    const CuratedPartnership& pact = registry.partnerships.front();
    EXPECT_EQ(pact.partnership.parties.size(), 3U);
    EXPECT_EQ(pact.partnership.parties[1].actor, ActorId{200});
    EXPECT_EQ(pact.partnership.evidence.front().depth, Depth::rules);
    EXPECT_THAT(pact.partnership.sources, testing::ElementsAre("curated:text"));
    EXPECT_EQ(pact.has_treaty, true);
    EXPECT_EQ(registry.citations.at("text").url, "https://example.org");
}

/// What is spoilt, and what the message must say.
struct Fault {
    std::string_view old_line;
    std::string_view new_line;
    std::string_view message;
};

class CuratedFault : public testing::TestWithParam<Fault> {};

TEST_P(CuratedFault, IsNamedWithItsPlace) {
    const Fault& fault = GetParam();
    const CuratedRegistry registry = parse({{"pacts.toml", entry(fault.old_line, fault.new_line)}});
    const std::string text = describe(registry.faults);
    EXPECT_THAT(text, HasSubstr(std::string(fault.message)));
    EXPECT_THAT(text, HasSubstr("pacts.toml line "));
    EXPECT_THAT(registry.partnerships, IsEmpty()) << "nothing of a file with faults is loaded";
}

INSTANTIATE_TEST_SUITE_P(
    Registry, CuratedFault,
    testing::Values(
        Fault{"\"USA\"", "\"UAS\"", "no actor 'UAS'. Nearest: USA"},
        Fault{"scope = \"multilateral\"", "scope = \"multi\"", "'scope' is 'multi'; expected one of bilateral"},
        Fault{"[\"security\"]", "[\"securty\"]", "no issue 'securty'. Nearest: security"},
        Fault{"rules.treaty", "rules.treeaty", "no sign 'rules.treeaty' in the codebook. Nearest: rules.treaty"},
        Fault{"sources = [\"text\"]", "sources = [\"txet\"]", "no citation 'txet'. Nearest: text"},
        Fault{"label_cite = \"text\"\n", "", "label 'strategic' needs a 'label_cite'"},
        Fault{"begun = 1950", "begun = 20199", "'begun' is 20199; expected a year of 1 to 2200"},
        Fault{"status = \"active\"", "status = \"active\"\nended = 1940", "ended 1940 before it began in 1950"},
        Fault{"status = \"active\"", "status = \"failed\"", "status 'failed' needs 'ended'"},
        Fault{"status = \"active\"", "status = \"suspended\"", "status 'suspended' needs 'ended'"},
        Fault{"label = \"strategic\"", "label = \"strateegic\"",
              "no label 'strateegic' in labels.toml. Nearest: strategic"},
        Fault{"treaty = true", "label_from = 1949", "1949 is no year of the partnership's life"},
        Fault{"key = \"text\"\n", "", "'key' is missing or empty"},
        Fault{"to = 1966", "to = 1944", "ends in 1944 before it starts in 1950"},
        Fault{"to = 1966", "to = 1971", "'GBR' has two spells that overlap"},
        Fault{"\"USA\", from = 1950", "\"USA\", from = 1940", "starts in 1940, before the partnership began"},
        Fault{"\"USA\", from = 1950", "\"DDR\", from = 1999", "'DDR' did not live in 1999"},
        Fault{"\"USA\", from = 1950", "\"DDR\", from = 1960, to = 1995", "'DDR' is a party beyond its own end"},
        Fault{"note = \"art. 5\"", "[[partnership.evidence]]\nsign = \"rules.treaty\"\nfrom = 1951\ncite = \"text\"",
              "'rules.treaty' is answered twice for 1951"},
        Fault{"from = 1951", "from = 1941", "evidence of 1941 outside of the partnership's life"},
        Fault{"id = \"pact\"", "id = \"Pact!\"", "id 'Pact!'; expected lower-case letters"},
        Fault{"name = ", "nmae = ", "unknown field 'nmae'. Nearest: name"},
        Fault{"name = \"A pact\"", "name = 5", "'name' expects a text"},
        Fault{"same_as = [\"pacts:1\"]", "same_as = [\"pacts\"]", "'pacts'; expected <table>:<record>"},
        Fault{"treaty = true", "spells = [{ from = 1950, to = 1960 }, { from = 1955 }]", "spells overlap"},
        Fault{"treaty = true", "spells = [{ from = 1950, to = 1966 }, { from = 1970 }]", "reaches beyond one spell"},
        Fault{"name = \"A pact\"", "name = \"\xff\"", "not valid TOML"},
        Fault{"name = \"A pact\"", "name = \"A pact", "not valid TOML"}));

TEST(Curated, FaultNamesLineAndColumn) {
    const std::string text = faults_of(entry("\"USA\"", "\"UAS\""));
    EXPECT_THAT(text, HasSubstr("pacts.toml line 20 column 15: no actor 'UAS'"));
}

TEST(Curated, AllFaultsOfAFileComeInOneGo) {
    std::string text = entry("\"USA\"", "\"UAS\"");
    text.replace(text.find("begun = 1950"), 12, "begun = true");
    const auto faults = parse({{"pacts.toml", text}}).faults;
    EXPECT_GE(faults.size(), 2U);
}

TEST(Curated, DuplicatesAcrossFilesAreFound) {
    const CuratedRegistry registry = parse({{"a.toml", entry()}, {"b.toml", entry()}});
    const std::string text = describe(registry.faults);
    EXPECT_THAT(text, HasSubstr("b.toml line 1 column 1: citation 'text' stands twice; first in a.toml line 1"));
    EXPECT_THAT(text, HasSubstr("partnership 'pact' stands twice; first in a.toml line 5"));
    EXPECT_THAT(text, HasSubstr("record 'pacts:1' stands twice"));
    EXPECT_EQ(registry.partnerships.size(), 1U) << "the sound file is loaded";
}

TEST(Curated, EveryEntryThatIsNoTomlGivesAFaultAndTheRestIsReadOn) {
    const std::string broken = "[[partnership]]\nid = \"a\nname = 5\n[[partnership]]\nid = = 7\n";
    const std::string text = faults_of(broken + entry("\"USA\"", "\"UAS\""));
    EXPECT_THAT(text, HasSubstr("pacts.toml line 2 column"));
    EXPECT_THAT(text, HasSubstr("pacts.toml line 5 column"));
    EXPECT_THAT(text, HasSubstr("pacts.toml line 25 column 15: no actor 'UAS'"));
}

TEST(Curated, CitationsAreNotMissedWhereOneStoodInABrokenEntry) {
    EXPECT_THAT(faults_of(entry("key = \"text\"", "key = \"text")), testing::Not(HasSubstr("no citation")));
}

TEST(Curated, PartyWithoutAnEndStaysUntilItsOwn) {
    const CuratedRegistry registry = parse({{"pacts.toml", entry("\"USA\", from = 1950", "\"DDR\", from = 1960")}});
    ASSERT_EQ(describe(registry.faults), "");
    EXPECT_EQ(registry.partnerships.front().partnership.parties.front().spell.last, Year{1990});
}

TEST(Curated, StateMayPrecedeItsRecognitionByAFewYears) {
    EXPECT_EQ(faults_of(entry("\"USA\", from = 1950", "\"DDR\", from = 1950, to = 1952")), "");
}

// The shipped registry against the shipped actors, issues and codebook.

std::vector<std::string> split_csv(const std::string& line) {
    std::vector<std::string> fields(1);
    bool is_quoted = false;
    for (const char c : line) {
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == ',' && !is_quoted)
            fields.emplace_back();
        else if (c != '\r')
            fields.back() += c;
    }
    return fields;
}

std::vector<Actor> shipped_actors() {
    std::vector<Actor> actors;
    std::istringstream lines(test::read(test::data_file("actors/actors.csv")));
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        const auto fields = split_csv(line);
        actors.push_back({.id = ActorId{std::stoi(fields[0])},
                          .key = fields[1],
                          .name = fields[2],
                          .kind = from_string<ActorKind>(fields[3]).value()});
    }
    return actors;
}

struct Shipped {
    std::vector<Actor> actors = shipped_actors();
    std::vector<Issue> issues{};
    Codebook codebook = parse_codebook(test::read(test::data_file("codebook/depth.toml")), "depth.toml");
    ScopeRules rules = parse_scope_rules(test::read(test::data_file("scopes.toml")), "scopes.toml");
    CuratedRegistry registry{};

    Shipped() {
        std::istringstream lines(test::read(test::data_file("issues.toml")));
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("id = \"")) issues.push_back({.id = line.substr(6, line.size() - 7)});
        std::set<std::string> paths;
        for (const auto& file : std::filesystem::directory_iterator(test::data_file("registry")))
            if (file.path().extension() == ".toml") paths.insert(file.path().string());
        std::vector<RegistryText> files;
        for (const std::string& path : paths)
            files.push_back({std::filesystem::path(path).filename().string(), test::read(path)});
        registry = parse_curated(files, {.actors = actors, .issues = issues, .codebook = codebook});
    }
};

const Shipped& shipped() {
    static const Shipped content;
    return content;
}

TEST(ShippedRegistry, HasNoFaults) {
    EXPECT_EQ(describe(shipped().registry.faults), "");
}

TEST(ShippedRegistry, HoldsEveryScopeAndFailures) {
    std::map<Scope, int> scopes;
    int num_failed = 0;
    for (const CuratedPartnership& entry : shipped().registry.partnerships) {
        ++scopes[entry.partnership.scope];
        num_failed += entry.partnership.status == Status::failed || entry.partnership.status == Status::lapsed;
    }
    EXPECT_GE(shipped().registry.partnerships.size(), 60U);
    EXPECT_GE(scopes[Scope::maxilateral], 5);
    EXPECT_GE(scopes[Scope::plurilateral], 6);
    EXPECT_GE(scopes[Scope::minilateral], 10);
    EXPECT_GE(num_failed, 5);
}

TEST(ShippedRegistry, CoderGivesAReasonWhereverTheRulesSayOtherwise) {
    const RegistryEstimate estimate = derive_registry({.agreements = {},
                                                       .actors = shipped().actors,
                                                       .curated = shipped().registry,
                                                       .codebook = shipped().codebook,
                                                       .scope_rules = shipped().rules});
    for (const ScopeCheck& check : estimate.scope_checks) {
        if (check.coder == check.rules) continue;
        EXPECT_NE(check.reason, "") << check.id << " is " << to_string(check.coder) << ", rule " << check.rule
                                    << " says " << to_string(check.rules);
    }
}

TEST(ShippedRegistry, WellKnownCasesReadAsTheTextsSay) {
    const RegistryEstimate estimate = derive_registry({.agreements = {},
                                                       .actors = shipped().actors,
                                                       .curated = shipped().registry,
                                                       .codebook = shipped().codebook,
                                                       .scope_rules = shipped().rules});
    std::map<std::string, const Partnership*> by_id;
    for (const Partnership& partnership : estimate.partnerships) by_id[partnership.id] = &partnership;
    struct Expected {
        const char* id;
        Scope scope;
        Depth depth;
        Status status;
        const char* label;
    };
    for (const Expected& expected :
         {Expected{"nato", Scope::multilateral, Depth::identity, Status::active, "none"},
          Expected{"nato-eu", Scope::maxilateral, Depth::interests, Status::active, "strategic"},
          Expected{"eu-au", Scope::maxilateral, Depth::values, Status::active, "strategic"},
          Expected{"ttip", Scope::bilateral, Depth::interests, Status::failed, "partnership"},
          Expected{"nato-russia", Scope::bilateral, Depth::interests, Status::failed, "strategic"},
          Expected{"tpp", Scope::multilateral, Depth::interests, Status::failed, "partnership"},
          Expected{"cptpp", Scope::multilateral, Depth::rules, Status::active, "partnership"},
          Expected{"e3-eu3", Scope::minilateral, Depth::interests, Status::lapsed, "none"},
          Expected{"gavi", Scope::plurilateral, Depth::rules, Status::active, "alliance"},
          Expected{"eu-us", Scope::bilateral, Depth::values, Status::active, "none"},
          Expected{"nordic-council", Scope::multilateral, Depth::culture, Status::active, "none"}}) {
        ASSERT_TRUE(by_id.contains(expected.id)) << expected.id;
        const Partnership& partnership = *by_id[expected.id];
        EXPECT_EQ(partnership.scope, expected.scope) << expected.id;
        EXPECT_EQ(partnership.depth, expected.depth) << expected.id;
        EXPECT_EQ(partnership.status, expected.status) << expected.id;
        EXPECT_EQ(partnership.label, expected.label) << expected.id;
    }
}

TEST(ShippedRegistry, TheQuadLapsedAndCameBack) {
    for (const CuratedPartnership& entry : shipped().registry.partnerships) {
        if (entry.partnership.id != "quad") continue;
        const auto present = [&](Year year) {
            return std::count_if(entry.partnership.parties.begin(), entry.partnership.parties.end(),
                                 [&](const Party& party) { return party.spell.holds_in(year); });
        };
        EXPECT_EQ(present(Year{2007}), 4);
        EXPECT_EQ(present(Year{2012}), 0);
        EXPECT_EQ(present(Year{2021}), 4);
        return;
    }
    FAIL() << "no entry 'quad'";
}

}  // namespace
}  // namespace entente::registry
