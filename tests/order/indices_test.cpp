// SPDX-License-Identifier: Apache-2.0
//
// Magnetism, constitutionalism and alliance portfolios, worked by hand.
#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "entente/order/order.hpp"
#include "order/sample_world.hpp"

namespace entente::order::testing {
namespace {

Series series_of(atlas::WorldTables tables, std::string_view name, int as_of = 2005) {
    OrderOptions options{.num_draws = 20, .first = Year{2000}};
    options.thresholds.capability_log_sd = 0;
    const atlas::World world{std::move(tables), Year{as_of}};
    const Order order = estimate_order(world, {}, options, Seed{}, {});
    const auto found = std::ranges::find_if(order.series, [&](const Series& s) { return s.name == name; });
    return found == order.series.end() ? Series{} : *found;
}

Partnership organisation(const char* id, Family family, int begun, std::vector<Party> parties = {}) {
    return {.id = id,
            .name = id,
            .family = family,
            .begun = Year{begun},
            .parties = std::move(parties),
            .sources = {family == Family::formal ? "cow_igo:" + std::string(id) : "iigo:" + std::string(id)}};
}

void cover(atlas::WorldTables& tables, const char* source) {
    tables.sources.push_back({.id = source, .first_year = Year{1990}, .last_year = Year{2005}});
}

TEST(Magnetism, IsTheWeightedMovementOfOthersTowardsTheCore) {
    // Outside of the core (A and B) stand C, D and three small states that rise by .05, .05 and fall by .05 a year.
    auto tables = sample_tables();
    for (int k = 5; k <= 7; ++k) {
        tables.actors.push_back({.id = ActorId{k}, .key = std::string(1, static_cast<char>('@' + k))});
        tables.actors.back().spells = {{Year{1990}, std::nullopt}};
        for (int year = 2000; year <= 2005; ++year) {
            for (std::uint16_t c = 0; c < 6; ++c)
                tables.figures.push_back({.series = c, .actor = ActorId{k}, .year = Year{year}, .value = 10});
            tables.figures.push_back({.series = 6,
                                      .actor = ActorId{k},
                                      .year = Year{year},
                                      .value = 0.3 + (k < 7 ? 0.05 : -0.05) * (year - 2000)});
        }
    }
    const Series series = series_of(tables, "magnetism_regimes");
    ASSERT_GE(series.points.size(), 1U);
    // Weights C 20, the others 10 each: (10 * .1 + 10 * .05 + 10 * .05 - 10 * .05) / 60.
    EXPECT_EQ(series.points[0].year, Year{2001});
    EXPECT_NEAR(series.points[0].mean, 1.5 / 60, 1e-9);
    EXPECT_EQ(series.points[0].count, 5);
}

TEST(Constitutionalism, CountsGainsLessLosses) {
    auto tables = sample_tables();
    cover(tables, "cow_igo");
    cover(tables, "iigo");
    const Spell stays{Year{1995}, std::nullopt};
    Partnership ends = organisation("ends", Family::formal, 1995);
    ends.ended = Year{2002};
    ends.status = Status::ended;
    tables.partnerships = {
        organisation("new-1", Family::formal, 2002), organisation("new-2", Family::formal, 2002),
        organisation("club", Family::informal, 2002), ends,
        organisation("left", Family::formal, 1995, {{ActorId{1}, stays}, {ActorId{2}, {Year{1995}, Year{2001}}}})};
    const auto at = [&](const char* name) { return *series_of(tables, name).find(Year{2002}); };
    EXPECT_EQ(at("formal_founded").mean, 2);
    EXPECT_EQ(at("informal_founded").mean, 1);
    EXPECT_EQ(at("rule_bound_ended").mean, 1);
    EXPECT_EQ(at("withdrawals").mean, 0.5) << "one of two members";
    // Gains 2.5, losses 1 + .5 + .5, the rest 1.5.
    EXPECT_NEAR(at("constitutionalism").mean, 0.5 / 6, 1e-12);
}

TEST(Constitutionalism, IsUnknownWhereATableIsMissing) {
    auto tables = sample_tables();
    cover(tables, "cow_igo");
    tables.partnerships = {organisation("new", Family::formal, 2002)};
    EXPECT_TRUE(series_of(tables, "constitutionalism").points.empty());
}

TEST(Constitutionalism, OfAnEarlierWorldDoesNotKnowALaterEnd) {
    auto tables = sample_tables();
    cover(tables, "cow_igo");
    cover(tables, "iigo");
    Partnership ends = organisation("ends", Family::formal, 2000);
    ends.ended = Year{2003};
    tables.partnerships = {ends};
    EXPECT_EQ(series_of(tables, "rule_bound_ended", 2005).find(Year{2003})->mean, 1);
    const Series earlier = series_of(tables, "rule_bound_ended", 2002);
    EXPECT_EQ(earlier.points.back().year, Year{2002});
    for (const Point& point : earlier.points) EXPECT_EQ(point.mean, 0);
}

TEST(Alliances, DissimilarityIsAsByHand) {
    auto tables = sample_tables();
    cover(tables, "atop");
    Partnership pact{.id = "pact", .family = Family::alliance, .begun = Year{1995}, .sources = {"atop:1"}};
    pact.parties = {{ActorId{1}, {Year{1995}, std::nullopt}}, {ActorId{2}, {Year{1995}, Year{2001}}}};
    pact.evidence = {{.sign = "rules.active_obligation", .depth = Depth::rules, .since = Year{1995}}};
    tables.partnerships = {pact};
    const Series series = series_of(tables, "alliances");
    // A and B owe each other all (0); each differs from C in all that A, B and C are: .4 + .3 + .2 = .9.
    // Weights of the pairs AB 12, AC 8, BC 6.
    EXPECT_NEAR(series.find(Year{2000})->mean, (8 * 0.9 + 6 * 0.9) / 26, 1e-9);
    // Without the pact a pair differs in itself: AB .7, AC .6, BC .5.
    EXPECT_NEAR(series.find(Year{2003})->mean, (12 * 0.7 + 8 * 0.6 + 6 * 0.5) / 26, 1e-9);
}

}  // namespace
}  // namespace entente::order::testing
