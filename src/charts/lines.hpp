// SPDX-License-Identifier: Apache-2.0
//
// What line charts and small multiples have in common: checked series, their ranges, bands and lines.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "entente/charts/line_chart.hpp"
#include "palette.hpp"
#include "plot.hpp"

namespace entente::charts {

/// Least and largest of what is drawn.
struct Range {
    double low = 0;
    double high = 0;

    void add(double value) noexcept;
    /// With air on both sides; a single value gets a unit of room.
    [[nodiscard]] Range padded(double share) const noexcept;
};
struct Extent {
    Range x{};
    Range y{};
};

/// Throws Error{wrong_usage} as draw_line_chart says.
void check_series(std::span<const Series> series);

/// What the points take; nothing where there are none.
[[nodiscard]] std::optional<Extent> extent_of(std::span<const Series> series);

/// Draws one series: its band, then its line, broken at gaps. A point that stands alone is a dot.
void draw_series(Svg& svg, const Series& series, const Look& look, const Scale& x, const Scale& y, double gap);

/// One sentence on a series: from what to what, and how sure.
[[nodiscard]] std::string summary_of(const Series& series, const Axis& x, const Axis& y);

}  // namespace entente::charts
