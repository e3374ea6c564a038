// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/actor_tables.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::sources {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A folder with a small sound concordance, of which a test spoils one file.
class ActorTables : public testing::Test {
protected:
    void SetUp() override {
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path{ENTENTE_TEST_BINARY_DIR} / "actor_tables" / test->name();
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        write("actors.csv",
              "id,key,name,kind,region,subregion,capital_lat,capital_lng\n"
              "2,USA,United States,state,Americas,Northern America,38.9,-77.0\n"
              "260,FRG,Federal Republic of Germany,state,Europe,Western Europe,50.7,7.1\n"
              "2001,EU,European Union,collective,Europe,,,\n");
        write("spells.csv", "actor_id,first_year,last_year\n2,1816,\n260,1955,1990\n2001,1958,\n");
        write("codes.csv", "actor_id,system,code,first_year,last_year\n2,cow,2,,\n260,iso3,DEU,1949,1990\n");
        write("aliases.csv", "actor_id,alias,first_year,last_year\n2,US,,\n260,Germany,1949,1990\n");
        write("members.csv", "collective_id,actor_id,role,first_year,last_year\n2001,260,member,1958,1989\n");
        write("not_actors.csv", "source,text,reason,first_year,last_year\ncdiac,GERMANY,counted twice,1945,1990\n");
    }

    void write(std::string_view name, std::string_view text) const {
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }

    /// The message of the error that reading throws.
    [[nodiscard]] std::string error() const {
        try {
            (void)read_actor_tables(folder_);
        } catch (const Error& error) {
            EXPECT_EQ(error.errc(), Errc::bad_input) << error.what();
            return error.what();
        }
        return "no error";
    }

    fs::path folder_;
};

TEST_F(ActorTables, ReadsAllSixFiles) {
    const ActorRecords records = read_actor_tables(folder_);
    ASSERT_EQ(records.actors.size(), 3U);
    EXPECT_EQ(records.actors[1].key, "FRG");
    EXPECT_EQ(records.actors[2].kind, ActorKind::collective);
    EXPECT_EQ(records.actors[1].spells, (std::vector<Spell>{{Year{1955}, Year{1990}}}));
    ASSERT_EQ(records.codes.size(), 2U);
    EXPECT_EQ(records.codes[1].first, Year{1949});
    EXPECT_FALSE(records.codes[0].last.has_value());
    ASSERT_EQ(records.memberships.size(), 1U);
    EXPECT_EQ(records.memberships[0].actor, ActorId{260});
    ASSERT_EQ(records.not_actors.size(), 1U);
    EXPECT_EQ(records.not_actors[0].last, Year{1990});
}

TEST_F(ActorTables, GivesACapitalTheYearsOfItsActorsLife) {
    const ActorRecords records = read_actor_tables(folder_);
    ASSERT_EQ(records.capitals.size(), 2U) << "the EU has none";
    EXPECT_EQ(records.capitals[1].spell, (Spell{Year{1955}, Year{1990}}));
    EXPECT_DOUBLE_EQ(records.capitals[1].latitude_deg, 50.7);
}

TEST_F(ActorTables, CountsRowsAndFingerprintsTheFiles) {
    const SourceTable before = read_actor_source(folder_);
    EXPECT_EQ(before.source.id, "actors");
    EXPECT_EQ(before.report.rows_read, 12);
    EXPECT_EQ(before.report.rows_kept, 12);
    EXPECT_EQ(read_actor_source(folder_).source.fingerprint, before.source.fingerprint);
    write("aliases.csv", "actor_id,alias,first_year,last_year\n2,America,,\n");
    EXPECT_NE(read_actor_source(folder_).source.fingerprint, before.source.fingerprint);
}

TEST_F(ActorTables, NamesFileLineAndValueOfAnUnknownKind) {
    write("actors.csv", "id,key,name,kind,region,subregion,capital_lat,capital_lng\n2,USA,United States,country,,,,\n");
    const std::string message = error();
    EXPECT_THAT(message, HasSubstr("actors.csv"));
    EXPECT_THAT(message, HasSubstr("2"));
    EXPECT_THAT(message, HasSubstr("kind"));
    EXPECT_THAT(message, HasSubstr("country"));
}

TEST_F(ActorTables, RefusesAnIdOrKeyThatTwoActorsHave) {
    write("actors.csv",
          "id,key,name,kind,region,subregion,capital_lat,capital_lng\n2,USA,A,state,,,,\n2,CAN,B,state,,,,\n");
    EXPECT_THAT(error(), HasSubstr("line 3"));
    write("actors.csv",
          "id,key,name,kind,region,subregion,capital_lat,capital_lng\n2,USA,A,state,,,,\n20,USA,B,state,,,,\n");
    EXPECT_THAT(error(), HasSubstr("line 3"));
}

TEST_F(ActorTables, RefusesARowOfAnActorThatIsNotThere) {
    write("codes.csv", "actor_id,system,code,first_year,last_year\n2,cow,2,,\n999,cow,999,,\n");
    EXPECT_THAT(error(), testing::AllOf(HasSubstr("codes.csv line 3"), HasSubstr("999")));
    SetUp();
    write("members.csv", "collective_id,actor_id,role,first_year,last_year\n2001,999,member,1958,\n");
    EXPECT_THAT(error(), HasSubstr("members.csv line 2"));
}

TEST_F(ActorTables, RefusesYearsInTheWrongOrderAndSpellsThatOverlap) {
    write("aliases.csv", "actor_id,alias,first_year,last_year\n2,US,1990,1980\n");
    EXPECT_THAT(error(), testing::AllOf(HasSubstr("aliases.csv line 2"), HasSubstr("1980")));
    SetUp();
    write("spells.csv", "actor_id,first_year,last_year\n2,1816,1900\n2,1900,\n");
    EXPECT_THAT(error(), HasSubstr("spells.csv line 3"));
    SetUp();
    write("spells.csv", "actor_id,first_year,last_year\n2,20199,\n");
    EXPECT_THAT(error(), HasSubstr("20199"));
}

TEST_F(ActorTables, RefusesACodeThatIsHeldTwiceInAYear) {
    write("codes.csv", "actor_id,system,code,first_year,last_year\n260,iso3,DEU,,1990\n2,iso3,DEU,1990,\n");
    EXPECT_THAT(error(), testing::AllOf(HasSubstr("codes.csv line 3"), HasSubstr("DEU"), HasSubstr("260")));
    write("codes.csv", "actor_id,system,code,first_year,last_year\n260,iso3,DEU,,1990\n2,iso3,DEU,1991,\n");
    EXPECT_EQ(read_actor_tables(folder_).codes.size(), 2U);
}

TEST_F(ActorTables, RefusesMembersOfAStateAndUnknownRoles) {
    write("members.csv", "collective_id,actor_id,role,first_year,last_year\n2,260,member,1958,\n");
    EXPECT_THAT(error(), HasSubstr("collective"));
    write("members.csv", "collective_id,actor_id,role,first_year,last_year\n2001,260,friend,1958,\n");
    EXPECT_THAT(error(), testing::AllOf(HasSubstr("friend"), HasSubstr("observer")));
    write("members.csv", "collective_id,actor_id,role,first_year,last_year\n2001,2001,member,1958,\n");
    EXPECT_THAT(error(), HasSubstr("another actor"));
}

TEST_F(ActorTables, RefusesAPositionOffTheGlobe) {
    write("actors.csv",
          "id,key,name,kind,region,subregion,capital_lat,capital_lng\n2,USA,United States,state,,,91,0\n");
    EXPECT_THAT(error(), HasSubstr("capital_lat"));
    write("actors.csv", "id,key,name,kind,region,subregion,capital_lat,capital_lng\n2,USA,United States,state,,,45,\n");
    EXPECT_THAT(error(), HasSubstr("capital_lng"));
}

TEST_F(ActorTables, FailsWhereAFileIsMissing) {
    fs::remove(folder_ / "members.csv");
    try {
        (void)read_actor_tables(folder_);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::failed);
        EXPECT_THAT(std::string{error.what()}, HasSubstr("members.csv"));
    }
}

}  // namespace
}  // namespace entente::sources
