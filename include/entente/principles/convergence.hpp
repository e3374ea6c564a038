// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace entente::principles {

/// Did the chains mix, and what are their draws worth? After Vehtari, Gelman, Simpson, Carpenter & Buerkner (2021),
/// Bayesian Analysis 16(2):667-718. Draws are those of chain 0, then of chain 1, ...; all chains have the same length.

/// Improved R-hat: the larger of the rank-normalised split R-hat of the draws and of their distance from the median.
/// 1 where the chains cannot be told apart; NaN for fewer than 4 draws a chain, draws that are not finite, or constant
/// draws. Throws Error{wrong_usage} unless num_chains divides the number of draws.
[[nodiscard]] double rhat(std::span<const float> draws, std::size_t num_chains);

/// Bulk effective sample size: of the rank-normalised split chains. Negatively correlated draws may be worth more than
/// their number (at most n log10 n). NaN and errors as rhat.
[[nodiscard]] double bulk_ess(std::span<const float> draws, std::size_t num_chains);

/// Effective sample size for the mean of the draws as they are, not rank-normalised.
[[nodiscard]] double mean_ess(std::span<const float> draws, std::size_t num_chains);

/// Tail effective sample size: the smaller of those of the 5 % and the 95 % quantile.
[[nodiscard]] double tail_ess(std::span<const float> draws, std::size_t num_chains);

/// A posterior in six numbers.
struct PosteriorSummary {
    double mean = 0;
    double sd = 0;
    double q05 = 0;
    double median = 0;
    double q95 = 0;
    double rhat = 0;
    double ess = 0;  ///< bulk_ess.
};
[[nodiscard]] PosteriorSummary summarise(std::span<const float> draws, std::size_t num_chains);

}  // namespace entente::principles
