// SPDX-License-Identifier: Apache-2.0
#include "entente/brief/bibtex.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace entente::brief {
namespace {

constexpr std::size_t kYearDigits = 4;

bool is_year(std::string_view digits) {
    return digits.size() == kYearDigits && digits >= "1500" && digits <= "2100" &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

/// The year in a citation's text, if it names one: the last number of four digits from 1500 to 2100.
std::string last_year_in(std::string_view text) {
    std::string year;
    std::string digits;
    for (const char c : std::string(text) + ' ') {
        if (c >= '0' && c <= '9') {
            digits += c;
            continue;
        }
        if (is_year(digits)) year = digits;
        digits.clear();
    }
    return year;
}

/// A citation in its parts.
struct Reference {
    std::string_view authors{};
    std::string title{};
    std::string year{};
    std::string_view rest{};  ///< Where it appeared.
};

/// What stands before a mark, and what behind it; the whole and nothing where the mark is not there.
std::pair<std::string_view, std::string_view> split(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + mark.size())};
}

/// The title behind a year, in quotation marks or up to the next full stop, and what follows it.
std::pair<std::string_view, std::string_view> title_and_rest(std::string_view text) {
    if (!text.starts_with('"')) return split(text, ". ");
    auto [title, rest] = split(text.substr(1), "\"");
    if (title.ends_with('.')) title.remove_suffix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" ."), rest.size()));
    return {title, rest};
}

/// Reads `Authors. Year. Title. Rest`, with the title in quotation marks or not; any other text is a title.
Reference reference_of(std::string_view text) {
    constexpr std::string_view kStop = ". ";
    for (std::size_t at = text.find(kStop); at != std::string_view::npos; at = text.find(kStop, at + 1)) {
        const std::string_view behind = text.substr(at + kStop.size());
        if (!is_year(behind.substr(0, kYearDigits)) || !behind.substr(kYearDigits).starts_with(kStop)) continue;
        const auto [title, rest] = title_and_rest(behind.substr(kYearDigits + kStop.size()));
        return {text.substr(0, at), std::string(title), std::string(behind.substr(0, kYearDigits)), rest};
    }
    return {.title = std::string(text), .year = last_year_in(text)};
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (std::string_view("&%$#_{}").find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

/// `Last, First, First Last and First Last` with `and` between every two; a body's name is braced, so that it stays
/// whole.
std::string authors_in_bibtex(std::string_view authors) {
    auto [last, others] = split(authors, ", ");
    if (others.empty()) return fmt::format("{{{}}}", escaped(authors));
    std::string text = escaped(last) + ", ";
    for (bool is_first = true; !others.empty(); is_first = false) {
        constexpr std::string_view kAnd = "and ";
        const std::size_t comma = others.find(", ");
        const std::size_t word = others.find(" and ");
        const std::size_t end = std::min({comma, word, others.size()});
        const std::string_view name = others.substr(0, end);
        text += (is_first ? "" : " and ") + (name == "et al" ? std::string("others") : escaped(name));
        others.remove_prefix(std::min(others.size(), end + (comma < word ? 2 : 1)));
        if (others.starts_with(kAnd)) others.remove_prefix(kAnd.size());
    }
    return text;
}

}  // namespace

std::string bibtex_entry(std::string_view key, std::string_view citation, std::string_view note, std::string_view url) {
    const Reference reference = reference_of(citation);
    std::string entry = fmt::format("@misc{{{}", key);
    const auto add = [&](const char* field, const std::string& value) {
        if (!value.empty()) entry += fmt::format(",\n  {} = {{{}}}", field, value);
    };
    if (!reference.authors.empty()) add("author", authors_in_bibtex(reference.authors));
    add("title", escaped(reference.title));
    add("year", reference.year);
    add("howpublished", escaped(reference.rest));
    add("note", escaped(note));
    add("url", std::string(url));
    return entry + "\n}\n";
}

}  // namespace entente::brief
