// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/hazard_blend.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

constexpr double kFarthest = 6;  ///< Standardised features of the logit are cut here.

Eigen::MatrixXd standardised(const ColumnScale& scale, std::span<const float> features) {
    const auto width = static_cast<Eigen::Index>(scale.centre.size());
    const auto num_rows = static_cast<Eigen::Index>(features.size()) / width;
    Eigen::MatrixXd x(num_rows, width);
    for (Eigen::Index k = 0; k < num_rows; ++k)
        for (Eigen::Index c = 0; c < width; ++c)
            x(k, c) = scale.standardised(static_cast<std::size_t>(c), features[static_cast<std::size_t>(k * width + c)],
                                         kFarthest);
    return x;
}

Eigen::VectorXd as_vector(const std::vector<float>& values) {
    return Eigen::Map<const Eigen::VectorXf>(values.data(), static_cast<Eigen::Index>(values.size())).cast<double>();
}

}  // namespace

void BlendOptions::validate() const {
    if (!(ridge > 0)) throw Error{Errc::wrong_usage, fmt::format("ridge is {}; it must be above 0", ridge)};
    boosting.validate();
}

HazardBlend HazardBlend::fit(const TrainingRows& rows, std::span<const Sign> signs, const BlendOptions& options,
                             Seed seed) {
    options.validate();
    HazardBlend blend{.trees = BoostedTrees::fit(rows, signs, options.boosting, seed)};
    blend.scale = ColumnScale::of(rows.num_rows(), rows.num_columns, [&](std::size_t k) {
        return rows.features.begin() + static_cast<std::ptrdiff_t>(k * rows.num_columns);
    });
    blend.logit = fit_logistic(standardised(blend.scale, rows.features), as_vector(rows.outcome),
                               as_vector(rows.weight), options.ridge);
    return blend;
}

std::vector<double> HazardBlend::log_odds(std::span<const float> features) const {
    std::vector<double> odds = trees.log_odds(features);
    // In double all at once a large year would be copied whole; a logit is a scalar product, so rows are taken one by
    // one.
    const std::size_t width = scale.centre.size();
    for (std::size_t k = 0; k < odds.size(); ++k) {
        double linear = logit.coefficients[0];
        for (std::size_t c = 0; c < width; ++c)
            linear += logit.coefficients[static_cast<Eigen::Index>(c + 1)] *
                      scale.standardised(c, features[k * width + c], kFarthest);
        odds[k] = (odds[k] + linear) / 2;
    }
    return odds;
}

void to_json(nlohmann::json& json, const HazardBlend& blend) {
    json["trees"] = nlohmann::json::parse(blend.trees.to_json());
    json["logit"] = std::vector<double>(blend.logit.coefficients.begin(), blend.logit.coefficients.end());
    json["centre"] = blend.scale.centre;
    json["inverse_sd"] = blend.scale.inverse_sd;
}

void from_json(const nlohmann::json& json, HazardBlend& blend) {
    blend.trees = BoostedTrees::from_json(json.at("trees").dump());
    const auto logit = json.at("logit").get<std::vector<double>>();
    blend.logit.coefficients = Eigen::Map<const Eigen::VectorXd>(logit.data(), static_cast<Eigen::Index>(logit.size()));
    blend.scale.centre = json.at("centre").get<std::vector<float>>();
    blend.scale.inverse_sd = json.at("inverse_sd").get<std::vector<float>>();
}

void to_json(nlohmann::json& json, const YearLevel& level) {
    json = {level.year.value(), level.expected, level.observed};
}

void from_json(const nlohmann::json& json, YearLevel& level) {
    level = {Year{json.at(0).get<int>()}, json.at(1).get<double>(), json.at(2).get<double>()};
}

}  // namespace entente::attain
