// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/answers.hpp"

#include <algorithm>
#include <cassert>

namespace entente::registry {

std::size_t AnswerTable::add(std::span<const Answer> answers) {
    assert(answers.size() == num_items_);
    std::string text;
    for (const Answer answer : answers) text += static_cast<char>('0' + static_cast<int>(answer));
    auto known = std::lower_bound(sorted_.begin(), sorted_.end(), text,
                                  [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
    if (known == sorted_.end() || known->first != text) {
        known = sorted_.insert(known, {text, static_cast<std::uint32_t>(counts_.size())});
        answers_.insert(answers_.end(), answers.begin(), answers.end());
        counts_.push_back(0);
    }
    counts_[known->second] += 1;
    pattern_of_.push_back(known->second);
    return known->second;
}

double AnswerTable::count(std::size_t item, Answer answer) const noexcept {
    double total = 0;
    for (std::size_t k = 0; k < num_patterns(); ++k)
        if (pattern(k)[item] == answer) total += counts_[k];
    return total;
}

}  // namespace entente::registry
