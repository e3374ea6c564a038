// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "entente/base/progress.hpp"

namespace entente::norms {

/// Expected gains over the status quo, members x proposals, in units of a vote's noise. Nothing done gains 0.
class Gains {
public:
    Gains(std::size_t num_members, std::size_t num_proposals)
        : num_members_(num_members), num_proposals_(num_proposals), values_(num_members * num_proposals) {}

    [[nodiscard]] std::size_t num_members() const noexcept { return num_members_; }
    [[nodiscard]] std::size_t num_proposals() const noexcept { return num_proposals_; }
    [[nodiscard]] double& at(std::size_t member, std::size_t proposal) noexcept {
        return values_[proposal * num_members_ + member];
    }
    [[nodiscard]] double at(std::size_t member, std::size_t proposal) const noexcept {
        return values_[proposal * num_members_ + member];
    }
    /// All members' gains of one proposal.
    [[nodiscard]] const double* of(std::size_t proposal) const noexcept { return &values_[proposal * num_members_]; }

private:
    std::size_t num_members_;
    std::size_t num_proposals_;
    std::vector<double> values_;
};

struct PackageOptions {
    std::size_t max_size = 5;  ///< At most so many proposals, 1 .. 20.
    /// A member gains by a package only if it gains this much, > 0: a hundredth of a vote's noise is nothing.
    double least_gain = 0.01;
    /// Search stops after so many nodes with the bound proven by then.
    std::size_t max_nodes = 20000;

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Proposals that together serve every member best.
struct Package {
    std::vector<std::size_t> proposals{};  ///< Positions in Gains, ascending; empty: no package in which all gain.
    std::vector<double> gains{};           ///< One for each member.
    double log_nash = 0;                   ///< Sum of the logs of gains: log of the Nash product.
    double log_bound = 0;                  ///< No package has more; equals log_nash where it is proven best.
    bool is_proven = false;
    std::size_t num_nodes = 0;
};

/// The package that maximises the product of the members' gains over the status quo (Nash 1950; Harsanyi 1963 for more
/// than two), among packages of at most max_size proposals from which every member gains at least least_gain.
///
/// Gains add up over proposals, so that a member may give on one what it gets on another.
/// Method:  branch and bound, best bound first. Since log is concave, log g <= log a + (g - a)/a for any a > 0; with
///          it the sum over members splits into a score for each proposal, and the best max_size scores bound every
///          package. The a are improved by Frank-Wolfe steps (1956); proposals whose score cannot reach the best
///          package found are dropped.
/// Ties:    the first package found in a fixed order. Deterministic: the limit counts nodes, not seconds.
/// Throws:  Error{interrupted}; Error{wrong_usage} by options.validate().
/// Reaching the limit is not an error: read is_proven and log_bound.
[[nodiscard]] Package best_package(const Gains& gains, const PackageOptions& options = {}, const Monitor& monitor = {});

}  // namespace entente::norms
