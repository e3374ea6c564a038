// SPDX-License-Identifier: Apache-2.0
//
// Bounds of many anchors at once. In one dimension neighbouring windows are nearly the same problem, so that the best
// weights of one are nearly those of all around it; each has as many fractional members in its linear relaxation as
// there are rows, so that the bound and the set built from its weights lie a few members apart.
#include <algorithm>

#include "solver.hpp"

namespace entente::coalition {
namespace {

/// How much of the bound is left to be spent on what is still missing.
constexpr std::int64_t kLeftToChoose[] = {0, 4, 16, 64};

}  // namespace

void CoreSolver::raise_bounds() {
    while (!effort_.is_over()) {
        const auto lowest = std::ranges::min_element(places_, {}, &Place::least);
        if (lowest == places_.end() || lowest->least >= best_cost_ || lowest->is_raised) break;
        lowest->is_raised = true;
        const std::size_t learnt = anchors_.num_weights();
        anchors_.learn_weights(lowest->anchor, best_cost_ == INT64_MAX ? lowest->least : best_cost_ - 1);
        for (Place& place : places_) {
            if (place.least >= best_cost_) continue;
            const auto least = anchors_.least_cost(place.anchor, learnt);
            // Not even all of them together: as good as ruled out by weights.
            place.least = least ? std::max(place.least, *least) : INT64_MAX;
        }
        if (instance_.has_clique_windows()) take_by_weights(*lowest);
    }
    std::ranges::stable_sort(places_, {}, &Place::least);
}

void CoreSolver::take_by_weights(const Place& place) {
    const std::vector<Member> ranked = anchors_.ranked_candidates(place.anchor);
    for (const std::int64_t left : kLeftToChoose) {
        std::int64_t budget = place.least - left - instance_.cost_of(anchors_.in(place.anchor));
        std::size_t count = 0;
        while (count < ranked.size() && instance_.cost(ranked[count]) <= budget)
            budget -= instance_.cost(ranked[count++]);
        take_greedily(place.anchor, std::span(ranked).first(count));
    }
}

}  // namespace entente::coalition
