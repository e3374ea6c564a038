// SPDX-License-Identifier: Apache-2.0
#include "core_list.hpp"

#include <algorithm>
#include <bit>

#include <boost/sort/pdqsort/pdqsort.hpp>

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
    // The first 128 actors beside the index: what is alike there is told apart afterwards.
    __extension__ using Wide = unsigned __int128;
    struct Key {
        Wide first = 0;
        std::size_t index = 0;
    };
    std::vector<Key> keys(size());
    for (std::size_t k = 0; k < keys.size(); ++k)
        keys[k] = {static_cast<Wide>(*set(k)) << 64 | (words_ > 1 ? set(k)[1] : 0), k};
    boost::sort::pdqsort_branchless(keys.begin(), keys.end(),
                                    [](const Key& a, const Key& b) { return a.first > b.first; });
    for (auto begin = keys.begin(); begin != keys.end();) {
        const auto end = std::find_if(begin, keys.end(), [&](const Key& key) { return key.first != begin->first; });
        std::sort(begin, end, [&](const Key& a, const Key& b) {
            return std::lexicographical_compare(set(b.index), set(b.index) + words_, set(a.index),
                                                set(a.index) + words_);
        });
        begin = end;
    }
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
