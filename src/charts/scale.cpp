// SPDX-License-Identifier: Apache-2.0
#include "scale.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace entente::charts {
namespace {

std::string with_true_minus(std::string text) {
    if (text.starts_with('-')) text.replace(0, 1, "\u2212");
    return text;
}

/// Least nice step of at least `least`.
double nice_step(double least, bool is_whole) {
    if (is_whole && least <= 1) return 1;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (is_whole && factor == 2.5 && power < 10) continue;
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

/// Decimals that it takes to write all ticks exactly.
int decimals_of(const std::vector<double>& ticks, double factor) {
    for (int decimals = 0; decimals < 8; ++decimals) {
        const double scale = std::pow(10.0, decimals) * factor;
        if (std::ranges::all_of(ticks, [&](double t) { return std::abs(t * scale - std::round(t * scale)) < 1e-6; }))
            return decimals;
    }
    return 8;
}

}  // namespace

std::vector<double> nice_ticks(double low, double high, int count, NumberFormat format) {
    const double step = nice_step((high - low) / std::max(count, 1), format == NumberFormat::year);
    std::vector<double> ticks;
    // Multiples are counted, not summed, so that no rounding piles up.
    const double slack = step * 1e-9;
    for (double k = std::ceil((low - slack) / step); k * step <= high + slack; ++k) ticks.push_back(k * step + 0.0);
    return ticks;
}

std::vector<std::string> tick_labels(const std::vector<double>& ticks, NumberFormat format) {
    const double factor = format == NumberFormat::percent ? 100 : 1;
    const int decimals = decimals_of(ticks, factor);
    std::vector<std::string> labels;
    for (const double tick : ticks)
        labels.push_back(with_true_minus(fmt::format("{:.{}f}", tick * factor, decimals)) +
                         (format == NumberFormat::percent ? "\u00a0%" : ""));
    return labels;
}

std::string number_text(double value, NumberFormat format) {
    switch (format) {
        case NumberFormat::year:
            return fmt::format("{:.0f}", value);
        case NumberFormat::percent:
            return fmt::format("{:.1f}\u00a0%", value * 100);
        case NumberFormat::decimal:
            break;
    }
    return with_true_minus(fmt::format("{:.2f}", std::round(value * 100) / 100 + 0.0));
}

}  // namespace entente::charts
