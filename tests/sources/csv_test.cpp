// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing_support::Folder;
using testing_support::thrown_by;

const Monitor kSilent;

struct Row {
    std::int64_t line = 0;
    std::vector<std::string> fields;
    friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> rows_of(const std::filesystem::path& file, char delimiter = ',') {
    CsvReader csv{file, delimiter, kSilent};
    std::vector<Row> rows;
    while (csv.next()) rows.push_back({csv.line(), {csv.fields().begin(), csv.fields().end()}});
    return rows;
}

class CsvFile : public ::testing::Test {
protected:
    std::vector<Row> rows(std::string_view text, char delimiter = ',') {
        return rows_of(folder_.write("t.csv", text), delimiter);
    }
    CsvReader reader(std::string_view text, char delimiter = ',') {
        return CsvReader{folder_.write("t.csv", text), delimiter, kSilent};
    }
    /// A reader that stands on the first row.
    CsvReader first_row(std::string_view text) {
        CsvReader csv = reader(text);
        EXPECT_TRUE(csv.next());
        return csv;
    }
    Folder folder_;
};

TEST_F(CsvFile, QuotedFieldsHoldDelimitersQuotesAndLineEnds) {
    EXPECT_THAT(
        rows("a,b,c\n1,\"x, y\",\"he said \"\"no\"\"\"\n\"\",\"two\nlines\",\n\"\"\"\",3,4\n"),
        ElementsAre(Row{2, {"1", "x, y", "he said \"no\""}}, Row{3, {"", "two\nlines", ""}}, Row{5, {"\"", "3", "4"}}));
}

TEST_F(CsvFile, LineEndsMayBeCrlfAndTheLastMayBeMissing) {
    EXPECT_THAT(rows("a;b\r\n1;\"2\"\r\n3;4", ';'), ElementsAre(Row{2, {"1", "2"}}, Row{3, {"3", "4"}}));
    EXPECT_THAT(rows("a,b\r\n1,2\r\n"), ElementsAre(Row{2, {"1", "2"}}));
    EXPECT_THAT(rows("a,b\n1,\"2\""), ElementsAre(Row{2, {"1", "2"}}));
    EXPECT_THAT(rows("a,b\n1,"), ElementsAre(Row{2, {"1", ""}}));
}

TEST_F(CsvFile, EmptyLinesArePassedOverButCounted) {
    EXPECT_THAT(rows("a,b\n\n1,2\n\r\n3,4\n\n"), ElementsAre(Row{3, {"1", "2"}}, Row{5, {"3", "4"}}));
}

TEST_F(CsvFile, RowsOfAnyLengthSurviveTheEdgesOfTheBuffer) {
    // Rows of growing length cross every boundary of the pieces in which the file is read.
    std::string text = "n,quoted,plain\n";
    std::vector<Row> expected;
    std::int64_t line = 2;
    for (int k = 0; k < 1500; ++k) {
        const std::string body(static_cast<std::size_t>(k) % 997, static_cast<char>('a' + k % 26));
        text += std::to_string(k) + ",\"" + body + "\"\"é\n\"," + body + (k % 2 == 0 ? "\r\n" : "\n");
        expected.push_back({line, {std::to_string(k), body + "\"é\n", body}});
        line += 2;
    }
    EXPECT_EQ(rows(text), expected);
    EXPECT_EQ(rows_of(folder_.write("t.csv.gz", text)), expected);
}

TEST_F(CsvFile, RowLongerThanTheBufferIsRead) {
    const std::string body(700'000, 'x');
    EXPECT_THAT(rows("a,b\n1,\"" + body + "\"\n2,3\n"), ElementsAre(Row{2, {"1", body}}, Row{3, {"2", "3"}}));
}

TEST_F(CsvFile, HeaderIsTrimmedAndEmptyFilesAreRefused) {
    EXPECT_THAT(reader("\xEF\xBB\xBF a ,b\n").header(), ElementsAre("a", "b"));
    EXPECT_THAT(thrown_by([&] { reader(""); }), StartsWith("bad_input: t.csv: the file is empty"));
}

TEST_F(CsvFile, MissingColumnNamesWhatWasFound) {
    EXPECT_THAT(thrown_by([&] { (void)reader("rcid,country\n").column("vote"); }),
                AllOf(StartsWith("bad_input: missing column 'vote' in t.csv; found: rcid, country"),
                      testing::Not(HasSubstr("wrong delimiter"))));
    EXPECT_THAT(thrown_by([&] { (void)reader("rcid;country;vote\n").column("vote"); }),
                HasSubstr("found: rcid;country;vote; wrong delimiter? ',' is expected"));
}

TEST_F(CsvFile, BrokenRowsAreErrorsWithTheirLine) {
    EXPECT_THAT(thrown_by([&] { rows("a,b\n1,2\n1,2,3\n"); }),
                StartsWith("bad_input: t.csv line 3: found 3 fields, expected 2 as in the header"));
    EXPECT_THAT(thrown_by([&] { rows("a,b\n1\n"); }), HasSubstr("line 2: found 1 fields, expected 2"));
    EXPECT_THAT(thrown_by([&] { rows("a,b\n1,2\n3,\"open\nand on\n"); }),
                StartsWith("bad_input: t.csv line 3: a quoted field is never closed: \"open"));
    EXPECT_THAT(thrown_by([&] { rows("a,b\n\"1\"x,2\n"); }),
                StartsWith("bad_input: t.csv line 2, field 1: found 'x' behind a closing quote"));
}

TEST_F(CsvFile, FieldsAreReadWithTheirTypes) {
    CsvReader csv = first_row("year,n,x,date,empty,blank\n1963,-7, 2.5e3,1963-12-09,, \n");
    EXPECT_EQ(csv.year(csv.column("year")), Year{1963});
    EXPECT_EQ(csv.integer(csv.column("n"), -9, 9), -7);
    EXPECT_EQ(csv.number(csv.column("x")), 2500.0);
    EXPECT_EQ(csv.year_of_date(csv.column("date")), Year{1963});
    EXPECT_EQ(csv.optional_integer(csv.column("empty"), 0, 9), std::nullopt);
    EXPECT_EQ(csv.optional_number(csv.column("blank")), std::nullopt);
    EXPECT_EQ(csv.optional_year(csv.column("year")), Year{1963});
}

TEST_F(CsvFile, FieldsOutOfRangeNameFileLineColumnValueAndExpectation) {
    struct Case {
        std::string_view value;
        std::function<void(const CsvReader&, Column)> read;
        std::string_view expected;
    };
    const auto year = [](const CsvReader& csv, Column column) { (void)csv.year(column); };
    const auto date = [](const CsvReader& csv, Column column) { (void)csv.year_of_date(column); };
    const auto number = [](const CsvReader& csv, Column column) { (void)csv.number(column); };
    const auto digit = [](const CsvReader& csv, Column column) { (void)csv.integer(column, 0, 9); };
    for (const Case& one :
         {Case{"20199", year, "a year in 1 .. 2200"}, Case{"0", year, "a year in 1 .. 2200"},
          Case{"1963.0", year, "a year in 1 .. 2200"}, Case{"", year, "a year in 1 .. 2200"},
          Case{"1963-13-09", date, "a date like 1963-12-09"}, Case{"09.12.1963", date, "a date like 1963-12-09"},
          Case{"1,5", number, "a number"}, Case{"nan", number, "a number"}, Case{"inf", number, "a number"},
          Case{"", number, "a number"}, Case{"10", digit, "a whole number in 0 .. 9"},
          Case{"7x", digit, "a whole number in 0 .. 9"}, Case{"99999999999", digit, "a whole number in 0 .. 9"}}) {
        const CsvReader csv = first_row("c,value\n1,\"" + std::string(one.value) + "\"\n");
        EXPECT_THAT(thrown_by([&] { one.read(csv, csv.column("value")); }),
                    StartsWith("bad_input: t.csv line 2, column 'value': found '" + std::string(one.value) +
                               "', expected " + std::string(one.expected)));
    }
}

TEST_F(CsvFile, NamibiaIsNoMissingValueUnlessTheTableSaysSo) {
    CsvReader csv = first_row("iso2,x\nNA,1\n");
    EXPECT_FALSE(csv.is_missing(csv.column("iso2")));
    csv.set_missing_marks({"NA"});
    EXPECT_TRUE(csv.is_missing(csv.column("iso2")));
}

}  // namespace
}  // namespace entente::sources
