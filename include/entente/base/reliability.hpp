// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace entente {

/// A forecast of something that happened or not; it stands for `weight` of its kind.
struct BinaryForecast {
    double probability = 0;
    bool happened = false;
    double weight = 1;
};

/// One point of a reliability plot: forecasts of about the same probability.
struct ReliabilityBin {
    double weight = 0;
    double predicted = 0;  ///< Sum of weight * probability.
    double observed = 0;   ///< Sum of weight over those that happened.
};

/// Cuts probabilities into at most `num_bins` bins of about the same weight; equal probabilities share a bin.
/// Returns the upper ends of all bins but the last.
[[nodiscard]] std::vector<double> reliability_cuts(std::span<const BinaryForecast> forecasts, int num_bins);
/// Which of the cuts.size() + 1 bins a probability belongs to.
[[nodiscard]] std::size_t reliability_bin(double probability, std::span<const double> cuts);
/// Sums of each bin: cuts.size() + 1 of them.
[[nodiscard]] std::vector<ReliabilityBin> reliability(std::span<const BinaryForecast> forecasts,
                                                      std::span<const double> cuts);
/// Mean over bins, by weight, of the distance between what was predicted and what happened.
[[nodiscard]] double calibration_error(std::span<const ReliabilityBin> bins);

}  // namespace entente
