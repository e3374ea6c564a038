// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "entente/base/base.hpp"

namespace entente {
namespace {

TEST(Names, RoundTripForEveryEnumeration) {
    for (const Scope scope : all_values<Scope>()) EXPECT_EQ(from_string<Scope>(to_string(scope)), scope);
    for (const Depth depth : all_values<Depth>()) EXPECT_EQ(from_string<Depth>(to_string(depth)), depth);
    for (const Family family : all_values<Family>()) EXPECT_EQ(from_string<Family>(to_string(family)), family);
    EXPECT_FALSE(from_string<Depth>("friendship").has_value());
}

TEST(Cell, ThereAreThirtyInRowOrder) {
    const auto cells = all_cells();
    ASSERT_EQ(cells.size(), 30U);
    for (std::size_t k = 0; k < cells.size(); ++k) EXPECT_EQ(index_of(cells[k]), k);
    EXPECT_EQ(cells[6], (Cell{Scope::multilateral, Depth::practice}));
}

TEST(Cell, TheFirstThreeDepthsAreGesellschaft) {
    EXPECT_EQ(tie_of(Depth::rules), Tie::gesellschaft);
    EXPECT_EQ(tie_of(Depth::values), Tie::gemeinschaft);
}

TEST(Spell, AnEndThatCameLaterIsNotKnownYet) {
    const Spell spell{Year{1955}, Year{1991}};
    EXPECT_FALSE(known_by(spell, Year{1954}).has_value());
    EXPECT_EQ(known_by(spell, Year{1990}), (Spell{Year{1955}, std::nullopt}));
    EXPECT_EQ(known_by(spell, Year{1991}), (Spell{Year{1955}, std::nullopt})) << "it still held in 1991";
    EXPECT_EQ(known_by(spell, Year{1992}), spell);
}

TEST(Actor, LivesInItsSpellsOnly) {
    const Actor latvia{.id = ActorId{367},
                       .key = "LVA",
                       .name = "Latvia",
                       .spells = {{Year{1918}, Year{1940}}, {Year{1991}, std::nullopt}}};
    EXPECT_TRUE(latvia.is_alive_in(Year{1939}));
    EXPECT_FALSE(latvia.is_alive_in(Year{1970}));
    EXPECT_TRUE(latvia.is_alive_in(Year{2024}));
}

TEST(Partnership, DepthGrowsWithTheEvidenceKnown) {
    Partnership partnership;
    partnership.evidence = {
        {.sign = "meetings", .depth = Depth::practice, .since = Year{1960}},
        {.sign = "treaty", .depth = Depth::rules, .since = Year{1970}},
        {.sign = "citizenship", .depth = Depth::identity, .is_present = false, .since = Year{1970}}};
    EXPECT_FALSE(depth_by(partnership, Year{1959}).has_value());
    EXPECT_EQ(depth_by(partnership, Year{1965}), Depth::practice);
    EXPECT_EQ(depth_by(partnership, Year{2000}), Depth::rules) << "an observed absence is no evidence of depth";
}

TEST(Error, CarriesContextAndExitCode) {
    const Error error = Error{Errc::bad_input, "vote 'maybe' is none of yes, abstain, no"}.within("votes.csv line 3");
    EXPECT_STREQ(error.what(), "votes.csv line 3: vote 'maybe' is none of yes, abstain, no");
    EXPECT_EQ(exit_code(error.errc()), 3);
    EXPECT_EQ(exit_code(Errc::interrupted), 130);
}

}  // namespace
}  // namespace entente
