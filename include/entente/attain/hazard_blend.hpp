// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "entente/attain/boosted_trees.hpp"
#include "entente/attain/column_scale.hpp"
#include "entente/attain/logistic.hpp"
#include "entente/base/year.hpp"

namespace entente::attain {

struct BlendOptions {
    BoostingOptions boosting{};
    double ridge = 10;  ///< Of the logit, on standardised features.

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// The chance of a rare yes by two models that err in different ways: boosted trees, and a ridge logit on standardised
/// columns; their log odds are averaged. The one form of the hazards of entering an organisation and of founding
/// something with one other state.
struct HazardBlend {
    BoostedTrees trees{};
    LogisticFit logit{};
    ColumnScale scale{};

    /// `signs` is empty or has one entry a column. Throws Error{wrong_usage} where there is no row.
    [[nodiscard]] static HazardBlend fit(const TrainingRows& rows, std::span<const Sign> signs,
                                         const BlendOptions& options, Seed seed);
    /// Log odds of each row of features.
    [[nodiscard]] std::vector<double> log_odds(std::span<const float> features) const;
    [[nodiscard]] bool is_fitted() const noexcept { return trees.is_fitted(); }
};

/// How often a hazard expected a yes in a year, and how often one came: kept with a model, so that nobody has to count
/// anew what forecasts of later years rest on.
struct YearLevel {
    Year year{};
    double expected = 0;
    double observed = 0;
};

/// As stored: coefficients of the logit, not their covariance.
void to_json(nlohmann::json& json, const HazardBlend& blend);
void from_json(const nlohmann::json& json, HazardBlend& blend);
void to_json(nlohmann::json& json, const YearLevel& level);
void from_json(const nlohmann::json& json, YearLevel& level);

}  // namespace entente::attain
