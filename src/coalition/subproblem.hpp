// SPDX-License-Identifier: Apache-2.0
//
// A small cover problem: some members are in, the rest is chosen out of candidates that all sit with them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "instance.hpp"
#include "multipliers.hpp"

namespace entente::coalition {

/// Candidates in the order of weighted value per cost under one set of weights: bit k of a set is the k-th of them.
struct Ranking {
    std::vector<std::int64_t> weights{};     ///< Of each row.
    std::vector<std::int64_t> value{};       ///< Weighted value by rank, falling per cost.
    std::vector<std::int64_t> cost{};        ///< By rank.
    std::vector<std::uint32_t> candidate{};  ///< By rank.
    std::vector<std::uint32_t> rank{};       ///< By candidate.
    std::vector<std::uint64_t> sits_with{};  ///< By rank, a set of ranks; empty where all sit together.

    [[nodiscard]] const std::uint64_t* row(std::size_t at, std::size_t words) const noexcept {
        return sits_with.data() + at * words;
    }
};

/// Whether candidates that cannot be told to be better may be dropped with those that are.
enum class Dominance { off, on };

class Subproblem {
public:
    /// `needed` is what the members that are in leave to be met, by row; `budget` is what the candidates may cost;
    /// `start` are relative weights to begin with (see best_weights).
    Subproblem(const Instance& instance, std::vector<Member> in, std::vector<Member> candidates,
               std::span<const std::int64_t> needed, std::int64_t budget, std::span<const double> start = {});

    /// Ranks the candidates and records who sits with whom; before, only bounds of the weights are known.
    void prepare(Dominance dominance);

    /// By the weights alone no candidates within the budget can meet what is needed.
    [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }
    [[nodiscard]] const Instance& instance() const noexcept { return *instance_; }
    [[nodiscard]] const std::vector<Member>& in() const noexcept { return in_; }
    /// What those that are in bring to each row, and cost.
    [[nodiscard]] const std::vector<std::int64_t>& have() const noexcept { return have_; }
    [[nodiscard]] std::int64_t cost_in() const noexcept { return cost_in_; }
    [[nodiscard]] std::size_t size() const noexcept { return candidates_.size(); }
    [[nodiscard]] std::size_t words() const noexcept { return (size() + 63) / 64; }
    /// Best weights first, then each row by itself.
    [[nodiscard]] const std::vector<Ranking>& rankings() const noexcept { return rankings_; }
    [[nodiscard]] const std::vector<std::int64_t>& weights() const noexcept { return weights_; }
    [[nodiscard]] const std::vector<double>& relative_weights() const noexcept { return relative_; }
    [[nodiscard]] bool is_clique() const noexcept { return is_clique_; }
    [[nodiscard]] Member member(std::size_t candidate) const noexcept { return candidates_[candidate]; }
    [[nodiscard]] std::int64_t cost(std::size_t candidate) const noexcept { return costs_[candidate]; }
    /// Cost of the cheapest candidate; 1 where there is none.
    [[nodiscard]] std::int64_t cheapest() const { return costs_.empty() ? 1 : *std::ranges::min_element(costs_); }
    [[nodiscard]] bool has_one_cost() const {
        return std::ranges::adjacent_find(costs_, std::not_equal_to{}) == costs_.end();
    }
    [[nodiscard]] std::span<const std::int64_t> brings(std::size_t candidate) const noexcept {
        return {values_.data() + candidate * num_rows_, num_rows_};
    }
    /// Candidates (a set of ranks of the first ranking) that the one of this rank can always take the place of; nothing
    /// where dominance is off. Found when first asked for: most are never.
    [[nodiscard]] const std::uint64_t* dominated_by(std::size_t rank);
    /// The least cost at which candidates meet what is needed under the best weights; nothing: at no cost.
    [[nodiscard]] std::optional<std::int64_t> least_cost() const;

private:
    void rank_candidates(std::vector<std::int64_t> weights);
    [[nodiscard]] std::int64_t weighted_need() const;
    void drop_hopeless(std::int64_t budget);
    void keep_first(std::size_t count);
    [[nodiscard]] bool dominates(std::size_t i, std::size_t j) const;

    const Instance* instance_;
    std::size_t num_rows_;
    std::vector<Member> in_;
    std::vector<Member> candidates_;
    std::vector<std::int64_t> have_;
    std::vector<std::int64_t> needed_;
    std::int64_t cost_in_ = 0;
    std::vector<std::int64_t> values_;
    std::vector<std::int64_t> costs_;
    std::vector<std::int64_t> weights_;
    std::vector<double> relative_;
    bool is_closed_ = false;
    bool is_clique_ = false;
    std::vector<Ranking> rankings_;
    Dominance dominance_ = Dominance::off;
    std::vector<std::uint64_t> dominated_;
    std::vector<bool> is_dominance_known_;
};

}  // namespace entente::coalition
