// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/depth_history.hpp"

#include <algorithm>

#include "entente/attain/model.hpp"

namespace entente::attain {
namespace {

constexpr int kRecentYears = 5;
constexpr double kPrior = 2;           ///< Partnerships' worth of belief that a state is as the average.
constexpr double kHistoryScale = 0.4;  ///< Steps of depth by which parties' histories differ, roughly.

}  // namespace

DepthCovariates depth_covariates(Year year, const DepthHistoryInputs& history) {
    DepthCovariates covariates{(year.value() - 1980) / 20.0};
    for (std::size_t k = 0; k < history.size(); ++k) covariates[k + 1] = history[k] / kHistoryScale;
    return covariates;
}

std::vector<DepthRecord> depth_records(const atlas::World& world) {
    std::vector<DepthRecord> records;
    std::uint32_t position = 0;
    for (const Partnership& partnership : world.partnerships()) {
        const std::uint32_t p = position++;
        const auto depth = depth_by_tables(partnership, world, partnership.begun + 2);
        if (!depth) continue;
        DepthRecord record{.partnership = p, .family = partnership.family, .begun = partnership.begun, .depth = *depth};
        for (const Party& party : partnership.parties)
            if (const auto actor = world.find(party.actor); actor && party.spell.first <= partnership.begun)
                record.states.push_back(*actor);
        records.push_back(std::move(record));
    }
    std::ranges::stable_sort(records, {}, &DepthRecord::begun);
    return records;
}

DepthHistory::DepthHistory(std::span<const DepthRecord> records, Year year) {
    for (const DepthRecord& record : records) {
        if (record.begun >= year) break;
        const auto add = [&](Sum& sum) {
            sum.depth += static_cast<double>(record.depth);
            sum.count += 1;
        };
        OfFamily& family = families_[record.family];
        add(family.all);
        if (year - record.begun <= kRecentYears) add(family.recent);
        for (const atlas::ActorIndex state : record.states) add(family.of_state[state]);
    }
}

double DepthHistory::OfFamily::deeper(const Sum& sum) const {
    const double average = all.depth / all.count;
    return (sum.depth - sum.count * average) / (sum.count + kPrior);
}

double DepthHistory::deeper(Family family, atlas::ActorIndex state) const {
    const auto found = families_.find(family);
    if (found == families_.end()) return 0;
    const auto own = found->second.of_state.find(state);
    return own == found->second.of_state.end() ? 0 : found->second.deeper(own->second);
}

double DepthHistory::recent(Family family) const {
    const auto found = families_.find(family);
    return found == families_.end() ? 0 : found->second.deeper(found->second.recent);
}

DepthHistoryInputs DepthHistory::inputs(Family family, std::span<const atlas::ActorIndex> states) const {
    if (states.empty()) return {};
    double mean = 0;
    double least = 0;
    double greatest = 0;
    bool is_first = true;
    for (const atlas::ActorIndex state : states) {
        const double value = deeper(family, state);
        mean += value / static_cast<double>(states.size());
        least = is_first ? value : std::min(least, value);
        greatest = is_first ? value : std::max(greatest, value);
        is_first = false;
    }
    return {mean, least, greatest, recent(family)};
}

}  // namespace entente::attain
