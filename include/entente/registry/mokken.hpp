// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/registry/answers.hpp"

namespace entente::registry {

/// A coefficient with its percentile interval; NaN where it is not defined (no pair with both items known and varied).
struct Coefficient {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// Which of two items counts as the easier one, against whose order errors are counted.
enum class ItemOrder {
    by_popularity,  ///< Mokken's: the one more often found, among the cases that answer both.
    as_listed,      ///< The ladder's claim: the earlier item.
};

struct MokkenOptions {
    ItemOrder order = ItemOrder::by_popularity;
    int num_bootstrap = 1000;  ///< 0 .. 100000; 0 gives no intervals (low and high are NaN).
    double coverage = 0.95;    ///< Of the intervals, 0.5 .. 0.999.

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Two items over the cases that answer both.
struct ItemPair {
    std::size_t first = 0;
    std::size_t second = 0;  ///< first < second
    double both = 0;         ///< Cases by answer.
    double first_only = 0;
    double second_only = 0;
    double neither = 0;
    Coefficient h{};           ///< H_ij
    Coefficient difference{};  ///< Share of cases with the first item less that with the second.
};

/// Loevinger's coefficients of scalability.
struct MokkenScale {
    std::vector<ItemPair> pairs{};     ///< All pairs, in the order of (first, second).
    std::vector<Coefficient> items{};  ///< H_i
    Coefficient scale{};               ///< H
};

/// Scalability of yes/no items (Loevinger 1948, Psychological Bulletin 45; Mokken 1971, A Theory and Procedure of Scale
/// Analysis, ch. 5).
///
/// Model:   F_ij = cases with the harder item and not the easier one, E_ij = that number if the items were independent;
///          H_ij = 1 - F_ij / E_ij, H_i = 1 - sum_j F_ij / sum_j E_ij, H likewise over all pairs. By convention a scale
///          is weak from 0.3, medium from 0.4, strong from 0.5 on.
/// Missing: each pair is counted over the cases that answer both; an unknown is never a no.
/// Doubt:   percentile intervals of a bootstrap that draws cases (one a partnership) with replacement.
/// Cost:    O(patterns x items^2) for each bootstrap sample. Same seed, same bits.
[[nodiscard]] MokkenScale scale_by_mokken(const AnswerTable& table, const MokkenOptions& options, Seed seed);

}  // namespace entente::registry
