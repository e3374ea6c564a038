// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "steps.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kMostComparables = 6;

std::string outcome_of(const Partnership& partnership) {
    const std::string depth =
        partnership.depth ? fmt::format("reached {}", to_string(*partnership.depth)) : "depth not shown by any source";
    switch (partnership.status) {
        case Status::active:
            return "stands, " + depth;
        case Status::ended:
            return fmt::format("ended {}, {}", partnership.ended ? partnership.ended->value() : 0, depth);
        case Status::failed:
            return fmt::format("failed {}", partnership.ended ? partnership.ended->value() : 0);
        case Status::lapsed:
            return "lapsed, " + depth;
        case Status::suspended:
            return "suspended, " + depth;
    }
    return depth;
}

}  // namespace

std::vector<Comparable> find_comparables(const Inquiry& inquiry) {
    const auto& [inputs, question, pool, ground, prospects] = inquiry;
    const std::vector<Slot> slots = pool.slots(pool.everyone());
    if (slots.size() < 2) return {};
    FeatureRow row;
    composition_features(ground.frame, Composition::of_states(slots), row);
    const auto place = place_of(row);
    std::unordered_map<std::string_view, const Precedent*> precedents;
    for (const Precedent& precedent : inputs.model.precedents) precedents.emplace(precedent.id, &precedent);
    std::vector<Comparable> comparables;
    for (const Partnership& partnership : inputs.world.partnerships()) {
        const auto precedent = precedents.find(partnership.id);
        if (precedent == precedents.end() ||
            !(std::ranges::find(question.families, partnership.family) != question.families.end() ||
              partnership.family == Family::other))
            continue;
        double sum = 0;
        for (std::size_t k = 0; k < kNumPlace; ++k) sum += std::pow(place[k] - precedent->second->place[k], 2);
        comparables.push_back({.id = partnership.id,
                               .name = partnership.name,
                               .year = partnership.begun.value(),
                               .scope = partnership.scope,
                               .depth = partnership.depth,
                               .status = partnership.status,
                               .distance = std::sqrt(sum / kNumPlace),
                               .outcome = outcome_of(partnership)});
    }
    std::ranges::stable_sort(comparables, {}, &Comparable::distance);
    // The nearest of all, and the nearest two that came to nothing, so that success is not all that is shown.
    std::vector<Comparable> shown;
    int num_failures = 0;
    for (const Comparable& comparable : comparables) {
        const bool is_failure = comparable.status == Status::failed || comparable.status == Status::lapsed;
        if (is_failure ? num_failures < 2
                       : shown.size() < kMostComparables - 2 + static_cast<std::size_t>(num_failures)) {
            shown.push_back(comparable);
            num_failures += is_failure;
        }
    }
    std::ranges::stable_sort(shown, {}, &Comparable::distance);
    return shown;
}

}  // namespace entente::attain
