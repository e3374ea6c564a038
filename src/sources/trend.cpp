// SPDX-License-Identifier: Apache-2.0
//
// Environmental provisions of trade agreements: TREND (Morin, Duer and Lechner).
#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "agreements.hpp"
#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr Year kCoveredUntil{2018};
constexpr int kNumChapters = 15;

/// The provisions that the depth codebook asks for; of all others only the count in their chapter is kept.
constexpr std::array<std::string_view, 24> kKeyProvisions{
    "X2.01.01", "X2.01.02",  "X3.02.01", "X5.01.01",  "X5.03",     "X5.04.01",     "X5.04.02",     "X7.02.01",
    "X7.03.01", "X7.03.02",  "X9.01.01", "X9.03.01",  "X9.03.02",  "X11.01",       "X11.02.03",    "X11.03.01",
    "X12.01",   "X12.02.01", "X12.03",   "X13.03.02", "X13.03.03", "X13.04.01.03", "X13.04.02.01", "X13.04.02.02"};

/// "X13.04.01.03.State.State.arbitrage" gives "X13.04.01.03": the letter X and the numbers that follow it.
std::string_view provision_number(std::string_view column) {
    std::size_t end = 1;
    for (std::size_t at = 1; at < column.size();) {
        std::size_t digits = at;
        while (digits < column.size() && column[digits] >= '0' && column[digits] <= '9') ++digits;
        if (digits == at || (digits < column.size() && column[digits] != '.')) break;
        end = digits;
        at = digits + 1;
    }
    return column.substr(0, end);
}

/// A column of a provision: its chapter, and whether it is kept by itself.
struct Provision {
    Column column;
    int chapter = 0;
    std::string sign;  ///< Empty: only counted.
};

std::vector<Provision> provisions_of(const TableRows& rows) {
    std::vector<Provision> provisions;
    for (std::size_t k = 0; k < rows.header().size(); ++k) {
        const std::string_view name = rows.header()[k];
        if (name.size() < 2 || name[0] != 'X' || name[1] < '0' || name[1] > '9') continue;
        Provision provision{Column{k}, 0, {}};
        std::from_chars(name.data() + 1, name.data() + name.size(), provision.chapter);
        if (provision.chapter < 1 || provision.chapter > kNumChapters)
            throw Error{Errc::bad_input, fmt::format("{} line 1: found the column '{}', expected a chapter in 1 .. {}",
                                                     rows.name(), name, kNumChapters)};
        const std::string_view number = provision_number(name);
        for (const std::string_view key : kKeyProvisions)
            if (number == key) provision.sign = fmt::format("trend.{}", key);
        provisions.push_back(std::move(provision));
    }
    return provisions;
}

/// Adds the counts of the row's provisions and the key ones; false if the agreement was not coded.
bool read_provisions(const TableRows& rows, const std::vector<Provision>& provisions, AgreementRecord& record) {
    std::array<int, kNumChapters + 1> counts{};
    int total = 0;
    bool is_coded = false;
    for (const Provision& provision : provisions) {
        const auto value = rows.optional_integer(provision.column, 0, 1);
        if (!value) continue;
        is_coded = true;
        counts[static_cast<std::size_t>(provision.chapter)] += *value;
        total += *value;
        if (!provision.sign.empty())
            record.signs.push_back({provision.sign, static_cast<double>(*value), record.begun});
    }
    if (!is_coded) return false;
    for (int chapter = 1; chapter <= kNumChapters; ++chapter)
        record.signs.push_back({fmt::format("trend.chapter_{:02}", chapter),
                                static_cast<double>(counts[static_cast<std::size_t>(chapter)]), record.begun});
    record.signs.push_back({"trend.provisions", static_cast<double>(total), record.begun});
    return true;
}

/// `Trade.Agreement` is number, name and year joined by '_' ("1_Afghanistan India_2003"); a few rows lack the year or
/// have a blank behind the number.
struct Key {
    std::string_view number;
    std::string_view name;

    Key(const TableRows& rows, Column column) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        const std::string_view text = rows.text(column);
        const std::size_t end = text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz+");
        if (text.empty() || !is_digit(text[0]) || end == std::string_view::npos ||
            (text[end] != '_' && text[end] != ' '))
            throw rows.error(column, "number, name and year joined by '_'");
        number = text.substr(0, end);
        name = text.substr(end + 1);
        const std::size_t last = name.rfind('_');
        const bool has_year = last != std::string_view::npos &&
                              std::all_of(name.begin() + static_cast<std::ptrdiff_t>(last) + 1, name.end(), is_digit);
        if (has_year) name = name.substr(0, last);
    }
};

/// `trend:<number>`, and the name's slug behind it where several texts have one number (an accession and its protocol).
void name_agreements(std::vector<AgreementRecord>& agreements) {
    std::unordered_map<std::string, int> uses;
    for (const AgreementRecord& record : agreements) ++uses[record.id];
    for (AgreementRecord& record : agreements)
        if (uses.at(record.id) > 1) record.id += '-' + slug(record.name);
}

}  // namespace

/// The number is DESTA's; from 9000 up it is TREND's own, and points to a base treaty that no table holds.
void import_trend(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"NA"});
    const Column key_column = rows.column("Trade.Agreement");
    const Column year = rows.column("Year");
    const std::vector<Provision> provisions = provisions_of(rows);
    std::unordered_map<std::string, std::int64_t> lines;
    while (rows.next()) {
        const Key key{rows, key_column};
        const std::optional<Year> signature = rows.optional_year(year);
        AgreementRecord record;
        record.id = fmt::format("trend:{}", key.number);
        record.family = Family::trade;
        record.name = key.name;
        record.begun = signature.value_or(Year{});
        record.covered_until = kCoveredUntil;
        record.document_of = fmt::format("desta:{}", key.number);
        if (!read_provisions(rows, provisions, record)) {
            rows.skip("not coded (NA throughout)");
            continue;
        }
        if (!signature) {
            rows.skip("no year");
            continue;
        }
        const auto [earlier, is_new] = lines.emplace(fmt::format("{}_{}", key.number, key.name), rows.line());
        if (!is_new)
            throw rows.error(key_column, fmt::format("one row an agreement; line {} has it too", earlier->second));
        rows.keep();
        job.table().agreements.push_back(std::move(record));
    }
    name_agreements(job.table().agreements);
}

}  // namespace entente::sources
