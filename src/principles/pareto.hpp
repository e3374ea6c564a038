// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace entente::principles {

/// Smooths importance ratios (logarithms; they are changed) by a generalised Pareto distribution fitted to the largest,
/// and returns its shape k: Vehtari, Simpson, Gelman, Yao & Gabry (2024), J. Machine Learning Research 25(72).
/// Infinity where there are too few draws to fit a tail, 0 where the tail is constant or tied; the ratios are then left
/// as they are.
[[nodiscard]] double pareto_smooth(std::span<double> log_ratios);

/// Shape and scale of a generalised Pareto distribution by the quasi-Bayes estimator of Zhang & Stephens (2009),
/// Technometrics 51:316; `values` ascending and > 0.
struct ParetoFit {
    double shape = 0;
    double scale = 0;
};
[[nodiscard]] ParetoFit fit_pareto(std::span<const double> values);

}  // namespace entente::principles
