// SPDX-License-Identifier: Apache-2.0
//
// The search for one core of least cost, and for all of them, over the anchors of an instance.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "anchors.hpp"
#include "search.hpp"

namespace entente::coalition {

/// What is looked for: the cheapest set, or just any.
enum class Goal { cheapest, any };

/// How the anchors were settled: what a certificate tells.
struct Settled {
    std::size_t num_short = 0;     ///< Not even all who could join meet the demands.
    std::size_t num_bounded = 0;   ///< The weights show that they cost as much as the best or more.
    std::size_t num_searched = 0;  ///< Looked through.
};

/// Told of a set, in no order, and its cost; returns whether to go on.
using Record = std::function<bool(std::span<const Member>, std::int64_t)>;

class CoreSolver {
public:
    /// instance.forced() holds (assert).
    CoreSolver(const Instance& instance, Effort& effort);

    /// Looks for the cheapest set that meets the demands, or for any at all. False: the effort ran out.
    bool find_best(Goal goal = Goal::cheapest);

    /// Calls record(members, cost) for every set of at most `budget` that meets the demands, those without a
    /// superfluous last choice; record returns false to end. False: ended or the effort ran out.
    bool enumerate(std::int64_t budget, Effort& effort, const Record& record) const;

    /// The subproblem of an anchor under a budget for the whole set; nothing where the weights rule it out.
    [[nodiscard]] std::optional<Subproblem> subproblem(std::size_t anchor, std::int64_t budget) const;
    /// Anchors that a set of at most `budget` may have.
    [[nodiscard]] std::vector<std::size_t> anchors_within(std::int64_t budget) const;

    [[nodiscard]] const std::optional<std::vector<Member>>& best() const noexcept { return best_; }
    [[nodiscard]] std::int64_t best_cost() const noexcept { return best_cost_; }
    /// No set costs less, whether or not the search was finished.
    [[nodiscard]] std::int64_t bound() const;
    [[nodiscard]] std::size_t num_anchors() const noexcept { return anchors_.size(); }
    [[nodiscard]] const Settled& settled() const noexcept { return settled_; }
    /// Weights of the last bound that ruled an anchor out.
    [[nodiscard]] const std::vector<std::int64_t>& weights() const noexcept { return weights_; }

private:
    struct Place {
        std::size_t anchor = 0;
        std::int64_t least = 0;
        bool is_open = true;
        bool is_raised = false;  ///< Its bound is what its own best weights give.
    };

    void keep(std::vector<Member> members, std::int64_t cost);
    /// Completes a set of the anchor, always by whoever brings most of what is missing. `begun` are candidates that are
    /// in already and all sit together and with everyone else.
    void take_greedily(std::size_t anchor, std::span<const Member> begun = {});
    /// Completes the most valuable candidates under the weights learnt last.
    void take_by_weights(const Place& place);
    /// Raises the bounds of all anchors by the best weights of the one whose bound is the least, over and over.
    void raise_bounds();
    /// Whether the anchor is done with.
    bool look_through(Place& place, Goal goal);

    const Instance& instance_;
    Effort& effort_;
    Anchors anchors_;
    std::vector<Place> places_;  ///< By least cost, then by anchor.
    std::optional<std::vector<Member>> best_;
    std::int64_t best_cost_ = INT64_MAX;
    Settled settled_;
    std::vector<std::int64_t> weights_;
};

}  // namespace entente::coalition
