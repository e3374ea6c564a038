// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/principles/ideal_points.hpp"

namespace entente::principles {

/// Positions on one issue, and how they go with the positions overall: issue = intercept + slope * overall + N(0,
/// sd^2).
struct IssuePositions {
    std::vector<IdealPoint> points{};  ///< In the order of the issue's own fit.
    double intercept = 0;
    double slope = 0;
    double residual_sd = 1;  ///< What the overall position does not tell; 1 and no slope where nothing can be learned.
};

/// Shrinks positions from the votes on one issue towards what the positions from all votes let expect.
///
/// A fit of the issue's votes alone draws a state that hardly votes on it towards 0, the middle of all states. The
/// better guess is where its other votes put it. So the prior N(0, 1) of the issue's fit is exchanged for
/// N(intercept + slope * overall, residual_sd^2 + (slope * std_error of overall)^2), whose three numbers are learned
/// from all actors and years (empirical Bayes: weighted least squares with a moment estimate of the residual variance).
/// Where votes on the issue are many, nothing changes. What the votes say is the issue's posterior divided by N(0, 1).
///
/// Only one dimension. Points without an overall position stay as they are. Deterministic; O(points).
[[nodiscard]] IssuePositions shrink_to_overall(std::span<const IdealPoint> issue, std::span<const IdealPoint> overall);

}  // namespace entente::principles
