// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace entente::registry {

/// An answer to a yes/no question; unknown is neither and never counts as no.
enum class Answer : std::int8_t { no, yes, unknown };

/// Answers of many cases to the same items, with equal rows folded into one pattern. Scaling needs no more.
class AnswerTable {
public:
    explicit AnswerTable(std::size_t num_items) : num_items_(num_items) {}

    /// Adds a case; `answers` has one for each item. Returns the position of its pattern.
    std::size_t add(std::span<const Answer> answers);

    [[nodiscard]] std::size_t num_items() const noexcept { return num_items_; }
    [[nodiscard]] std::size_t num_cases() const noexcept { return pattern_of_.size(); }
    [[nodiscard]] std::size_t num_patterns() const noexcept { return counts_.size(); }
    /// num_items answers.
    [[nodiscard]] std::span<const Answer> pattern(std::size_t k) const noexcept {
        return std::span(answers_).subspan(k * num_items_, num_items_);
    }
    /// How many cases have each pattern.
    [[nodiscard]] std::span<const double> counts() const noexcept { return counts_; }
    /// Pattern of each case, in the order in which they were added.
    [[nodiscard]] std::span<const std::uint32_t> pattern_of() const noexcept { return pattern_of_; }
    /// How many cases gave this answer to an item.
    [[nodiscard]] double count(std::size_t item, Answer answer) const noexcept;

private:
    std::size_t num_items_;
    std::vector<Answer> answers_;
    std::vector<double> counts_;
    std::vector<std::uint32_t> pattern_of_;
    std::vector<std::pair<std::string, std::uint32_t>> sorted_;  ///< Patterns as text, in order, with their positions.
};

}  // namespace entente::registry
