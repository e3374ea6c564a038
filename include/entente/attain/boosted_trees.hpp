// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/attain/features.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {

/// Rows of features with a yes/no outcome. Features that are not known are NaN.
struct TrainingRows {
    std::size_t num_columns = 0;
    std::vector<float> features{};  ///< Row by row.
    std::vector<float> outcome{};   ///< 0 or 1, one a row.
    std::vector<float> weight{};    ///< > 0: 1 / the chance with which the row was sampled.

    [[nodiscard]] std::size_t num_rows() const noexcept { return outcome.size(); }
    void append(const TrainingRows& more) {
        features.insert(features.end(), more.features.begin(), more.features.end());
        outcome.insert(outcome.end(), more.outcome.begin(), more.outcome.end());
        weight.insert(weight.end(), more.weight.begin(), more.weight.end());
    }
};

struct BoostingOptions {
    int num_trees = 250;
    double learning_rate = 0.06;  ///< (0, 1]
    int max_leaves = 16;          ///< A tree's; 2 .. 1024
    double min_leaf_weight = 5;   ///< Least sum of curvature in a leaf: higher is smoother.
    double ridge = 5;             ///< On the leaves' values.
    double column_share = 0.5;    ///< Share of the columns that a tree sees, (0, 1].

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Gradient-boosted trees for a yes/no outcome, with monotone constraints where theory fixes a sign: a value around
/// XGBoost (Chen & Guestrin 2016, KDD). Runs on one thread, so that the bits do not depend on how many there are.
class BoostedTrees {
public:
    BoostedTrees() = default;

    /// `signs` is empty or has one entry a column. Throws Error{wrong_usage} where shapes do not fit or there is no
    /// row.
    [[nodiscard]] static BoostedTrees fit(const TrainingRows& rows, std::span<const Sign> signs,
                                          const BoostingOptions& options, Seed seed);

    /// Log odds of each row. `features` holds rows of the columns that it was fitted on.
    [[nodiscard]] std::vector<double> log_odds(std::span<const float> features) const;

    [[nodiscard]] bool is_fitted() const noexcept { return booster_ != nullptr; }
    [[nodiscard]] std::string to_json() const;
    /// Throws Error{failed} for what is no model of this kind.
    [[nodiscard]] static BoostedTrees from_json(std::string_view json);

private:
    struct Booster;
    std::shared_ptr<const Booster> booster_{};
    std::size_t num_columns_ = 0;
};

}  // namespace entente::attain
