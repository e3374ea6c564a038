// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/base/bootstrap.hpp"
#include "entente/base/reliability.hpp"

namespace entente::attain {

using entente::Measured;
using entente::ReliabilityBin;

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

/// Weighted mean of -log of the probability of what happened; probabilities are kept 1e-7 away from 0 and 1.
[[nodiscard]] double log_loss(std::span<const BinaryForecast> forecasts);
/// The term of one forecast, without its weight.
[[nodiscard]] double log_loss(const BinaryForecast& forecast);

/// Chance that one that happened had the higher probability than one that did not, ties half; NaN where there is only
/// one kind.
[[nodiscard]] double area_under_curve(std::span<const BinaryForecast> forecasts);

}  // namespace entente::attain
