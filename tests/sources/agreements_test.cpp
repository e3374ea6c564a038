// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing_support::agreement;
using testing_support::Folder;
using testing_support::import_only;
using testing_support::MadeUp;
using testing_support::parties;
using testing_support::sign;
using testing_support::skips;
using testing_support::thrown_by;

// ---- ATOP

const std::vector<std::string> kAllianceColumns{"atopid", "begyr", "endyr",  "term",    "mem1",     "formorg",
                                                "hinst",  "minst", "milorg", "milinst", "pubtreat", "formal"};
const std::vector<std::string> kMemberColumns{
    "atopid",  "member",  "yrent",  "yrexit",  "phase",    "defense",  "offense",  "neutral",  "nonagg",
    "consul",  "milcon",  "milaid", "intcom",  "subord",   "organ1",   "orgpurp1", "organ2",   "orgpurp2",
    "base",    "contrib", "armred", "medarb",  "conres",   "ecaid",    "nomicoop", "interv",   "compag",
    "agprois", "conmen",  "dipaid", "terrres", "divgains", "thirdcom", "asymm",    "conditio", "length"};

class Atop : public ::testing::Test {
protected:
    SourceTable import(const MadeUp& alliances, const MadeUp& members) {
        folder_.write("atop-alliance-level.csv", alliances.text());
        folder_.write("atop-member-level.csv.gz", members.text());
        return import_only(folder_);
    }
    Folder folder_;
    MadeUp alliances_{kAllianceColumns};
    MadeUp members_{kMemberColumns};
};

TEST_F(Atop, YearZeroMeansStillInForce) {
    alliances_.row({{"atopid", "3180"}, {"begyr", "1949"}, {"endyr", "0"}, {"formorg", "1"}, {"hinst", ""}});
    members_
        .row(
            {{"atopid", "3180"}, {"member", "2"}, {"yrent", "1949"}, {"yrexit", "0"}, {"phase", "0"}, {"defense", "1"}})
        .row({{"atopid", "3180"},
              {"member", "640"},
              {"yrent", "1952"},
              {"yrexit", "0"},
              {"phase", "0"},
              {"defense", "1"}});
    const SourceTable table = import(alliances_, members_);
    const AgreementRecord& nato = agreement(table, "atop:3180");
    EXPECT_EQ(nato.family, Family::alliance);
    EXPECT_EQ(nato.begun, Year{1949});
    EXPECT_EQ(nato.ended, std::nullopt);
    EXPECT_EQ(nato.covered_until, Year{2016});
    EXPECT_EQ(parties(nato), "USA 1949-, TUR 1952-");
    EXPECT_EQ(nato.name, "Alliance of United States (1949)");
    EXPECT_EQ(sign(nato, "atop.defense"), "1949:1");
    EXPECT_EQ(sign(nato, "atop.formorg"), "1949:1");
    EXPECT_EQ(sign(nato, "atop.hinst"), "");  // Not available is no sign.
    EXPECT_EQ(table.report.rows_read, 3);
    EXPECT_EQ(table.report.rows_kept, 3);
}

TEST_F(Atop, PhasesOfAMemberAreJoinedAndLaterObligationsAreDatedLater) {
    alliances_.row({{"atopid", "1"}, {"begyr", "1815"}, {"endyr", "1866"}, {"term", "2"}});
    members_
        .row({{"atopid", "1"},
              {"member", "255"},
              {"yrent", "1815"},
              {"yrexit", "1820"},
              {"phase", "1"},
              {"defense", "0"},
              {"consul", "1"}})
        .row({{"atopid", "1"},
              {"member", "255"},
              {"yrent", "1820"},
              {"yrexit", "1848"},
              {"phase", "2"},
              {"defense", "1"},
              {"consul", "1"}})
        .row({{"atopid", "1"},
              {"member", "255"},
              {"yrent", "1850"},
              {"yrexit", "1866"},
              {"phase", "3"},
              {"defense", "1"},
              {"consul", "0"}})
        .row({{"atopid", "1"},
              {"member", "300"},
              {"yrent", "1815"},
              {"yrexit", "1866"},
              {"phase", "1"},
              {"defense", "0"},
              {"consul", "0"}});
    const SourceTable table = import(alliances_, members_);
    const AgreementRecord& record = agreement(table, "atop:1");
    EXPECT_EQ(parties(record), "DEU 1815-1848, DEU 1850-1866, AUH 1815-1866");
    EXPECT_EQ(record.ended, Year{1866});
    EXPECT_EQ(record.end_reason, "atop.term=2");
    EXPECT_EQ(sign(record, "atop.defense"), "1815:0 1820:1");
    EXPECT_EQ(sign(record, "atop.consul"), "1815:1 1850:0");
}

TEST_F(Atop, OwnCodesAreCountedAndStrayMembersRefused) {
    alliances_.row({{"atopid", "1320"}, {"begyr", "1874"}, {"endyr", "1883"}, {"term", "1"}});
    members_.row({{"atopid", "1320"}, {"member", "8152"}, {"yrent", "1874"}, {"yrexit", "1883"}, {"phase", "0"}});
    EXPECT_THAT(skips(import(alliances_, members_)),
                ElementsAre(Pair("own code for Annam, not in the state system", 1)));
    members_.row({{"atopid", "9"}, {"member", "2"}, {"yrent", "1874"}, {"yrexit", "0"}, {"phase", "0"}});
    EXPECT_THAT(thrown_by([&] { import(alliances_, members_); }),
                HasSubstr("found '9', expected an alliance that stands in the alliance-level file"));
}

// ---- DESTA

class Desta : public ::testing::Test {
protected:
    SourceTable import() {
        folder_.write("desta.csv", table_.text());
        return import_only(folder_);
    }
    Folder folder_;
    MadeUp table_{{"number",   "base_treaty", "name",      "entry_type", "consolidated", "year", "entryforceyear",
                   "language", "typememb",    "regioncon", "wto_listed", "wto_name",     "c1",   "c2",
                   "c3",       "c4",          "c5",        "mc1",        "mc2",          "mc3",  "mc4",
                   "mc5"},
                  ';',
                  "NA"};
};

TEST_F(Desta, BlocsAreSidesOfABaseTreaty) {
    table_.row({{"number", "28"},
                {"base_treaty", "28"},
                {"name", "Andorra EC"},
                {"entry_type", "base_treaty"},
                {"consolidated", "0"},
                {"year", "1989"},
                {"entryforceyear", "1991"},
                {"typememb", "3"},
                {"regioncon", "Europe"},
                {"wto_listed", "1"},
                {"c1", "20"},
                {"mc1", "0"},
                {"c2", "56"},
                {"mc2", "1"},
                {"c3", "276"},
                {"mc3", "1"},
                {"c4", "250"}});  // The last party's side is not given.
    const AgreementRecord record = agreement(import(), "desta:28");
    EXPECT_EQ(record.family, Family::trade);
    EXPECT_EQ(record.document_of, "");
    EXPECT_EQ(parties(record), "AND 1989-, BEL 1989- side 1, FRG 1989- side 1, FRA 1989- side 1");
    EXPECT_EQ(sign(record, "desta.entryforceyear"), "1991:1991");
    EXPECT_EQ(sign(record, "desta.regioncon.europe"), "1989:1");
    EXPECT_EQ(sign(record, "desta.wto_listed"), "1989:1");
}

TEST_F(Desta, AccessionsAndWithdrawalsAreDocumentsAndMoveTheBaseTreatysParties) {
    table_
        .row({{"number", "100"},
              {"base_treaty", "100"},
              {"name", "Bangkok Agreement"},
              {"entry_type", "base_treaty"},
              {"year", "1975"},
              {"typememb", "2"},
              {"c1", "356"},
              {"mc1", "0"},
              {"c2", "410"},
              {"mc2", "0"}})
        .row({{"number", "100_1"},
              {"base_treaty", "100"},
              {"name", "withdrawal"},
              {"entry_type", "withdrawal"},
              {"year", "2010"},
              {"typememb", "7"},
              {"c1", "356"},
              {"mc1", "2"},
              {"c2", "410"},
              {"mc2", "1"}})
        .row({{"number", "100+1"},
              {"base_treaty", "100"},
              {"name", "China accession"},
              {"entry_type", "accession"},
              {"year", "2001"},
              {"typememb", "5"},
              {"c1", "356"},
              {"mc1", "2"},
              {"c2", "410"},
              {"mc2", "2"},
              {"c3", "156"},
              {"mc3", "1"}});
    const SourceTable table = import();
    EXPECT_EQ(parties(agreement(table, "desta:100")), "IND 1975-, KOR 1975-2010, CHN 2001-");
    const AgreementRecord& accession = agreement(table, "desta:100+1");
    EXPECT_EQ(accession.document_of, "desta:100");
    EXPECT_EQ(parties(accession), "IND 2001-, KOR 2001-, CHN 2001- acceding");
    EXPECT_EQ(parties(agreement(table, "desta:100_1")), "IND 2010-, KOR 2010- leaving");
}

TEST_F(Desta, NewMembersOfABlocJoinItsAgreements) {
    table_
        .row({{"number", "28"},
              {"base_treaty", "28"},
              {"name", "Andorra EC"},
              {"entry_type", "base_treaty"},
              {"year", "1989"},
              {"typememb", "3"},
              {"c1", "20"},
              {"mc1", "0"},
              {"c2", "56"},
              {"mc2", "1"},
              {"c3", "250"},
              {"mc3", "1"}})
        .row({{"number", "28+3"},
              {"base_treaty", "28"},
              {"name", "Bulgaria Romania"},
              {"entry_type", "accession"},
              {"year", "2005"},
              {"typememb", "6"},
              {"c1", "20"},
              {"mc1", "3"},
              {"c2", "100"},
              {"mc2", "2"},
              {"c3", "642"},
              {"mc3", "2"}});
    const SourceTable table = import();
    EXPECT_EQ(parties(agreement(table, "desta:28")),
              "AND 1989-, BEL 1989- side 1, FRA 1989- side 1, BGR 2005- side 1, ROU 2005- side 1");
    EXPECT_EQ(parties(agreement(table, "desta:28+3")), "AND 2005-, BGR 2005- acceding, ROU 2005- acceding");
}

TEST_F(Desta, NegotiationsAreCountedAndEuropeanNumbersAreNotCowNumbers) {
    table_
        .row({{"number", "807"},
              {"base_treaty", "807"},
              {"name", "Colombia Japan"},
              {"entry_type", "negotiation"},
              {"typememb", "1"},
              {"c1", "170"},
              {"mc1", "0"},
              {"c2", "392"},
              {"mc2", "0"}})
        .row({{"number", "5"},
              {"base_treaty", "5"},
              {"name", "US Kosovo"},
              {"entry_type", "base_treaty"},
              {"year", "2010"},
              {"typememb", "1"},
              {"c1", "840"},
              {"mc1", "0"},
              {"c2", "900"},
              {"mc2", "0"}});
    const SourceTable table = import();
    EXPECT_THAT(skips(table), ElementsAre(Pair("a negotiation, not signed", 1)));
    EXPECT_EQ(parties(agreement(table, "desta:5")), "USA 2010-, XKX 2010-");
}

TEST_F(Desta, CommasInsteadOfSemicolonsAreRecognisedAsAWrongDelimiter) {
    folder_.write("desta.csv", "number,base_treaty,name\n1,1,x\n");
    EXPECT_THAT(
        thrown_by([&] { import_only(folder_); }),
        HasSubstr("missing column 'number' in desta.csv; found: number,base_treaty,name; wrong delimiter? ';'"));
}

// ---- TREND

TEST(Trend, ProvisionsAreCountedByChapterAndTheKeyOnesKept) {
    const Folder folder;
    folder.write(
        "trend.csv",
        "Trade.Agreement;Year;X1.01.Preamble;X1.02.Common;X12.01.Intergovernmental.committee;X13.04.01.03.State.St"
        "ate.arbitrage;X14.02.19.Implementation.2030.Agenda;X15.OTHER.ENVIRONMENTAL.NORMS\r\n"
        "1_Afghanistan India_2003;2003;1;1;0;1;0;1\r\n"
        "848_Canada EC (CETA)_;NA;NA;NA;NA;NA;NA;NA\r\n848_Canada EC (CETA)_2016;2016;0;0;1;0;0;0\r\n"
        "293+1_EC (9) Enlargement_1972;1972;0;0;0;0;0;0\r\n"
        "293+1_EC (9) Enlargement Protocol_1975;1975;0;0;0;0;0;0\r\n"
        "967 Colombia US_Environment;2013;0;0;1;0;0;0\r\n");
    const SourceTable table = import_only(folder);
    const AgreementRecord& record = agreement(table, "trend:1");
    EXPECT_EQ(record.name, "Afghanistan India");
    EXPECT_EQ(record.document_of, "desta:1");
    EXPECT_EQ(sign(record, "trend.provisions"), "2003:4");
    EXPECT_EQ(sign(record, "trend.chapter_01"), "2003:2");
    EXPECT_EQ(sign(record, "trend.chapter_14"), "2003:0");
    EXPECT_EQ(sign(record, "trend.X12.01"), "2003:0");
    EXPECT_EQ(sign(record, "trend.X13.04.01.03"), "2003:1");
    EXPECT_EQ(agreement(table, "trend:848").begun, Year{2016});
    EXPECT_EQ(agreement(table, "trend:293+1-ec-9-enlargement").document_of, "desta:293+1");
    EXPECT_EQ(agreement(table, "trend:293+1-ec-9-enlargement-protocol").begun, Year{1975});
    EXPECT_EQ(agreement(table, "trend:967").name, "Colombia US_Environment");
    EXPECT_THAT(skips(table), ElementsAre(Pair("not coded (NA throughout)", 1)));
}

// ---- Formal organisations

class CowIgo : public ::testing::Test {
protected:
    SourceTable import(const std::string& organizations, const std::string& members) {
        folder_.write(
            "cow_igo_organizations.csv",
            "igo,name,sdate,deaddate,dead,integrated,replaced,political,social,economic,first_year,last_year\n" +
                organizations);
        folder_.write("cow_igo_memberships.csv", "igo,ccode,membership,first_year,last_year\n" + members);
        return import_only(folder_);
    }
    Folder folder_;
};

TEST_F(CowIgo, TheLastYearOfTheTableIsNoExit) {
    const SourceTable table =
        import("nato,North Atlantic Treaty Org,1949,,0,0,0,1,0,0,1949,2014\n",
               "nato,2,full,1949,2014\nnato,220,full,1949,1965\nnato,220,full,1966,2014\n"
               "nato,365,observer,1991,2013\nnato,640,associate,1950,1951\nnato,640,full,1952,2014\n");
    const AgreementRecord& nato = agreement(table, "cow_igo:nato");
    EXPECT_EQ(parties(nato), "USA 1949-, FRA 1949-, RUS 1991-2013 observer, TUR 1950-1951 associate, TUR 1952-");
    EXPECT_EQ(nato.ended, std::nullopt);
    EXPECT_EQ(sign(nato, "cow_igo.political"), "1949:1");
    EXPECT_EQ(sign(nato, "cow_igo.economic"), "1949:0");
    EXPECT_EQ(table.report.rows_kept, 7);
}

TEST_F(CowIgo, EndsAreThoseOfOrganisationsThatAreNotCoveredToTheClose) {
    const SourceTable table = import("iru,A,1930,1968,0,0,77,0,0,1,1930,1967\nacct,B,1970,2005,0,0,0,1,0,0,1970,2014\n",
                                     "iru,2,full,1930,1967\n");
    EXPECT_EQ(agreement(table, "cow_igo:iru").ended, Year{1968});
    EXPECT_EQ(agreement(table, "cow_igo:iru").end_reason, "replaced into organisation 77");
    EXPECT_EQ(sign(agreement(table, "cow_igo:iru"), "cow_igo.replaced"), "1968:77");
    EXPECT_EQ(agreement(table, "cow_igo:acct").ended, std::nullopt);
}

TEST_F(CowIgo, StrayMembersAndUnknownKindsAreRefused) {
    const std::string organization = "nato,N,1949,,0,0,0,1,0,0,1949,2014\n";
    EXPECT_THAT(thrown_by([&] { import(organization, "sto,2,full,1949,2014\n"); }),
                HasSubstr("found 'sto', expected an organisation that stands in cow_igo_organizations"));
    EXPECT_THAT(thrown_by([&] { import(organization, "nato,2,partial,1949,2014\n"); }),
                HasSubstr("found 'partial', expected full, associate or observer"));
    EXPECT_THAT(thrown_by([&] { import(organization, "nato,2,full,1949,20199\n"); }),
                HasSubstr("column 'last_year': found '20199', expected a year in 1 .. 2200"));
}

TEST(Digo, EndIn2016IsAliveAndWordsAreSigns) {
    const Folder folder;
    MadeUp table{{"igoID", "Title", "Begin", "End", "Death", "function_c", "scope_c", "region_c",
                  "full_membership_start", "asso_membership_start", "full_membership_end", "asso_membership_end"}};
    table
        .row({{"igoID", "CCNR"},
              {"Title", "Rhine"},
              {"Begin", "1815"},
              {"End", "2016"},
              {"function_c", "economic"},
              {"scope_c", "narrow"},
              {"region_c", "Europe"},
              {"full_membership_start", "6"},
              {"full_membership_end", "5"}})
        .row({{"igoID", "SCH"},
              {"Title", "Health"},
              {"Begin", "1838"},
              {"End", "1923"},
              {"Death", "DISS"},
              {"scope_c", "n"}})
        .row({{"igoID", "IALong"}, {"Title", "No cause"}, {"Begin", "1920"}, {"End", "1932"}});
    folder.write("digo_organizations.csv", table.text());
    const SourceTable read = import_only(folder);
    const AgreementRecord& rhine = agreement(read, "digo:CCNR");
    EXPECT_EQ(rhine.ended, std::nullopt);
    EXPECT_THAT(rhine.parties, IsEmpty());
    EXPECT_EQ(sign(rhine, "digo.function_c.economic"), "1815:1");
    EXPECT_EQ(sign(rhine, "digo.scope_c.narrow"), "1815:1");
    EXPECT_EQ(sign(rhine, "digo.full_membership_start"), "1815:6");
    EXPECT_EQ(sign(rhine, "digo.full_membership_end"), "2016:5");
    EXPECT_EQ(agreement(read, "digo:SCH").ended, Year{1923});
    EXPECT_EQ(agreement(read, "digo:SCH").end_reason, "dissolved");
    EXPECT_EQ(sign(agreement(read, "digo:SCH"), "digo.Death.DISS"), "1923:1");
    EXPECT_EQ(agreement(read, "digo:IALong").ended, Year{1932});
    EXPECT_EQ(agreement(read, "digo:IALong").end_reason, "");
}

// ---- Informal organisations

class IgoInformal : public ::testing::Test {
protected:
    SourceTable import(const std::string& rows) {
        folder_.write("igo_memberships.csv", "igoID,stateID,StateName,membership,Year,Begin,End,cowID,active\n" + rows);
        return import_only(folder_);
    }
    Folder folder_;
};

TEST_F(IgoInformal, YearsBecomeSpellsAndAGapEndsOne) {
    const SourceTable table = import(
        "ACD,DEU,West Germany,1,1988,1925,2010,260,1\nACD,DEU,West Germany,1,1989,1925,2010,260,1\n"
        "ACD,DEU,Germany,1,1990,1925,2010,255,1\nACD,,Congo Brazzaville,1,2004,1977,2010,484,1\n"
        "ACD,,Congo Brazzaville,1,2006,1977,2010,484,1\nACD,,Congo Brazzaville,2,2007,1977,2010,484,1\n"
        "ACD,ARE,UAE,3,2009,1977,2010,696,1\nACD,ARE,UAE,3,2010,1977,2010,696,1\nOLD,USA,United "
        "States,1,1930,1925,2010,2,1\n");
    const AgreementRecord& record = agreement(table, "igo_informal:ACD");
    EXPECT_EQ(
        parties(record),
        "DEU 1990-1990, FRG 1988-1989, COG 2004-2004, COG 2006-2006, COG 2007-2007 associate, ARE 2009- observer");
    EXPECT_EQ(record.begun, Year{1988});
    EXPECT_EQ(record.ended, std::nullopt);
    EXPECT_EQ(agreement(table, "igo_informal:OLD").ended, Year{1930});
}

TEST_F(IgoInformal, SameYearTwiceIsCountedAndAnotherKindRefused) {
    const std::string row = "ACD,ARE,UAE,1,2009,1977,2010,696,1\n";
    EXPECT_THAT(skips(import(row + row)), ElementsAre(Pair("duplicate of an earlier row", 1)));
    EXPECT_THAT(
        thrown_by([&] { import(row + "ACD,ARE,UAE,2,2009,1977,2010,696,1\n"); }),
        HasSubstr("line 3, column 'membership': found '2', expected 1 as on line 2 for the same state and year"));
}

class Iigo : public ::testing::Test {
protected:
    SourceTable import(const std::string& members) {
        folder_.write("iigo_organizations.csv",
                      "igoID,Title,Begin,End,End_reason,Regional,Nbr.,Domain,Nbr State Mbrs 2017 (or end),Ind. Sec. "
                      "Year,Formal Treaty Year,Follow-on IGO\n"
                      "CoE,Concert Of Europe,1815,1856,2,1,47,Security,4,,,0\n"
                      "BP,Budapest Process,1991,,0,0,1,Social Affairs,2,1994,,0\nBP,Bali Process,2002,,0,1,2,Social "
                      "affairs,2,,2016,0\nQ,Quint,1999,,0,0,3,Political,5,,,0\n");
        folder_.write("iigo_memberships.csv", "stateID,StateName,igoID,Title,Begin,End,Year\n" + members);
        return import_only(folder_);
    }
    Folder folder_;
};

TEST_F(Iigo, TablesAreJoinedByTitleAndMembersAreKnownFromTheSnapshotOn) {
    const SourceTable table = import(
        "AUH,Austria-Hungary,CoE,Concert Of Europe,1815,1856,2017\nIDN,Indonesia,BP,Bali Process,,,2017\n"
        ",Democratic Republic of the Congo,BP,Bali Process,,,2017\nGIN - GNQ,Equatorial Guinea,BP,Bali "
        "Process,,,2017\nDEU,Germany,BudP,Budapest Process,,,2017\nKOS,Kosovo,BudP,Budapest Process,,,2017\n"
        "DDR,German Democratic Republic,Q,Quint,,,2017\n");
    EXPECT_EQ(parties(agreement(table, "iigo:CoE")), "AUH 1856-1856");
    EXPECT_EQ(parties(agreement(table, "iigo:BP-bali-process")), "GNQ 2017-, COD 2017-, IDN 2017-");
    EXPECT_EQ(parties(agreement(table, "iigo:BP-budapest-process")), "DEU 2017-, XKX 2017-");
    EXPECT_EQ(parties(agreement(table, "iigo:Q")), "DEU 2017-");
    EXPECT_EQ(sign(agreement(table, "iigo:BP-budapest-process"), "iigo.ind_sec_year"), "1994:1994");
    EXPECT_EQ(sign(agreement(table, "iigo:BP-bali-process"), "iigo.formal_treaty_year"), "2016:2016");
    EXPECT_EQ(sign(agreement(table, "iigo:BP-bali-process"), "iigo.domain.social-affairs"), "2002:1");
    EXPECT_EQ(sign(agreement(table, "iigo:BP-budapest-process"), "iigo.domain.social-affairs"), "1991:1");
    EXPECT_EQ(agreement(table, "iigo:CoE").ended, Year{1856});
}

TEST_F(Iigo, UnknownTitleIsRefusedAndOneActorIsAPartyOnce) {
    EXPECT_THAT(thrown_by([&] { import("IDN,Indonesia,BP,Bali Prozess,,,2017\n"); }),
                HasSubstr("found 'Bali Prozess', expected an organisation that stands in iigo_organizations"));
    EXPECT_THAT(skips(import("YUG,Yugoslavia,Q,Quint,,,2017\nSRB,Serbia,Q,Quint,,,2017\n")),
                ElementsAre(Pair("the same actor twice in one organisation", 1)));
}

}  // namespace
}  // namespace entente::sources
