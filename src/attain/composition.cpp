// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/composition.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace entente::attain {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr std::size_t kStride = DyadFrame::kStride;

/// Sums over the dyads of different units, feature by feature, skipping what is not known.
struct DyadSums {
    alignas(32) std::array<float, kStride> count{}, sum{}, square{}, low{}, high{};

    DyadSums() {
        low.fill(kInfinity);
        high.fill(-kInfinity);
    }
    void add(const float* row) {
        for (std::size_t f = 0; f < kStride; ++f) {
            const float x = row[f];
            const bool known = x == x;
            const float value = known ? x : 0.0F;
            count[f] += known ? 1.0F : 0.0F;
            sum[f] += value;
            square[f] += value * value;
            low[f] = known && x < low[f] ? x : low[f];
            high[f] = known && x > high[f] ? x : high[f];
        }
    }
    void write(FeatureRow& row) const {
        for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
            const bool known = count[f] > 0;
            const float mean = known ? sum[f] / count[f] : kNan;
            const float variance = known ? square[f] / count[f] - mean * mean : kNan;
            row[f] = mean;
            row[kNumDyadFeatures + f] = known ? low[f] : kNan;
            row[2 * kNumDyadFeatures + f] = known ? high[f] : kNan;
            row[3 * kNumDyadFeatures + f] = known ? std::sqrt(std::max(variance, 0.0F)) : kNan;
        }
    }
};

/// For each member the sum and the best of some features over its dyads with other units.
struct MemberSums {
    std::array<float, kNumLiftedFeatures> count{}, sum{}, best{};

    MemberSums() { best.fill(-kInfinity); }
    void add(const float* row) {
        for (std::size_t k = 0; k < kNumLiftedFeatures; ++k) {
            const float x = row[static_cast<std::size_t>(kLiftedFeatures[k].feature)];
            if (x != x) continue;
            const float closeness = kLiftedFeatures[k].more_is_closer ? x : -x;
            count[k] += 1;
            sum[k] += closeness;
            best[k] = std::max(best[k], closeness);
        }
    }
};

void write_lifted(std::span<const MemberSums> sums, FeatureRow& row) {
    constexpr std::size_t weakest = 4 * kNumDyadFeatures;
    constexpr std::size_t loosest = weakest + kNumLiftedFeatures;
    for (std::size_t k = 0; k < kNumLiftedFeatures; ++k) {
        float mean = kInfinity;
        float best = kInfinity;
        for (const MemberSums& member : sums) {
            if (member.count[k] <= 0) continue;
            mean = std::min(mean, member.sum[k] / member.count[k]);
            best = std::min(best, member.best[k]);
        }
        const float sign = kLiftedFeatures[k].more_is_closer ? 1.0F : -1.0F;
        row[weakest + k] = mean < kInfinity ? sign * mean : kNan;
        row[loosest + k] = best < kInfinity ? sign * best : kNan;
    }
}

using Bits = std::array<std::uint64_t, 4>;

int count_common(const Bits& a, const Bits& b) {
    int common = 0;
    for (std::size_t w = 0; w < a.size(); ++w) common += std::popcount(a[w] & b[w]);
    return common;
}

/// How the set sits among the partnerships that exist.
struct Overlaps {
    std::array<float, kNumTieKinds> jaccard{}, container{};
    float near_container = 0;
};

Overlaps find_overlaps(const DyadFrame& frame, const Composition& composition) {
    Bits set{};
    for (const Slot slot : composition.members) set[slot / 64] |= std::uint64_t{1} << (slot % 64);
    const int size = static_cast<int>(composition.members.size());
    const auto living = static_cast<float>(frame.num_living());
    Overlaps result;
    for (const TieSet& tie : frame.ties()) {
        const int common = count_common(set, tie.members);
        if (common < 2) continue;
        const auto kind = static_cast<std::size_t>(tie.kind);
        const auto jaccard = static_cast<float>(common) / static_cast<float>(size + tie.size - common);
        result.jaccard[kind] = std::max(result.jaccard[kind], jaccard);
        if (common + 1 < size) continue;
        const float room = std::log(living / static_cast<float>(tie.size));
        if (common == size) result.container[kind] = std::max(result.container[kind], room);
        if (size > 2 && tie.kind == TieKind::organisation)
            result.near_container = std::max(result.near_container, room);
    }
    return result;
}

/// Regions and capability of the members.
struct Makeup {
    int regions = 0;
    int subregions = 0;
    int modal_subregion = 0;  ///< Members in the commonest subregion.
    float closure = 0;
    float capability = 0;
    float rate = 0;
    bool has_leader = false;
};

Makeup find_makeup(const DyadFrame& frame, const Composition& composition) {
    std::array<int, 64> in_subregion{};
    std::uint64_t regions = 0;
    Makeup makeup;
    for (const Slot slot : composition.members) {
        regions |= std::uint64_t{1} << frame.region_of(slot);
        ++in_subregion[static_cast<std::size_t>(frame.subregion_of(slot))];
        const float share = frame.capability_share(slot);
        if (share == share) makeup.capability += share;
        makeup.rate += frame.rate(TieKind::organisation, slot);
        makeup.has_leader |= slot == frame.capability_leader();
    }
    makeup.regions = std::popcount(regions);
    for (std::size_t k = 0; k < in_subregion.size(); ++k) {
        if (in_subregion[k] == 0) continue;
        ++makeup.subregions;
        const float closure = static_cast<float>(in_subregion[k]) /
                              static_cast<float>(std::max(in_subregion[k], frame.subregion_size(static_cast<int>(k))));
        if (in_subregion[k] > makeup.modal_subregion) {
            makeup.modal_subregion = in_subregion[k];
            makeup.closure = closure;
        } else if (in_subregion[k] == makeup.modal_subregion) {
            makeup.closure = std::max(makeup.closure, closure);
        }
    }
    return makeup;
}

void write_set(const DyadFrame& frame, const Composition& composition, FeatureRow& row) {
    const Overlaps overlaps = find_overlaps(frame, composition);
    const Makeup makeup = find_makeup(frame, composition);
    const auto size = static_cast<float>(composition.members.size());
    const auto put = [&row](SetFeature feature, float value) {
        row[kNumColumns - kNumSetFeatures + static_cast<std::size_t>(feature)] = value;
    };
    constexpr auto organisation = static_cast<std::size_t>(TieKind::organisation);
    constexpr auto alliance = static_cast<std::size_t>(TieKind::alliance);
    constexpr auto trade = static_cast<std::size_t>(TieKind::trade);
    put(SetFeature::log_units, std::log(static_cast<float>(composition.num_units)));
    put(SetFeature::log_members, std::log(size));
    put(SetFeature::num_regions, static_cast<float>(makeup.regions));
    put(SetFeature::num_subregions, std::log(static_cast<float>(makeup.subregions)));
    put(SetFeature::modal_subregion_share, static_cast<float>(makeup.modal_subregion) / size);
    put(SetFeature::subregion_closure, makeup.closure);
    put(SetFeature::overlap_organisation, overlaps.jaccard[organisation]);
    put(SetFeature::overlap_alliance, overlaps.jaccard[alliance]);
    put(SetFeature::overlap_trade, overlaps.jaccard[trade]);
    put(SetFeature::container_organisation, overlaps.container[organisation]);
    put(SetFeature::container_alliance, overlaps.container[alliance]);
    put(SetFeature::container_trade, overlaps.container[trade]);
    put(SetFeature::near_container_organisation, overlaps.near_container);
    put(SetFeature::has_capability_leader, makeup.has_leader ? 1.0F : 0.0F);
    put(SetFeature::capability_share, makeup.capability > 0 ? std::log(makeup.capability) : kNan);
    put(SetFeature::mean_organisation_rate, makeup.rate / size);
}

}  // namespace

Composition Composition::of_states(std::span<const Slot> states) {
    Composition result;
    result.members.assign(states.begin(), states.end());
    std::sort(result.members.begin(), result.members.end());
    result.unit.resize(result.members.size());
    std::iota(result.unit.begin(), result.unit.end(), std::uint16_t{0});
    result.num_units = static_cast<int>(result.members.size());
    return result;
}

void Composition::normalise() {
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return members[a] < members[b]; });
    std::vector<std::uint16_t> number(members.size(), 0xffff);
    Composition sorted;
    for (const std::size_t k : order) {
        std::uint16_t& n = number[unit[k]];
        if (n == 0xffff) n = static_cast<std::uint16_t>(sorted.num_units++);
        sorted.members.push_back(members[k]);
        sorted.unit.push_back(n);
    }
    *this = std::move(sorted);
}

SizeClass size_class(const Composition& composition) {
    if (static_cast<int>(composition.members.size()) > composition.num_units) return SizeClass::bloc;
    return composition.num_units == 2 ? SizeClass::two : SizeClass::many;
}

void composition_features(const DyadFrame& frame, const Composition& composition, FeatureRow& row) {
    const std::vector<Slot>& members = composition.members;
    DyadSums dyads;
    std::vector<MemberSums> of_member(members.size());
    for (std::size_t a = 1; a < members.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            if (composition.unit[a] == composition.unit[b]) continue;
            const float* values = frame.dyad(members[a], members[b]).data();
            dyads.add(values);
            of_member[a].add(values);
            of_member[b].add(values);
        }
    }
    dyads.write(row);
    write_lifted(of_member, row);
    write_set(frame, composition, row);
}

}  // namespace entente::attain
