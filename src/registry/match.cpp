// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/match.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "entente/base/nearest.hpp"
#include "toml_fields.hpp"

namespace entente::registry {
namespace {

/// Tables that describe the same population, so that one body is expected to stand in both.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSamePopulation{
    {{"cow_igo", "digo"}, {"igo_informal", "iigo"}}};

/// Log odds before anything is compared, in bits: how often two records that begin within a few years are one.
constexpr double kPriorSamePopulation = -2;
constexpr double kPriorOther = -6;

/// Evidence of a likeness at or above a level, in bits.
struct Level {
    double from = 0;
    double bits = 0;
};
constexpr std::array<Level, 4> kNameBits{{{0.85, 7}, {0.7, 3}, {0.5, 0}, {0, -4}}};
constexpr double kFullNameBits = 9;     ///< The same name in full is more than the same three letters.
constexpr double kOtherShortBits = -1;  ///< Short names that differ, where one side has no other name.
constexpr std::size_t kFullName = 8;    ///< Letters from which a name counts as one in full.
/// Members of three or more; four that agree by chance are rare.
constexpr std::array<Level, 5> kMemberBits{{{0.95, 4}, {0.75, 2.5}, {0.5, 1}, {0.25, -1}, {0, -5}}};
/// Two states have many treaties with each other: the same two say little.
constexpr std::array<Level, 2> kPairBits{{{0.95, 1}, {0, -5}}};
constexpr std::array<double, kMostYearsApart + 1> kYearBits{2, 1, 0, -0.5, -1, -1.5};
constexpr double kSameFamilyBits = 1;
constexpr double kOtherFamilyBits = -1;

template <std::size_t N>
double bits_of(const std::array<Level, N>& levels, double value) {
    for (const Level& level : levels)
        if (value >= level.from) return level.bits;
    return levels.back().bits;
}

std::string_view table_of(std::string_view id) {
    return id.substr(0, id.find(':'));
}

/// Lower-case letters and digits only.
std::string plain(std::string_view text) {
    std::string result;
    for (const char letter : text)
        if (std::isalnum(static_cast<unsigned char>(letter)))
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return result;
}

std::string_view without_brackets(std::string_view name) {
    return name.substr(0, name.find(" ("));
}

std::optional<double> name_likeness(const MatchSide& a, const MatchSide& b) {
    if (!a.short_name.empty() && a.short_name == b.short_name) return 1;
    if (a.name.empty() || b.name.empty()) return std::nullopt;
    const std::size_t longer = std::max(a.name.size(), b.name.size());
    const std::size_t least = longer - std::min(a.name.size(), b.name.size());
    if (2 * least > longer) return 0;  // The edit distance is at least that.
    const double like = 1.0 - static_cast<double>(edit_distance(a.name, b.name)) / static_cast<double>(longer);
    return like < 0.5 ? 0 : like;
}

double name_bits(const MatchSide& a, const MatchSide& b, std::optional<double> likeness) {
    if (!likeness) return !a.short_name.empty() && !b.short_name.empty() ? kOtherShortBits : 0;
    if (a.name == b.name && a.name.size() >= kFullName) return kFullNameBits;
    return bits_of(kNameBits, *likeness);
}

std::optional<double> member_likeness(const MatchSide& a, const MatchSide& b) {
    if (a.members.empty() || b.members.empty()) return std::nullopt;
    std::vector<ActorId> shared;
    std::set_intersection(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                          std::back_inserter(shared));
    return static_cast<double>(shared.size()) /
           static_cast<double>(a.members.size() + b.members.size() - shared.size());
}

bool is_same_population(const MatchSide& a, const MatchSide& b) {
    return std::any_of(kSamePopulation.begin(), kSamePopulation.end(), [&](const auto& pair) {
        return (table_of(a.id) == pair.first && table_of(b.id) == pair.second) ||
               (table_of(a.id) == pair.second && table_of(b.id) == pair.first);
    });
}

}  // namespace

std::string Likeness::text() const {
    std::string text;
    if (name) text += fmt::format("name {:.2f}, ", *name);
    if (members) text += fmt::format("members {:.2f}, ", *members);
    return text + fmt::format("{} years apart, {} family", years_apart, is_same_family ? "same" : "other");
}

MatchSide match_side(std::string id, std::string_view name, Family family, Year begun,
                     const std::vector<Party>& parties) {
    MatchSide side{.id = std::move(id), .family = family, .begun = begun};
    const std::string word = plain(std::string_view(side.id).substr(side.id.find(':') + 1));
    const bool is_word = std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a'; });
    if (is_word && table_of(side.id) != "curated") side.short_name = word;
    side.name = plain(without_brackets(name));
    if (side.name == word) side.name.clear();
    for (const Party& party : parties) side.members.push_back(party.actor);
    std::sort(side.members.begin(), side.members.end());
    side.members.erase(std::unique(side.members.begin(), side.members.end()), side.members.end());
    return side;
}

Likeness compare(const MatchSide& a, const MatchSide& b) {
    Likeness likeness{.years_apart = std::abs(a.begun - b.begun),
                      .is_same_family = a.family == b.family,
                      .is_same_population = is_same_population(a, b)};
    if (likeness.years_apart > kMostYearsApart) return likeness;
    likeness.members = member_likeness(a, b);
    if (likeness.members && *likeness.members == 0) return likeness;
    likeness.name = name_likeness(a, b);
    double bits = likeness.is_same_population ? kPriorSamePopulation : kPriorOther;
    bits += kYearBits[static_cast<std::size_t>(likeness.years_apart)];
    const bool is_open = a.family == Family::other || b.family == Family::other;
    if (!is_open) bits += likeness.is_same_family ? kSameFamilyBits : kOtherFamilyBits;
    bits += name_bits(a, b, likeness.name);
    if (likeness.members)
        bits += std::max(a.members.size(), b.members.size()) <= 2 ? bits_of(kPairBits, *likeness.members)
                                                                  : bits_of(kMemberBits, *likeness.members);
    likeness.certainty = 1 / (1 + std::exp2(-bits));
    return likeness;
}

std::vector<Resolution> parse_resolutions(std::string_view toml, std::string_view file) {
    return read_toml(toml, file, [](Fields& root) {
        std::vector<Resolution> resolutions;
        for (const bool is_same : {true, false})
            for (const toml::table* table : root.tables(is_same ? "same" : "different")) {
                Fields fields(*table, root.faults());
                const auto records = fields.texts("records");
                Resolution resolution{.is_same = is_same, .reason = fields.text("reason")};
                fields.finish();
                if (records.size() != 2) {
                    fields.fault("records", "'records' expects two of <table>:<record> or curated:<id>");
                    continue;
                }
                resolution.first = records[0];
                resolution.second = records[1];
                resolutions.push_back(std::move(resolution));
            }
        return resolutions;
    });
}

}  // namespace entente::registry
