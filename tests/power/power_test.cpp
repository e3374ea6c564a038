// SPDX-License-Identifier: Apache-2.0
#include "entente/power/power.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::power {
namespace {

constexpr std::string_view kIssues = R"(
[[issue]]
id = "climate"
name = "Climate change"
weights = [{ series = "co2_kt", weight = 1.0 }]
families = ["formal"]

[[issue]]
id = "security"
name = "Security"
weights = [{ series = "cinc", weight = 1.0 }, { series = "milex_usd", weight = 3.0 }]
)";

/// Three states A, B, C and a union of A and B.
///
///          co2 2010   co2 2011   co2 2012
///   A         60         66        -
///   B         30         30        30
///   C         10         10        10
atlas::World small_world(int as_of = 2012) {
    const auto state = [](int id, const char* key) {
        return Actor{.id = ActorId{id}, .key = key, .name = key, .spells = {{Year{1900}, std::nullopt}}};
    };
    atlas::WorldTables tables;
    tables.actors = {state(1, "A"), state(2, "B"), state(3, "C")};
    tables.actors.push_back({.id = ActorId{2001}, .key = "U", .name = "Union", .kind = ActorKind::collective});
    tables.memberships = {{ActorId{2001}, ActorId{1}, "member", {Year{2000}, std::nullopt}},
                          {ActorId{2001}, ActorId{2}, "member", {Year{2011}, std::nullopt}},
                          {ActorId{2001}, ActorId{3}, "observer", {Year{2000}, std::nullopt}}};
    tables.series = {{{"co2_kt", "kt", "emissions"}, "cdiac", Year{2010}, Year{2012}}};
    const auto add = [&](int actor, int year, double value) {
        tables.figures.push_back({.series = 0, .actor = ActorId{actor}, .year = Year{year}, .value = value});
    };
    add(1, 2010, 60);
    add(1, 2011, 66);
    for (const int year : {2010, 2011, 2012}) {
        add(2, year, 30);
        add(3, year, 10);
    }
    return atlas::World{std::move(tables), Year{as_of}};
}

TEST(ImpactShares, AreShareOfTheYearAndSumToOne) {
    const auto world = small_world();
    const auto issues = parse_issues(kIssues, "issues.toml");
    const auto shares = impact_shares(world, find_issue(issues, "climate"), Year{2010});
    EXPECT_DOUBLE_EQ(shares.of_actor[0]->share, 0.6);
    EXPECT_DOUBLE_EQ(shares.of_actor[1]->share, 0.3);
    EXPECT_DOUBLE_EQ(shares.of_actor[2]->share, 0.1);
    EXPECT_EQ(shares.of_actor[0]->sd, 0.0) << "measured in the year itself";
}

TEST(ImpactShares, ACollectiveEntityHasItsMembersOfThatYear) {
    const auto world = small_world();
    const auto issues = parse_issues(kIssues, "issues.toml");
    EXPECT_DOUBLE_EQ(impact_shares(world, issues[0], Year{2010}).of_actor[3]->share, 0.6) << "A alone until 2011";
    EXPECT_NEAR(impact_shares(world, issues[0], Year{2011}).of_actor[3]->share, 96.0 / 106, 1e-12);
}

TEST(ImpactShares, ACarriedFigureIsMarkedAndDoubted) {
    const auto world = small_world();
    const auto issues = parse_issues(kIssues, "issues.toml");
    const auto shares = impact_shares(world, issues[0], Year{2012});
    EXPECT_EQ(shares.of_actor[0]->age_years, 1);
    EXPECT_NEAR(shares.of_actor[0]->share, 66.0 / 106, 1e-12);
    // Yearly log changes on record: A ln(1.1) once, B and C 0 four times.
    const double drift = std::abs(std::log(1.1)) / std::sqrt(5.0);
    EXPECT_NEAR(shares.of_actor[0]->sd, drift * 66.0 / 106, 1e-12);
    EXPECT_FALSE(impact_shares(world, issues[0], Year{2012}, {.max_age_years = 0}).of_actor[0].has_value());
}

TEST(ImpactShares, JointShareCountsNobodyTwice) {
    const auto world = small_world();
    const auto issues = parse_issues(kIssues, "issues.toml");
    const auto shares = impact_shares(world, issues[0], Year{2011});
    const std::vector<atlas::ActorIndex> union_and_a{3, 0};
    EXPECT_NEAR(shares.joint(world, union_and_a).share, 96.0 / 106, 1e-12);
}

TEST(ImpactShares, ASeriesThatIsNotThereIsSaidAndNotZero) {
    const auto world = small_world();
    const auto issues = parse_issues(kIssues, "issues.toml");
    const auto shares = impact_shares(world, find_issue(issues, "security"), Year{2011});
    EXPECT_THAT(shares.missing_series, testing::ElementsAre("cinc", "milex_usd"));
    EXPECT_FALSE(shares.of_actor[0].has_value());
}

TEST(ImpactShares, CannotSeePastTheWorld) {
    const auto world = small_world(2010);
    const auto issues = parse_issues(kIssues, "issues.toml");
    EXPECT_THROW((void)impact_shares(world, issues[0], Year{2011}), Error);
}

TEST(Issues, UnknownIdOffersTheNearest) {
    const auto issues = parse_issues(kIssues, "issues.toml");
    try {
        (void)find_issue(issues, "climat");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::unknown_id);
        EXPECT_THAT(error.hint(), testing::HasSubstr("climate"));
    }
}

TEST(Issues, AFaultNamesFileLineAndColumn) {
    try {
        (void)parse_issues("[[issue]]\nid = \"x\"\nname = \"X\"\nweights = [{ series = \"a\", weight = -1 }]\n",
                           "my.toml");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        EXPECT_THAT(error.what(), testing::HasSubstr("my.toml line 4"));
    }
    EXPECT_THROW((void)parse_issues("[[issue]\n", "my.toml"), Error);
}

TEST(Concentration, WorkedByHand) {
    const std::vector<double> shares{2.0, 1.0, 1.0};  // .5 .25 .25
    const auto result = concentration(shares);
    EXPECT_DOUBLE_EQ(result.herfindahl, 0.375);
    EXPECT_DOUBLE_EQ(result.effective_number, 1 / 0.375);
    EXPECT_NEAR(result.con, std::sqrt((0.375 - 1.0 / 3) / (2.0 / 3)), 1e-15);
    EXPECT_DOUBLE_EQ(result.top1, 0.5);
    EXPECT_DOUBLE_EQ(result.top2, 0.75);
}

/// Ray and Singer (1973) define CON as the standard deviation of the shares over the largest that as many actors can
/// have, which is that of one with all and the others with nothing.
TEST(Concentration, ConIsTheStandardDeviationOverItsLargest) {
    const auto sd = [](const std::vector<double>& shares) {
        const auto n = static_cast<double>(shares.size());
        double square = 0;
        for (const double share : shares) square += (share - 1 / n) * (share - 1 / n);
        return std::sqrt(square / n);
    };
    const std::vector<std::vector<double>> cases{
        {0.6, 0.4}, {0.7, 0.2, 0.1}, {0.31, 0.27, 0.2, 0.12, 0.1}, {0.5, 0.3, 0.1, 0.05, 0.03, 0.02, 0.0}};
    for (const std::vector<double>& shares : cases) {
        std::vector<double> all_to_one(shares.size(), 0);
        all_to_one[0] = 1;
        EXPECT_NEAR(concentration(shares).con, sd(shares) / sd(all_to_one), 1e-12);
    }
    EXPECT_NEAR(concentration(cases[0]).con, 0.2, 1e-12);  // of two: the difference of their shares
}

TEST(Concentration, EdgesOfItsRange) {
    EXPECT_NEAR(concentration(std::vector<double>{1, 1, 1, 1}).con, 0.0, 1e-12);
    EXPECT_NEAR(concentration(std::vector<double>{1, 0, 0, 0}).con, 1.0, 1e-12);
    EXPECT_EQ(concentration(std::vector<double>{}).effective_number, 0.0);
}

}  // namespace
}  // namespace entente::power
