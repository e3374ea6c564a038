// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/figures.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing_support::concordance;
using testing_support::figure;
using testing_support::figure_sd;
using testing_support::Folder;
using testing_support::import_only;
using testing_support::import_source;
using testing_support::skips;
using testing_support::thrown_by;

class Figures : public ::testing::Test {
protected:
    SourceTable import(const std::string& name, const std::string& text) {
        folder_.write(name, text);
        return import_only(folder_);
    }
    Folder folder_;
};

TEST_F(Figures, CapabilitiesKeepEveryComponentThatIsThere) {
    const SourceTable table = import("cow_nmc.csv",
                                     "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"
                                     "2,1816,3823,17,80,254,8659,101,0.039697491\n"
                                     "2,1817,,-9,80,0,8899,,0.0358\n");
    EXPECT_EQ(figure(table, "cinc", "USA", 1816), 0.039697491);
    EXPECT_EQ(figure(table, "milex", "USA", 1816), 3823);
    EXPECT_EQ(figure(table, "pec", "USA", 1817), 0);
    EXPECT_TRUE(std::isnan(figure(table, "milex", "USA", 1817)));
    EXPECT_TRUE(std::isnan(figure(table, "milper", "USA", 1817)));
    EXPECT_EQ(table.figures.size(), 11U);
    EXPECT_EQ(table.series.size(), 7U);
}

TEST_F(Figures, TradeIsInDollarsAndSummedOnlyWhereBothSidesAreKnown) {
    const SourceTable table = import("cow_trade_sy.csv",
                                     "ccode,year,imports,exports\n2,1870,450,418\n20,1960,,3.5\n31,1960,,\n"
                                     "255,1960,10,11\n");
    EXPECT_EQ(figure(table, "imports_usd", "USA", 1870), 450e6);
    EXPECT_EQ(figure(table, "trade_usd", "USA", 1870), 868e6);
    EXPECT_EQ(figure(table, "exports_usd", "CAN", 1960), 3.5e6);
    EXPECT_TRUE(std::isnan(figure(table, "trade_usd", "CAN", 1960)));
    EXPECT_EQ(figure(table, "trade_usd", "FRG", 1960), 21e6);  // The table writes 255 for the Federal Republic.
    EXPECT_THAT(skips(table), ElementsAre(Pair("no value", 1)));
}

TEST_F(Figures, WorldBankAggregatesAreCountedAndAnUnknownCodeIsRefused) {
    const SourceTable table = import("wb_gdp.csv",
                                     "country,country_code,year,gdp_current_usd\nNamibia,NAM,2000,3833000000.5\n"
                                     "World,WLD,2000,33e12\nKosovo,XKX,2010,5.8e9\nEuropean Union,EUU,2010,14e12\n");
    EXPECT_EQ(figure(table, "gdp_usd", "NAM", 2000), 3833000000.5);
    EXPECT_EQ(figure(table, "gdp_usd", "XKX", 2010), 5.8e9);
    EXPECT_EQ(figure(table, "gdp_usd", "EU", 2010), 14e12);
    EXPECT_THAT(skips(table), ElementsAre(Pair("aggregate: World", 1)));
    EXPECT_THAT(
        thrown_by([&] { import("wb_gdp.csv", "country,country_code,year,gdp_current_usd\nAtlantis,ATL,2000,1\n"); }),
        HasSubstr("wb_gdp.csv line 2, column 'country_code': found 'ATL', expected an actor that is known in 2000"));
}

TEST_F(Figures, DuplicateRowIsCountedAndAContradictionNamesBothLines) {
    const std::string head = "country,country_code,year,population\n";
    EXPECT_THAT(skips(import("wb_population.csv", head + "Aruba,ABW,1960,54922\nAruba,ABW,1960,54922\n")),
                ElementsAre(Pair("duplicate of an earlier row", 1)));
    EXPECT_THAT(thrown_by([&] { import("wb_population.csv", head + "Aruba,ABW,1960,54922\nAruba,ABW,1960,5\n"); }),
                HasSubstr("wb_population.csv line 3: contradicts line 2"));
}

TEST_F(Figures, NegativeGdpIsRefused) {
    EXPECT_THAT(
        thrown_by([&] { import("wb_gdp.csv", "country,country_code,year,gdp_current_usd\nAruba,ABW,2000,-1\n"); }),
        HasSubstr("found '-1', expected a number not below 0"));
}

TEST_F(Figures, MaddisonDoesNotCountFederationsAndSuccessorsTwice) {
    const SourceTable table =
        import("maddison-data.csv",
               "countrycode,country,year,cgdppc,rgdpnapc,pop,i_cig,i_bm\n"
               "SUN,Former USSR,1990,10000,9000,290000,,\nRUS,Russian Federation,1990,11000,,148000,,\n"
               "SUN,Former USSR,2000,1,1,1,,\nRUS,Russian Federation,2000,7000,,147000,,\n"
               "YUG,Former Yugoslavia,1980,5000,,22000,,\nSRB,Serbia,1980,4000,,8000,,\n"
               "FRA,France,1,,,,,\n");
    EXPECT_EQ(figure(table, "gdp_pc", "RUS", 1990), 10000);
    EXPECT_EQ(figure(table, "gdp_pc_na", "RUS", 1990), 9000);
    EXPECT_EQ(figure(table, "population_maddison", "RUS", 1990), 290e6);
    EXPECT_EQ(figure(table, "gdp_pc", "RUS", 2000), 7000);
    EXPECT_EQ(figure(table, "gdp_pc", "SRB", 1980), 5000);
    EXPECT_EQ(table.report.rows_kept, 3);
    EXPECT_EQ(skips(table).at("no value"), 1);
}

TEST_F(Figures, EmissionsAreCo2AndNeverNegativeNorCountedTwice) {
    const SourceTable table = import("cdiac_co2.csv",
                                     "year,country,total_ktC\n1851,AUSTRALIA,-17\n1960,GERMANY,100\n"
                                     "1960,FEDERAL REPUBLIC OF GERMANY,60\n1960,FORMER GERMAN DEMOCRATIC REPUBLIC,40\n"
                                     "1991,KUWAITI OIL FIRES,130438\n2000,GERMANY,1000\n"
                                     "2000,FRANCE (INCLUDING MONACO),10\n2000,VIET NAM,3\n");
    EXPECT_EQ(figure(table, "co2_kt", "AUS", 1851), 0);
    EXPECT_DOUBLE_EQ(figure(table, "co2_kt", "FRG", 1960), 60 * 3.667);
    EXPECT_DOUBLE_EQ(figure(table, "co2_kt", "DDR", 1960), 40 * 3.667);
    EXPECT_DOUBLE_EQ(figure(table, "co2_kt", "DEU", 2000), 1000 * 3.667);
    EXPECT_DOUBLE_EQ(figure(table, "co2_kt", "FRA", 2000), 10 * 3.667);
    EXPECT_TRUE(std::isnan(figure(table, "co2_kt", "DEU", 1960)));
    EXPECT_EQ(table.report.rows_kept, 6);
    ASSERT_EQ(table.report.changed.size(), 1U);
    EXPECT_EQ(table.report.changed[0].reason, "negative emissions set to 0");
    EXPECT_EQ(table.report.changed[0].first_line, 2);
}

TEST_F(Figures, PolityCodesAreNoScoresAndTheNewPolityStandsForTheYearOfChange) {
    const std::string head = "year,democ,autoc,polity,polity2,extended_country_name,GWn,cown\n";
    const SourceTable table = import("polity5.csv", head +
                                                        "1978,1,7,-6,-6,Afghanistan,700,700\n"
                                                        "1979,-66,-66,-66,,Afghanistan,700,700\n"
                                                        "1993,-88,-88,-88,0,Ethiopia,530,530\n"
                                                        "1993,-88,-88,-88,1,Ethiopia,530,530\n"
                                                        "1994,3,2,1,2,Ethiopia,530,530\n"
                                                        "2006,9,1,8,8,Serbia,340,345\n"
                                                        "2007,9,1,8,8,Serbia,340,345\n"
                                                        "1821,1,2,-1,-1,Great Colombia,99,NA\n"
                                                        "1989,10,0,10,10,German Federal Republic,260,260\n"
                                                        "1991,10,0,10,10,German Federal Republic,260,255\n"
                                                        "2005,6,0,6,6,Yugoslavia,345,345\n"
                                                        "2006,6,0,6,6,Yugoslavia,345,345\n");
    EXPECT_EQ(figure(table, "polity2", "AFG", 1978), -6);
    EXPECT_TRUE(std::isnan(figure(table, "polity2", "AFG", 1979)));
    EXPECT_EQ(figure(table, "polity2", "ETH", 1993), 1);
    EXPECT_EQ(figure(table, "polity2", "SRB", 2006), 8);
    EXPECT_EQ(figure(table, "polity2", "SRB", 2005), 6);
    EXPECT_EQ(figure(table, "polity2", "FRG", 1989), 10);
    EXPECT_EQ(figure(table, "polity2", "DEU", 1991), 10);
    EXPECT_EQ(skips(table).at("the old polity's row in its year of change"), 2);
    EXPECT_EQ(table.report.rows_read, 12);
    EXPECT_THAT(thrown_by([&] { import("polity5.csv", head + "1979,-66,-66,-66,-66,Afghanistan,700,700\n"); }),
                HasSubstr("column 'polity2': found '-66', expected a whole number in -10 .. 10"));
}

TEST_F(Figures, DemocracyIndicesCarryTheirStandardDeviations) {
    const std::string head =
        "vdem_country_name,country_text_id,year,vdem_cowcode,v2x_polyarchy,v2x_polyarchy_sd,v2x_libdem,v2x_libdem_sd\n";
    const SourceTable table = import("vdem_core.csv", head +
                                                          "Mexico,MEX,1816,70,0.041,0.013,NA,NA\n"
                                                          "Germany,DEU,1960,260,0.85,0.02,0.8,0.03\n"
                                                          "Germany,DEU,2000,255,0.9,0.02,0.85,0.03\n"
                                                          "Hamburg,HRG,1830,,0.1,0.01,0.1,0.01\n"
                                                          "Hong Kong,HKG,2000,,0.3,0.02,0.3,0.02\n");
    EXPECT_EQ(figure(table, "polyarchy", "MEX", 1816), 0.041);
    EXPECT_EQ(figure_sd(table, "polyarchy", "MEX", 1816), 0.013);
    EXPECT_TRUE(std::isnan(figure(table, "libdem", "MEX", 1816)));
    EXPECT_EQ(figure(table, "libdem", "FRG", 1960), 0.8);
    EXPECT_EQ(figure(table, "libdem", "DEU", 2000), 0.85);
    EXPECT_EQ(figure(table, "libdem", "HKG", 2000), 0.3);
    EXPECT_THAT(skips(table), ElementsAre(Pair("Hamburg: not in the state system", 1)));
    EXPECT_THAT(thrown_by([&] { import("vdem_core.csv", head + "Mexico,MEX,1816,70,1.41,0.013,NA,NA\n"); }),
                HasSubstr("found '1.41', expected a number in 0 .. 1"));
}

TEST_F(Figures, MilitaryExpenditureIsReadFromOneColumnAYear) {
    const std::string head = "Country,1988,1989,1990,2018\n";
    const SourceTable table = import("sipri-milex-data.csv", head +
                                                                 "\"Congo, Republic of \", ,1.5,0, \n"
                                                                 "\"C\xC3\xB4te d\xC2\x92Ivoire\",,,2, \n"
                                                                 "USSR,1,2,3,\nRussia,,,,4\n\"Korea, North\", , , , \n"
                                                                 "Germany,5,6,7,8\neSwatini,,,,9\n");
    EXPECT_EQ(figure(table, "milex_usd", "COG", 1989), 1.5e6);
    EXPECT_EQ(figure(table, "milex_usd", "COG", 1990), 0);
    EXPECT_EQ(figure(table, "milex_usd", "CIV", 1990), 2e6);
    EXPECT_EQ(figure(table, "milex_usd", "RUS", 1990), 3e6);
    EXPECT_EQ(figure(table, "milex_usd", "RUS", 2018), 4e6);
    EXPECT_EQ(figure(table, "milex_usd", "FRG", 1989), 6e6);
    EXPECT_EQ(figure(table, "milex_usd", "DEU", 2018), 8e6);
    EXPECT_EQ(figure(table, "milex_usd", "SWZ", 2018), 9e6);
    EXPECT_THAT(skips(table), ElementsAre(Pair("no value", 1)));
    EXPECT_THAT(thrown_by([&] { import("sipri-milex-data.csv", head + "Russia,1,,,\nUSSR,2,,,\n"); }),
                HasSubstr("line 3, column '1988': found '2', expected no figure: line 2 has one for the same actor"));
}

TEST_F(Figures, PublishedIdealPointsAreAYardstickDatedByTheStartOfTheirSession) {
    const SourceTable table =
        import("ideal_All_Apr2020.csv",
               "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
               "1,2,1,42,1.675,0.9,1.348,1.4,1.675,1.9,2.028,2.7,USA,United States\n"
               "2,678,40,42,-1,0,-1.5,0,-1,0,-0.5,0,YAR,Yemen\n3,680,40,42,-2,0,-2.5,0,-2,0,-1.5,0,YAR,Yemen PR\n");
    EXPECT_EQ(figure(table, "ideal_published", "USA", 1946), 1.675);
    EXPECT_NEAR(figure_sd(table, "ideal_published", "USA", 1946), 0.68 / 3.2897, 1e-4);
    EXPECT_EQ(figure(table, "ideal_published", "YAR", 1985), -1);
    EXPECT_EQ(figure(table, "ideal_published", "YPR", 1985), -2);
    EXPECT_THAT(table.series[0].definition, HasSubstr("YARDSTICK ONLY"));
    EXPECT_TRUE(table.source.looks_ahead);
}

constexpr const char* kOwnEntry = R"([[series]]
name = "population"
unit = "persons"
definition = "total population"
source = "wb_population"
title = "Population"
citation = "World Bank"
version = "1"
terms = "CC BY 4.0"
address = "https://data.worldbank.org"
first_year = 1960
last_year = 2024
)";

TEST_F(Figures, OwnFormIsReadFromAFolder) {
    folder_.write("sources.toml", kOwnEntry);
    folder_.write("population.csv", "actor,year,value,sd\nNAM,2000,1794571,\nEU,2000,429e6,1e6\n");
    const SourceTable table = import_source(folder_, "wb_population");
    EXPECT_EQ(figure(table, "population", "NAM", 2000), 1794571);
    EXPECT_EQ(figure_sd(table, "population", "EU", 2000), 1e6);
    EXPECT_EQ(table.source.id, "wb_population");
    EXPECT_EQ(table.source.terms, "CC BY 4.0");
    EXPECT_EQ(table.source.last_year, Year{2024});
    EXPECT_THAT(thrown_by([&] {
                    folder_.write("population.csv", "actor,year,value,sd\nNAX,2000,1,\n");
                    import_source(folder_, "wb_population");
                }),
                HasSubstr("population.csv line 2, column 'actor': found 'NAX'"));
}

TEST_F(Figures, OwnFormNamesAMissingFileAndAMissingField) {
    folder_.write("sources.toml", kOwnEntry);
    EXPECT_THAT(thrown_by([&] { (void)read_figure_series(folder_.path()); }),
                HasSubstr("sources.toml names the series 'population', but"));
    folder_.write("sources.toml", "[[series]]\nname = \"population\"\n");
    EXPECT_THAT(thrown_by([&] { (void)read_figure_series(folder_.path()); }),
                HasSubstr("sources.toml line 1: 'unit' is missing; a text is expected"));
}

TEST_F(Figures, WhatIsWrittenInOwnFormIsReadBackExactly) {
    const SourceTable original =
        import("vdem_core.csv",
               "vdem_country_name,country_text_id,year,vdem_cowcode,v2x_polyarchy,v2x_polyarchy_"
               "sd,v2x_libdem,v2x_libdem_sd\nMexico,MEX,1816,70,0.1,0.013,NA,NA\n"
               "Germany,DEU,1960,260,0.85,0.02,0.30000000000000004,0.03\n");
    const Folder own;
    write_figures(own.path(), {original}, concordance());
    const SourceTable copy = import_source(own, "vdem");
    ASSERT_EQ(copy.figures.size(), original.figures.size());
    EXPECT_EQ(figure(copy, "libdem", "FRG", 1960), 0.30000000000000004);
    EXPECT_EQ(figure_sd(copy, "polyarchy", "MEX", 1816), 0.013);
    EXPECT_EQ(copy.source.citation, original.source.citation);
    EXPECT_EQ(copy.source.looks_ahead, true);
    EXPECT_EQ(copy.series[1].definition, original.series[1].definition);
}

}  // namespace
}  // namespace entente::sources
