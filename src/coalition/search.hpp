// SPDX-License-Identifier: Apache-2.0
//
// Depth-first branch and bound over one subproblem: take the most valuable candidate, then leave it out.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "subproblem.hpp"

namespace entente::coalition {

/// What a search has used up and may use; shared by the searches of one solution.
class Effort {
public:
    Effort(std::uint64_t max_nodes, std::stop_token stop)
        : max_nodes_(max_nodes), ceiling_(max_nodes), stop_(std::move(stop)) {}

    /// Counts a node. False: give up.
    [[nodiscard]] bool spend() {
        if (++num_nodes_ >= ceiling_) return false;
        constexpr std::uint64_t kLookEvery = 64;
        if (num_nodes_ % kLookEvery == 0 && stop_.stop_requested()) is_stopped_ = true;
        return !is_stopped_;
    }
    /// Allows so many nodes from now on, and no more than there are at all.
    void allow(std::uint64_t nodes) {
        ceiling_ = num_nodes_ >= max_nodes_ || nodes > max_nodes_ - num_nodes_ ? max_nodes_ : num_nodes_ + nodes;
    }
    /// Whether nothing further may be done, as against one search having had its share.
    [[nodiscard]] bool is_over() const { return is_stopped_ || num_nodes_ >= max_nodes_ || stop_.stop_requested(); }
    [[nodiscard]] std::uint64_t num_nodes() const noexcept { return num_nodes_; }

private:
    std::uint64_t max_nodes_;
    std::uint64_t ceiling_;
    std::uint64_t num_nodes_ = 0;
    std::stop_token stop_;
    bool is_stopped_ = false;
};

/// What a node of the search means to whoever runs it.
enum class Verdict { descend, leave, stop };

/// One search. `Visit` is called as visit(search) at every node and may lower the budget and raise demands.
template <typename Visit>
class Search {
public:
    Search(Subproblem& sub, std::vector<std::int64_t> demand, std::int64_t budget, Effort& effort, Visit visit)
        : demand(std::move(demand)),
          budget(budget),
          sub_(sub),
          effort_(effort),
          visit_(visit),
          words_(sub.words()),
          num_rankings_(sub.rankings().size()),
          have_(sub.have()),
          cost_(sub.cost_in()),
          cheapest_(sub.cheapest()),
          has_one_cost_(sub.has_one_cost()),
          members_(sub.in()) {}

    /// True: everything was looked at. False: the effort ran out.
    bool run() {
        std::uint64_t* const all = level(0);
        for (std::size_t r = 0; r < num_rankings_; ++r)
            for (std::size_t w = 0; w < words_; ++w) {
                const std::size_t left = sub_.size() - w * 64;
                all[r * words_ + w] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
            }
        descend(0);
        return is_complete_;
    }

    std::vector<std::int64_t> demand;  ///< Of each row; may be raised by the visitor.
    std::int64_t budget;               ///< Highest cost of a set that is still looked for; may be lowered.

    [[nodiscard]] const Subproblem& sub() const noexcept { return sub_; }
    [[nodiscard]] const std::vector<std::int64_t>& have() const noexcept { return have_; }
    [[nodiscard]] std::int64_t cost() const noexcept { return cost_; }
    [[nodiscard]] std::size_t num_members() const noexcept { return members_.size(); }
    [[nodiscard]] bool meets_demand() const noexcept {
        for (std::size_t row = 0; row < demand.size(); ++row)
            if (have_[row] < demand[row]) return false;
        return true;
    }
    /// In the order in which they were taken.
    [[nodiscard]] std::span<const Member> members_as_taken() const noexcept { return members_; }
    /// Ascending.
    [[nodiscard]] std::vector<Member> members() const {
        std::vector<Member> members = members_;
        std::ranges::sort(members);
        return members;
    }

private:
    [[nodiscard]] std::uint64_t* level(std::size_t depth) {
        const std::size_t needed = (depth + 1) * num_rankings_ * words_;
        if (levels_.size() < needed) levels_.resize(needed * 2);
        return levels_.data() + depth * num_rankings_ * words_;
    }

    void descend(std::size_t depth) {
        if (!effort_.spend()) is_complete_ = false;
        if (!is_complete_) return;
        switch (visit_(*this)) {
            case Verdict::descend:
                break;
            case Verdict::leave:
                return;
            case Verdict::stop:
                is_stopped_ = true;
                return;
        }
        while (is_complete_ && !is_stopped_) {
            if (budget - cost_ < 2 * cheapest_) return finish_with_one(level(depth));
            if (cost_ >= budget || !can_reach(level(depth))) return;
            const auto rank = first_of(level(depth));
            if (!rank) return;
            const std::uint32_t candidate = sub_.rankings().front().candidate[*rank];
            drop(level(depth), candidate);
            if (cost_ + sub_.cost(candidate) <= budget) {
                narrow(depth, candidate);
                take(candidate);
                descend(depth + 1);
                give_back(candidate);
            }
            drop_dominated(level(depth), *rank);
        }
    }

    /// Where the budget takes one more at most, whoever brings what is missing is visited; there is nothing to bound.
    void finish_with_one(const std::uint64_t* set) {
        const Ranking& ranking = sub_.rankings().front();
        const std::int64_t missing = weighted_need(ranking);
        for (std::size_t w = 0; w < words_; ++w)
            for (std::uint64_t bits = set[w]; bits != 0 && is_complete_ && !is_stopped_; bits &= bits - 1) {
                const std::size_t rank = w * 64 + static_cast<std::size_t>(std::countr_zero(bits));
                const std::uint32_t candidate = ranking.candidate[rank];
                // Of one cost, all others are worth less still.
                if (has_one_cost_ && ranking.value[rank] < missing) return;
                if (cost_ + ranking.cost[rank] > budget || !completes(candidate)) continue;
                if (!effort_.spend()) is_complete_ = false;
                take(candidate);
                if (is_complete_ && visit_(*this) == Verdict::stop) is_stopped_ = true;
                give_back(candidate);
            }
    }
    [[nodiscard]] std::int64_t weighted_need(const Ranking& ranking) const noexcept {
        std::int64_t missing = 0;
        for (std::size_t row = 0; row < demand.size(); ++row)
            if (have_[row] < demand[row]) missing += (demand[row] - have_[row]) * ranking.weights[row];
        return missing;
    }
    [[nodiscard]] bool completes(std::uint32_t candidate) const noexcept {
        const auto brings = sub_.brings(candidate);
        for (std::size_t row = 0; row < demand.size(); ++row)
            if (have_[row] + brings[row] < demand[row]) return false;
        return true;
    }

    void take(std::uint32_t candidate) {
        members_.push_back(sub_.member(candidate));
        cost_ += sub_.cost(candidate);
        for (std::size_t row = 0; row < have_.size(); ++row) have_[row] += sub_.brings(candidate)[row];
    }
    void give_back(std::uint32_t candidate) {
        members_.pop_back();
        cost_ -= sub_.cost(candidate);
        for (std::size_t row = 0; row < have_.size(); ++row) have_[row] -= sub_.brings(candidate)[row];
    }

    [[nodiscard]] std::optional<std::size_t> first_of(const std::uint64_t* set) const {
        for (std::size_t w = 0; w < words_; ++w)
            if (set[w] != 0) return w * 64 + static_cast<std::size_t>(std::countr_zero(set[w]));
        return std::nullopt;
    }

    /// The next level holds those of this one that sit with the candidate.
    void narrow(std::size_t depth, std::uint32_t candidate) {
        std::uint64_t* const to = level(depth + 1);  // May move the levels: ask for the deeper one first.
        const std::uint64_t* const from = level(depth);
        for (std::size_t r = 0; r < num_rankings_; ++r) {
            const Ranking& ranking = sub_.rankings()[r];
            if (sub_.is_clique()) {
                std::copy_n(from + r * words_, words_, to + r * words_);
            } else {
                const std::uint64_t* const row = ranking.row(ranking.rank[candidate], words_);
                for (std::size_t w = 0; w < words_; ++w) to[r * words_ + w] = from[r * words_ + w] & row[w];
            }
        }
    }

    void drop(std::uint64_t* set, std::uint32_t candidate) {
        for (std::size_t r = 0; r < num_rankings_; ++r) {
            const std::size_t rank = sub_.rankings()[r].rank[candidate];
            set[r * words_ + rank / 64] &= ~(std::uint64_t{1} << (rank % 64));
        }
    }

    /// A set with one of them and without the better one is no better than the same set with the better one.
    void drop_dominated(std::uint64_t* set, std::size_t rank) {
        const std::uint64_t* const dominated = sub_.dominated_by(rank);
        if (dominated == nullptr) return;
        for (std::size_t w = 0; w < words_; ++w)
            for (std::uint64_t bits = dominated[w] & set[w]; bits != 0; bits &= bits - 1)
                drop(set, sub_.rankings().front().candidate[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))]);
    }

    /// Whether under every ranking the budget that is left buys what is missing.
    [[nodiscard]] bool can_reach(const std::uint64_t* sets) {
        for (std::size_t r = 0; r < num_rankings_; ++r) {
            const Ranking& ranking = sub_.rankings()[r];
            const std::int64_t missing = weighted_need(ranking);
            if (missing > 0 && !buys(ranking, sets + r * words_, missing)) return false;
        }
        return true;
    }

    /// Whether candidates of the set that the budget buys weigh as much as is missing. Of each colour class (candidates
    /// of whom no two sit together) at most one can be taken, so the most valuable stands for all.
    [[nodiscard]] bool buys(const Ranking& ranking, const std::uint64_t* set, std::int64_t missing) {
        Purse purse{.left = budget - cost_, .missing = missing};
        if (sub_.is_clique()) {
            for (std::size_t w = 0; w < words_; ++w)
                for (std::uint64_t bits = set[w]; bits != 0; bits &= bits - 1)
                    if (purse.spend(ranking, w * 64 + static_cast<std::size_t>(std::countr_zero(bits))))
                        return purse.is_enough;
            return false;
        }
        rest_.assign(set, set + words_);
        for (std::size_t w = 0; w < words_; ++w)
            while (rest_[w] != 0) {
                const std::size_t at = w * 64 + static_cast<std::size_t>(std::countr_zero(rest_[w]));
                rest_[w] &= rest_[w] - 1;
                if (purse.spend(ranking, at)) return purse.is_enough;
                drop_class(ranking, at, w);
            }
        return false;
    }

    /// What is left to be spent while the most valuable are bought, the last of them in part.
    struct Purse {
        std::int64_t left = 0;
        std::int64_t missing = 0;
        bool is_enough = false;

        /// Whether it is settled now.
        [[nodiscard]] bool spend(const Ranking& ranking, std::size_t at) noexcept {
            if (ranking.cost[at] > left) {
                __extension__ using Wide = __int128;
                is_enough = left > 0 && static_cast<Wide>(ranking.value[at]) * left >=
                                            static_cast<Wide>(missing) * ranking.cost[at];
                return true;
            }
            missing -= ranking.value[at];
            left -= ranking.cost[at];
            is_enough = missing <= 0;
            return is_enough || left == 0;
        }
    };

    void drop_class(const Ranking& ranking, std::size_t first, std::size_t from_word) {
        class_.resize(words_);
        const std::uint64_t* const sits = ranking.row(first, words_);
        for (std::size_t w = from_word; w < words_; ++w) class_[w] = rest_[w] & ~sits[w];
        for (std::size_t w = from_word; w < words_; ++w)
            while (class_[w] != 0) {
                const std::size_t at = w * 64 + static_cast<std::size_t>(std::countr_zero(class_[w]));
                class_[w] &= class_[w] - 1;
                // With unlike costs the first stands only for those that weigh no more and cost no less.
                if (ranking.value[at] > ranking.value[first] || ranking.cost[at] < ranking.cost[first]) continue;
                rest_[w] &= ~(std::uint64_t{1} << (at % 64));
                const std::uint64_t* const row = ranking.row(at, words_);
                for (std::size_t v = w; v < words_; ++v) class_[v] &= ~row[v];
            }
    }

    Subproblem& sub_;
    Effort& effort_;
    Visit visit_;
    std::size_t words_;
    std::size_t num_rankings_;
    std::vector<std::int64_t> have_;
    std::int64_t cost_;
    std::int64_t cheapest_;
    bool has_one_cost_;
    std::vector<Member> members_;
    std::vector<std::uint64_t> levels_;
    std::vector<std::uint64_t> rest_;
    std::vector<std::uint64_t> class_;
    bool is_complete_ = true;
    bool is_stopped_ = false;
};

}  // namespace entente::coalition
