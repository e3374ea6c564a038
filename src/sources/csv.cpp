// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include <fast_float/fast_float.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entente::sources {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 18;
constexpr std::size_t kFirstPieceBytes = std::size_t{1} << 13;
/// A longer row is a file with an unclosed quote or no line ends, not a table.
constexpr std::size_t kMaxRowBytes = std::size_t{1} << 24;
constexpr std::size_t kShownBytes = 60;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A value as it is quoted in messages: long ones are cut on a character boundary.
std::string shown(std::string_view text) {
    if (text.size() <= kShownBytes) return std::string(text);
    std::size_t cut = kShownBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    return std::string(text.substr(0, cut)) + "...";
}

}  // namespace

CsvReader::CsvReader(std::filesystem::path file, char delimiter, const Monitor& monitor)
    : reader_(std::move(file), monitor), delimiter_(delimiter), buffer_(kBufferBytes) {
    read_header();
}

void CsvReader::read_header() {
    if (!read_record())
        throw Error{Errc::bad_input, fmt::format("{}: the file is empty; a header row is expected", name())};
    for (const std::string_view field : fields_) header_.emplace_back(trimmed(field));
}

std::optional<Column> CsvReader::find_column(std::string_view name) const noexcept {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) return std::nullopt;
    return Column{static_cast<std::size_t>(found - header_.begin())};
}

Column CsvReader::column(std::string_view name) const {
    if (const auto found = find_column(name)) return *found;
    throw Error{Errc::bad_input,
                fmt::format("missing column '{}' in {}; found: {}{}", name, this->name(),
                            shown(fmt::format("{}", fmt::join(header_, ", "))),
                            header_.size() == 1 ? fmt::format("; wrong delimiter? '{}' is expected", delimiter_) : ""),
                "compare the header with the table's section in docs/sources.md"};
}

/// Moves what is left to the front of the buffer and reads on behind it; false if the file has no more.
bool CsvReader::refill() {
    if (is_at_end_) return false;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (buffer_.size() - end_ < kBufferBytes / 2) {
        if (end_ > kMaxRowBytes)
            throw Error{Errc::bad_input, fmt::format("{} line {}: the row is longer than {} bytes; an unclosed quote?",
                                                     name(), line_, kMaxRowBytes)};
        buffer_.resize(buffer_.size() * 2);
    }
    // The first piece is small: who only wants the header should not wait for more.
    const std::size_t room = header_.empty() ? kFirstPieceBytes : buffer_.size() - end_;
    const std::size_t num_got = reader_.read(buffer_.data() + end_, std::min(room, buffer_.size() - end_));
    end_ += num_got;
    is_at_end_ = num_got == 0;
    return !is_at_end_;
}

/// Reads a quoted field that begins at `at`; afterwards `at` stands behind the closing quote. False if the field goes
/// on beyond the buffer.
bool CsvReader::scan_quoted(std::size_t& at, std::int64_t& lines) {
    const std::size_t begin = at + 1;
    std::size_t scan = begin;
    bool has_doubled = false;
    while (true) {
        const auto* quote = static_cast<const char*>(std::memchr(buffer_.data() + scan, '"', end_ - scan));
        if (quote == nullptr && is_at_end_)
            throw Error{Errc::bad_input, fmt::format("{} line {}: a quoted field is never closed: \"{}", name(),
                                                     line_ + lines, shown({buffer_.data() + begin, end_ - begin}))};
        if (quote == nullptr) return false;
        scan = static_cast<std::size_t>(quote - buffer_.data()) + 1;
        if (scan == end_ && !is_at_end_) return false;
        if (scan == end_ || buffer_[scan] != '"') break;
        has_doubled = true;
        ++scan;
    }
    const std::string_view field{buffer_.data() + begin, scan - 1 - begin};
    lines += std::count(field.begin(), field.end(), '\n');
    if (has_doubled) doubled_.push_back(fields_.size());
    fields_.push_back(field);
    at = scan;
    return true;
}

/// Turns doubled quotes into single ones, in place. Done once the whole row is in the buffer: a row that is cut off is
/// scanned again from its beginning.
void CsvReader::resolve_doubled_quotes() {
    for (const std::size_t index : doubled_) {
        const std::string_view field = fields_[index];
        char* const begin = buffer_.data() + (field.data() - buffer_.data());
        char* to = begin;
        for (const char* from = begin; from < begin + field.size(); ++from) {
            *to++ = *from;
            if (*from == '"') ++from;
        }
        fields_[index] = {begin, static_cast<std::size_t>(to - begin)};
    }
}

/// Splits the record that begins at begin_; false if it goes on beyond the buffer. `end` is where the next one begins.
bool CsvReader::scan_record(std::size_t& end) {
    fields_.clear();
    doubled_.clear();
    std::size_t at = begin_;
    std::int64_t lines = 0;
    while (true) {
        if (at < end_ && buffer_[at] == '"') {
            if (!scan_quoted(at, lines)) return false;
        } else {
            const std::size_t begin = at;
            while (at < end_ && buffer_[at] != delimiter_ && buffer_[at] != '\n') ++at;
            if (at == end_ && !is_at_end_) return false;
            std::size_t size = at - begin;
            const bool ends_row = at == end_ || buffer_[at] == '\n';
            if (ends_row && size > 0 && buffer_[at - 1] == '\r') --size;
            fields_.emplace_back(buffer_.data() + begin, size);
        }
        if (at + 1 >= end_ && !is_at_end_) return false;
        if (at < end_ && buffer_[at] == '\r' && (at + 1 == end_ || buffer_[at + 1] == '\n')) ++at;
        if (at >= end_) {
            end = end_;
            break;
        }
        if (buffer_[at] == '\n') {
            end = at + 1;
            ++lines;
            break;
        }
        if (buffer_[at] != delimiter_)
            throw Error{Errc::bad_input,
                        fmt::format("{} line {}, field {}: found '{}' behind a closing quote; '{}' or the end of the "
                                    "line is expected",
                                    name(), line_ + lines, fields_.size(), buffer_[at], delimiter_)};
        ++at;
    }
    resolve_doubled_quotes();
    row_line_ = line_;
    line_ += lines;
    return true;
}

bool CsvReader::read_record() {
    while (true) {
        std::size_t end = begin_;
        if (begin_ < end_ && scan_record(end)) {
            begin_ = end;
            const bool is_empty_line = fields_.size() == 1 && fields_[0].empty();
            if (!is_empty_line) return true;
            continue;
        }
        if (!refill() && begin_ == end_) return false;
    }
}

bool CsvReader::next() {
    if (!read_record()) {
        fields_.clear();
        return false;
    }
    if (fields_.size() != header_.size())
        throw Error{
            Errc::bad_input,
            fmt::format("{}: found {} fields, expected {} as in the header", place(), fields_.size(), header_.size()),
            "a quote or delimiter is missing in this row, or the file was cut off"};
    return true;
}

bool CsvReader::is_missing(Column column) const noexcept {
    const std::string_view field = text(column);
    if (field.find_first_not_of(' ') == std::string_view::npos) return true;
    return std::find(missing_marks_.begin(), missing_marks_.end(), field) != missing_marks_.end();
}

int CsvReader::integer(Column column, int least, int most) const {
    const std::string_view field = trimmed(text(column));
    int value = 0;
    const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (code != std::errc{} || end != field.data() + field.size() || value < least || value > most)
        throw error(column, fmt::format("a whole number in {} .. {}", least, most));
    return value;
}

std::optional<int> CsvReader::optional_integer(Column column, int least, int most) const {
    if (is_missing(column)) return std::nullopt;
    return integer(column, least, most);
}

Year CsvReader::year(Column column) const {
    const std::string_view field = text(column);
    int value = 0;
    const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (code != std::errc{} || end != field.data() + field.size() || value < kFirstYear || value > kLastYear)
        throw error(column, fmt::format("a year in {} .. {}", kFirstYear, kLastYear));
    return Year{value};
}

std::optional<Year> CsvReader::optional_year(Column column) const {
    if (is_missing(column)) return std::nullopt;
    return year(column);
}

Year CsvReader::year_of_date(Column column) const {
    const std::string_view field = text(column);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    bool is_date = field.size() == 10 && field[4] == '-' && field[7] == '-';
    for (std::size_t k = 0; is_date && k < field.size(); ++k) is_date = k == 4 || k == 7 || is_digit(field[k]);
    const auto part = [&](std::size_t from, std::size_t size) {
        int value = 0;
        std::from_chars(field.data() + from, field.data() + from + size, value);
        return value;
    };
    if (!is_date || part(0, 4) < kFirstYear || part(0, 4) > kLastYear || part(5, 2) < 1 || part(5, 2) > 12 ||
        part(8, 2) < 1 || part(8, 2) > 31)
        throw error(column, fmt::format("a date like 1963-12-09 of a year in {} .. {}", kFirstYear, kLastYear));
    return Year{part(0, 4)};
}

double CsvReader::number(Column column) const {
    const std::string_view field = trimmed(text(column));
    double value = 0;
    const auto [end, code] = fast_float::from_chars(field.data(), field.data() + field.size(), value);
    if (code != std::errc{} || end != field.data() + field.size() || !std::isfinite(value))
        throw error(column, "a number");
    return value;
}

std::optional<double> CsvReader::optional_number(Column column) const {
    if (is_missing(column)) return std::nullopt;
    return number(column);
}

std::string CsvReader::place() const {
    return fmt::format("{} line {}", name(), row_line_);
}

Error CsvReader::error(Column column, std::string_view expected) const {
    return Error{Errc::bad_input, fmt::format("{}, column '{}': found '{}', expected {}", place(),
                                              header_[column.index], shown(text(column)), expected)};
}

std::vector<std::string> read_header(const std::filesystem::path& file, char delimiter, const Monitor& monitor) {
    return CsvReader{file, delimiter, monitor}.header();
}

}  // namespace entente::sources
