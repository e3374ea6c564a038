// SPDX-License-Identifier: Apache-2.0
//
// The largest share that a number of members reaches, kept while subproblem after subproblem is looked through.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/coalition/frontier.hpp"
#include "search.hpp"

namespace entente::coalition {

/// The problem with every actor counting once and thresholds that do not bind: what the largest share is sought in.
[[nodiscard]] CoreProblem without_thresholds(const CoreProblem& problem);

/// The best sets by size so far; at sizes 1 .. max_size.
class BestBySize {
public:
    explicit BestBySize(std::size_t max_size, SizeRule rule)
        : rule_(rule), share_(max_size + 1, -1), members_(max_size + 1), start_(max_size + 1) {}

    [[nodiscard]] std::size_t max_size() const noexcept { return share_.size() - 1; }
    /// -1: no set yet.
    [[nodiscard]] std::int64_t share(std::size_t size) const noexcept { return share_[size]; }
    [[nodiscard]] const std::vector<Member>& members(std::size_t size) const noexcept { return members_[size]; }
    /// Takes a set in if it is better: for its own size, and for every larger one where sizes are ceilings.
    void offer(std::vector<Member> members, std::int64_t share);
    /// Looks through all sets of a size that hold `in` and otherwise candidates. False: the effort ran out.
    bool look_through(const Instance& instance, const std::vector<Member>& in, const std::vector<Member>& candidates,
                      std::size_t size, Effort& effort);
    /// Builds sets of all sizes from `in`, taking whoever raises the least share most.
    void take_greedily(const Instance& instance, std::vector<Member> in, std::vector<Member> candidates);

private:
    void offer_if_met(const Instance& instance, const std::vector<Member>& members);

    SizeRule rule_;
    std::vector<std::int64_t> share_;
    std::vector<std::vector<Member>> members_;
    std::vector<std::vector<double>> start_;  ///< Weights that bounded the last subproblem of each size.
};

/// The least share of a set over the issues.
[[nodiscard]] std::int64_t least_share(const Instance& instance, std::span<const Member> members);

}  // namespace entente::coalition
