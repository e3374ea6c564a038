// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/texts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <map>
#include <optional>
#include <string_view>

namespace entente::norms {
namespace {

constexpr double kSameText = 0.6;      ///< Least overlap of words of two votes on one text.
constexpr int kSessionsBack = 6;       ///< A text is taken up again at least every six sessions.
constexpr std::size_t kLongest = 140;  ///< Of a readable title, in bytes.

/// Words that say nothing of what a resolution is about; ascending.
constexpr std::array<std::string_view, 42> kCommonWords{
    "a",        "acting",    "adopt",     "adopted",   "all",   "an",         "and",    "approve", "as",
    "assembly", "at",        "by",        "committee", "draft", "first",      "for",    "from",    "general",
    "in",       "inter",     "into",      "is",        "it",    "its",        "of",     "on",      "or",
    "para",     "paragraph", "president", "res",       "resol", "resolution", "second", "states",  "that",
    "the",      "third",     "to",        "under",     "which", "with"};

using Words = std::vector<std::string>;

bool is_upper_case(std::string_view text) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    for (const char c : text) {
        upper += std::isupper(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
        lower += std::islower(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
    }
    return upper > 2 * lower;
}

/// Text up to a trailer of the producer's catalogue, and without blanks and colons at its end.
std::string_view without_trailer(std::string_view text) {
    for (const std::string_view trailer : {" : resolution", ": resolution", " : report of", " : draft resolution"})
        if (const auto at = text.find(trailer); at != std::string_view::npos) text = text.substr(0, at);
    const auto last = text.find_last_not_of(" :.\t\r\n");
    return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

bool is_minutes(std::string_view text) {
    return text.starts_with("The President") || text.starts_with("The Acting President") || text.starts_with("A/");
}

/// The title that minutes quote last, which is the one that is put to the vote: `entitled "..."`, in the producer's
/// files also `entitled_...<d3>`. Empty where they quote none.
std::string_view quoted_in(std::string_view minutes) {
    constexpr std::string_view kEntitled = "entitled";
    const auto entitled = minutes.rfind(kEntitled);
    if (entitled == std::string_view::npos) return {};
    minutes.remove_prefix(entitled + kEntitled.size());
    const auto open = minutes.find_first_of("_\"");
    constexpr std::size_t kMaxGap = 3;
    if (open > kMaxGap) return {};
    const std::string_view close = minutes[open] == '_' ? "<d3>" : "\"";
    minutes.remove_prefix(open + 1);
    const auto end = minutes.find(close);
    return end == std::string_view::npos ? std::string_view{} : minutes.substr(0, end);
}

/// What is named by a roll call: its title or its sentence; of a meeting's minutes the title that they quote.
std::string_view named_by(const RollCallRecord& roll_call) {
    const std::string_view title = without_trailer(roll_call.title);
    if (title.empty() && is_minutes(roll_call.text)) return quoted_in(roll_call.text);
    const std::string_view text = without_trailer(roll_call.text);
    const bool has_text = !text.empty() && !is_minutes(text);
    if (!title.empty() && !is_upper_case(title) && (!has_text || title.size() >= text.size())) return title;
    return has_text ? text : title.empty() ? text : title;
}

std::string sentence_case(std::string_view text) {
    std::string result(text);
    if (!is_upper_case(text)) return result;
    for (std::size_t k = 1; k < result.size(); ++k)
        result[k] = static_cast<char>(std::tolower(static_cast<unsigned char>(result[k])));
    return result;
}

std::string cut_at_word(std::string text) {
    if (text.size() <= kLongest) return text;
    const auto blank = text.rfind(' ', kLongest);
    return text.substr(0, blank == std::string::npos ? kLongest : blank) + " …";
}

Words words_of(std::string_view text) {
    Words words;
    std::string word;
    const auto finish = [&] {
        const bool has_digit = std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
        if (word.size() > 1 && !has_digit && !std::ranges::binary_search(kCommonWords, std::string_view{word}))
            words.push_back(word);
        word.clear();
    };
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte >= 0x80)
            word += static_cast<char>(std::tolower(byte));
        else
            finish();
    }
    finish();
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

/// Jaccard's index of two sorted sets: shared words over all words.
double overlap(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t shared = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        shared += *i == *j ? 1 : 0;
        const bool advance_a = *i <= *j;
        const bool advance_b = *j <= *i;
        i += advance_a ? 1 : 0;
        j += advance_b ? 1 : 0;
    }
    const std::size_t all = a.size() + b.size() - shared;
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

/// Numbers for words, so that sets of them are compared as numbers.
class WordNumbers {
public:
    std::vector<std::uint32_t> of(std::string_view text) {
        std::vector<std::uint32_t> numbers;
        for (const std::string& word : words_of(text))
            numbers.push_back(numbers_.try_emplace(word, static_cast<std::uint32_t>(numbers_.size())).first->second);
        std::ranges::sort(numbers);
        return numbers;
    }

private:
    std::map<std::string, std::uint32_t> numbers_;
};

/// A roll call on its way to its number.
struct Entry {
    std::size_t place = 0;  ///< Among the roll calls given.
    int session = 0;
    RollCallId id{};
    std::vector<std::uint32_t> words{};
};

/// The earlier entry whose text this one repeats; of equals the latest.
std::optional<std::size_t> repeated(const std::vector<Entry>& entries, std::size_t at) {
    const Entry& entry = entries[at];
    std::optional<std::size_t> best;
    double highest = kSameText;
    for (std::size_t k = at; k-- > 0 && entries[k].session >= entry.session - kSessionsBack;) {
        if (entries[k].session == entry.session) continue;
        const double found = overlap(entries[k].words, entry.words);
        if (found < highest || (best && found == highest)) continue;
        highest = found;
        best = k;
    }
    return best;
}

}  // namespace

std::string readable_title(const RollCallRecord& roll_call) {
    const std::string name = cut_at_word(sentence_case(named_by(roll_call)));
    if (!name.empty()) return name;
    if (roll_call.resolution.empty()) return "Untitled";
    // The producer's numbers of resolutions begin with R/.
    const std::string_view number = roll_call.resolution;
    return "Resolution " + std::string(number.starts_with("R/") ? number.substr(2) : number);
}

std::vector<std::string> readable_titles(std::span<const RollCallRecord> roll_calls) {
    std::map<std::string_view, std::size_t> named;  // by resolution: a roll call that has a name, rather no minutes
    for (const bool takes_minutes : {false, true})
        for (std::size_t k = 0; k < roll_calls.size(); ++k)
            if (takes_minutes == is_minutes(roll_calls[k].text) && !named_by(roll_calls[k]).empty())
                named.try_emplace(roll_calls[k].resolution, k);
    std::vector<std::string> titles;
    for (const RollCallRecord& roll_call : roll_calls) {
        const auto sibling = named.find(roll_call.resolution);
        const bool lacks_name = named_by(roll_call).empty() && !roll_call.resolution.empty() && sibling != named.end();
        titles.push_back(lacks_name ? "Separate vote on: " + readable_title(roll_calls[sibling->second])
                                    : readable_title(roll_call));
    }
    return titles;
}

bool speaks_of(std::string_view text, std::string_view words) {
    const Words have = words_of(text);
    return std::ranges::all_of(words_of(words),
                               [&](const std::string& word) { return std::ranges::binary_search(have, word); });
}

std::vector<std::uint32_t> number_texts(std::span<const RollCallRecord> roll_calls) {
    WordNumbers numbers;
    std::vector<Entry> entries;
    for (std::size_t k = 0; k < roll_calls.size(); ++k)
        entries.push_back({k, roll_calls[k].session, roll_calls[k].id, numbers.of(named_by(roll_calls[k]))});
    std::ranges::sort(entries, {}, [](const Entry& entry) { return std::pair{entry.session, entry.id}; });
    std::vector<std::uint32_t> texts(roll_calls.size());
    std::uint32_t num_texts = 0;
    for (std::size_t k = 0; k < entries.size(); ++k) {
        const auto earlier = entries[k].words.empty() ? std::nullopt : repeated(entries, k);
        texts[entries[k].place] = earlier ? texts[entries[*earlier].place] : num_texts++;
    }
    return texts;
}

std::vector<std::vector<AlikeText>> alike_texts(std::span<const RollCallRecord* const> roll_calls, int years) {
    constexpr double kLeast = 0.1;
    WordNumbers numbers;
    std::vector<std::vector<std::uint32_t>> words;
    for (const RollCallRecord* roll_call : roll_calls)
        words.push_back(numbers.of(roll_call->title + " " + roll_call->text));
    std::vector<std::vector<AlikeText>> alike(roll_calls.size());
    for (std::size_t j = 0; j < roll_calls.size(); ++j)
        for (std::size_t k = j; k-- > 0 && roll_calls[j]->year - roll_calls[k]->year <= years;)
            if (const double found = overlap(words[j], words[k]); found >= kLeast) alike[j].push_back({k, found});
    return alike;
}

}  // namespace entente::norms
