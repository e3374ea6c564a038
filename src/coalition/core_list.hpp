// SPDX-License-Identifier: Apache-2.0
//
// Cores as they are met, in one array: a list of ten thousand is mostly writing it down.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/coalition/core_problem.hpp"

namespace entente::coalition {

class CoreList {
public:
    explicit CoreList(std::size_t num_actors) : words_(num_actors / 64 + 1) {}

    /// Members in any order, each once.
    void add(std::span<const Member> members);
    [[nodiscard]] std::size_t size() const noexcept { return sets_.size() / words_; }
    /// Each ascending, all in lexicographic order; none of them holds another (sets of one cost do not).
    [[nodiscard]] std::vector<std::vector<Member>> sorted() const;

private:
    [[nodiscard]] const std::uint64_t* set(std::size_t index) const noexcept { return sets_.data() + index * words_; }
    [[nodiscard]] std::vector<Member> members(const std::uint64_t* words) const;

    std::size_t words_;
    /// One bit an actor, the first actor's the highest of the first word: the larger of two sets, read as a number, is
    /// the first of them in lexicographic order.
    std::vector<std::uint64_t> sets_;
};

}  // namespace entente::coalition
