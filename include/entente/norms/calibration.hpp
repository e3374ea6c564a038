// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/base/random.hpp"

namespace entente::norms {

/// Forecasts that are nearly the same, against what came about.
struct ReliabilityPoint {
    double predicted = 0;  ///< Mean.
    double observed = 0;   ///< Share that came true.
    double low = 0;        ///< 90 % interval of the share, by bootstrap over texts: votes on one text go together.
    double high = 0;
    std::size_t count = 0;
};

/// How good forecasts were.
struct Reliability {
    std::vector<ReliabilityPoint> points{};  ///< Tenths of the scale; those without a case are left out.
    double calibration_error = 0;            ///< Expected: mean |predicted - observed| of the tenths, by their counts.
    double brier = 0;                        ///< Mean squared error.
    double log_score = 0;                    ///< Mean log probability of what came about; higher is better.
    std::size_t count = 0;
};

/// A forecast to be judged.
struct Judged {
    double predicted = 0;
    bool came_true = false;
    std::uint32_t cluster = 0;
};

/// Same seed, same intervals.
[[nodiscard]] Reliability reliability_of(std::span<const Judged> forecasts, Seed seed);

}  // namespace entente::norms
