// SPDX-License-Identifier: Apache-2.0
#include "core_list.hpp"

#include <algorithm>
#include <bit>

namespace entente::coalition {
namespace {

constexpr std::uint64_t kHighest = std::uint64_t{1} << 63;

}  // namespace

void CoreList::add(std::span<const Member> members) {
    const std::size_t at = sets_.size();
    sets_.resize(at + words_);
    for (const Member member : members) sets_[at + member / 64] |= kHighest >> (member % 64);
}

std::vector<std::vector<Member>> CoreList::sorted() const {
    struct Key {
        std::uint64_t first = 0;  ///< Word, beside the index: most comparisons end there.
        std::size_t index = 0;
    };
    std::vector<Key> keys(size());
    for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = {*set(k), k};
    std::ranges::sort(keys, [&](const Key& a, const Key& b) {
        if (a.first != b.first) return a.first > b.first;
        return std::lexicographical_compare(set(b.index), set(b.index) + words_, set(a.index), set(a.index) + words_);
    });
    std::vector<std::vector<Member>> lists(size());
    for (std::size_t k = 0; k < keys.size(); ++k) lists[k] = members(set(keys[k].index));
    return lists;
}

std::vector<Member> CoreList::members(const std::uint64_t* words) const {
    std::size_t count = 0;
    for (std::size_t w = 0; w < words_; ++w) count += static_cast<std::size_t>(std::popcount(words[w]));
    std::vector<Member> members(count);
    Member* next = members.data();
    for (std::size_t w = 0; w < words_; ++w)
        for (std::uint64_t bits = words[w]; bits != 0;) {
            const int bit = std::countl_zero(bits);
            bits ^= kHighest >> bit;
            *next++ = static_cast<Member>(w * 64) + static_cast<Member>(bit);
        }
    return members;
}

}  // namespace entente::coalition
