// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/base/error.hpp"
#include "entente/registry/match.hpp"

namespace entente::registry {
namespace {

using test::party;

const std::vector<Party> kFour{party(2, 1950), party(20, 1950), party(200, 1950), party(220, 1950)};
const std::vector<Party> kTwo{party(2, 1950), party(20, 1950)};

MatchSide side(std::string id, std::string_view name, Family family, int begun, const std::vector<Party>& parties) {
    return match_side(std::move(id), name, family, Year{begun}, parties);
}

double certainty(const MatchSide& a, const MatchSide& b) {
    return compare(a, b).certainty;
}

TEST(Match, SameNameMembersAndYearAreOneEvenAcrossFamilies) {
    EXPECT_GT(certainty(side("cow_igo:acs", "Association of Bread States", Family::formal, 1994, kFour),
                        side("desta:63", "Association of Bread States", Family::trade, 1994, kFour)),
              kMergeFrom);
}

TEST(Match, TwoStatesThatSignTwoTextsInAYearAreNotOne) {
    EXPECT_LT(
        certainty(side("atop:1", "", Family::alliance, 1950, kTwo), side("desta:1", "A B", Family::trade, 1950, kTwo)),
        kReviewFrom);
}

TEST(Match, YearsFarApartAreNever) {
    EXPECT_EQ(certainty(side("cow_igo:x", "A Long Name", Family::formal, 1950, kFour),
                        side("digo:x", "A Long Name", Family::formal, 1960, kFour)),
              0);
}

TEST(Match, NoSharedMemberIsNever) {
    EXPECT_EQ(certainty(side("igo_informal:BP", "BP", Family::informal, 1950, kTwo),
                        side("iigo:BP", "Bread Process", Family::informal, 1950, {party(200, 1950), party(220, 1950)})),
              0);
}

TEST(Match, EvidenceAddsUp) {
    const MatchSide full = side("cow_igo:abc", "Assembly of Bread Councils", Family::formal, 1950, kFour);
    const double same = certainty(full, side("digo:ABC", "Assembly of Bread Councils", Family::formal, 1950, kFour));
    const double later = certainty(full, side("digo:ABC", "Assembly of Bread Councils", Family::formal, 1953, kFour));
    const double renamed = certainty(full, side("digo:XYZ", "Bread Court", Family::formal, 1953, kFour));
    EXPECT_GT(same, later);
    EXPECT_GT(later, renamed);
}

TEST(Match, DoesNotDependOnWhoComesFirst) {
    const MatchSide a = side("cow_igo:abc", "Assembly of Bread Councils", Family::formal, 1950, kFour);
    const MatchSide b = side("desta:9", "Bread Councils Assembly", Family::trade, 1951, kTwo);
    EXPECT_EQ(certainty(a, b), certainty(b, a));
}

TEST(Match, BracketsAndShortNamesAreNoNames) {
    EXPECT_EQ(side("desta:1", "Bread Union (BU)", Family::trade, 1950, {}).name, "breadunion");
    EXPECT_EQ(side("igo_informal:ABC", "ABC", Family::informal, 1950, {}).name, "");
    EXPECT_EQ(side("desta:17", "x", Family::trade, 1950, {}).short_name, "");
}

TEST(Match, ResolutionsNameTwoRecordsAndAReason) {
    const auto resolutions = parse_resolutions(
        "[[same]]\nrecords = [\"a:1\", \"b:2\"]\nreason = \"one\"\n[[different]]\nrecords = [\"a:1\", \"c:3\"]\nreason "
        "= \"two\"\n",
        "resolutions.toml");
    ASSERT_EQ(resolutions.size(), 2U);
    EXPECT_TRUE(resolutions[0].is_same);
    EXPECT_FALSE(resolutions[1].is_same);
    EXPECT_THROW((void)parse_resolutions("[[same]]\nrecords = [\"a:1\"]\nreason = \"one\"\n", "x.toml"), Error);
}

}  // namespace
}  // namespace entente::registry
