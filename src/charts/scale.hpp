// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/charts/frame.hpp"

namespace entente::charts {

/// Values to pixels.
struct Scale {
    double low = 0;
    double high = 1;
    double low_px = 0;
    double high_px = 1;

    [[nodiscard]] double operator()(double value) const noexcept {
        return low_px + (value - low) / (high - low) * (high_px - low_px);
    }
};

/// Round values inside of low .. high, about `count` of them: steps of 1, 2, 2.5 or 5 times a power of ten (whole
/// numbers for years).
[[nodiscard]] std::vector<double> nice_ticks(double low, double high, int count, NumberFormat format);

/// The ticks as they are written, with the same number of decimals and a true minus sign.
[[nodiscard]] std::vector<std::string> tick_labels(const std::vector<double>& ticks, NumberFormat format);

/// One value as it is written in summaries and tooltips.
[[nodiscard]] std::string number_text(double value, NumberFormat format);

}  // namespace entente::charts
