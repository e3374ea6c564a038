// SPDX-License-Identifier: Apache-2.0
#include "entente/charts/line_chart.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "labels.hpp"
#include "lines.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr double kMaxLabelWidth = 190;
constexpr double kLeader = 14;  ///< Room between the plot and the labels, for the lines that lead to them.

/// A line that is named, its look, and where its name goes.
struct Named {
    const Series* series;
    Look look;
};

std::vector<Named> named_series(const LineChart& chart) {
    std::vector<Named> named;
    for (const Series& series : chart.series)
        if (!series.is_context && !series.points.empty()) named.push_back({&series, look(named.size())});
    return named;
}

std::string description_of(const LineChart& chart) {
    std::string text = chart.frame.description;
    for (const Series& series : chart.series)
        if (!series.is_context && !series.points.empty())
            text += (text.empty() ? "" : " ") + summary_of(series, chart.x, chart.y);
    return text;
}

double label_width(const std::vector<Named>& named) {
    double width = 0;
    for (const Named& line : named) width = std::max(width, text_width(line.series->label, kLabelSize));
    return std::min(width, kMaxLabelWidth);
}

/// Whether a line goes on to the right edge, so that its name stands beside the plot; else it stands above its end.
bool reaches_edge(const Series& series, const Scale& x) {
    return x(series.points.back().x) > x.high_px - 30;
}

void draw_labels_beside(Svg& svg, const Box& plot, std::span<const Named> lines, const Scale& x, const Scale& y) {
    std::vector<double> wanted;
    for (const Named& line : lines) wanted.push_back(y(line.series->points.back().y));
    const std::vector<double> places = spread(wanted, line_height(kLabelSize) * 0.95, plot.top, plot.bottom);
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const double from = x(lines[k].series->points.back().x);
        const std::vector<XY> leader{
            {from + 1, wanted[k]}, {plot.right + 3, wanted[k]}, {plot.right + kLeader - 3, places[k]}};
        svg.element("path", {{"d", path_of(leader)},
                             {"fill", "none"},
                             {"stroke", std::string(lines[k].look.colour)},
                             {"stroke-width", "0.8"}});
        svg.text(plot.right + kLeader, places[k] + kLabelSize * 0.36,
                 shortened(lines[k].series->label, kLabelSize, kMaxLabelWidth),
                 {.size_px = kLabelSize, .colour = lines[k].look.ink});
    }
}

void draw_label_at_end(Svg& svg, const Box& plot, const Named& line, const Scale& x, const Scale& y) {
    const Point& end = line.series->points.back();
    const double above = y(end.high) - 6;
    const double at = above > plot.top + kLabelSize ? above : y(end.low) + kLabelSize + 4;
    svg.text(x(end.x), at, line.series->label,
             {.size_px = kLabelSize, .colour = line.look.ink, .anchor = Anchor::middle, .has_backing = true});
}

/// The plot's place: room for the values of y at the left and for the names at the right.
Box plot_box(const Box& page, const LineChart& chart, const Range& y, double label_px) {
    Box plot = page;
    plot.bottom -= x_axis_height(chart.x);
    plot.top += moment_height(chart.moments) + (chart.y.name.empty() ? 0 : line_height(kTickSize));
    plot.left += tick_width(tick_labels(y_ticks(plot, y.low, y.high, chart.y.format), chart.y.format)) + 8;
    plot.right -= label_px + kLeader;
    return plot;
}

Extent extent_with_base(const LineChart& chart) {
    check_series(chart.series);
    std::optional<Extent> extent = extent_of(chart.series);
    if (!extent) throw Error{Errc::wrong_usage, "a line chart needs a line with at least one point"};
    if (chart.base) extent->y.add(*chart.base);
    extent->y = extent->y.padded(0.04);
    if (extent->x.high <= extent->x.low) extent->x = extent->x.padded(0);
    return *extent;
}

}  // namespace

std::string draw_line_chart(const LineChart& chart) {
    chart.frame.validate();
    const Extent extent = extent_with_base(chart);
    const std::vector<Named> named = named_series(chart);

    Svg svg(chart.frame, description_of(chart));
    const Box plot = plot_box(draw_frame(svg, chart.frame), chart, extent.y, label_width(named));
    const Scale x{extent.x.low, extent.x.high, plot.left, plot.right};
    const Scale y{extent.y.low, extent.y.high, plot.bottom, plot.top};
    draw_y_axis(svg, plot, y, chart.y.format);
    if (!chart.y.name.empty())
        svg.text(plot.left, plot.top - 6 - moment_height(chart.moments), chart.y.name,
                 {.size_px = kTickSize, .colour = kSoftInk});
    if (chart.base) draw_base(svg, plot, y(*chart.base));
    draw_x_axis(svg, plot, x, chart.x);
    draw_moments(svg, plot, x, chart.moments);

    for (const Series& series : chart.series)
        if (series.is_context) draw_series(svg, series, {}, x, y, chart.gap);
    for (const Named& line : named) draw_series(svg, *line.series, line.look, x, y, chart.gap);

    std::vector<Named> beside;
    for (const Named& line : named) {
        if (reaches_edge(*line.series, x))
            beside.push_back(line);
        else
            draw_label_at_end(svg, plot, line, x, y);
    }
    draw_labels_beside(svg, plot, beside, x, y);
    return std::move(svg).finish();
}

}  // namespace entente::charts
