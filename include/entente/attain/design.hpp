// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "entente/attain/cases.hpp"
#include "entente/attain/composition.hpp"

namespace entente::attain {

/// Columns of the models' design: all features, standardised; whether some of them are missing; a few squares and
/// products, so that an effect may bend.
inline constexpr std::size_t kNumMissing = 5;
inline constexpr std::size_t kNumProducts = 16;
inline constexpr std::size_t kNumDesign = kNumColumns + kNumMissing + kNumProducts;

using DesignRow = std::array<float, kNumDesign>;

/// Name of a design column: a feature's, `missing.<feature>`, or `<feature> x <feature>`.
[[nodiscard]] std::string design_name(std::size_t column);
[[nodiscard]] Sign design_sign(std::size_t column);

/// Mean and spread of each feature within the foundings of a group. A feature that does not vary within foundings has
/// scale 0 and drops out.
struct GroupScale {
    std::array<float, kNumColumns> mean{};
    std::array<float, kNumColumns> inverse_sd{};
};

/// Standardised features in the order of `design_name`. A missing value becomes the mean, and its indicator 1; values
/// beyond six standard deviations are set to six.
void standardise(const FeatureRow& features, const GroupScale& scale, DesignRow& row);

/// Scales from foundings before a year: mean over all candidates, spread within foundings.
[[nodiscard]] GroupScale scale_of(const CaseTable& table, CaseGroup group, Year before);

}  // namespace entente::attain
