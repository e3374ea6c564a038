// SPDX-License-Identifier: Apache-2.0
//
// Where a set begins: every set has one first member along an axis of principles, and the others lie within the
// cohesion of it and behind it. A problem falls into one subproblem for each first member; without cohesion it is one
// alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "instance.hpp"

namespace entente::coalition {

class Anchors {
public:
    /// instance.forced() holds (assert).
    explicit Anchors(const Instance& instance);

    [[nodiscard]] std::size_t size() const noexcept { return num_anchors_; }
    /// Must-haves and the first member.
    [[nodiscard]] std::vector<Member> in(std::size_t anchor) const;
    /// Who may join them, by ascending number.
    [[nodiscard]] std::vector<Member> candidates(std::size_t anchor) const;
    /// The least cost of a set of this anchor under all weights known so far, or those from a number on; nothing: not
    /// even all of them together meet the demands. Cost: O(actors x weights).
    [[nodiscard]] std::optional<std::int64_t> least_cost(std::size_t anchor, std::size_t first_weights = 0) const;
    [[nodiscard]] std::size_t num_weights() const noexcept { return orders_.size(); }
    /// Learns the weights that come nearest to showing that sets of this anchor cost more than a budget. They hold for
    /// every anchor; for its neighbours they are nearly the best.
    void learn_weights(std::size_t anchor, std::int64_t budget);
    /// Who may join, by what they are worth per cost under the last weights, falling.
    [[nodiscard]] std::vector<Member> ranked_candidates(std::size_t anchor) const;

private:
    struct Order {
        std::vector<std::int64_t> weights{};
        std::vector<Member> members{};       ///< By weighted value per cost, falling.
        std::vector<std::int64_t> values{};  ///< Weighted, of each of `members`.
    };

    void sort_along_axis();
    void rank_all();
    void add_order(std::vector<std::int64_t> weights);
    void add_best_order(const std::vector<Member>& candidates, const std::vector<std::int64_t>& needed,
                        std::int64_t budget, int num_steps);
    void make_safe(std::vector<std::int64_t>& weights) const;
    [[nodiscard]] bool may_join(std::size_t anchor, Member member) const noexcept;

    const Instance* instance_;
    bool is_anchored_ = false;
    std::size_t num_anchors_ = 1;
    std::vector<Member> sorted_;             ///< Along the axis; ties by number.
    std::vector<std::uint32_t> place_;       ///< Of each actor in sorted_.
    std::vector<std::uint32_t> last_place_;  ///< Of each anchor: one beyond those within the cohesion along the axis.
    std::vector<Order> orders_;
};

}  // namespace entente::coalition
