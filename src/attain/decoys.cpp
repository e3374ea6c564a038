// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/decoys.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace entente::attain {

namespace {

constexpr double kFarShare = 0.2;   // Within a set that is to hold a lone unit, how often an earlier draw is far, too.
constexpr double kBlocAgain = 0.7;  // How often a bloc is swapped for a bloc.
constexpr int kSwapTries = 20;

bool has(const SlotBits& bits, Slot slot) {
    return bits[slot / 64] >> (slot % 64) & 1;
}
void set(SlotBits& bits, Slot slot) {
    bits[slot / 64] |= std::uint64_t{1} << (slot % 64);
}

SlotBits bits_of(std::span<const Unit> units) {
    SlotBits bits{};
    for (const Unit& unit : units)
        for (const Slot slot : unit) set(bits, slot);
    return bits;
}

/// The k-th set bit.
Slot nth(const SlotBits& bits, std::uint32_t k) {
    for (std::size_t w = 0; w < bits.size(); ++w) {
        const auto here = static_cast<std::uint32_t>(std::popcount(bits[w]));
        if (k >= here) {
            k -= here;
            continue;
        }
        std::uint64_t word = bits[w];
        while (k-- > 0) word &= word - 1;
        return static_cast<Slot>(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    return kNoSlot;
}

std::uint32_t count(const SlotBits& bits) {
    int n = 0;
    for (const std::uint64_t word : bits) n += std::popcount(word);
    return static_cast<std::uint32_t>(n);
}

template <typename T>
void shuffle(std::vector<T>& items, RandomStream& random) {
    for (std::size_t k = items.size(); k > 1; --k) {
        const std::size_t other = random.below(static_cast<std::uint32_t>(k));
        const T item = items[k - 1];
        items[k - 1] = items[other];
        items[other] = item;
    }
}

}  // namespace

SetSampler::SetSampler(const DyadFrame& frame, std::vector<Unit> blocs) : frame_(frame), blocs_(std::move(blocs)) {
    for (std::size_t s = 0; s < frame.num_states(); ++s)
        if (frame.is_living(static_cast<Slot>(s))) set(living_, static_cast<Slot>(s));
}

SlotBits SetSampler::relevant_to(std::span<const Unit> units) const {
    SlotBits bits{};
    for (const Unit& unit : units)
        for (const Slot slot : unit)
            for (std::size_t w = 0; w < bits.size(); ++w) bits[w] |= frame_.relevant_to(slot)[w];
    return bits;
}

std::optional<Unit> SetSampler::draw(std::span<const Unit> have, bool want_bloc, Reach reach,
                                     RandomStream& random) const {
    const SlotBits taken = bits_of(have);
    if (want_bloc) {
        std::vector<const Unit*> free;
        for (const Unit& bloc : blocs_)
            if (std::none_of(bloc.begin(), bloc.end(), [&](Slot slot) { return has(taken, slot); }))
                free.push_back(&bloc);
        if (!free.empty()) return *free[random.below(static_cast<std::uint32_t>(free.size()))];
    }
    SlotBits candidates = living_;
    if (!have.empty()) {
        const SlotBits relevant = relevant_to(have);
        for (std::size_t w = 0; w < candidates.size(); ++w)
            candidates[w] &= (reach == Reach::any_far ? ~relevant[w] : relevant[w]) & ~taken[w];
    }
    const std::uint32_t n = count(candidates);
    if (n == 0) return std::nullopt;
    return Unit{nth(candidates, random.below(n))};
}

std::optional<std::vector<Unit>> SetSampler::fresh(std::vector<bool> wanted_blocs, bool want_lone,
                                                   RandomStream& random) const {
    std::vector<char> order(wanted_blocs.begin(), wanted_blocs.end());
    shuffle(order, random);
    std::vector<Unit> have;
    for (const char bloc : order) {
        const bool is_last = have.size() + 1 == order.size();
        const bool far = want_lone && (is_last || random.uniform() < kFarShare);
        auto unit = draw(have, bloc != 0, far ? Reach::any_far : Reach::relevant, random);
        if (!unit) return std::nullopt;
        have.push_back(std::move(*unit));
    }
    return have;
}

std::optional<std::vector<Unit>> SetSampler::swap(std::span<const Unit> units, bool want_lone,
                                                  RandomStream& random) const {
    const std::size_t k = units.size();
    const std::size_t n = k >= 3 && random.uniform() < 0.5 ? 2 : 1;
    std::vector<std::size_t> pool;
    for (std::size_t u = 0; u < k; ++u)
        if (units[u].size() == 1) pool.push_back(u);
    if (pool.size() < n || k <= n) {
        pool.resize(k);
        std::iota(pool.begin(), pool.end(), std::size_t{0});
    }
    shuffle(pool, random);
    pool.resize(n);
    std::vector<Unit> have;
    std::vector<Unit> dropped;
    for (std::size_t u = 0; u < k; ++u)
        (std::find(pool.begin(), pool.end(), u) == pool.end() ? have : dropped).push_back(units[u]);
    const SlotBits gone = bits_of(dropped);
    for (const Unit& old : dropped) {
        std::optional<Unit> found;
        for (int attempt = 0; attempt < kSwapTries && !found; ++attempt) {
            auto unit = draw(have, old.size() > 1 && random.uniform() < kBlocAgain,
                             want_lone ? Reach::any_far : Reach::relevant, random);
            if (!unit) return std::nullopt;
            if (std::none_of(unit->begin(), unit->end(), [&](Slot slot) { return has(gone, slot); }))
                found = std::move(unit);
        }
        if (!found) return std::nullopt;
        have.push_back(std::move(*found));
    }
    return have;
}

bool SetSampler::has_lone(std::span<const Unit> units) const {
    for (std::size_t u = 0; u < units.size(); ++u) {
        SlotBits others{};
        for (std::size_t v = 0; v < units.size(); ++v)
            if (v != u)
                for (const Slot slot : units[v]) set(others, slot);
        const SlotBits relevant = relevant_to(units.subspan(u, 1));
        bool is_linked = false;
        for (std::size_t w = 0; w < others.size(); ++w) is_linked |= (others[w] & relevant[w]) != 0;
        if (!is_linked) return true;
    }
    return false;
}

Composition to_composition(std::span<const Unit> units) {
    Composition result;
    for (std::size_t u = 0; u < units.size(); ++u)
        for (const Slot slot : units[u]) {
            result.members.push_back(slot);
            result.unit.push_back(static_cast<std::uint16_t>(u));
        }
    result.num_units = static_cast<int>(units.size());
    result.normalise();
    return result;
}

std::vector<Unit> to_units(const Composition& composition) {
    std::vector<Unit> units(static_cast<std::size_t>(composition.num_units));
    for (std::size_t k = 0; k < composition.members.size(); ++k)
        units[composition.unit[k]].push_back(composition.members[k]);
    return units;
}

}  // namespace entente::attain
