// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/words.hpp"

namespace entente::brief {
namespace {

struct Band {
    double below;
    std::string_view word;
};
constexpr std::array<Band, 7> kBands{{{0.075, "a remote chance"},
                                      {0.225, "highly unlikely"},
                                      {0.375, "unlikely"},
                                      {0.525, "a realistic possibility"},
                                      {0.775, "likely"},
                                      {0.925, "highly likely"},
                                      {2.0, "almost certain"}}};

constexpr std::array<std::string_view, 6> kDepths{"regular practice", "stated common interests", "binding rules",
                                                  "shared values",    "a shared identity",       "a shared culture"};

constexpr std::array<std::string_view, 13> kNumbers{"no",    "one",   "two",  "three", "four",   "five",  "six",
                                                    "seven", "eight", "nine", "ten",   "eleven", "twelve"};

/// Names take the article if they begin or end so.
constexpr std::array<std::string_view, 6> kArticleBefore{"United ",  "Democratic Republic", "Central African",
                                                         "Holy See", "Organization ",       "Group of "};
constexpr std::array<std::string_view, 13> kArticleAfter{
    "Union",   "Organization", "Republic", "Islands",    "Emirates", "Netherlands", "Philippines",
    "Bahamas", "Gambia",       "Maldives", "Seychelles", "Comoros",  "Group"};

/// What a body or text is: names in which one of these words stands take the article.
constexpr std::array<std::string_view, 51> kKinds{
    "Agency",      "Agreement",   "Alliance",  "Arrangement",  "Assembly",     "Association", "Authority",
    "Bank",        "Board",       "Bureau",    "Center",       "Centre",       "Charter",     "Club",
    "Commission",  "Committee",   "Community", "Compact",      "Conference",   "Congress",    "Convention",
    "Council",     "Court",       "Dialogue",  "Discussions",  "Facility",     "Federation",  "Forum",
    "Foundation",  "Fund",        "Group",     "Initiative",   "Institute",    "League",      "Movement",
    "Network",     "Observatory", "Office",    "Organisation", "Organization", "Pact",        "Parliament",
    "Partnership", "Platform",    "Process",   "Programme",    "Secretariat",  "System",      "Treaty",
    "Union",       "partnership"};

std::string rounded_percent(double part) {
    return fmt::format("{:.0f}", std::round(part * 100));
}

bool is_part_of_key(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

}  // namespace

std::string_view likelihood(double probability) {
    return std::ranges::find_if(kBands, [&](const Band& band) { return probability < band.below; })->word;
}

std::string percent(double part) {
    if (part > 0 && part < 0.005) return "under 1 %";
    if (part < 1 && part > 0.995) return "over 99 %";
    return rounded_percent(part) + " %";
}

std::string range_of(const attain::Chance& chance) {
    const std::string low = chance.low < 0.005 ? "under 1" : rounded_percent(chance.low);
    const std::string high = percent(chance.high);
    if (low == "under 1" && high == "under 1 %") return high;
    return fmt::format("{} to {}", low, high);
}

std::string likely_that(const attain::Chance& chance, std::string_view clause) {
    const std::string_view word = likelihood(chance.probability);
    const std::string_view opening = word.starts_with("a ") ? "There is" : "It is";
    const std::string figure = percent(chance.probability);
    const std::string range = range_of(chance);
    return fmt::format("{} {} ({}{}) that {}.", opening, word, figure, range == figure ? "" : ", range " + range,
                       clause);
}

std::string in_words(double probability) {
    return fmt::format("{} ({})", likelihood(probability), percent(probability));
}

std::string_view plain(Depth depth) {
    return kDepths[static_cast<std::size_t>(depth)];
}

std::string count(std::size_t number) {
    return number < kNumbers.size() ? std::string(kNumbers[number]) : fmt::format("{}", number);
}

std::string listed(std::span<const std::string> words) {
    return words.empty() ? "nobody" : enumerated(words);
}

std::string capitalised(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string uncapitalised(std::string text) {
    const bool is_acronym = text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0;
    if (!text.empty() && !is_acronym) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

std::string with_article(const std::string& name) {
    const bool has = std::ranges::any_of(kArticleBefore, [&](auto part) { return name.starts_with(part); }) ||
                     std::ranges::any_of(kArticleAfter, [&](auto part) { return name.ends_with(part); });
    return has ? "the " + name : name;
}

std::string all_of(std::size_t number) {
    return number == 2 ? "the two" : "all " + count(number);
}

std::string partnership_with_article(const std::string& name) {
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        if (std::ranges::find(kKinds, std::string_view(name).substr(begin, end - begin)) != kKinds.end())
            return "the " + name;
        begin = end + 1;
    }
    return name;
}

NameBook::NameBook(const BriefInputs& inputs) : inputs_(inputs) {
    for (const Actor& actor : inputs.answer.actors) of_pool_.emplace(actor.key, actor.name);
}

std::string NameBook::actor(std::string_view key) const {
    if (const auto found = of_pool_.find(key); found != of_pool_.end()) return with_article(found->second);
    const auto found = inputs_.names.find(key);
    return found == inputs_.names.end() ? std::string(key) : with_article(found->second);
}

std::string NameBook::among(std::span<const std::string> keys) const {
    return (keys.size() == 2 ? "between " : "among ") + actors(keys);
}

std::string NameBook::partnership(std::string_view id) const {
    const auto found = inputs_.names.find(id);
    return found == inputs_.names.end() ? std::string(id) : found->second;
}

std::string NameBook::actors(std::span<const std::string> keys) const {
    if (keys.size() > 2 && keys.size() == of_pool_.size()) return "all " + count(keys.size());
    constexpr std::size_t kMost = 8;
    const std::size_t shown = keys.size() > kMost ? kMost - 2 : keys.size();
    std::vector<std::string> names;
    for (const std::string& key : keys.first(shown)) names.push_back(actor(key));
    if (shown < keys.size()) names.push_back(count(keys.size() - shown) + " others");
    return listed(names);
}

std::string NameBook::spelled_out(std::string_view text) const {
    std::string result;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && is_part_of_key(text[end])) ++end;
        const std::string_view word = text.substr(begin, end - begin);
        const bool is_key = word.size() > 1 && (of_pool_.contains(word) || inputs_.names.contains(word));
        result += is_key ? actor(word) : std::string(word);
        if (end < text.size()) result += text[end++];
        begin = end;
    }
    return capitalised(result);
}

}  // namespace entente::brief
