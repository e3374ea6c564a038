// SPDX-License-Identifier: Apache-2.0
#include "entente/atlas/world.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/sample_tables.hpp"
#include "entente/base/random.hpp"

namespace entente::atlas::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Year kYear{1994};

/// Three states and a club; ids out of order, as nobody promises to sort them.
WorldTables small() {
    WorldTables tables;
    tables.actors = {state(365, "RUS", {{Year{1816}, std::nullopt}}),
                     state(2, "USA", {{Year{1816}, std::nullopt}}),
                     state(265, "DDR", {{Year{1954}, Year{1990}}}),
                     state(347, "XKX", {{Year{2008}, std::nullopt}}),
                     {ActorId{2501}, "G7", "Group of Seven", ActorKind::collective, "", "", {}}};
    return tables;
}

ActorIndex index_of(const World& world, const char* key) {
    return world.find_key(key).value();
}

// Actors ----------------------------------------------------------------------------------------------------------

TEST(World, OrdersActorsByIdAndFindsThem) {
    const World world{small(), kYear};
    ASSERT_EQ(world.num_actors(), 4U);
    EXPECT_EQ(world.actor(0).key, "USA");
    EXPECT_EQ(world.actor(3).key, "G7");
    EXPECT_EQ(world.find(ActorId{365}), world.find_key("RUS"));
    EXPECT_EQ(world.find(ActorId{999}), std::nullopt);
    EXPECT_EQ(world.find_key("usa"), std::nullopt);
}

TEST(World, AnActorNotYetBornIsNotInIt) {
    EXPECT_EQ(World(small(), Year{2007}).find_key("XKX"), std::nullopt);
    EXPECT_NE(World(small(), Year{2008}).find_key("XKX"), std::nullopt);
}

TEST(World, ADeadActorLivesInItsYearsOnly) {
    const World world{small(), kYear};
    const ActorIndex ddr = index_of(world, "DDR");
    EXPECT_FALSE(world.is_alive(ddr, Year{1953}));
    EXPECT_TRUE(world.is_alive(ddr, Year{1990}));
    EXPECT_FALSE(world.is_alive(ddr, Year{1991}));
    EXPECT_THAT(world.living_states(Year{1980}), ElementsAre(0, 1, 2)) << "USA, DDR, RUS and not the club";
    EXPECT_THAT(world.living_states(kYear), ElementsAre(0, 2));
}

TEST(World, ADeathThatCameLaterIsNotKnown) {
    const World world{small(), Year{1989}};
    EXPECT_EQ(world.actor(index_of(world, "DDR")).spells[0].last, std::nullopt);
}

TEST(World, MembersComeAndGoAndObserversAreNone) {
    WorldTables tables = small();
    tables.memberships = {{ActorId{2501}, ActorId{365}, "member", {Year{1997}, Year{2013}}},
                          {ActorId{2501}, ActorId{365}, "observer", {Year{1991}, Year{1996}}},
                          {ActorId{2501}, ActorId{2}, "member", {Year{1975}, std::nullopt}}};
    const World early{tables, kYear};
    EXPECT_THAT(early.members_of(index_of(early, "G7"), kYear), ElementsAre(index_of(early, "USA")));
    const World late{tables, Year{2020}};
    const ActorIndex g7 = index_of(late, "G7");
    EXPECT_THAT(late.members_of(g7, Year{2000}), ElementsAre(index_of(late, "USA"), index_of(late, "RUS")));
    EXPECT_THAT(late.members_of(g7, Year{2014}), ElementsAre(index_of(late, "USA")));
    EXPECT_THAT(late.members_of(g7, Year{1974}), IsEmpty());
    EXPECT_THAT(late.members_of(index_of(late, "USA"), Year{2000}), IsEmpty());
}

// Figures ---------------------------------------------------------------------------------------------------------

WorldTables with_figures() {
    WorldTables tables = small();
    tables.series = {{{"later", "", ""}, "wb", Year{1995}, Year{2020}},
                     {{"gdp", "USD", ""}, "wb", Year{1960}, Year{2020}}};
    tables.figures = {{1, ActorId{365}, Year{1995}, 95, std::nullopt},
                      {1, ActorId{2}, Year{1990}, 90, 1.5},
                      {1, ActorId{2}, Year{1985}, 85, std::nullopt},
                      {0, ActorId{2}, Year{1995}, 1, std::nullopt},
                      {1, ActorId{2}, Year{1986}, 0, std::nullopt}};
    return tables;
}

TEST(World, AFigureIsMeasuredCarriedOrUnknown) {
    const World world{with_figures(), kYear};
    const SeriesIndex gdp = world.find_series("gdp").value();
    const ActorIndex usa = index_of(world, "USA");
    const auto figure = [&](int year, int max_age) { return world.figure(gdp, usa, Year{year}, max_age); };
    EXPECT_EQ(figure(1990, 0)->value, 90);
    EXPECT_EQ(figure(1990, 0)->age_years, 0);
    EXPECT_EQ(figure(1990, 0)->sd, 1.5);
    EXPECT_EQ(figure(1985, 9)->sd, std::nullopt);
    EXPECT_EQ(figure(1993, 5)->value, 90);
    EXPECT_EQ(figure(1993, 5)->age_years, 3);
    EXPECT_EQ(figure(1993, 3)->age_years, 3) << "at most max_age years old";
    EXPECT_FALSE(figure(1993, 2).has_value());
    EXPECT_EQ(figure(1989, 5)->age_years, 3);
    EXPECT_FALSE(figure(1984, 99).has_value()) << "nothing is carried backwards";
    EXPECT_EQ(figure(1995, 5)->age_years, 5) << "a plan for next year";
    EXPECT_FALSE(figure(1996, 99).has_value()) << "never further than next year";
}

TEST(World, ZeroIsAFigureAndNotCoveredIsNone) {
    const World world{with_figures(), kYear};
    const SeriesIndex gdp = world.find_series("gdp").value();
    const auto zero = world.figure(gdp, index_of(world, "USA"), Year{1986});
    ASSERT_TRUE(zero.has_value());
    EXPECT_EQ(zero->value, 0);
    EXPECT_FALSE(world.figure(gdp, index_of(world, "DDR"), Year{1986}, 99).has_value());
    EXPECT_FALSE(world.figure(gdp, index_of(world, "RUS"), Year{1995}, 99).has_value()) << "dated later";
}

TEST(World, ASeriesOfLaterYearsIsNotKnownAndCoverageEndsWithTheYear) {
    const World world{with_figures(), kYear};
    EXPECT_EQ(world.find_series("later"), std::nullopt);
    ASSERT_EQ(world.series().size(), 1U);
    EXPECT_EQ(world.series()[0].first_year, Year{1960});
    EXPECT_EQ(world.series()[0].last_year, kYear);
}

TEST(World, ASourceCoversItsYearsAndOthersAreUnknown) {
    WorldTables tables = small();
    tables.sources = {source_named("atop"), source_named("future"), source_named("actors")};
    tables.sources[0].first_year = Year{1815};
    tables.sources[0].last_year = Year{2016};
    tables.sources[1].first_year = Year{2000};
    const World world{tables, kYear};
    EXPECT_EQ(world.is_covered("atop", Year{1814}), false);
    EXPECT_EQ(world.is_covered("atop", Year{1994}), true);
    EXPECT_EQ(world.is_covered("atop", Year{1995}), false) << "not yet";
    EXPECT_EQ(world.is_covered("actors", Year{1500}), true);
    EXPECT_EQ(world.is_covered("future", Year{2001}), std::nullopt);
    EXPECT_EQ(world.is_covered("desta", Year{1990}), std::nullopt);
    EXPECT_EQ(World(tables, Year{2020}).is_covered("atop", Year{2017}), false);
}

TEST(World, APositionIsThatOfTheYearOrOlder) {
    WorldTables tables = small();
    tables.positions = {{ActorId{2}, Year{1995}, 9, 9}, {ActorId{2}, Year{1992}, -1.25, 0.5}};
    const World world{tables, kYear};
    const ActorIndex usa = index_of(world, "USA");
    EXPECT_EQ(world.position(usa, Year{1992})->mean, -1.25);
    EXPECT_EQ(world.position(usa, kYear, 2)->year, Year{1992});
    EXPECT_FALSE(world.position(usa, kYear, 1).has_value());
    EXPECT_EQ(world.position(usa, Year{1999}, 10)->year, Year{1992}) << "the later one is not known";
    EXPECT_FALSE(world.position(index_of(world, "RUS"), kYear, 99).has_value());
}

// Places and dyads ------------------------------------------------------------------------------------------------

TEST(World, TheCapitalOfAYearAndAfterAMoveTheLaterOne) {
    WorldTables tables = small();
    tables.capitals = {{ActorId{365}, {Year{1918}, std::nullopt}, 55.8, 37.6},
                       {ActorId{365}, {Year{1816}, Year{1918}}, 59.9, 30.3}};
    const World world{tables, kYear};
    const ActorIndex rus = index_of(world, "RUS");
    EXPECT_EQ(world.capital(rus, Year{1900})->latitude_deg, 59.9);
    EXPECT_EQ(world.capital(rus, Year{1918})->latitude_deg, 55.8);
    EXPECT_FALSE(world.capital(rus, Year{1815}).has_value());
    EXPECT_FALSE(world.capital(index_of(world, "USA"), Year{1900}).has_value());
}

TEST(World, DyadsAreCutAtTheYear) {
    WorldTables tables = small();
    tables.contiguities = {{ActorId{2}, ActorId{365}, 4, {Year{1959}, Year{2016}}},
                           {ActorId{2}, ActorId{265}, 5, {Year{1995}, std::nullopt}}};
    tables.rivalries = {{ActorId{2}, ActorId{365}, {Year{1945}, Year{1989}}, "positional"}};
    tables.disputes = {{ActorId{2}, ActorId{365}, Year{1995}, 3}, {ActorId{2}, ActorId{365}, Year{1961}, 3}};
    tables.major_powers = {{ActorId{2}, {Year{1898}, std::nullopt}}, {ActorId{365}, {Year{1995}, std::nullopt}}};
    const World world{tables, kYear};
    ASSERT_EQ(world.contiguities().size(), 1U);
    EXPECT_EQ(world.contiguities()[0].spell, (Spell{Year{1959}, std::nullopt}));
    EXPECT_EQ(world.rivalries()[0].spell.last, Year{1989}) << "an end that is known stays";
    ASSERT_EQ(world.disputes().size(), 1U);
    EXPECT_EQ(world.disputes()[0].year, Year{1961});
    EXPECT_TRUE(world.is_major_power(index_of(world, "USA"), Year{1900}));
    EXPECT_FALSE(world.is_major_power(index_of(world, "USA"), Year{1897}));
    EXPECT_FALSE(world.is_major_power(index_of(world, "RUS"), kYear));
}

TEST(World, RowsOfTheUnbornGoWithThem) {
    WorldTables tables = small();
    tables.series = {{{"gdp", "", ""}, "maddison", Year{1950}, Year{2016}}};
    tables.figures = {{0, ActorId{347}, Year{1952}, 5, std::nullopt}};  // Reckoned back.
    tables.contiguities = {{ActorId{2}, ActorId{347}, 1, {Year{1950}, std::nullopt}}};
    const World world{tables, kYear};
    EXPECT_THAT(world.contiguities(), IsEmpty());
    EXPECT_EQ(World(tables, Year{2008}).figure(0, 2, Year{1952})->value, 5);
}

// Partnerships ----------------------------------------------------------------------------------------------------

Partnership pact() {
    Partnership p;
    p.id = "pact";
    p.begun = Year{1950};
    p.ended = Year{1999};
    p.status = Status::failed;
    p.depth = Depth::culture;
    p.parties = {{ActorId{2}, {Year{1950}, Year{1999}}}, {ActorId{365}, {Year{1996}, std::nullopt}}};
    p.evidence = {{"meets", Depth::practice, true, Year{1950}, "c", ""},
                  {"aims", Depth::interests, true, Year{1994}, "c", ""},
                  {"binds", Depth::rules, false, Year{1960}, "c", ""},
                  {"schools", Depth::culture, true, Year{1995}, "c", ""}};
    return p;
}

TEST(World, APartnershipIsWhatWasKnownOfItThen) {
    WorldTables tables = small();
    tables.partnerships = {pact()};
    const World world{tables, kYear};
    ASSERT_EQ(world.partnerships().size(), 1U);
    const Partnership& known = world.partnerships()[0];
    EXPECT_EQ(known.status, Status::active);
    EXPECT_EQ(known.ended, std::nullopt);
    EXPECT_EQ(known.depth, Depth::interests) << "the highest step seen by then, denied ones apart";
    EXPECT_EQ(known.evidence.size(), 3U);
    ASSERT_EQ(known.parties.size(), 1U);
    EXPECT_EQ(known.parties[0].spell, (Spell{Year{1950}, std::nullopt}));
}

TEST(World, AnEndIsKnownFromItsYearOn) {
    WorldTables tables = small();
    tables.partnerships = {pact()};
    const World before{tables, Year{1998}};
    EXPECT_EQ(before.partnerships()[0].status, Status::active);
    EXPECT_EQ(before.partnerships()[0].depth, Depth::culture);
    const World after{tables, Year{1999}};
    EXPECT_EQ(after.partnerships()[0].status, Status::failed);
    EXPECT_EQ(after.partnerships()[0].ended, Year{1999});
}

TEST(World, APartnershipBegunLaterIsNotInItAndLateEvidenceIsNoDepth) {
    WorldTables tables = small();
    tables.partnerships = {pact(), pact()};
    tables.partnerships[0].begun = Year{1995};
    tables.partnerships[1].evidence = {{"binds", Depth::rules, true, Year{1995}, "c", ""}};
    const World world{tables, kYear};
    ASSERT_EQ(world.partnerships().size(), 1U);
    EXPECT_EQ(world.partnerships()[0].depth, std::nullopt);
}

TEST(World, AStatusWithoutItsYearReadsAsActive) {
    WorldTables tables = small();
    tables.partnerships = {pact()};
    tables.partnerships[0].ended.reset();
    EXPECT_EQ(World(tables, Year{2020}).partnerships()[0].status, Status::active);
}

// The cut of the future, as a property ----------------------------------------------------------------------------

constexpr int kFirst = 1950;
constexpr int kNumYears = 60;
constexpr int kNumActors = 9;

/// Tables of everything at random, years 1950 to 2009.
WorldTables random_tables(std::uint32_t round) {
    RandomStream random{Seed{20260101}, {.purpose = 7, .item = round}};
    const auto below = [&](int bound) { return static_cast<int>(random.below(static_cast<std::uint32_t>(bound))); };
    const auto year = [&] { return Year{kFirst + below(kNumYears)}; };
    const auto spell = [&] {
        const Year first = year();
        return Spell{first, below(2) == 0 ? std::nullopt : std::optional{first + below(30)}};
    };
    const auto actor = [&] { return ActorId{1 + below(kNumActors)}; };
    WorldTables tables;
    for (int k = 1; k <= kNumActors; ++k) {
        Actor& made = tables.actors.emplace_back(state(k, "A" + std::to_string(k)));
        if (k % 3 == 0) made.kind = ActorKind::collective;
        if (k % 2 == 0) made.spells = {spell()};
        if (k == 4) made.spells.push_back({made.spells[0].first + 40, std::nullopt});
    }
    for (int k = 0; k < 4; ++k) {
        const Year first = year();
        tables.series.push_back({{"s" + std::to_string(k % 3), "", ""}, "src" + std::to_string(k), first, first + 20});
        for (int j = 0; j < 40; ++j)
            tables.figures.push_back({static_cast<std::uint16_t>(k), actor(), first + below(21), random.normal(),
                                      below(3) == 0 ? std::optional{random.uniform()} : std::nullopt});
        tables.sources.push_back(source_named("src" + std::to_string(k)));
        if (below(2) == 0) tables.sources.back().first_year = year();
        if (below(2) == 0) tables.sources.back().last_year = year();
    }
    const auto key = [](const FigureRecord& row) { return std::tuple{row.series, row.actor, row.year}; };
    std::sort(tables.figures.begin(), tables.figures.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
    const auto same = [&](auto& a, auto& b) { return key(a) == key(b); };
    tables.figures.erase(std::unique(tables.figures.begin(), tables.figures.end(), same), tables.figures.end());
    for (int k = 0; k < 25; ++k) {
        const ActorId first{1 + below(kNumActors - 1)};
        const ActorId second{first.value() + 1 + below(kNumActors - first.value())};
        tables.memberships.push_back({ActorId{3}, actor(), below(4) == 0 ? "observer" : "member", spell()});
        tables.capitals.push_back({actor(), spell(), random.uniform(), random.uniform()});
        tables.contiguities.push_back({first, second, 1 + below(5), spell()});
        tables.rivalries.push_back({first, second, spell(), "spatial"});
        tables.disputes.push_back({first, second, year(), 1 + below(5)});
        tables.major_powers.push_back({actor(), spell()});
    }
    for (int k = 1; k <= kNumActors; ++k)
        for (int y = 0; y < kNumYears; ++y)
            if (below(3) == 0) tables.positions.push_back({ActorId{k}, Year{kFirst + y}, random.normal(), 1});
    for (Partnership& p : partnerships(12, 5, kNumActors, Seed{round})) {
        p.begun = year();
        if (p.ended) p.ended = p.begun + below(30);
        for (Party& party : p.parties) party.spell = spell();
        for (Evidence& evidence : p.evidence) evidence.since = year();
        tables.partnerships.push_back(std::move(p));
    }
    return tables;
}

/// The tables of an atlas in which nobody has written anything after `as_of` yet. Written apart from World's own cut,
/// and with ends that came later replaced by another later end, which must not show either.
WorldTables without_future(WorldTables tables, Year as_of) {
    const auto later = [&](Year year) { return year > as_of; };
    const auto unborn = [&](const Actor& actor) {
        return !actor.spells.empty() && std::ranges::all_of(actor.spells, later, &Spell::first);
    };
    std::vector<ActorId> gone;
    for (const Actor& actor : tables.actors)
        if (unborn(actor)) gone.push_back(actor.id);
    const auto is_gone = [&](ActorId id) { return std::ranges::find(gone, id) != gone.end(); };
    const auto forget = [&](Spell& spell) {
        if (spell.last && *spell.last >= as_of) spell.last = as_of + 77;
    };
    const auto cut_spells = [&](auto& rows, const auto& names_gone) {
        std::erase_if(rows, [&](const auto& row) { return later(row.spell.first) || names_gone(row); });
        for (auto& row : rows) forget(row.spell);
    };
    const auto one = [&](const auto& row) { return is_gone(row.actor); };
    const auto both = [&](const auto& row) { return is_gone(row.first) || is_gone(row.second); };
    cut_spells(tables.memberships, [&](const auto& row) { return is_gone(row.actor) || is_gone(row.collective); });
    cut_spells(tables.capitals, one);
    cut_spells(tables.contiguities, both);
    cut_spells(tables.rivalries, both);
    cut_spells(tables.major_powers, one);
    std::erase_if(tables.disputes, [&](const auto& row) { return later(row.year) || both(row); });
    std::erase_if(tables.figures, [&](const auto& row) { return later(row.year) || one(row); });
    std::erase_if(tables.positions, [&](const auto& row) { return later(row.year) || one(row); });
    std::erase_if(tables.partnerships, [&](const auto& row) { return later(row.begun); });
    for (Partnership& p : tables.partnerships) {
        cut_spells(p.parties, one);
        std::erase_if(p.evidence, [&](const auto& row) { return later(row.since); });
        if (p.ended && later(*p.ended)) {
            p.ended = as_of + 77;
            p.status = Status::lapsed;
        }
        p.depth = Depth::culture;
    }
    std::erase_if(tables.actors, unborn);
    for (Actor& actor : tables.actors) {
        std::erase_if(actor.spells, [&](const Spell& spell) { return later(spell.first); });
        for (Spell& spell : actor.spells) forget(spell);
    }
    for (SeriesCoverage& series : tables.series) series.last_year = std::max(series.last_year, series.first_year);
    std::erase_if(tables.sources, [&](const auto& source) { return source.first_year && later(*source.first_year); });
    for (SourceInfo& source : tables.sources)
        if (source.last_year && later(*source.last_year)) source.last_year = as_of + 77;
    return tables;
}

std::string text_of(const std::optional<Year>& year) {
    return year ? std::to_string(year->value()) : "-";
}
std::string text_of(const Spell& spell) {
    return std::to_string(spell.first.value()) + ".." + text_of(spell.last);
}

/// Everything that a World says, through all of its accessors, for every year about its own.
std::string all_of(const World& world) {
    std::ostringstream out;
    out.precision(17);
    for (ActorIndex a = 0; a < world.num_actors(); ++a) {
        const Actor& actor = world.actor(a);
        out << actor.key << ' ' << world.find(actor.id).value() << world.find_key(actor.key).value();
        for (const Spell& spell : actor.spells) out << ' ' << text_of(spell);
        for (int y = kFirst - 1; y <= world.as_of().value() + 5; ++y) {
            const Year year{y};
            out << '\n' << y << ' ' << world.is_alive(a, year) << world.is_major_power(a, year) << " members";
            for (const ActorIndex member : world.members_of(a, year)) out << ' ' << member;
            if (const auto capital = world.capital(a, year)) out << " capital " << capital->latitude_deg;
            for (const int age : {0, 3, 99})
                if (const auto at = world.position(a, year, age)) out << " at " << at->mean << at->year.value();
            for (SeriesIndex s = 0; s < world.series().size(); ++s)
                for (const int age : {0, 3, 99})
                    if (const auto f = world.figure(s, a, year, age))
                        out << " figure " << s << ' ' << f->value << ' ' << f->sd.value_or(-1) << ' ' << f->age_years;
        }
        out << '\n';
    }
    for (const ActorIndex a : world.living_states(world.as_of())) out << a << ' ';
    for (const char* name : {"s0", "s1", "s2"}) out << world.find_series(name).value_or(99) << ' ';
    for (const SeriesCoverage& s : world.series())
        out << s.info.name << s.source << s.first_year.value() << '-' << s.last_year.value() << '\n';
    for (const auto& row : world.contiguities())
        out << row.first.value() << ' ' << row.second.value() << ' ' << row.type << text_of(row.spell) << '\n';
    for (const auto& row : world.rivalries())
        out << row.first.value() << ' ' << row.second.value() << text_of(row.spell) << '\n';
    for (const auto& row : world.disputes())
        out << row.first.value() << ' ' << row.second.value() << ' ' << row.year.value() << row.hostility << '\n';
    for (const auto& row : world.major_powers()) out << row.actor.value() << text_of(row.spell) << '\n';
    for (const Partnership& p : world.partnerships()) {
        out << p.id << to_string(p.status) << text_of(p.ended) << (p.depth ? to_string(*p.depth) : "?");
        for (const Party& party : p.parties) out << ' ' << party.actor.value() << text_of(party.spell);
        for (const Evidence& e : p.evidence) out << ' ' << e.sign << e.since.value();
        out << '\n';
    }
    for (const SourceInfo& source : world.sources()) {
        out << source.id << text_of(source.first_year) << text_of(source.last_year);
        for (int y = kFirst; y < kFirst + kNumYears + 5; ++y) out << world.is_covered(source.id, Year{y}).value();
    }
    return out.str();
}

TEST(World, IsTheSameWhateverTheTablesHoldBeyondItsYear) {
    for (std::uint32_t round = 0; round < 60; ++round) {
        const WorldTables tables = random_tables(round);
        for (const int y : {1951, 1965, 1980, 1999, 2009}) {
            const std::string known = all_of(World{tables, Year{y}});
            EXPECT_EQ(known, all_of(World{without_future(tables, Year{y}), Year{y}})) << round << ' ' << y;
        }
    }
}

TEST(World, TellsLaterYearsApartSoThatThePropertyMeansSomething) {
    const WorldTables tables = random_tables(0);
    EXPECT_NE(all_of(World{tables, Year{1980}}), all_of(World{without_future(tables, Year{1965}), Year{1980}}));
}

TEST(World, DoesNotDependOnTheOrderOfRowsWithDifferentKeys) {
    WorldTables tables = random_tables(3);
    const std::string before = all_of(World{tables, kYear});
    std::reverse(tables.actors.begin(), tables.actors.end());
    std::reverse(tables.figures.begin(), tables.figures.end());
    std::reverse(tables.positions.begin(), tables.positions.end());
    std::reverse(tables.partnerships.begin(), tables.partnerships.end());
    EXPECT_EQ(all_of(World{tables, kYear}), before);
}

}  // namespace
}  // namespace entente::atlas::testing
