// SPDX-License-Identifier: Apache-2.0
#include "anchors.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "multipliers.hpp"

namespace entente::coalition {
namespace {

__extension__ using Wide = __int128;

constexpr int kFewSteps = 32;    ///< Towards the best weights of all anchors,
constexpr int kManySteps = 256;  ///< and of one alone, which are worth more care.

/// The dimension in which the actors are most spread out: it parts them best.
std::size_t widest_dimension(const CoreProblem& problem) {
    std::size_t widest = 0;
    std::int64_t width = -1;
    for (std::size_t k = 0; k < problem.num_dimensions; ++k) {
        std::int64_t low = std::numeric_limits<std::int64_t>::max();
        std::int64_t high = std::numeric_limits<std::int64_t>::min();
        for (std::size_t actor = 0; actor < problem.num_actors; ++actor) {
            low = std::min(low, problem.positions[actor * problem.num_dimensions + k]);
            high = std::max(high, problem.positions[actor * problem.num_dimensions + k]);
        }
        if (high - low <= width) continue;
        width = high - low;
        widest = k;
    }
    return widest;
}

}  // namespace

Anchors::Anchors(const Instance& instance) : instance_(&instance) {
    const CoreProblem& problem = instance.problem();
    is_anchored_ = problem.cohesion.has_value() && problem.num_dimensions > 0;
    place_.resize(problem.num_actors);
    if (is_anchored_) sort_along_axis();
    rank_all();
}

void Anchors::sort_along_axis() {
    const CoreProblem& problem = instance_->problem();
    const std::size_t axis = widest_dimension(problem);
    const auto along = [&](Member actor) { return problem.positions[actor * problem.num_dimensions + axis]; };
    sorted_ = instance_->open();
    const std::vector<Member>& forced = *instance_->forced();
    sorted_.insert(sorted_.end(), forced.begin(), forced.end());
    std::ranges::sort(sorted_, [&](Member a, Member b) { return along(a) != along(b) ? along(a) < along(b) : a < b; });
    for (std::uint32_t k = 0; k < sorted_.size(); ++k) place_[sorted_[k]] = k;
    // Nobody behind the first must-have can be the first of all.
    num_anchors_ = sorted_.size();
    for (const Member member : forced) num_anchors_ = std::min<std::size_t>(num_anchors_, place_[member] + 1);
    for (std::size_t k = 0; k < num_anchors_; ++k) {
        std::uint32_t last = k == 0 ? 0 : last_place_.back();
        while (last < sorted_.size() && along(sorted_[last]) - along(sorted_[k]) <= *problem.cohesion) ++last;
        last_place_.push_back(last);
    }
}

void Anchors::rank_all() {
    const std::vector<Member>& open = instance_->open();
    const std::vector<std::int64_t> needed = instance_->still_needed(*instance_->forced());
    for (std::size_t row = 0; row < needed.size(); ++row)
        if (needed[row] > 0) add_order(unit_weights(needed.size(), row));
    if (orders_.size() < 2) return;
    // A budget near the optimum: what the most demanding row takes by itself.
    std::int64_t budget = 1;
    for (const Order& order : orders_) {
        std::int64_t cost = 0;
        std::int64_t missing = weighted_sum(needed, order.weights);
        for (std::size_t k = 0; k < order.members.size() && missing > 0; ++k) {
            missing -= order.values[k];
            cost += instance_->cost(order.members[k]);
        }
        budget = std::max(budget, cost);
    }
    add_best_order(open, needed, budget, kFewSteps);
}

void Anchors::add_best_order(const std::vector<Member>& candidates, const std::vector<std::int64_t>& needed,
                             std::int64_t budget, int num_steps) {
    std::vector<std::int64_t> values;
    std::vector<std::int64_t> costs;
    for (const Member member : candidates) {
        const auto brings = instance_->brings(member);
        values.insert(values.end(), brings.begin(), brings.end());
        costs.push_back(instance_->cost(member));
    }
    std::vector<std::int64_t> weights =
        best_weights({needed.size(), values, costs, needed}, budget, {}, num_steps).of_row;
    make_safe(weights);
    add_order(std::move(weights));
}

/// Weights of a few candidates, halved until sums over all actors are as safe: any weights give a bound.
void Anchors::make_safe(std::vector<std::int64_t>& weights) const {
    std::vector<std::int64_t> totals = instance_->demand();
    for (const Member member : instance_->open())
        for (std::size_t row = 0; row < totals.size(); ++row) totals[row] += instance_->brings(member)[row];
    const auto is_large = [&] {
        Wide sum = 0;
        for (std::size_t row = 0; row < totals.size(); ++row) sum += static_cast<Wide>(totals[row]) * weights[row];
        return sum >= Wide{1} << 61;
    };
    while (is_large())
        for (std::int64_t& weight : weights) weight /= 2;
}

void Anchors::learn_weights(std::size_t anchor, std::int64_t budget) {
    const std::vector<Member> in = this->in(anchor);
    const std::int64_t left = budget - instance_->cost_of(in);
    add_best_order(candidates(anchor), instance_->still_needed(in), std::max<std::int64_t>(left, 1), kManySteps);
}

void Anchors::add_order(std::vector<std::int64_t> weights) {
    std::vector<std::int64_t> value(instance_->problem().num_actors);
    for (const Member member : instance_->open()) value[member] = weighted_sum(instance_->brings(member), weights);
    Order order{.weights = std::move(weights), .members = instance_->open()};
    std::ranges::sort(order.members, [&](Member a, Member b) {
        const Wide left = static_cast<Wide>(value[a]) * instance_->cost(b);
        const Wide right = static_cast<Wide>(value[b]) * instance_->cost(a);
        return left != right ? left > right : a < b;
    });
    for (const Member member : order.members) order.values.push_back(value[member]);
    orders_.push_back(std::move(order));
}

bool Anchors::may_join(std::size_t anchor, Member member) const noexcept {
    if (!is_anchored_) return true;
    const std::uint32_t place = place_[member];
    if (place <= anchor || place >= last_place_[anchor]) return false;
    return instance_->has_clique_windows() || instance_->can_sit(sorted_[anchor], member);
}

std::vector<Member> Anchors::in(std::size_t anchor) const {
    std::vector<Member> in = *instance_->forced();
    if (is_anchored_ && std::ranges::find(in, sorted_[anchor]) == in.end()) in.push_back(sorted_[anchor]);
    std::ranges::sort(in);
    return in;
}

std::vector<Member> Anchors::candidates(std::size_t anchor) const {
    if (!is_anchored_) return instance_->open();
    std::vector<Member> candidates;
    const std::vector<Member>& forced = *instance_->forced();
    for (std::size_t k = anchor + 1; k < last_place_[anchor]; ++k)
        if (may_join(anchor, sorted_[k]) && !std::ranges::binary_search(forced, sorted_[k]))
            candidates.push_back(sorted_[k]);
    std::ranges::sort(candidates);
    return candidates;
}

std::vector<Member> Anchors::ranked_candidates(std::size_t anchor) const {
    std::vector<Member> candidates;
    std::ranges::copy_if(orders_.back().members, std::back_inserter(candidates),
                         [&](Member member) { return may_join(anchor, member); });
    return candidates;
}

std::optional<std::int64_t> Anchors::least_cost(std::size_t anchor, std::size_t first_weights) const {
    const std::vector<Member> in = this->in(anchor);
    // A must-have that does not sit with the anchor rules it out.
    for (const Member member : in)
        if (is_anchored_ && member != sorted_[anchor] && !may_join(anchor, member)) return std::nullopt;
    std::vector<std::int64_t> needed = instance_->still_needed(in);
    for (std::int64_t& missing : needed) missing = std::max<std::int64_t>(missing, 0);
    std::int64_t least = 0;
    for (std::size_t w = first_weights; w < orders_.size(); ++w) {
        const Order& order = orders_[w];
        std::int64_t missing = weighted_sum(needed, order.weights);
        std::int64_t cost = 0;
        for (std::size_t k = 0; k < order.members.size() && missing > 0; ++k) {
            const Member member = order.members[k];
            if (!may_join(anchor, member)) continue;
            const std::int64_t value = order.values[k];
            if (value >= missing) {
                const Wide part = static_cast<Wide>(missing) * instance_->cost(member);
                cost += static_cast<std::int64_t>((part + value - 1) / value);
            } else {
                cost += instance_->cost(member);
            }
            missing -= value;
        }
        if (missing > 0) return std::nullopt;
        least = std::max(least, cost);
    }
    return instance_->cost_of(in) + least;
}

}  // namespace entente::coalition
