// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/concordance.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/sources/actor_tables.hpp"
#include "entente/sources/catalogue.hpp"
#include "entente/sources/csv.hpp"
#include "entente/sources/importer.hpp"

namespace entente::sources {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path kActorsFolder = std::filesystem::path{ENTENTE_SOURCE_DIR} / "data" / "actors";

/// The concordance of the repository, read once.
const Concordance& concordance() {
    static const Concordance instance{read_actor_tables(kActorsFolder)};
    return instance;
}

/// A resolution as the torture list writes it: a key, `?` and keys, or `-`.
std::string shown(const Resolution& resolution) {
    if (resolution.actor) return concordance().actor(*resolution.actor).key;
    if (resolution.is_none()) return "-";
    std::vector<std::string> keys;
    for (const ActorId id : resolution.candidates) keys.push_back(concordance().actor(id).key);
    return fmt::format("?{}", fmt::join(keys, "|"));
}

std::string any(std::string_view text, std::optional<Year> year = {}) {
    return shown(concordance().resolve_any(text, year));
}

Actor state(int id, std::string key, std::string name) {
    return {.id = ActorId{id}, .key = std::move(key), .name = std::move(name)};
}

Errc errc_of(const std::function<void()>& call, std::string* message = nullptr, std::string* hint = nullptr) {
    try {
        call();
    } catch (const Error& error) {
        if (message != nullptr) *message = error.what();
        if (hint != nullptr) *hint = error.hint();
        return error.errc();
    }
    ADD_FAILURE() << "nothing was thrown";
    return Errc::failed;
}

// ---- The torture list

/// Asks each row of the torture list; every difference is a failure.
void expect_torture_list_holds(const Concordance& asked) {
    const Monitor monitor;
    CsvReader rows{std::filesystem::path{ENTENTE_SOURCE_DIR} / "tests" / "sources" / "torture_names.csv", ',', monitor};
    const Column text = rows.column("text");
    const Column year = rows.column("year");
    const Column expected = rows.column("expected");
    int num_rows = 0;
    while (rows.next()) {
        ++num_rows;
        EXPECT_EQ(shown(asked.resolve_any(rows.text(text), rows.optional_year(year))), rows.text(expected))
            << rows.place() << ": '" << rows.text(text) << "' in '" << rows.text(year) << "'";
    }
    EXPECT_GE(num_rows, 300);
}

TEST(Concordance, ResolvesTheTortureListOrAsksBack) {
    expect_torture_list_holds(concordance());
}

TEST(Concordance, ResolvesTheTortureListWithTheTablesOwnCodesAdded) {
    const char* const shared = std::getenv("ENTENTE_SHARED");
    const std::filesystem::path data =
        (shared != nullptr && *shared != '\0' ? std::filesystem::path{shared}
                                              : std::filesystem::path{ENTENTE_SOURCE_DIR} / ".." / "shared") /
        "data";
    const std::vector<std::filesystem::path> files{data / "cow_states.csv.gz", data / "un_m49.csv.gz"};
    for (const auto& file : files)
        if (!std::filesystem::exists(file)) GTEST_SKIP() << "no reference tables in " << data;
    const Catalogue catalogue = Catalogue::read(std::filesystem::path{ENTENTE_SOURCE_DIR} / "data" / "sources.toml");
    ActorRecords records = concordance().records();
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    for (const FoundTable& found : find_tables(files).tables) {
        const SourceTable table = import_table(found, concordance(), catalogue);
        ASSERT_FALSE(table.actors.codes.empty()) << table.source.id;
        append(records.codes, table.actors.codes);
        append(records.aliases, table.actors.aliases);
    }
    expect_torture_list_holds(Concordance{std::move(records)});
}

// ---- Folding

TEST(FoldName, TakesOffCaseAccentsAndPunctuation) {
    EXPECT_EQ(fold_name("Côte d’Ivoire"), "cote divoire");
    EXPECT_EQ(fold_name("COTE D'IVOIRE"), "cote divoire");
    EXPECT_EQ(fold_name("Co\xCC\x82te d'Ivoire"), "cote divoire") << "a combining accent";
    EXPECT_EQ(fold_name("Côte d\xC2\x92Ivoire"), "cote divoire") << "a control character for an apostrophe";
    EXPECT_EQ(fold_name("TÜRKİYE"), "turkiye");
    EXPECT_EQ(fold_name("Færøerne"), "faeroerne");
    EXPECT_EQ(fold_name("Weißrussland"), "weissrussland");
    EXPECT_EQ(fold_name("  Bosnia-Herzegovina "), "bosnia herzegovina");
}

TEST(FoldName, WritesOutShortFormsAndDropsSmallWords) {
    EXPECT_EQ(fold_name("St. Kitts & Nevis"), fold_name("Saint Kitts and Nevis"));
    EXPECT_EQ(fold_name("Dominican Rep."), "dominican republic");
    EXPECT_EQ(fold_name("U.S.A."), "usa");
    EXPECT_EQ(fold_name("The Gambia"), "gambia");
    EXPECT_EQ(fold_name("The"), "the") << "nothing else is there";
    EXPECT_EQ(fold_name(""), "");
    EXPECT_EQ(fold_name("..."), "");
}

TEST(FoldName, IsIdempotentOnEveryNameOfTheConcordance) {
    for (const ActorAlias& alias : concordance().records().aliases) {
        const std::string once = fold_name(alias.alias);
        EXPECT_EQ(fold_name(once), once) << alias.alias;
        EXPECT_FALSE(once.empty()) << alias.alias;
    }
}

TEST(FoldName, TakesBytesThatAreNotUtf8AsBlanks) {
    EXPECT_EQ(fold_name("C\xF4te"), "c te");
    EXPECT_EQ(fold_name("\xFF\xFE"), "");
}

// ---- Properties of the repository's concordance

TEST(Concordance, FindsEveryActorByItsKey) {
    for (const Actor& actor : concordance().records().actors) {
        EXPECT_EQ(any(actor.key), actor.key);
        EXPECT_EQ(any("key:" + actor.key, Year{1850}), actor.key) << "in any year";
        EXPECT_EQ(shown(concordance().resolve("key", actor.key, Year{1850})), actor.key);
    }
}

TEST(Concordance, FindsEveryActorByItsNameWhileItLives) {
    for (const Actor& actor : concordance().records().actors) {
        ASSERT_FALSE(actor.spells.empty()) << actor.key;
        const Spell& spell = actor.spells.back();
        const Year year = spell.last ? *spell.last : std::max(spell.first, Year{2016});
        const Resolution resolution = concordance().resolve_name(actor.name, year);
        EXPECT_TRUE(resolution.is_in_force) << actor.key;
        // The last year of a life is often the first of the successor's: asked back, with the actor among those named.
        const bool is_named = resolution.actor == actor.id || std::ranges::count(resolution.candidates, actor.id) == 1;
        EXPECT_TRUE(is_named) << actor.key << " " << actor.name << " " << year.value() << ": " << shown(resolution);
    }
}

TEST(Concordance, FindsEveryCodeInItsYears) {
    for (const ActorCode& code : concordance().records().codes) {
        const std::optional<Year> year = code.first ? code.first : code.last;
        const Resolution resolution = concordance().resolve(code.system, code.code, year);
        ASSERT_TRUE(resolution.is_found()) << code.system << ":" << code.code;
        EXPECT_EQ(*resolution.actor, code.actor) << code.system << ":" << code.code;
    }
}

TEST(Concordance, GivesStatesOfTheSystemTheirCowNumber) {
    int num_states = 0;
    for (const Actor& actor : concordance().records().actors) {
        if (actor.id >= ActorId{1001}) continue;
        ++num_states;
        EXPECT_EQ(any(fmt::format("cow:{}", actor.id.value())), actor.key);
        EXPECT_EQ(actor.kind, ActorKind::state) << actor.key;
        EXPECT_FALSE(actor.region.empty()) << actor.key;
    }
    EXPECT_EQ(num_states, 217);
}

std::set<std::string> members_of(std::string_view key, Year year) {
    std::set<std::string> members;
    const ActorId collective = concordance().require(key);
    for (const MembershipRecord& record : concordance().records().memberships)
        if (record.collective == collective && record.role == "member" && record.spell.holds_in(year))
            members.insert(concordance().actor(record.actor).key);
    return members;
}

TEST(Concordance, KnowsHowManyMembersABodyHadInAYear) {
    struct Case {
        std::string_view key;
        int year;
        std::size_t num_members;
    };
    for (const auto& [key, year, num_members] : std::vector<Case>{
             {"EU", 1958, 6},    {"EU", 1986, 12},    {"EU", 2012, 27},   {"EU", 2019, 28},      {"EU", 2020, 27},
             {"NATO", 1949, 12}, {"NATO", 2013, 28},  {"NATO", 2024, 32}, {"AFUNION", 2016, 54}, {"AFUNION", 2017, 55},
             {"UN", 1945, 51},   {"UN", 1960, 99},    {"UN", 2011, 193},  {"WTO", 1996, 128},    {"WTO", 2024, 166},
             {"G7", 1980, 7},    {"G7", 2024, 7},     {"G20", 2024, 21},  {"BRICS", 2012, 5},    {"BRICS", 2025, 10},
             {"OSCE", 1975, 35}, {"TPP12", 2015, 12},
         })
        EXPECT_EQ(members_of(key, Year{year}).size(), num_members) << key << " " << year;
}

TEST(Concordance, HasNoMembershipThatOverlapsAnotherOfTheSameMember) {
    const auto& memberships = concordance().records().memberships;
    std::map<std::tuple<ActorId, ActorId, std::string>, std::vector<Spell>> spells;
    for (const MembershipRecord& record : memberships)
        spells[{record.collective, record.actor, record.role}].push_back(record.spell);
    for (const auto& [who, list] : spells)
        for (std::size_t k = 1; k < list.size(); ++k)
            EXPECT_TRUE(list[k - 1].last && *list[k - 1].last < list[k].first)
                << std::get<0>(who).value() << " " << std::get<1>(who).value();
}

// ---- Years

TEST(Concordance, SaysWhenACodeIsNotInForceInTheYear) {
    EXPECT_FALSE(concordance().resolve("iso3", "SUN", Year{2010}).is_in_force);
    EXPECT_TRUE(concordance().resolve("iso3", "SUN", Year{1980}).is_in_force);
    EXPECT_FALSE(concordance().resolve("iso3", "SUN").is_in_force) << "without a year: not today";
    EXPECT_FALSE(concordance().resolve_name("Zaire", Year{2010}).is_in_force);
}

TEST(Concordance, SettlesASourcesOwnCodesBeforeNames) {
    EXPECT_EQ(shown(concordance().resolve_in_source("sipri", "Germany", Year{1970})), "FRG");
    EXPECT_EQ(shown(concordance().resolve_in_source("cdiac", "CONGO", Year{2000})), "COG");
    EXPECT_EQ(shown(concordance().resolve_in_source("desta", "900", Year{2007})), "XKX");
    EXPECT_EQ(shown(concordance().resolve_in_source("cow_trade", "255", Year{1970})), "FRG");
    EXPECT_EQ(shown(concordance().resolve_in_source("iigo", "AUH", Year{2007})), "AUS") << "an error of the source";
    EXPECT_EQ(shown(concordance().resolve_in_source("cdiac", "BRAZIL", Year{2000})), "BRA") << "by name";
}

TEST(Concordance, KnowsWhatIsNoActorInWhichYears) {
    EXPECT_TRUE(concordance().reason_not_actor("cdiac", "GERMANY", Year{1945}));
    EXPECT_FALSE(concordance().reason_not_actor("cdiac", "GERMANY", Year{1991}));
    EXPECT_FALSE(concordance().reason_not_actor("sipri", "Germany", Year{1960}));
    EXPECT_THAT(std::string{concordance().reason_not_actor("wb", "HIC", Year{2000}).value_or("")},
                HasSubstr("aggregate"));
    EXPECT_TRUE(concordance().reason_not_actor("maddison", "SUN", Year{1992}));
    EXPECT_FALSE(concordance().reason_not_actor("maddison", "SUN", Year{1991}));
}

// ---- A small concordance of its own

TEST(Concordance, AsksBackWhereTwoActorsShareANameInAYear) {
    ActorRecords records;
    records.actors = {state(1, "OLD", "Old Land"), state(2, "NEW", "New Land"), state(3, "ALONE", "Lone Land")};
    records.aliases = {{ActorId{1}, "Land", Year{1900}, Year{1950}}, {ActorId{2}, "Land", Year{1950}, std::nullopt}};
    const Concordance small{records};
    EXPECT_EQ(small.resolve_name("land", Year{1920}).actor, ActorId{1});
    EXPECT_EQ(small.resolve_name("LAND", Year{1960}).actor, ActorId{2});
    EXPECT_EQ(small.resolve_name("land").actor, ActorId{2}) << "today's holder";
    EXPECT_THAT(small.resolve_name("land", Year{1950}).candidates, ElementsAre(ActorId{2}, ActorId{1}))
        << "in the order of keys";
    EXPECT_THAT(small.resolve_name("land", Year{1800}).candidates, ElementsAre(ActorId{2}, ActorId{1}));
    EXPECT_EQ(small.resolve_name("lone land").actor, ActorId{3}) << "an actor without aliases has its name";
}

TEST(Concordance, StaysSoundWhenItIsCopiedAndMoved) {
    Concordance copy = concordance();
    const Concordance moved = std::move(copy);
    EXPECT_EQ(moved.resolve_name("Côte d'Ivoire").actor, ActorId{437});
}

// ---- Errors

TEST(Concordance, RefusesTwoActorsWithOneIdOrKey) {
    ActorRecords records;
    records.actors = {state(1, "AAA", "A"), state(1, "BBB", "B")};
    EXPECT_EQ(errc_of([&] { Concordance{records}; }), Errc::bad_input);
    records.actors = {state(1, "AAA", "A"), state(2, "AAA", "B")};
    EXPECT_EQ(errc_of([&] { Concordance{records}; }), Errc::bad_input);
}

TEST(Concordance, AsksBackWhereTwoActorsHoldACodeInTheSameYear) {
    ActorRecords records;
    records.actors = {state(1, "AAA", "A"), state(2, "BBB", "B")};
    records.codes = {{ActorId{1}, "cow", "7", std::nullopt, Year{1950}}, {ActorId{2}, "cow", "7", Year{1950}, {}}};
    const Concordance small{records};
    EXPECT_EQ(small.resolve("cow", "7", Year{1949}).actor, ActorId{1});
    EXPECT_THAT(small.resolve("cow", "7", Year{1950}).candidates, ElementsAre(ActorId{1}, ActorId{2}));
    EXPECT_EQ(small.resolve("cow", "7").actor, ActorId{2});
}

TEST(Concordance, RefusesACodeOrNameOfNoActor) {
    ActorRecords records;
    records.actors = {state(1, "AAA", "A")};
    records.codes = {{ActorId{9}, "cow", "9", {}, {}}};
    EXPECT_EQ(errc_of([&] { Concordance{records}; }), Errc::unknown_id);
    records.codes.clear();
    records.aliases = {{ActorId{9}, "Nine", {}, {}}};
    EXPECT_EQ(errc_of([&] { Concordance{records}; }), Errc::unknown_id);
}

TEST(Concordance, NamesTheNearestActorsForAnUnknownOne) {
    std::string message;
    std::string hint;
    EXPECT_EQ(errc_of([] { (void)concordance().require("Germny"); }, &message, &hint), Errc::unknown_id);
    EXPECT_THAT(message, HasSubstr("Germny"));
    EXPECT_THAT(hint, HasSubstr("Germany (DEU)"));
    EXPECT_EQ(errc_of([] { (void)concordance().require("Atlantis"); }), Errc::unknown_id);
    EXPECT_EQ(errc_of([] { (void)concordance().require(""); }), Errc::unknown_id);
}

TEST(Concordance, NamesAllActorsThatAnAmbiguousTextCouldMean) {
    std::string message;
    EXPECT_EQ(errc_of([] { (void)concordance().require("Korea", Year{1960}); }, &message), Errc::wrong_usage);
    EXPECT_THAT(message, HasSubstr("North Korea (PRK)"));
    EXPECT_THAT(message, HasSubstr("South Korea (KOR)"));
}

TEST(Concordance, OffersEachActorOnceAmongTheNearest) {
    const std::vector<std::string> nearest = concordance().nearest("ivory cost", 5);
    ASSERT_FALSE(nearest.empty());
    EXPECT_EQ(nearest.front(), "Côte d'Ivoire (CIV)");
    EXPECT_EQ(std::set<std::string>(nearest.begin(), nearest.end()).size(), nearest.size());
    EXPECT_LE(nearest.size(), 5U);
}

TEST(Concordance, HasNoActorWithAnUnknownId) {
    EXPECT_EQ(errc_of([] { (void)concordance().actor(ActorId{123456}); }), Errc::unknown_id);
}

TEST(Concordance, ResolvesAMillionCodes) {
    // A load test without a clock: a quadratic look-up would run into the limit that ctest sets.
    std::size_t num_found = 0;
    const auto& codes = concordance().records().codes;
    for (std::size_t k = 0; k < 1'000'000; ++k) {
        const ActorCode& code = codes[k % codes.size()];
        num_found += concordance().resolve(code.system, code.code, Year{1990}).is_none() ? 0U : 1U;
    }
    EXPECT_EQ(num_found, 1'000'000U);
}

}  // namespace
}  // namespace entente::sources
