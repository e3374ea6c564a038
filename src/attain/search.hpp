// SPDX-License-Identifier: Apache-2.0
//
// The search over compositions: which set out of the pool is likeliest to stand together, family by family.
#pragma once

#include <array>
#include <vector>

#include "pool.hpp"

namespace entente::attain {

/// A composition with its yearly hazard of standing together in a family.
struct Candidate {
    Members members{};
    Family family{};
    LogHazard hazard{};
    Way way = Way::founded;
    std::string through{};  ///< Where it is widened: the partnership that outsiders would join.
};

struct SearchRange {
    Scope scope = Scope::bilateral;
    std::size_t least = 2;
    std::size_t most = 2;
    double impact = 0;
    bool only_collectives = false;
};

struct SearchResult {
    std::vector<Candidate> best{};  ///< The likeliest of each family, if any.
    bool is_exact = true;           ///< false: larger compositions were searched by extending the best smaller ones.
};

/// The likeliest compositions of each of the families within a range of sizes that carry the asked share.
[[nodiscard]] SearchResult search_founded(const Pool& pool, const DyadFrame& frame,
                                          const std::array<JointModel, 4>& models, std::span<const Family> families,
                                          const SearchRange& range, const Monitor& monitor);

/// Partnerships that hold some of the pool, and the likeliest outsider of the pool to join each.
[[nodiscard]] std::vector<Candidate> search_widened(const Pool& pool, const DyadFrame& frame, const atlas::World& world,
                                                    const std::array<JointModel, 4>& models,
                                                    std::span<const Family> families, const SearchRange& range);

}  // namespace entente::attain
