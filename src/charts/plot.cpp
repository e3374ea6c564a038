// SPDX-License-Identifier: Apache-2.0
#include "plot.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "palette.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr double kMargin = 16;
constexpr double kTitleSize = 19;
constexpr double kSubtitleSize = 13;
constexpr double kFooterSize = 10;

void check_size(std::string_view field, double value, double least, double most) {
    if (!(value >= least && value <= most))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; it must be in {} .. {}", field, value, least, most)};
}

void draw_rule(Svg& svg, XY from, XY to, std::string_view colour, double width = 1) {
    svg.element("line", {{"x1", px(from.x)},
                         {"y1", px(from.y)},
                         {"x2", px(to.x)},
                         {"y2", px(to.y)},
                         {"stroke", std::string(colour)},
                         {"stroke-width", px(width)}});
}

/// Writes the footer upwards from the lower edge and returns where it begins.
double draw_footer(Svg& svg, const Frame& frame, double width) {
    std::vector<std::string> lines;
    for (const std::string& paragraph : frame.footer)
        for (std::string& line : wrap(paragraph, kFooterSize, width)) lines.push_back(std::move(line));
    const double top = frame.height_px - kMargin / 2 - line_height(kFooterSize) * static_cast<double>(lines.size());
    double y = top;
    for (const std::string& line : lines) {
        y += line_height(kFooterSize);
        svg.text(kMargin, y - 3, line, {.size_px = kFooterSize, .colour = kSoftInk});
    }
    return lines.empty() ? frame.height_px - kMargin : top - 6;
}

}  // namespace

void Frame::validate() const {
    check_size("width", width_px, 320, 4000);
    check_size("height", height_px, 240, 8000);
}

Box draw_frame(Svg& svg, const Frame& frame) {
    const double width = frame.width_px - 2 * kMargin;
    double y = kMargin / 2;
    const auto write = [&](const std::string& text, const TextStyle& style) {
        for (const std::string& line : wrap(text, style.size_px, width)) {
            y += line_height(style.size_px);
            svg.text(kMargin, y - 2, line, style);
        }
    };
    write(frame.title, {.size_px = kTitleSize, .colour = kInk, .is_bold = true});
    write(frame.subtitle, {.size_px = kSubtitleSize, .colour = kSoftInk});
    const double bottom = draw_footer(svg, frame, width);
    return {kMargin, y + 14, frame.width_px - kMargin, bottom};
}

double tick_width(const std::vector<std::string>& labels) noexcept {
    double width = 0;
    for (const std::string& label : labels) width = std::max(width, text_width(label, kTickSize));
    return width;
}

std::vector<double> y_ticks(const Box& plot, double low, double high, NumberFormat format) {
    return nice_ticks(low, high, std::max(2, static_cast<int>(plot.height() / 50)), format);
}

void draw_y_axis(Svg& svg, const Box& plot, const Scale& scale, NumberFormat format) {
    const std::vector<double> ticks = y_ticks(plot, scale.low, scale.high, format);
    const std::vector<std::string> labels = tick_labels(ticks, format);
    for (std::size_t k = 0; k < ticks.size(); ++k) {
        const double y = scale(ticks[k]);
        draw_rule(svg, {plot.left, y}, {plot.right, y}, kGrid);
        svg.text(plot.left - 6, y + kTickSize * 0.36, labels[k],
                 {.size_px = kTickSize, .colour = kSoftInk, .anchor = Anchor::end});
    }
}

std::vector<double> x_ticks(const Scale& scale, NumberFormat format) {
    constexpr double kLeastGap = 20;
    const double room = std::abs(scale.high_px - scale.low_px);
    for (int count = static_cast<int>(room / 25); count > 2; --count) {
        const std::vector<double> ticks = nice_ticks(scale.low, scale.high, count, format);
        if (ticks.size() < 2) continue;
        const double apart = std::abs(scale(ticks[1]) - scale(ticks[0]));
        if (apart >= tick_width(tick_labels(ticks, format)) + kLeastGap) return ticks;
    }
    return nice_ticks(scale.low, scale.high, 2, format);
}

double x_axis_height(const Axis& axis) noexcept {
    return 8 + line_height(kTickSize) + (axis.name.empty() ? 0 : line_height(kTickSize));
}

void draw_x_axis(Svg& svg, const Box& plot, const Scale& scale, const Axis& axis) {
    draw_rule(svg, {plot.left, plot.bottom}, {plot.right, plot.bottom}, "#888888");
    const std::vector<double> ticks = x_ticks(scale, axis.format);
    const std::vector<std::string> labels = tick_labels(ticks, axis.format);
    for (std::size_t k = 0; k < ticks.size(); ++k) {
        const double x = scale(ticks[k]);
        draw_rule(svg, {x, plot.bottom}, {x, plot.bottom + 4}, "#888888");
        svg.text(x, plot.bottom + 5 + kTickSize, labels[k],
                 {.size_px = kTickSize, .colour = kSoftInk, .anchor = Anchor::middle});
    }
    if (!axis.name.empty())
        svg.text((plot.left + plot.right) / 2, plot.bottom + 5 + kTickSize + line_height(kTickSize), axis.name,
                 {.size_px = kTickSize, .colour = kSoftInk, .anchor = Anchor::middle});
}

void draw_base(Svg& svg, const Box& plot, double y_px) {
    draw_rule(svg, {plot.left, y_px}, {plot.right, y_px}, "#888888");
}

void draw_moments(Svg& svg, const Box& plot, const Scale& x, std::span<const Moment> moments) {
    for (const Moment& moment : moments) {
        if (moment.x < x.low || moment.x > x.high) continue;
        const double at = x(moment.x);
        svg.element("line", {{"x1", px(at)},
                             {"y1", px(plot.top)},
                             {"x2", px(at)},
                             {"y2", px(plot.bottom)},
                             {"stroke", "#777777"},
                             {"stroke-width", "1"},
                             {"stroke-dasharray", "1 3"}});
        const double half = text_width(moment.label, kTickSize) / 2;
        svg.text(std::clamp(at, plot.left + half, std::max(plot.left + half, plot.right - half)), plot.top - 4,
                 moment.label, {.size_px = kTickSize, .colour = kSoftInk, .anchor = Anchor::middle});
    }
}

}  // namespace entente::charts
