// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

namespace entente::registry {

/// A score of ours beside a published level of the same partnership.
struct LevelPair {
    double score = 0;
    int level = 0;
};

/// Scores by published level.
struct LevelComparison {
    struct Row {
        int level = 0;
        std::size_t num_cases = 0;
        double mean_score = 0;
    };
    std::vector<Row> rows{};      ///< By level, ascending.
    double rank_correlation = 0;  ///< Spearman's, ties at their mean rank; NaN where either does not vary.
};

[[nodiscard]] LevelComparison compare_levels(std::span<const LevelPair> pairs);

}  // namespace entente::registry
