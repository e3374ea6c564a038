// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/error.hpp"
#include "entente/base/year.hpp"
#include "entente/sources/text_reader.hpp"

namespace entente::sources {

/// A column of a table by its position, so that rows are not searched by name.
struct Column {
    std::size_t index = 0;
};

/// Years that a table may hold: later or earlier ones are typing errors and refused with their row.
inline constexpr int kFirstYear = 1;
inline constexpr int kLastYear = 2200;

/// Reads a delimited text file with a header row, one row at a time.
///
/// Format:  RFC 4180: fields split by the delimiter; a field in double quotes may hold delimiters, line ends and
/// doubled
///          quotes; line ends are LF or CRLF; the last one may be missing. Empty lines are passed over. Text is UTF-8
///          (see TextReader). Every row has as many fields as the header.
/// Cost:    one pass; no allocation per row; a row's fields are views that hold until the next call of `next`.
/// Throws:  Error{Errc::bad_input} that names file, line, column, value and what was expected.
class CsvReader {
public:
    /// Opens the file and reads its header. The monitor must outlive the reader.
    CsvReader(std::filesystem::path file, char delimiter, const Monitor& monitor);

    /// The header's fields, blanks at both ends taken off.
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
    /// Position of a column that must be there. Throws Error{Errc::bad_input} naming it and what was found instead.
    [[nodiscard]] Column column(std::string_view name) const;
    [[nodiscard]] std::optional<Column> find_column(std::string_view name) const noexcept;

    /// Texts that mean 'no value' in this table, beside the empty field. None by default: `NA` is Namibia.
    void set_missing_marks(std::vector<std::string> marks) { missing_marks_ = std::move(marks); }

    /// Goes on to the next row; false after the last one.
    bool next();
    /// Line of the file on which the row begins; the header is on line 1.
    [[nodiscard]] std::int64_t line() const noexcept { return row_line_; }
    [[nodiscard]] std::span<const std::string_view> fields() const noexcept { return fields_; }

    /// The field as it stands, quotes resolved.
    [[nodiscard]] std::string_view text(Column column) const noexcept { return fields_[column.index]; }
    /// Whether the field is empty, blank or one of the missing marks.
    [[nodiscard]] bool is_missing(Column column) const noexcept;
    /// A whole number in `least` .. `most`.
    [[nodiscard]] int integer(Column column, int least, int most) const;
    [[nodiscard]] std::optional<int> optional_integer(Column column, int least, int most) const;
    /// A year in kFirstYear .. kLastYear.
    [[nodiscard]] Year year(Column column) const;
    [[nodiscard]] std::optional<Year> optional_year(Column column) const;
    /// The year of an ISO date (`1963-12-09`).
    [[nodiscard]] Year year_of_date(Column column) const;
    /// A finite decimal number.
    [[nodiscard]] double number(Column column) const;
    [[nodiscard]] std::optional<double> optional_number(Column column) const;

    /// The error that a field of the current row is not what was expected.
    [[nodiscard]] Error error(Column column, std::string_view expected) const;
    /// "un_votes.csv line 812".
    [[nodiscard]] std::string place() const;

    [[nodiscard]] const std::string& name() const noexcept { return reader_.name(); }
    /// Of the whole file, once `next` returned false.
    [[nodiscard]] std::string fingerprint() const { return reader_.fingerprint(); }

private:
    [[nodiscard]] bool read_record();
    [[nodiscard]] bool scan_record(std::size_t& end);
    [[nodiscard]] bool scan_quoted(std::size_t& at, std::int64_t& lines);
    void resolve_doubled_quotes();
    [[nodiscard]] bool refill();
    void read_header();

    TextReader reader_;
    char delimiter_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  ///< Where the next record begins in the buffer.
    std::size_t end_ = 0;    ///< Where the text in the buffer ends.
    bool is_at_end_ = false;
    std::int64_t line_ = 1;  ///< Line on which the next record begins.
    std::int64_t row_line_ = 0;
    std::vector<std::string> header_;
    std::vector<std::string_view> fields_;
    std::vector<std::size_t> doubled_;  ///< Fields of the row that hold doubled quotes.
    std::vector<std::string> missing_marks_;
};

/// The header that a file would have if its fields were split by `delimiter`; for recognising tables.
[[nodiscard]] std::vector<std::string> read_header(const std::filesystem::path& file, char delimiter,
                                                   const Monitor& monitor = {});

}  // namespace entente::sources
