// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/records.hpp"

namespace entente::norms {

/// What a roll call was about, in words that a reader knows.
///
/// The producer's titles changed over the years: code words in capitals and a sentence up to 1984, then titles, with a
/// trailer such as ": resolution / adopted by the General Assembly". A title in code words gives way to the sentence.
/// Where there are only the minutes of the meeting, the title that they quote is taken, else the resolution's number.
[[nodiscard]] std::string readable_title(const RollCallRecord& roll_call);

/// The same of many roll calls. One without a name, such as a vote on a paragraph, is called after another one on its
/// resolution.
[[nodiscard]] std::vector<std::string> readable_titles(std::span<const RollCallRecord> roll_calls);

/// Whether all of the words asked for (by blanks; any case) stand in a text. Words that every resolution has are not
/// looked for.
[[nodiscard]] bool speaks_of(std::string_view text, std::string_view words);

/// Numbers the texts of roll calls: two roll calls with the same number put the same text to the vote again.
///
/// A roll call repeats the nearest one of up to six sessions before, if their words overlap by kSameText or more
/// (Jaccard; without numbers and words that every resolution has). Roll calls of one session are different texts,
/// since paragraphs are voted on apart. Roll calls without words repeat nothing.
/// Result:  one number for each roll call, in the order given; numbers count up from 0.
/// Cost:    O(roll calls x those of six sessions) comparisons of word sets.
[[nodiscard]] std::vector<std::uint32_t> number_texts(std::span<const RollCallRecord> roll_calls);

/// An earlier roll call on something like it.
struct AlikeText {
    std::size_t place = 0;  ///< Among the roll calls given.
    double overlap = 0;     ///< Of the words of title and sentence (Jaccard), above 0 and up to 1.
};

/// For each roll call those before it, at most so many years, whose words overlap by a tenth or more.
/// The roll calls come by year. Cost: O(roll calls x those of so many years) comparisons of word sets.
[[nodiscard]] std::vector<std::vector<AlikeText>> alike_texts(std::span<const RollCallRecord* const> roll_calls,
                                                              int years);

}  // namespace entente::norms
