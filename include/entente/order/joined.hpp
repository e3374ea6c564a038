// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/order/series.hpp"
#include "entente/order/thresholds.hpp"

namespace entente::order {

/// One series of diverse principles out of those that know a year, each in standard scores of the years from 1946 on
/// that all of them know. Its interval holds the measures' own errors and their disagreement; a year that a single
/// measure knows has one standard score more. Whether it can be trusted is what `correlations` tells.
[[nodiscard]] Series joined_principles(std::span<const Series> series, const Thresholds& thresholds);

/// Correlation of two series over the years that both know.
struct Correlation {
    std::string first{};
    std::string second{};
    Year first_year{};
    Year last_year{};
    int num_years = 0;
    double effective_years = 0;  ///< Years that are worth as much were they independent.
    double r = 0;                ///< Of the values.
    double low = 0;              ///< 90 % interval (Fisher's z with the effective years).
    double high = 0;
    double r_changes = 0;  ///< Of the yearly changes.
};

/// Correlations of every pair of the five measures of principles, from `first` on.
///
/// Neighbouring years are alike, so the effective number is n (1 - a b) / (1 + a b) with the first-order
/// autocorrelations a and b of the two series (Bartlett 1935), 4 at the least.
[[nodiscard]] std::vector<Correlation> correlations(std::span<const Series> series, Year first);

/// Effective number of a series' years: n (1 - a) / (1 + a) with its first-order autocorrelation a, which is freed of
/// the bias that short series have (Kendall 1954) and held to 0 .. 0.98. At least 3.
[[nodiscard]] double effective_years(std::span<const double> values);

}  // namespace entente::order
