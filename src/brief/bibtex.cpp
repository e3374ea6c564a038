// SPDX-License-Identifier: Apache-2.0
#include "entente/brief/bibtex.hpp"

#include <fmt/format.h>

namespace entente::brief {
namespace {

/// The year in a citation's text, if it names one: the last number of four digits from 1500 to 2100.
std::string year_in(std::string_view text) {
    std::string year;
    std::string digits;
    for (const char c : std::string(text) + ' ') {
        if (c >= '0' && c <= '9') {
            digits += c;
            continue;
        }
        if (digits.size() == 4 && digits >= "1500" && digits <= "2100") year = digits;
        digits.clear();
    }
    return year;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (std::string_view("&%$#_{}").find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

}  // namespace

std::string bibtex_entry(std::string_view key, std::string_view title, std::string_view note, std::string_view url) {
    std::string entry = fmt::format("@misc{{{},\n  title = {{{}}}", key, escaped(title));
    if (const std::string year = year_in(title); !year.empty()) entry += fmt::format(",\n  year = {{{}}}", year);
    if (!note.empty()) entry += fmt::format(",\n  note = {{{}}}", escaped(note));
    if (!url.empty()) entry += fmt::format(",\n  url = {{{}}}", url);
    return entry + "\n}\n";
}

}  // namespace entente::brief
