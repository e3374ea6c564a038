// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "entente/base/random.hpp"

namespace entente::attain {

/// How well a founding was told from the sets that could have been founded instead.
struct ChoiceScore {
    double log_share = 0;        ///< Log of the real set's share among the candidates; 0 is perfect.
    double reciprocal_rank = 0;  ///< 1 / rank of the real set, ties at their mean rank.
    double in_first_five = 0;    ///< 1 or 0.
    double auc = 0;              ///< Share of the others that the real set outscores, ties half.
};

/// Scores log odds of which the first is the real set's; the candidates' shares are the softmax of their log odds.
/// Throws Error{wrong_usage} where there is no candidate.
[[nodiscard]] ChoiceScore score_choice(std::span<const double> log_odds);

/// A forecast of something that happened or not; it stands for `weight` of its kind.
struct BinaryForecast {
    double probability = 0;
    bool happened = false;
    double weight = 1;
};

/// Weighted mean of -log of the probability of what happened; probabilities are kept 1e-7 away from 0 and 1.
[[nodiscard]] double log_loss(std::span<const BinaryForecast> forecasts);
/// The term of one forecast, without its weight.
[[nodiscard]] double log_loss(const BinaryForecast& forecast);

/// Chance that one that happened had the higher probability than one that did not, ties half; NaN where there is only
/// one kind.
[[nodiscard]] double area_under_curve(std::span<const BinaryForecast> forecasts);

/// One point of a reliability plot: forecasts of about the same probability.
struct ReliabilityBin {
    double weight = 0;
    double predicted = 0;  ///< Sum of weight * probability.
    double observed = 0;   ///< Sum of weight over those that happened.
};

/// Cuts probabilities into at most `num_bins` bins of about the same weight; equal probabilities share a bin.
/// Returns the upper ends of all bins but the last.
[[nodiscard]] std::vector<double> reliability_cuts(std::span<const BinaryForecast> forecasts, int num_bins);
/// Sums of each bin: cuts.size() + 1 of them.
[[nodiscard]] std::vector<ReliabilityBin> reliability(std::span<const BinaryForecast> forecasts,
                                                      std::span<const double> cuts);
/// Mean over bins, by weight, of the distance between what was predicted and what happened.
[[nodiscard]] double calibration_error(std::span<const ReliabilityBin> bins);

/// A measured value with its 90 % interval.
struct Measured {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// A statistic of units drawn anew with replacement; `drawn` holds the positions of as many units as there are.
using Statistic = std::function<double(std::span<const std::uint32_t> drawn)>;

/// The statistic of all units, and the 5th and 95th percentile over resamples of them (Efron 1979). Units are events:
/// what is not independent within one is drawn together. Resamples for which it is NaN are left out.
/// Same seed, same bits.
[[nodiscard]] Measured bootstrap(std::size_t num_units, const Statistic& statistic, Seed seed, int num_resamples = 500);

/// Of one unit: a score and what it is measured in (1 for a mean).
struct RatioUnit {
    double numerator = 0;
    double denominator = 1;
};
/// Sum of numerators over sum of denominators, units drawn together: means, weighted means, totals and skills.
[[nodiscard]] Measured bootstrap_ratio(std::span<const RatioUnit> units, Seed seed, int num_resamples = 500);

}  // namespace entente::attain
