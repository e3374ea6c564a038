// SPDX-License-Identifier: Apache-2.0
//
// The search over compositions: which set out of the pool is likeliest to stand together.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "chains.hpp"
#include "outlook.hpp"

namespace entente::attain {

/// A composition with its yearly hazard of standing together in a family.
struct Candidate {
    Members members{};
    Family family{};
    LogHazard hazard{};
    Way way = Way::founded;
    std::string through{};  ///< Where it is widened: name of the partnership that outsiders would join.
};

struct SearchRange {
    Scope scope = Scope::bilateral;
    std::size_t least = 2;
    std::size_t most = 2;
    double impact = 0;
    Members must{};  ///< Ascending: who has to be in every composition.
};

/// Value of a composition: its chance to come about within the horizon.
struct Worth {
    double log_offset = 0;  ///< Added to every log hazard: the share of foundings that are on the issue.
    int horizon_years = 10;

    [[nodiscard]] double operator()(double log_hazard) const;
};

/// The best composition at one depth, if any carries what was asked, and what no composition exceeds.
struct SearchResult {
    std::optional<Candidate> best{};
    double value = 0;  ///< Chance to come about and reach the depth, of the best; 0 where there is none.
    double bound = 0;  ///< Equal to `value` where it is proven to be the largest.
};
using SearchResults = std::array<SearchResult, kNumDepths>;

/// The best composition at each depth, within a range of sizes, that holds whom it must and carries the asked share.
///
/// Best first over the beginnings of chains (chains.hpp), each composition once, all depths in one pass. As soon as the
/// likeliest beginning left could not beat what was found even if it went as deep as any of the pool could, that is
/// proven; else the search ends after a fixed number of evaluations and
/// what is left bounds the rest. Same bits at any number of threads.
[[nodiscard]] SearchResults search_founded(const Chains& chains, const DepthOutlook& outlook, Family family,
                                           const SearchRange& range, const Worth& worth, const Monitor& monitor);

/// Partnerships on the issue that hold some of the pool, and the outsiders of the pool that could join each; the
/// likeliest first. All of them, so their maximum is certain.
[[nodiscard]] std::vector<Candidate> search_widened(const Pool& pool, const DyadFrame& frame, const atlas::World& world,
                                                    const Question& question, const std::array<JointModel, 4>& models,
                                                    std::span<const Family> families, const SearchRange& range);

}  // namespace entente::attain
