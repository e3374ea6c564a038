// SPDX-License-Identifier: Apache-2.0
//
// A problem made ready for search: issues and groups are rows of one cover problem, exclusions are looked up at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "entente/coalition/core_problem.hpp"

namespace entente::coalition {

class Instance {
public:
    explicit Instance(const CoreProblem& problem);

    [[nodiscard]] const CoreProblem& problem() const noexcept { return *problem_; }
    [[nodiscard]] std::size_t num_issues() const noexcept { return problem_->num_issues; }
    /// Issues, then groups.
    [[nodiscard]] std::size_t num_rows() const noexcept { return demand_.size(); }
    /// What an actor brings to each row.
    [[nodiscard]] std::span<const std::int64_t> brings(Member actor) const noexcept {
        return {values_.data() + actor * num_rows(), num_rows()};
    }
    [[nodiscard]] const std::vector<std::int64_t>& demand() const noexcept { return demand_; }
    /// In whole parts of cost_unit(): bounds are rounded up to whole numbers, and coarser ones are sharper.
    [[nodiscard]] std::int64_t cost(Member actor) const noexcept { return costs_.empty() ? 1 : costs_[actor]; }
    [[nodiscard]] std::int64_t cheapest() const { return costs_.empty() ? 1 : *std::ranges::min_element(costs_); }
    /// The greatest common divisor of all costs of the problem.
    [[nodiscard]] std::int64_t cost_unit() const noexcept { return cost_unit_; }
    /// Whether two actors can both be in.
    [[nodiscard]] bool can_sit(Member a, Member b) const noexcept {
        return (!squared_cohesion_ || problem_->squared_distance(a, b) <= *squared_cohesion_) && !is_excluded(a, b);
    }
    /// Sets the cohesion anew, squared: a sweep over all distances goes this way.
    void allow(std::int64_t squared_distance) noexcept { squared_cohesion_ = squared_distance; }
    /// Must-haves, ascending; nothing where they cannot sit together or one of them must not be in.
    [[nodiscard]] const std::optional<std::vector<Member>>& forced() const noexcept { return forced_; }
    /// Who may be in and is not forced, ascending.
    [[nodiscard]] const std::vector<Member>& open() const noexcept { return open_; }
    /// Whether the members together bring what every row demands; who may sit with whom aside.
    [[nodiscard]] bool is_met_by(std::span<const Member> members) const;
    /// What members leave to be met of each row's demand; below 0 where they bring more.
    [[nodiscard]] std::vector<std::int64_t> still_needed(std::span<const Member> members) const;
    [[nodiscard]] std::int64_t cost_of(std::span<const Member> members) const noexcept;
    /// Whether all whose positions are within the cohesion of one first member sit together: no colour classes needed.
    [[nodiscard]] bool has_clique_windows() const noexcept {
        return excluded_.empty() && (!squared_cohesion_ || problem_->num_dimensions <= 1);
    }

private:
    [[nodiscard]] bool is_excluded(Member a, Member b) const noexcept {
        return !excluded_.empty() && (excluded_[a * stride_ + b / 64] >> (b % 64) & 1) != 0;
    }
    void use_costs();
    void exclude(const std::vector<std::pair<Member, Member>>& pairs);
    void choose_members();

    const CoreProblem* problem_;
    std::optional<std::int64_t> squared_cohesion_;
    std::vector<std::int64_t> costs_;
    std::int64_t cost_unit_ = 1;
    std::vector<std::int64_t> values_;
    std::vector<std::int64_t> demand_;
    std::size_t stride_;
    std::vector<std::uint64_t> excluded_;
    std::optional<std::vector<Member>> forced_;
    std::vector<Member> open_;
};

}  // namespace entente::coalition
