// SPDX-License-Identifier: Apache-2.0
#include "lines.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::charts {
namespace {

/// Calls `draw` with each run of points without a gap.
template <typename Draw>
void for_each_run(std::span<const Point> points, double gap, const Draw& draw) {
    for (std::size_t begin = 0; begin < points.size();) {
        std::size_t end = begin + 1;
        while (end < points.size() && points[end].x - points[end - 1].x <= gap) ++end;
        draw(points.subspan(begin, end - begin));
        begin = end;
    }
}

void draw_band(Svg& svg, std::span<const Point> run, std::string_view colour, const Scale& x, const Scale& y) {
    std::vector<XY> outline;
    for (const Point& point : run) outline.push_back({x(point.x), y(point.high)});
    for (auto point = run.rbegin(); point != run.rend(); ++point) outline.push_back({x(point->x), y(point->low)});
    svg.element(
        "path",
        {{"d", path_of(outline) + "Z"}, {"fill", std::string(colour)}, {"fill-opacity", "0.16"}, {"stroke", "none"}});
}

void draw_line(Svg& svg, std::span<const Point> run, const Series& series, const Look& look, const Scale& x,
               const Scale& y) {
    const std::string colour(series.is_context ? kContext : look.colour);
    if (run.size() == 1)
        return svg.element("circle", {{"cx", px(x(run[0].x))}, {"cy", px(y(run[0].y))}, {"r", "2"}, {"fill", colour}});
    std::vector<XY> points;
    for (const Point& point : run) points.push_back({x(point.x), y(point.y)});
    const std::string path = path_of(points);
    // A white edge, so that crossing lines stay apart.
    if (!series.is_context)
        svg.element(
            "path",
            {{"d", path}, {"fill", "none"}, {"stroke", "#ffffff"}, {"stroke-width", "3.6"}, {"stroke-opacity", "0.7"}});
    svg.element("path",
                {{"d", path},
                 {"fill", "none"},
                 {"stroke", colour},
                 {"stroke-width", series.is_context ? "0.7" : "2"},
                 {"stroke-linejoin", "round"},
                 {"stroke-dasharray", series.is_context || look.dash.empty() ? "none" : std::string(look.dash)}});
}

}  // namespace

void Range::add(double value) noexcept {
    low = std::min(low, value);
    high = std::max(high, value);
}

Range Range::padded(double share) const noexcept {
    if (high <= low) return {low - 0.5, high + 0.5};
    const double air = (high - low) * share;
    return {low - air, high + air};
}

void check_series(std::span<const Series> series) {
    for (const Series& line : series)
        for (std::size_t k = 0; k < line.points.size(); ++k) {
            const Point& p = line.points[k];
            const auto fail = [&](std::string_view what) {
                throw Error{Errc::wrong_usage, fmt::format("line '{}', point {}: {}", line.label, k + 1, what)};
            };
            for (const double value : {p.x, p.y, p.low, p.high})
                if (!std::isfinite(value)) fail("a value is not finite");
            if (p.low > p.y || p.high < p.y)
                fail(fmt::format("the interval {} .. {} does not hold {}", p.low, p.high, p.y));
            if (k > 0 && line.points[k - 1].x >= p.x) fail("x must grow from point to point");
        }
}

std::optional<Extent> extent_of(std::span<const Series> series) {
    std::optional<Extent> extent;
    for (const Series& line : series)
        for (const Point& point : line.points) {
            if (!extent) extent = Extent{{point.x, point.x}, {point.y, point.y}};
            extent->x.add(point.x);
            extent->y.add(line.is_context ? point.y : point.low);
            extent->y.add(line.is_context ? point.y : point.high);
        }
    return extent;
}

void draw_series(Svg& svg, const Series& series, const Look& look, const Scale& x, const Scale& y, double gap) {
    if (!series.is_context) svg.open_group(series.label, {});
    for_each_run(series.points, gap, [&](std::span<const Point> run) {
        const bool has_band =
            !series.is_context && std::ranges::any_of(run, [](const Point& p) { return p.high > p.low; });
        if (has_band) draw_band(svg, run, look.colour, x, y);
        draw_line(svg, run, series, look, x, y);
    });
    if (!series.is_context) svg.close_group();
}

std::string summary_of(const Series& series, const Axis& x, const Axis& y) {
    if (series.points.empty()) return {};
    const auto value = [&](const Point& p) {
        std::string text = number_text(p.y, y.format);
        if (p.high > p.low)
            text += fmt::format(" ({} to {})", number_text(p.low, y.format), number_text(p.high, y.format));
        return text + " in " + number_text(p.x, x.format);
    };
    const Point& first = series.points.front();
    const Point& last = series.points.back();
    if (series.points.size() == 1) return fmt::format("{}: {}.", series.label, value(first));
    return fmt::format("{}: {}, {}.", series.label, value(first), value(last));
}

}  // namespace entente::charts
