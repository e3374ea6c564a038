// SPDX-License-Identifier: Apache-2.0
#include "subproblem.hpp"

#include <algorithm>
#include <numeric>

namespace entente::coalition {
namespace {

__extension__ using Wide = __int128;

}  // namespace

Subproblem::Subproblem(const Instance& instance, std::vector<Member> in, std::vector<Member> candidates,
                       std::span<const std::int64_t> needed, std::int64_t budget, std::span<const double> start)
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
    Weights best = best_weights({num_rows_, values_, costs_, needed_}, budget, start);
    weights_ = std::move(best.of_row);
    relative_ = std::move(best.relative);
    rank_candidates(weights_);
    // What floating point suggests is believed only where whole numbers confirm it.
    const auto least = best.closes ? least_cost() : std::optional<std::int64_t>{0};
    is_closed_ = !least || *least > budget;
    if (!is_closed_) drop_hopeless(budget);
}

std::int64_t Subproblem::weighted_need() const {
    std::int64_t needed = 0;
    for (std::size_t row = 0; row < num_rows_; ++row) needed += std::max<std::int64_t>(needed_[row], 0) * weights_[row];
    return needed;
}

/// Whoever, with the most valuable others that the budget buys beside, still falls short is in no set that meets what
/// is needed (reduced-cost fixing). With unlike costs nobody is dropped.
void Subproblem::drop_hopeless(std::int64_t budget) {
    const Ranking& ranking = rankings_.front();
    if (!has_one_cost() || costs_.empty()) return;
    const auto num_others = static_cast<std::size_t>(std::max<std::int64_t>(budget / costs_.front() - 1, 0));
    if (num_others >= size()) return;
    std::int64_t least = weighted_need();
    for (std::size_t at = 0; at < num_others; ++at) least -= ranking.value[at];
    std::size_t count = size();
    while (count > 0 && ranking.value[count - 1] < least) --count;
    if (count < size()) keep_first(count);
}

/// Keeps the first candidates of the best ranking.
void Subproblem::keep_first(std::size_t count) {
    std::vector<Member> kept;
    for (std::size_t at = 0; at < count; ++at) kept.push_back(candidates_[rankings_.front().candidate[at]]);
    std::ranges::sort(kept);
    candidates_ = std::move(kept);
    values_.clear();
    costs_.resize(count);
    for (const Member member : candidates_) {
        const auto brings = instance_->brings(member);
        values_.insert(values_.end(), brings.begin(), brings.end());
    }
    rankings_.clear();
    rank_candidates(weights_);
}

void Subproblem::rank_candidates(std::vector<std::int64_t> weights) {
    Ranking ranking{.weights = std::move(weights)};
    std::vector<std::int64_t> sums(size());
    for (std::size_t j = 0; j < size(); ++j) sums[j] = weighted_sum(brings(j), ranking.weights);
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
    std::int64_t needed = weighted_need();
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
    dominance_ = dominance;
    if (dominance == Dominance::off) return;
    dominated_.resize(size() * words());
    is_dominance_known_.resize(size());
}

const std::uint64_t* Subproblem::dominated_by(std::size_t rank) {
    if (dominance_ == Dominance::off) return nullptr;
    std::uint64_t* const row = dominated_.data() + rank * words();
    for (std::size_t j = 0; j < size() && !is_dominance_known_[rank]; ++j)
        if (j != rank && dominates(rank, j)) row[j / 64] |= std::uint64_t{1} << (j % 64);
    is_dominance_known_[rank] = true;
    return row;
}

/// Whether rank i brings as much to every row as j, costs no more and sits with everyone that j sits with; of twins the
/// first dominates.
bool Subproblem::dominates(std::size_t i, std::size_t j) const {
    const Ranking& ranking = rankings_.front();
    const auto a = ranking.candidate[i];
    const auto b = ranking.candidate[j];
    if (costs_[a] > costs_[b]) return false;
    bool is_equal = costs_[a] == costs_[b];
    for (std::size_t row = 0; row < num_rows_; ++row) {
        if (brings(a)[row] < brings(b)[row]) return false;
        is_equal = is_equal && brings(a)[row] == brings(b)[row];
    }
    const auto bit_in = [](std::size_t k, std::size_t w) {
        return k / 64 == w ? std::uint64_t{1} << (k % 64) : std::uint64_t{0};
    };
    for (std::size_t w = 0; w < words() && !is_clique_; ++w) {
        const std::uint64_t with_i = ranking.row(i, words())[w];
        const std::uint64_t with_j = ranking.row(j, words())[w];
        if ((with_j & ~with_i & ~bit_in(i, w)) != 0) return false;
        is_equal = is_equal && (with_i & ~with_j & ~bit_in(j, w)) == 0;
    }
    return !is_equal || i < j;
}

}  // namespace entente::coalition
