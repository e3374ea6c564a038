// SPDX-License-Identifier: Apache-2.0
#include "count.hpp"

#include <algorithm>
#include <numeric>

namespace entente::coalition {
namespace {

using boost::multiprecision::cpp_int;

using Ranks = std::vector<std::uint32_t>;

/// Ways to choose `chosen` out of `all`.
cpp_int binomial(std::size_t all, std::size_t chosen) {
    cpp_int ways = 1;
    for (std::size_t k = 1; k <= chosen; ++k) {
        ways *= all - chosen + k;
        ways /= k;
    }
    return ways;
}

/// Counts in one subproblem. Minimality is known: every set that meets the demands within the budget costs all of it.
class Counter {
public:
    Counter(const Subproblem& sub, Effort& effort)
        : sub_(sub), ranking_(sub.rankings().front()), effort_(effort), num_rows_(sub.have().size()) {
        has_equal_costs_ = std::ranges::adjacent_find(ranking_.cost, std::not_equal_to{}) == ranking_.cost.end();
        find_twins();
    }

    cpp_int count(const Ranks& open, std::int64_t left, const std::vector<std::int64_t>& needed) {
        if (std::ranges::all_of(needed, [](std::int64_t missing) { return missing <= 0; })) return 1;
        if (!effort_.spend()) is_complete_ = false;
        if (!is_complete_ || open.empty() || left <= 0 || !can_reach(open, left, needed)) return 0;
        if (const auto all = count_any_choice(open, left, needed)) return *all;
        const auto after = std::ranges::find_if(open, [&](std::uint32_t k) { return twin_[k] != twin_[open.front()]; });
        const auto num_twins = static_cast<std::size_t>(after - open.begin());
        Ranks rest(after, open.end());
        cpp_int total = count(rest, left, needed);
        std::erase_if(rest, [&](std::uint32_t k) { return !sit_together(open.front(), k); });
        std::vector<std::int64_t> missing = needed;
        const auto brings = sub_.brings(ranking_.candidate[open.front()]);
        for (std::size_t chosen = 1; chosen <= num_twins; ++chosen) {
            left -= ranking_.cost[open.front()];
            if (left < 0) break;
            for (std::size_t row = 0; row < num_rows_; ++row) missing[row] -= brings[row];
            cpp_int ways = binomial(num_twins, chosen);
            ways *= count(rest, left, missing);
            total += ways;
        }
        return total;
    }
    [[nodiscard]] bool is_complete() const noexcept { return is_complete_; }

private:
    [[nodiscard]] std::int64_t brings(std::uint32_t rank, std::size_t row) const {
        return sub_.brings(ranking_.candidate[rank])[row];
    }
    [[nodiscard]] bool sit_together(std::uint32_t a, std::uint32_t b) const {
        return sub_.is_clique() || (ranking_.row(a, sub_.words())[b / 64] >> (b % 64) & 1) != 0;
    }

    /// Twins bring and cost the same, sit with each other and with the same others; they are neighbours in the ranking.
    void find_twins() {
        twin_.resize(sub_.size());
        for (std::uint32_t k = 1; k < sub_.size(); ++k) twin_[k] = are_twins(k - 1, k) ? twin_[k - 1] : k;
    }
    [[nodiscard]] bool are_twins(std::uint32_t a, std::uint32_t b) const {
        if (ranking_.cost[a] != ranking_.cost[b] || !sit_together(a, b)) return false;
        for (std::size_t row = 0; row < num_rows_; ++row)
            if (brings(a, row) != brings(b, row)) return false;
        for (std::uint32_t k = 0; k < sub_.size() && !sub_.is_clique(); ++k)
            if (k != a && k != b && sit_together(a, k) != sit_together(b, k)) return false;
        return true;
    }

    [[nodiscard]] bool can_reach(const Ranks& open, std::int64_t left, const std::vector<std::int64_t>& needed) const {
        std::int64_t missing = 0;
        for (std::size_t row = 0; row < num_rows_; ++row)
            missing += std::max<std::int64_t>(needed[row], 0) * ranking_.weights[row];
        for (const std::uint32_t k : open) {
            if (left <= 0 || missing <= 0) break;
            missing -= ranking_.value[k];
            left -= ranking_.cost[k];
        }
        return missing <= 0;
    }

    /// Where those that bring least are enough and all sit together, every choice of as many is a core.
    [[nodiscard]] std::optional<cpp_int> count_any_choice(const Ranks& open, std::int64_t left,
                                                          const std::vector<std::int64_t>& needed) {
        if (!has_equal_costs_) return std::nullopt;
        const auto num_chosen = static_cast<std::size_t>(left / ranking_.cost.front());
        if (num_chosen == 0 || num_chosen > open.size()) return std::nullopt;
        for (std::size_t row = 0; row < num_rows_; ++row) {
            if (needed[row] <= 0) continue;
            least_.clear();
            for (const std::uint32_t k : open) least_.push_back(brings(k, row));
            const auto end = least_.begin() + static_cast<std::ptrdiff_t>(num_chosen);
            std::nth_element(least_.begin(), end - 1, least_.end());
            if (std::accumulate(least_.begin(), end, std::int64_t{0}) < needed[row]) return std::nullopt;
        }
        for (std::size_t i = 0; i < open.size() && !sub_.is_clique(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (!sit_together(open[i], open[j])) return std::nullopt;
        return binomial(open.size(), num_chosen);
    }

    const Subproblem& sub_;
    const Ranking& ranking_;
    Effort& effort_;
    std::size_t num_rows_;
    bool has_equal_costs_ = false;
    bool is_complete_ = true;
    std::vector<std::uint32_t> twin_;
    std::vector<std::int64_t> least_;
};

}  // namespace

Count count_cores(const Instance& instance, const CoreSolver& solver, std::int64_t value, Effort& effort) {
    Count count;
    for (const std::size_t anchor : solver.anchors_within(value)) {
        auto sub = solver.subproblem(anchor, value);
        if (!sub || sub->is_closed()) continue;
        sub->prepare(Dominance::off);
        std::vector<std::int64_t> needed = instance.demand();
        for (std::size_t row = 0; row < needed.size(); ++row) needed[row] -= sub->have()[row];
        Ranks all(sub->size());
        std::iota(all.begin(), all.end(), 0U);
        Counter counter(*sub, effort);
        count.at_least += counter.count(all, value - sub->cost_in(), needed);
        count.is_exact = count.is_exact && counter.is_complete();
    }
    return count;
}

}  // namespace entente::coalition
