// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/charts/frame.hpp"
#include "scale.hpp"
#include "svg.hpp"

namespace entente::charts {

/// A rectangle on the page, in pixels; y grows downwards.
struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    [[nodiscard]] double width() const noexcept { return right - left; }
    [[nodiscard]] double height() const noexcept { return bottom - top; }
};

/// Height that a line of text takes.
[[nodiscard]] constexpr double line_height(double size_px) noexcept {
    return size_px * 1.3;
}

inline constexpr double kTickSize = 11;
inline constexpr double kLabelSize = 12;

/// Writes title, subtitle and footer; what is left in between is for the plot.
[[nodiscard]] Box draw_frame(Svg& svg, const Frame& frame);

/// Width that the labels of a vertical axis take.
[[nodiscard]] double tick_width(const std::vector<std::string>& labels) noexcept;

/// Horizontal grid lines with their values left of the plot; about one tick every 50 pixels.
void draw_y_axis(Svg& svg, const Box& plot, const Scale& scale, NumberFormat format);
/// Ticks with their values below the plot, and its name under them.
void draw_x_axis(Svg& svg, const Box& plot, const Scale& scale, const Axis& axis);
/// As many round values of a horizontal scale as their labels leave room for.
[[nodiscard]] std::vector<double> x_ticks(const Scale& scale, NumberFormat format);
/// Ticks that draw_y_axis will set.
[[nodiscard]] std::vector<double> y_ticks(const Box& plot, double low, double high, NumberFormat format);

/// Height above a plot that draw_moments takes.
[[nodiscard]] constexpr double moment_height(std::span<const Moment> moments) noexcept {
    return moments.empty() ? 0 : line_height(kTickSize);
}

/// Height below a plot that draw_x_axis takes.
[[nodiscard]] double x_axis_height(const Axis& axis) noexcept;

/// The line of a value that everything is measured against.
void draw_base(Svg& svg, const Box& plot, double y_px);

/// Moments that lie in the scale, as thin lines with their words above the plot (moment_height is the room they take).
void draw_moments(Svg& svg, const Box& plot, const Scale& x, std::span<const Moment> moments);

}  // namespace entente::charts
