// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "lines.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr double kPanelTitle = 12.5;
constexpr double kPanelGap = 18;

std::string description_of(const SmallMultiples& chart) {
    std::string text = chart.frame.description;
    for (const Panel& panel : chart.panels) {
        text += fmt::format("{}{}:", text.empty() ? "" : " ", panel.title);
        for (const Series& series : panel.series) text += " " + summary_of(series, chart.x, chart.y);
    }
    return text;
}

/// The range of x over all panels, and of y where the panels share it.
Extent common_extent(const SmallMultiples& chart) {
    std::optional<Extent> common;
    for (const Panel& panel : chart.panels) {
        check_series(panel.series);
        const auto extent = extent_of(panel.series);
        if (!extent) continue;
        if (!common) common = extent;
        for (const double value : {extent->x.low, extent->x.high}) common->x.add(value);
        for (const double value : {extent->y.low, extent->y.high}) common->y.add(value);
    }
    if (!common) throw Error{Errc::wrong_usage, "small multiples need a panel with at least one point"};
    if (common->x.high <= common->x.low) common->x = common->x.padded(0);
    common->y = common->y.padded(0.06);
    return *common;
}

/// A key above the panels: a piece of each line and its name. Lines of one name have one entry.
double draw_key(Svg& svg, const Box& page, const SmallMultiples& chart) {
    std::vector<std::string> names;
    for (const Panel& panel : chart.panels)
        for (std::size_t k = names.size(); k < panel.series.size(); ++k) names.push_back(panel.series[k].label);
    if (names.size() < 2) return page.top;
    double left = page.left;
    double y = page.top + 8;
    for (std::size_t k = 0; k < names.size(); ++k) {
        const double width = 34 + text_width(names[k], kLabelSize);
        if (left + width > page.right && left > page.left) {
            left = page.left;
            y += line_height(kLabelSize);
        }
        const Look style = look(k);
        svg.element("path", {{"d", path_of(std::vector<XY>{{left, y - 4}, {left + 22, y - 4}})},
                             {"fill", "none"},
                             {"stroke", std::string(style.colour)},
                             {"stroke-width", "2"},
                             {"stroke-dasharray", style.dash.empty() ? "none" : std::string(style.dash)}});
        svg.text(left + 27, y, names[k], {.size_px = kLabelSize, .colour = style.ink});
        left += width + 12;
    }
    return y + 12;
}

void draw_panel(Svg& svg, const Box& cell, const Panel& panel, const SmallMultiples& chart, const Extent& common) {
    const auto own = extent_of(panel.series);
    const Range y_range = chart.shares_y || !own ? common.y : own->y.padded(0.06);
    Box plot = cell;
    plot.top += line_height(kPanelTitle) + 4 + moment_height(chart.moments);
    plot.bottom -= x_axis_height(chart.x);
    plot.left += tick_width(tick_labels(y_ticks(plot, y_range.low, y_range.high, chart.y.format), chart.y.format)) + 8;
    const Scale x{common.x.low, common.x.high, plot.left, plot.right};
    const Scale y{y_range.low, y_range.high, plot.bottom, plot.top};
    svg.open_group(panel.title, {});
    svg.text(cell.left, cell.top + kPanelTitle, shortened(panel.title, kPanelTitle, cell.width()),
             {.size_px = kPanelTitle, .colour = kInk, .is_bold = true});
    draw_y_axis(svg, plot, y, chart.y.format);
    draw_x_axis(svg, plot, x, chart.x);
    draw_moments(svg, plot, x, chart.moments);
    for (std::size_t k = 0; k < panel.series.size(); ++k) draw_series(svg, panel.series[k], look(k), x, y, chart.gap);
    svg.close_group();
}

}  // namespace

std::string draw_small_multiples(const SmallMultiples& chart) {
    chart.frame.validate();
    if (chart.num_columns < 1 || chart.num_columns > 8)
        throw Error{Errc::wrong_usage, fmt::format("num_columns is {}; it must be in 1 .. 8", chart.num_columns)};
    const Extent common = common_extent(chart);

    Svg svg(chart.frame, description_of(chart));
    Box page = draw_frame(svg, chart.frame);
    page.top = draw_key(svg, page, chart);
    const auto columns = std::min(static_cast<std::size_t>(chart.num_columns), chart.panels.size());
    const std::size_t rows = (chart.panels.size() + columns - 1) / columns;
    const double width = (page.width() - kPanelGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
    const double height = (page.height() - kPanelGap * static_cast<double>(rows - 1)) / static_cast<double>(rows);
    for (std::size_t k = 0; k < chart.panels.size(); ++k) {
        const double left = page.left + static_cast<double>(k % columns) * (width + kPanelGap);
        const double top = page.top + static_cast<double>(k / columns) * (height + kPanelGap);
        draw_panel(svg, {left, top, left + width, top + height}, chart.panels[k], chart, common);
    }
    return std::move(svg).finish();
}

}  // namespace entente::charts
