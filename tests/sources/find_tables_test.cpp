// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing_support::catalogue;
using testing_support::concordance;
using testing_support::Folder;
using testing_support::thrown_by;

const std::string kMajors = "ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n2,1898,8,13,2016,12,31,2016\n";
const std::string kStates =
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\nUSA,2,U,1816,1,1,2016,12,31,2016\n";

std::vector<std::pair<std::string, std::string>> found_in(const fs::path& folder) {
    const std::vector<fs::path> paths{folder};
    std::vector<std::pair<std::string, std::string>> found;
    for (const FoundTable& table : find_tables(paths).tables)
        found.emplace_back(table.source, table.files[0].filename().string());
    return found;
}

std::vector<std::pair<std::string, std::string>> skipped_in(const fs::path& folder) {
    const std::vector<fs::path> paths{folder};
    std::vector<std::pair<std::string, std::string>> skipped;
    for (const SkippedFile& file : find_tables(paths).skipped)
        skipped.emplace_back(file.file.filename().string(), file.reason);
    return skipped;
}

TEST(FindTables, RenamedFileIsKnownByItsHeaderAndTheFullerHeaderWins) {
    const Folder folder;
    folder.write("powers.csv", kMajors);
    folder.write("system.csv.gz", kStates);  // It has all the columns of the major powers, too.
    EXPECT_THAT(found_in(folder.path()),
                ElementsAre(Pair("cow_states", "system.csv.gz"), Pair("cow_majors", "powers.csv")));
}

TEST(FindTables, FileOfAProducersNameIsReportedEvenIfItsHeaderDoesNotFit) {
    const Folder folder;
    folder.write("cow_majors.csv", "ccode;styear;endyear\n2;1898;2016\n");
    const std::vector<fs::path> paths{folder.path()};
    const FoundTables found = find_tables(paths);
    ASSERT_EQ(found.tables.size(), 1U);
    EXPECT_THAT(
        thrown_by([&] { (void)import_table(found.tables[0], concordance(), catalogue()); }),
        HasSubstr("importing cow_majors: missing column 'ccode' in cow_majors.csv; found: ccode;styear;endyear; "
                  "wrong delimiter? ',' is expected"));
}

TEST(FindTables, OtherFilesAreSkippedWithAReason) {
    const Folder folder;
    folder.write("SOURCES.md", "# Sources\n");
    folder.write("shopping.csv", "item,price\nmilk,1\n");
    folder.write("latin.txt", "caf\xE9\n");
    folder.write(".hidden.csv", kMajors);
    EXPECT_THAT(found_in(folder.path()), IsEmpty());
    EXPECT_THAT(skipped_in(folder.path()),
                ElementsAre(Pair("SOURCES.md", HasSubstr("not a .csv")), Pair("latin.txt", HasSubstr("is not UTF-8")),
                            Pair("shopping.csv", HasSubstr("no table that Entente knows"))));
}

TEST(FindTables, MissingCompanionIsTheReasonForSkippingATable) {
    const Folder folder;
    folder.write("cow_igo_memberships.csv", "igo,ccode,membership,first_year,last_year\n");
    EXPECT_THAT(skipped_in(folder.path()),
                ElementsAre(Pair("cow_igo_memberships.csv", "cow_igo needs cow_igo_organizations beside it")));
    const Folder votes;
    votes.write("un_votes.csv", "rcid,country,country_code,vote\n");
    EXPECT_THAT(skipped_in(votes.path()), ElementsAre(Pair("un_votes.csv", "un_votes needs un_roll_calls beside it")));
    const Folder roll_calls;
    roll_calls.write("un_roll_calls.csv", "rcid,session,importantvote,date,unres,amend,para,short,descr\n");
    EXPECT_THAT(found_in(roll_calls.path()), ElementsAre(Pair("un_roll_calls", "un_roll_calls.csv")));
    EXPECT_THAT(skipped_in(roll_calls.path()), IsEmpty());
}

TEST(FindTables, OfTwoFilesWithOneTableTheOneWithTheProducersNameIsTaken) {
    const Folder folder;
    folder.write("a.csv", kMajors);
    folder.write("cow_majors.csv", kMajors);
    folder.write("z.csv", kMajors);
    EXPECT_THAT(found_in(folder.path()), ElementsAre(Pair("cow_majors", "cow_majors.csv")));
    EXPECT_THAT(skipped_in(folder.path()), ElementsAre(Pair("a.csv", "holds the same table as cow_majors.csv"),
                                                       Pair("z.csv", "holds the same table as cow_majors.csv")));
}

TEST(FindTables, DamagedTableIsAnErrorAndAMissingPathToo) {
    const Folder folder;
    const fs::path file = folder.path() / "cow_majors.csv.gz";
    std::ofstream{file, std::ios::binary} << std::string_view("\x1f\x8b\x08\0\0\0\0\0\0\x03K", 11);
    EXPECT_THAT(thrown_by([&] { found_in(folder.path()); }),
                HasSubstr("cow_majors.csv.gz: the gzip stream ends early"));
    EXPECT_THAT(thrown_by([&] { found_in(folder.path() / "none"); }), HasSubstr("does not exist"));
}

TEST(FindTables, FingerprintIsKnownBeforeTheImport) {
    const Folder folder;
    folder.write("cow_igo_memberships.csv", "igo,ccode,membership,first_year,last_year\nx,2,full,1990,2014\n");
    folder.write("cow_igo_organizations.csv.gz",
                 "igo,name,sdate,deaddate,dead,integrated,replaced,political,social,economic,first_year,last_year\n"
                 "x,X,1990,,0,0,0,1,0,0,1990,2014\n");
    const std::vector<fs::path> paths{folder.path()};
    const FoundTables found = find_tables(paths);
    ASSERT_EQ(found.tables.size(), 1U);
    const SourceTable table = import_table(found.tables[0], concordance(), catalogue());
    EXPECT_EQ(table.source.fingerprint, fingerprint_of(found.tables[0]));
    EXPECT_EQ(table.source.id, "cow_igo");
}

TEST(Importers, AreAllInTheCatalogueAndHaveTheirOwnIds) {
    std::set<std::string_view> ids;
    for (const Importer& one : importers()) {
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        if (one.id == "figures") continue;
        EXPECT_NO_THROW((void)catalogue().source(one.id)) << one.id;
    }
    EXPECT_THAT(thrown_by([] { (void)importer("un_vote"); }),
                HasSubstr("unknown_id: there is no importer 'un_vote'; nearest: un_votes"));
    EXPECT_THAT(thrown_by([] { (void)catalogue().source("atopp"); }), HasSubstr("nearest: atop"));
}

TEST(Catalogue, NamesTheLineOfAFault) {
    const Folder folder;
    const auto read = [&](const char* text) { (void)Catalogue::read(folder.write("sources.toml", text)); };
    EXPECT_THAT(thrown_by([&] { read("[source.x]\ntitle = \"X\"\n"); }),
                HasSubstr("bad_input: sources.toml line 1, source.x: 'citation' is missing"));
    EXPECT_THAT(thrown_by([&] { read("[source.x\n"); }), HasSubstr("bad_input: sources.toml line 1, column"));
    EXPECT_THAT(thrown_by([&] { read("a = 1\n"); }), HasSubstr("found no [source.<id>] table"));
    EXPECT_THAT(
        thrown_by([&] {
            read("[source.x]\ntitle='X'\ncitation='C'\nversion='1'\nterms='T'\naddress='A'\nfirst_year=20199\n");
        }),
        HasSubstr("'first_year' must be a year in 1 .. 2200"));
    EXPECT_THAT(thrown_by([&] { (void)Catalogue::read(folder.path() / "none.toml"); }),
                HasSubstr("failed: cannot read"));
}

}  // namespace
}  // namespace entente::sources
