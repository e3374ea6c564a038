// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/coalition/core.hpp"

namespace entente::coalition {

/// Whether a size is a ceiling or exact. They differ where cohesion binds: the best three may have nobody near them.
enum class SizeRule { at_most, exactly };

/// The best that a number of members can do.
struct LargestShare {
    std::size_t size = 0;           ///< Number of members allowed (at_most) or demanded (exactly).
    std::vector<Member> members{};  ///< Ascending; empty where no set of that size meets the demands.
    std::int64_t share = 0;         ///< Its least share over the issues, in kShareUnit.
    bool is_proven = true;
};

/// For each size 1 .. max_size the set with the largest share, where the share of several issues is the least of them.
/// Thresholds of the problem are not looked at; all its other demands hold.
[[nodiscard]] std::vector<LargestShare> largest_shares(const CoreProblem& problem, std::size_t max_size,
                                                       SizeRule rule = SizeRule::at_most,
                                                       const CoreOptions& options = {}, const Monitor& monitor = {});

/// A set that no other beats in size, share and cohesion at once.
struct FrontierPoint {
    std::size_t size = 0;
    std::int64_t share = 0;             ///< Least share over the issues, in kShareUnit.
    std::int64_t squared_diameter = 0;  ///< Largest squared distance of two members, in kPositionUnit squared.
    std::vector<Member> members{};      ///< Ascending.
};

struct Frontier {
    std::vector<FrontierPoint> points{};  ///< By size, then by diameter.
    bool is_proven = true;
    std::uint64_t num_searches = 0;  ///< Subproblems that needed a search.
    std::uint64_t num_nodes = 0;
};

/// The whole frontier of size, share and cohesion up to max_size members: for each size the largest share as the
/// diameter allowed grows, up to problem.cohesion.
///
/// One sweep over the pairs of actors in the order of their distance: a set whose diameter is the distance of a pair
/// holds that pair, and all others lie within that distance of both.
/// Cost: 193 actors, 3 issues, 2 dimensions, 20 members: see docs/validation.md.
[[nodiscard]] Frontier frontier(const CoreProblem& problem, std::size_t max_size, const CoreOptions& options = {},
                                const Monitor& monitor = {});

}  // namespace entente::coalition
