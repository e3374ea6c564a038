// SPDX-License-Identifier: Apache-2.0
//
// States, capitals, codes, and the tables of dyads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing_support::Folder;
using testing_support::import_only;
using testing_support::key;
using testing_support::skips;
using testing_support::thrown_by;
using testing_support::years;

class Ties : public ::testing::Test {
protected:
    SourceTable import(const std::string& name, const std::string& text) {
        folder_.write(name, text);
        return import_only(folder_);
    }
    Folder folder_;
};

TEST_F(Ties, EndOnTheClosingDayIsOpenAndAnEndBeforeItIsNot) {
    const std::string head = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n";
    const SourceTable table = import("cow_states.csv", head +
                                                           "USA,2,United States of America,1816,1,1,2016,12,31,2016\n"
                                                           "GMY,255,Germany,1816,1,1,1945,5,8,2016\n"
                                                           "XXX,20,Canada,1920,1,10,2016,6,1,2016\n");
    std::vector<std::string> spells;
    for (const ActorAlias& alias : table.actors.aliases)
        spells.push_back(alias.alias + ' ' + years({*alias.first, alias.last}));
    EXPECT_THAT(spells, ElementsAre("United States of America 1816-", "Germany 1816-1945", "Canada 1920-2016"));
    EXPECT_EQ(table.actors.codes.size(), 6U);
    EXPECT_THAT(thrown_by([&] { import("cow_states.csv", head + "USA,2,U,1816,1,1,1815,12,31,2016\n"); }),
                HasSubstr("column 'endyear': found '1815', expected an end not before the beginning in 1816"));
}

TEST_F(Ties, MajorPowersAndCapitalsKeepOpenEnds) {
    const SourceTable majors = import("cow_majors.csv",
                                      "ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                                      "255,1925,1,1,1945,5,7,2016\n255,1991,12,11,2016,12,31,2016\n");
    ASSERT_EQ(majors.major_powers.size(), 2U);
    EXPECT_EQ(years(majors.major_powers[0].spell), "1925-1945");
    EXPECT_EQ(years(majors.major_powers[1].spell), "1991-");
    const Folder other;
    other.write(
        "cow_capitals.csv",
        "ccode,statenme,capital,stdate,enddate,lat,lng\n235,Portugal,Rio de Janeiro,1816-01-01,1821-04-25,-22.9,-43.2\n"
        "235,Portugal,Lisbon,1821-04-26,2024-12-31,38.7,-9.1\n");
    const SourceTable capitals = import_only(other);
    ASSERT_EQ(capitals.capitals.size(), 2U);
    EXPECT_EQ(years(capitals.capitals[0].spell), "1816-1821");
    EXPECT_EQ(years(capitals.capitals[1].spell), "1821-");
    EXPECT_EQ(capitals.capitals[0].longitude_deg, -43.2);
    other.write("cow_capitals.csv",
                "ccode,statenme,capital,stdate,enddate,lat,lng\n2,U,W,1816-01-01,2024-12-31,138,-77\n");
    EXPECT_THAT(thrown_by([&] { import_only(other); }), HasSubstr("found '138', expected degrees in -90 .. 90"));
}

TEST_F(Ties, NamibiasCodeIsKeptInM49) {
    const SourceTable table = import("un_m49.csv",
                                     "iso2,iso3,iso_numeric,name,official_name,region,subregion,intermediate_region,is_"
                                     "independent,capital,languages\n"
                                     "NA,NAM,516,Namibia,Namibia,Africa,,,Yes,Windhoek,\"en-NA,af\"\n"
                                     "AQ,ATA,10,Antarctica,Antarctica,,,,International,,\n");
    ASSERT_EQ(table.actors.codes.size(), 3U);
    EXPECT_EQ(table.actors.codes[0].code, "NA");
    EXPECT_EQ(key(table.actors.codes[0].actor), "NAM");
    EXPECT_EQ(table.report.rows_kept, 1);
}

TEST_F(Ties, ContiguityIsUndirectedAndTypeZeroIsNoContiguity) {
    const std::string head = "ccode1,ccode2,conttype,stdate,enddate\n";
    const SourceTable table =
        import("cow_contdir.csv", head +
                                      "2,20,1,1920-01-01,2016-12-01\n20,2,1,1920-01-01,2016-12-01\n"
                                      "2,365,0,1816-01-01,1958-12-01\n365,2,5,1959-01-01,2016-12-01\n");
    ASSERT_EQ(table.contiguities.size(), 2U);
    EXPECT_EQ(years(table.contiguities[0].spell), "1920-");
    EXPECT_EQ(table.contiguities[1].first, ActorId{2});
    EXPECT_EQ(table.contiguities[1].second, ActorId{365});
    EXPECT_EQ(table.contiguities[1].type, 5);
    EXPECT_THAT(skips(table), ElementsAre(Pair("not contiguous in these years (type 0)", 1),
                                          Pair("the same dyad from the other side", 1)));
    EXPECT_THAT(thrown_by([&] {
                    import("cow_contdir.csv", head + "2,20,1,1920-01-01,2016-12-01\n20,2,2,1920-01-01,2016-12-01\n");
                }),
                HasSubstr("line 3, column 'conttype': found '2', expected 1 as on line 2 for the same dyad"));
}

TEST_F(Ties, DisputesAreTheOnesThatBeganInTheYear) {
    const SourceTable table = import("gml_mid_ddydisps.csv",
                                     "dispnum,ccode1,ccode2,year,gmlmidongoing,gmlmidonset,hostlev,fatality\n"
                                     "2968,20,2,1979,1,1,4,-9\n2968,2,20,1979,1,1,4,-9\n2968,2,20,1980,1,0,5,0\n");
    ASSERT_EQ(table.disputes.size(), 1U);
    EXPECT_EQ(table.disputes[0].first, ActorId{2});
    EXPECT_EQ(table.disputes[0].year, Year{1979});
    EXPECT_EQ(table.disputes[0].hostility, 4);
    EXPECT_EQ(skips(table).at("went on from an earlier year"), 1);
}

TEST_F(Ties, RivalriesOf2020GoOnAndVeniceIsNoState) {
    const SourceTable table = import(
        "tss_rivalries.csv",
        "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n"
        "1,Austria-France,305,220,1494,1918,1,1,,,,\n2,US-China,710,2,1996,2020,1,,1,,,1\n"
        "3,Portugal-Venice,235,324,1494,1516,1,,,,,\n");
    ASSERT_EQ(table.rivalries.size(), 2U);
    EXPECT_EQ(years(table.rivalries[0].spell), "1494-1918");
    EXPECT_EQ(table.rivalries[0].kinds, "positional+spatial");
    EXPECT_EQ(table.rivalries[1].first, ActorId{2});
    EXPECT_EQ(years(table.rivalries[1].spell), "1996-");
    EXPECT_EQ(table.rivalries[1].kinds, "positional+ideological+asymmetric principal");
    EXPECT_EQ(skips(table).size(), 1U);
}

}  // namespace
}  // namespace entente::sources
