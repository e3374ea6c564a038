// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/charts/frame.hpp"

namespace entente::charts {

/// A value with its interval. Without doubt `low` and `high` equal `y`.
struct Point {
    double x = 0;
    double y = 0;
    double low = 0;
    double high = 0;
};

/// One line: its points by ascending x.
struct Series {
    std::string label{};
    std::vector<Point> points{};
    /// Drawn thin and grey behind the others, without band or label: the field in which the others stand.
    bool is_context = false;
};

/// Lines over time with bands, each named at its end.
///
/// A line breaks where two neighbours are more than `gap` apart. Lines differ in colour (Okabe and Ito, without the
/// yellow that white paper swallows) and in dashes, so that they can be told apart without colour; labels never
/// overlap.
struct LineChart {
    Frame frame{};
    Axis x{.name = {}, .format = NumberFormat::year};
    Axis y{};
    std::vector<Series> series{};
    std::vector<Moment> moments{};
    double gap = 1.5;
    std::optional<double> base{};  ///< A value of y that is drawn as a line and is always in sight, such as 0.
};

/// Draws it. Same values, same bytes.
/// Throws Error{wrong_usage}: no series with a point; a value that is not finite; an interval that does not hold its
/// value; points that are not in order; a frame out of range.
[[nodiscard]] std::string draw_line_chart(const LineChart& chart);

/// One panel of small multiples.
struct Panel {
    std::string title{};
    std::vector<Series> series{};
};

/// Panels of the same kind beside each other, over one x axis; each y axis has its own scale unless they share one.
/// Lines of the same position have the same colour in all panels and are named in the first one in which they stand.
struct SmallMultiples {
    Frame frame{};
    Axis x{.name = {}, .format = NumberFormat::year};
    Axis y{};
    std::vector<Panel> panels{};
    int num_columns = 3;  ///< 1 .. 8
    bool shares_y = false;
    std::vector<Moment> moments{};
    double gap = 1.5;
};

/// Draws them. Throws as draw_line_chart, and where there is no panel.
[[nodiscard]] std::string draw_small_multiples(const SmallMultiples& chart);

}  // namespace entente::charts
