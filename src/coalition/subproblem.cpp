// SPDX-License-Identifier: Apache-2.0
#include "subproblem.hpp"

#include <algorithm>
#include <numeric>

namespace entente::coalition {
namespace {

__extension__ using Wide = __int128;

std::int64_t weighted(std::span<const std::int64_t> values, const std::vector<std::int64_t>& weights) {
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) sum += values[row] * weights[row];
    return sum;
}

}  // namespace

Subproblem::Subproblem(const Instance& instance, std::vector<Member> in, std::vector<Member> candidates,
                       std::span<const std::int64_t> needed, std::int64_t budget)
    : instance_(&instance),
      num_rows_(instance.num_rows()),
      in_(std::move(in)),
      candidates_(std::move(candidates)),
      have_(num_rows_),
      needed_(needed.begin(), needed.end()) {
    for (const Member member : in_) {
        cost_in_ += instance.cost(member);
        for (std::size_t row = 0; row < num_rows_; ++row) have_[row] += instance.brings(member)[row];
    }
    values_.reserve(candidates_.size() * num_rows_);
    for (const Member member : candidates_) {
        const auto brings = instance.brings(member);
        values_.insert(values_.end(), brings.begin(), brings.end());
        costs_.push_back(instance.cost(member));
    }
    Weights best = best_weights({num_rows_, values_, costs_, needed_}, budget);
    weights_ = std::move(best.of_row);
    rank_candidates(weights_);
    // What floating point suggests is believed only where whole numbers confirm it.
    const auto least = best.closes ? least_cost() : std::optional<std::int64_t>{0};
    is_closed_ = !least || *least > budget;
}

void Subproblem::rank_candidates(std::vector<std::int64_t> weights) {
    Ranking ranking{.weights = std::move(weights)};
    std::vector<std::int64_t> sums(size());
    for (std::size_t j = 0; j < size(); ++j) sums[j] = weighted(brings(j), ranking.weights);
    ranking.candidate.resize(size());
    std::iota(ranking.candidate.begin(), ranking.candidate.end(), 0U);
    // Ties by what they bring, so that twins stand side by side.
    std::ranges::sort(ranking.candidate, [&](std::uint32_t a, std::uint32_t b) {
        const Wide left = static_cast<Wide>(sums[a]) * costs_[b];
        const Wide right = static_cast<Wide>(sums[b]) * costs_[a];
        if (left != right) return left > right;
        if (costs_[a] != costs_[b]) return costs_[a] < costs_[b];
        const auto order = std::lexicographical_compare_three_way(brings(b).begin(), brings(b).end(), brings(a).begin(),
                                                                  brings(a).end());
        return order != 0 ? order < 0 : a < b;
    });
    ranking.rank.resize(size());
    for (std::uint32_t at = 0; at < size(); ++at) {
        const std::uint32_t j = ranking.candidate[at];
        ranking.rank[j] = at;
        ranking.value.push_back(sums[j]);
        ranking.cost.push_back(costs_[j]);
    }
    rankings_.push_back(std::move(ranking));
}

std::optional<std::int64_t> Subproblem::least_cost() const {
    const Ranking& ranking = rankings_.front();
    std::int64_t needed = 0;
    for (std::size_t row = 0; row < num_rows_; ++row)
        needed += std::max<std::int64_t>(needed_[row], 0) * ranking.weights[row];
    std::int64_t cost = 0;
    for (std::size_t at = 0; at < size() && needed > 0; ++at) {
        const std::int64_t value = ranking.value[at];
        if (value >= needed) {
            // The last one counts by the part that is needed of it.
            const Wide part = static_cast<Wide>(needed) * ranking.cost[at];
            return cost + static_cast<std::int64_t>((part + value - 1) / value);
        }
        needed -= value;
        cost += ranking.cost[at];
    }
    return needed > 0 ? std::nullopt : std::optional{cost};
}

void Subproblem::prepare(Dominance dominance) {
    if (rankings_.size() > 1) return;
    for (std::size_t row = 0; row < num_rows_ && num_rows_ > 1; ++row)
        if (needed_[row] > 0) rank_candidates(unit_weights(num_rows_, row));
    is_clique_ = instance_->has_clique_windows();
    if (!is_clique_) {
        for (Ranking& ranking : rankings_) ranking.sits_with.resize(size() * words());
        for (std::size_t a = 0; a < size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                if (!instance_->can_sit(candidates_[a], candidates_[b])) continue;
                for (Ranking& ranking : rankings_) {
                    const std::size_t i = ranking.rank[a];
                    const std::size_t j = ranking.rank[b];
                    ranking.sits_with[i * words() + j / 64] |= std::uint64_t{1} << (j % 64);
                    ranking.sits_with[j * words() + i / 64] |= std::uint64_t{1} << (i % 64);
                }
            }
    }
    if (dominance == Dominance::on) find_dominated();
}

void Subproblem::find_dominated() {
    const Ranking& ranking = rankings_.front();
    dominated_.resize(size() * words());
    // One that dominates has no smaller weighted value and no higher cost.
    const auto dominates = [&](std::size_t i, std::size_t j) {
        const auto a = ranking.candidate[i];
        const auto b = ranking.candidate[j];
        if (costs_[a] > costs_[b]) return false;
        bool is_equal = costs_[a] == costs_[b];
        for (std::size_t row = 0; row < num_rows_; ++row) {
            if (brings(a)[row] < brings(b)[row]) return false;
            is_equal = is_equal && brings(a)[row] == brings(b)[row];
        }
        if (!is_clique_)
            for (std::size_t w = 0; w < words(); ++w) {
                std::uint64_t lost = ranking.row(j, words())[w] & ~ranking.row(i, words())[w];
                if (i / 64 == w) lost &= ~(std::uint64_t{1} << (i % 64));
                if (lost != 0) return false;
                is_equal = is_equal && (ranking.row(i, words())[w] & ~ranking.row(j, words())[w] &
                                        ~(j / 64 == w ? std::uint64_t{1} << (j % 64) : 0)) == 0;
            }
        return !is_equal || i < j;
    };
    for (std::size_t i = 0; i < size(); ++i)
        for (std::size_t j = 0; j < size(); ++j)
            if (i != j && dominates(i, j)) dominated_[i * words() + j / 64] |= std::uint64_t{1} << (j % 64);
}

}  // namespace entente::coalition
