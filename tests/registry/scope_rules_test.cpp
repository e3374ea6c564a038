// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/base/error.hpp"

namespace entente::registry {
namespace {

using test::party;

std::optional<ActorKind> kind_of(ActorId id) {
    for (const Actor& actor : test::actors())
        if (actor.id == id) return actor.kind;
    return std::nullopt;
}

/// A case of the decision table: who founded it and how, and the verdict that DESIGN asks for.
struct Case {
    std::string_view what;
    std::vector<Party> parties;
    std::optional<bool> has_treaty;
    std::optional<GroupShare> share;
    bool is_open_club;
    Scope verdict;
};

std::vector<Party> states(int count) {
    std::vector<Party> parties;
    for (int k = 0; k < count; ++k) parties.push_back(party(100 + k, 1990));
    return parties;
}

TEST(ScopeRules, ShippedTableGivesTheVerdictsOfTheDesign) {
    const ScopeRules rules = parse_scope_rules(test::read(test::data_file("scopes.toml")), "scopes.toml");
    const std::vector<Case> cases{
        {"two states", states(2), true, {}, false, Scope::bilateral},
        {"a state and a collective entity", {party(2, 1990), party(2001, 1990)}, true, {}, false, Scope::bilateral},
        {"two collective entities", {party(2001, 1990), party(2003, 1990)}, false, {}, false, Scope::maxilateral},
        {"two blocs of states",
         {party(1, 1990, {}, 1), party(3, 1990, {}, 1), party(4, 1990, {}, 2), party(5, 1990, {}, 2)},
         true,
         {},
         false,
         Scope::maxilateral},
        {"a bloc with one state",
         {party(1, 1990, {}, 1), party(3, 1990, {}, 1), party(4, 1990)},
         true,
         {},
         false,
         Scope::bilateral},
        {"states with a territory under a treaty",
         {party(2, 1990), party(20, 1990), party(3002, 1990)},
         true,
         {},
         false,
         Scope::multilateral},
        {"states with a firm under a treaty",
         {party(2, 1990), party(20, 1990), party(3001, 1990)},
         true,
         {},
         false,
         Scope::plurilateral},
        {"states with a city, no treaty",
         {party(2, 1990), party(20, 1990), party(3002, 1990)},
         false,
         {},
         false,
         Scope::plurilateral},
        {"states with a firm",
         {party(2, 1990), party(20, 1990), party(3001, 1990)},
         false,
         {},
         false,
         Scope::plurilateral},
        {"an open club of states", states(40), false, {}, true, Scope::plurilateral},
        {"a few weighty states", states(20), false, GroupShare{0.8, 0.1}, false, Scope::minilateral},
        {"three great powers under a treaty", states(3), true, GroupShare{0.6, 0.05}, false, Scope::minilateral},
        {"five states without a treaty", states(5), false, {}, false, Scope::minilateral},
        {"five states under a treaty", states(5), true, {}, false, Scope::multilateral},
        {"forty states without a treaty", states(40), false, {}, false, Scope::multilateral},
        {"many states, shares known and small", states(20), false, GroupShare{0.1, 0.1}, false, Scope::multilateral},
    };
    for (const Case& c : cases) {
        Partnership partnership{.begun = Year{1990}, .parties = c.parties};
        ScopeFacts facts = founding_facts(partnership, kind_of);
        if (c.has_treaty) facts.set(ScopeFact::treaty, *c.has_treaty);
        facts.set(ScopeFact::open_club, c.is_open_club);
        if (c.share) {
            facts.set(ScopeFact::share, c.share->share);
            facts.set(ScopeFact::size_share, c.share->size_share);
        }
        const ScopeRule& rule = rules.decide(facts);
        EXPECT_EQ(rule.scope, c.verdict) << c.what << ": " << rule.id;
    }
}

TEST(ScopeRules, UnknownFactsFireNoRule) {
    const ScopeRules rules = parse_scope_rules(test::kScopes, "test.toml");
    EXPECT_EQ(rules.decide(ScopeFacts{}).id, "rest");
}

TEST(ScopeRules, FoundersAreThoseOfTheFirstYearWithTwoOfThem) {
    Partnership late{.begun = Year{1950},
                     .parties = {party(200, 1955), party(2, 1960), party(20, 1960), party(220, 1970)}};
    EXPECT_THAT(founders_of(late), testing::ElementsAre(ActorId{2}, ActorId{20}, ActorId{200}));
    EXPECT_EQ(founding_facts(late, kind_of)[ScopeFact::parties], 3.0);
}

TEST(ScopeRules, ObserversDoNotCount) {
    Partnership pair{.begun = Year{1950}, .parties = {party(2, 1950), party(200, 1950), party(3001, 1950)}};
    pair.parties[2].role = "observer";
    EXPECT_EQ(founding_facts(pair, kind_of)[ScopeFact::parties], 2.0);
    EXPECT_EQ(founding_facts(pair, kind_of)[ScopeFact::layers], 1.0);
}

TEST(ScopeRules, FormalityIsAPartialOrder) {
    const ScopeRules rules = parse_scope_rules(test::read(test::data_file("scopes.toml")), "scopes.toml");
    EXPECT_FALSE(rules.is_more_formal(Scope::bilateral, Scope::multilateral));
    EXPECT_FALSE(rules.is_more_formal(Scope::multilateral, Scope::bilateral));
    EXPECT_TRUE(rules.is_more_formal(Scope::bilateral, Scope::minilateral));
    EXPECT_TRUE(rules.is_more_formal(Scope::minilateral, Scope::maxilateral));
    EXPECT_TRUE(rules.is_more_formal(Scope::maxilateral, Scope::plurilateral));
}

TEST(ScopeRules, TableThatCanFailToDecideIsRefused) {
    const std::string open(test::kScopes.substr(0, test::kScopes.rfind("[[rule]]")));
    try {
        (void)parse_scope_rules(open, "scopes.toml");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        EXPECT_THAT(error.what(), testing::HasSubstr("the last [[rule]] must have no conditions"));
    }
}

TEST(ScopeRules, UnknownConditionIsReportedWithTheNearest) {
    try {
        (void)parse_scope_rules(std::string(test::kScopes) + "partis_min = 3\n", "scopes.toml");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("unknown field 'partis_min'. Nearest: parties_min"));
    }
}

}  // namespace
}  // namespace entente::registry
