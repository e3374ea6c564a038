// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "entente/sources/concordance.hpp"

namespace entente::sources {
namespace {

/// Letters that Unicode does not take apart, and marks that stand for an apostrophe in the field's tables.
constexpr std::array<std::pair<char32_t, const char*>, 18> kReplacements{{
    {U'\u0131', "i"},
    {U'\u00f8', "o"},
    {U'\u00d8', "o"},
    {U'\u0142', "l"},
    {U'\u0141', "l"},
    {U'\u00e6', "ae"},
    {U'\u00c6', "ae"},
    {U'\u0153', "oe"},
    {U'\u0152', "oe"},
    {U'\u00f0', "d"},
    {U'\u00fe', "th"},
    {U'\u0111', "d"},
    {U'\u2019', "'"},
    {U'\u2018', "'"},
    {U'\u02bc', "'"},
    {U'`', "'"},
    {U'\u00b4', "'"},
    {U'\u2032', "'"},
}};

/// Short forms that tables use for whole words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kShortForms{{
    {"st", "saint"},
    {"rep", "republic"},
    {"dem", "democratic"},
    {"fed", "federated"},
    {"is", "islands"},
}};
constexpr std::array<std::string_view, 3> kSmallWords{"the", "of", "and"};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::vector<char32_t> code_points(const icu::UnicodeString& text) {
    std::vector<char32_t> points;
    points.reserve(static_cast<std::size_t>(text.length()));
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
        points.push_back(static_cast<char32_t>(text.char32At(at)));
    return points;
}

void replace_letters(icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (const char32_t point : code_points(text)) {
        const auto* const found = std::find_if(kReplacements.begin(), kReplacements.end(),
                                               [&](const auto& entry) { return entry.first == point; });
        if (found == kReplacements.end()) {
            out.append(static_cast<UChar32>(point));
        } else {
            out.append(icu::UnicodeString::fromUTF8(found->second));
        }
    }
    text = std::move(out);
}

/// Lower case without accents, as code points. Marks are taken off after decomposition, so `é` and `e` with a combining
/// accent are the same.
std::vector<char32_t> without_case_and_accents(std::string_view text) {
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    replace_letters(unicode);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKDInstance(status);
    if (U_SUCCESS(status) != 0) unicode = normalizer->normalize(unicode, status);
    unicode.foldCase();
    replace_letters(unicode);
    std::vector<char32_t> points = code_points(unicode);
    std::erase_if(points, [](char32_t point) { return u_charType(static_cast<UChar32>(point)) == U_NON_SPACING_MARK; });
    return points;
}

std::vector<char32_t> lower_ascii(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        points.push_back(c == '`' ? U'\'' : static_cast<char32_t>(static_cast<unsigned char>(lower)));
    }
    return points;
}

bool is_letter(char32_t point) {
    return point < 0x80 ? point >= 'a' && point <= 'z' : u_isalpha(static_cast<UChar32>(point)) != 0;
}

bool is_word_character(char32_t point) {
    if (point < 0x80) return is_letter(point) || (point >= '0' && point <= '9');
    // U+FFFD stands for bytes that are not UTF-8.
    return point != 0xfffd && u_isalnum(static_cast<UChar32>(point)) != 0;
}

/// The dot of an initial that another letter follows: of `U.S.A.` the first two, which go without a gap.
bool is_dot_of_initials(const std::vector<char32_t>& points, std::size_t at) {
    return points[at] == '.' && at > 0 && at + 1 < points.size() && is_letter(points[at - 1]) &&
           is_letter(points[at + 1]) && (at < 2 || !is_word_character(points[at - 2]));
}

bool vanishes(const std::vector<char32_t>& points, std::size_t at) {
    const char32_t point = points[at];
    // C1 control characters are apostrophes of another code page in several tables.
    return point == '\'' || (point >= 0x80 && point < 0xa0) || is_dot_of_initials(points, at);
}

void append(std::string& word, char32_t point) {
    if (point < 0x80) {
        word.push_back(static_cast<char>(point));
    } else {
        icu::UnicodeString(static_cast<UChar32>(point)).toUTF8String(word);
    }
}

std::vector<std::string> words_of(const std::vector<char32_t>& points) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at <= points.size(); ++at) {
        if (at < points.size() && is_word_character(points[at])) {
            append(word, points[at]);
        } else if ((at == points.size() || !vanishes(points, at)) && !word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

std::string_view written_out(std::string_view word) {
    for (const auto& [short_form, whole] : kShortForms)
        if (word == short_form) return whole;
    return word;
}

bool is_small(std::string_view word) {
    return std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
}

}  // namespace

std::string fold_name(std::string_view text) {
    const std::vector<std::string> words =
        words_of(is_ascii(text) ? lower_ascii(text) : without_case_and_accents(text));
    const bool has_only_small_words = std::all_of(words.begin(), words.end(), is_small);
    std::string folded;
    for (const std::string& word : words) {
        if (!has_only_small_words && is_small(word)) continue;
        if (!folded.empty()) folded.push_back(' ');
        folded.append(written_out(word));
    }
    return folded;
}

}  // namespace entente::sources
