// SPDX-License-Identifier: Apache-2.0
#include "solver.hpp"

#include <algorithm>

namespace entente::coalition {
namespace {

constexpr std::size_t kGreedyAnchors = 16;  ///< Anchors from which a first set is built.
/// Anchors times actors from which a look at one anchor is so dear that the bounds of all are raised together first.
constexpr std::size_t kLarge = 1'000'000;
constexpr std::uint64_t kFirstNodes = 4'000;  ///< Nodes that an anchor gets in the first round,
constexpr std::uint64_t kMoreNodes = 16;      ///< and how many times more in each further one.

bool is_met(const std::vector<std::int64_t>& needed) {
    return std::ranges::all_of(needed, [](std::int64_t missing) { return missing <= 0; });
}

/// Drops members that the demands can do without, the dearest that brings least first.
void drop_superfluous(const Instance& instance, std::vector<Member>& members, std::vector<std::int64_t>& needed) {
    const std::vector<Member>& forced = *instance.forced();
    for (std::size_t k = members.size(); k-- > 0;) {
        const Member member = members[k];
        if (std::ranges::binary_search(forced, member)) continue;
        const auto brings = instance.brings(member);
        bool is_superfluous = true;
        for (std::size_t row = 0; row < needed.size(); ++row)
            is_superfluous = is_superfluous && needed[row] + brings[row] <= 0;
        if (!is_superfluous) continue;
        for (std::size_t row = 0; row < needed.size(); ++row) needed[row] += brings[row];
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(k));
    }
}

}  // namespace

CoreSolver::CoreSolver(const Instance& instance, Effort& effort)
    : instance_(instance), effort_(effort), anchors_(instance) {
    for (std::size_t anchor = 0; anchor < anchors_.size(); ++anchor) {
        if (const auto least = anchors_.least_cost(anchor))
            places_.push_back({anchor, *least});
        else
            ++settled_.num_short;
    }
    std::ranges::stable_sort(places_, {}, &Place::least);
}

void CoreSolver::keep(std::vector<Member> members, std::int64_t cost) {
    std::ranges::sort(members);
    best_ = std::move(members);
    best_cost_ = cost;
}

void CoreSolver::take_greedily(std::size_t anchor, std::span<const Member> begun) {
    std::vector<Member> members = anchors_.in(anchor);
    std::vector<Member> candidates = anchors_.candidates(anchor);
    members.insert(members.end(), begun.begin(), begun.end());
    std::vector<Member> taken(begun.begin(), begun.end());
    std::ranges::sort(taken);
    std::erase_if(candidates, [&](Member member) { return std::ranges::binary_search(taken, member); });
    std::vector<std::int64_t> needed = instance_.still_needed(members);
    while (!is_met(needed) && !candidates.empty()) {
        std::size_t chosen = candidates.size();
        double most = 0;
        for (std::size_t k = 0; k < candidates.size(); ++k) {
            double gain = 0;
            const auto brings = instance_.brings(candidates[k]);
            for (std::size_t row = 0; row < needed.size(); ++row)
                if (needed[row] > 0)
                    gain += static_cast<double>(std::min(brings[row], needed[row])) / static_cast<double>(needed[row]);
            gain /= static_cast<double>(instance_.cost(candidates[k]));
            if (gain <= most) continue;
            most = gain;
            chosen = k;
        }
        if (chosen == candidates.size()) return;
        const Member member = candidates[chosen];
        members.push_back(member);
        for (std::size_t row = 0; row < needed.size(); ++row) needed[row] -= instance_.brings(member)[row];
        std::erase_if(candidates, [&](Member other) { return other == member || !instance_.can_sit(member, other); });
    }
    if (!is_met(needed)) return;
    drop_superfluous(instance_, members, needed);
    const std::int64_t cost = instance_.cost_of(members);
    if (cost < best_cost_) keep(std::move(members), cost);
}

std::optional<Subproblem> CoreSolver::subproblem(std::size_t anchor, std::int64_t budget) const {
    std::vector<Member> in = anchors_.in(anchor);
    const std::vector<std::int64_t> needed = instance_.still_needed(in);
    const std::int64_t left = budget - instance_.cost_of(in);
    if (left < 0) return std::nullopt;
    std::vector<Member> candidates = anchors_.candidates(anchor);
    // Where in whose stead nobody else is taken costs as much as all of them do.
    const std::int64_t most = instance_.cost_of(candidates);
    return Subproblem(instance_, std::move(in), std::move(candidates), needed, std::min(left, most));
}

bool CoreSolver::look_through(Place& place, Goal goal) {
    auto sub = subproblem(place.anchor, best_cost_ == INT64_MAX ? INT64_MAX : best_cost_ - 1);
    if (!sub) return true;
    if (sub->is_closed()) {
        ++settled_.num_bounded;
        weights_ = sub->weights();
        return true;
    }
    if (const auto least = sub->least_cost()) place.least = std::max(place.least, sub->cost_in() + *least);
    sub->prepare(Dominance::on);
    const auto visit = [&](auto& search) {
        if (!search.meets_demand()) return Verdict::descend;
        keep(search.members(), search.cost());
        search.budget = search.cost() - 1;
        return goal == Goal::any ? Verdict::stop : Verdict::leave;
    };
    Search search(*sub, instance_.demand(), best_cost_ == INT64_MAX ? INT64_MAX : best_cost_ - 1, effort_, visit);
    const bool is_done = search.run();
    if (is_done) ++settled_.num_searched;
    return is_done;
}

bool CoreSolver::find_best(Goal goal) {
    const bool is_large = places_.size() * instance_.open().size() >= kLarge;
    for (std::size_t k = 0; k < std::min(places_.size(), is_large ? 1 : kGreedyAnchors); ++k) {
        if (places_[k].least < best_cost_) take_greedily(places_[k].anchor);
        if (goal == Goal::any && best_) return true;
    }
    if (is_large && goal == Goal::cheapest) raise_bounds();
    std::uint64_t nodes = kFirstNodes;
    for (bool is_open = true; is_open; nodes *= kMoreNodes) {
        is_open = false;
        for (Place& place : places_) {
            if (!place.is_open) continue;
            if (place.least >= best_cost_) {
                place.is_open = false;
                ++settled_.num_bounded;
                continue;
            }
            if (effort_.is_over()) return false;
            effort_.allow(nodes);
            place.is_open = !look_through(place, goal);
            is_open = is_open || place.is_open;
            if (goal == Goal::any && best_) return true;
        }
        if (is_open && effort_.is_over()) return false;
    }
    return true;
}

std::vector<std::size_t> CoreSolver::anchors_within(std::int64_t budget) const {
    std::vector<std::size_t> within;
    for (const Place& place : places_)
        if (place.least <= budget) within.push_back(place.anchor);
    std::ranges::sort(within);
    return within;
}

bool CoreSolver::enumerate(std::int64_t budget, Effort& effort, const Record& record) const {
    bool is_complete = true;
    for (const std::size_t anchor : anchors_within(budget)) {
        auto sub = subproblem(anchor, budget);
        if (!sub || sub->is_closed()) continue;
        sub->prepare(Dominance::off);
        const auto visit = [&](auto& search) {
            if (!search.meets_demand()) return Verdict::descend;
            if (record(search.members_as_taken(), search.cost())) return Verdict::leave;
            is_complete = false;
            return Verdict::stop;
        };
        Search search(*sub, instance_.demand(), budget, effort, visit);
        if (!search.run() || !is_complete) return false;
    }
    return true;
}

std::int64_t CoreSolver::bound() const {
    std::int64_t bound = best_cost_;
    for (const Place& place : places_)
        if (place.is_open) bound = std::min(bound, place.least);
    return bound;
}

}  // namespace entente::coalition
