// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "entente/charts/frame.hpp"

namespace entente::charts {

/// Name and value of an SVG attribute.
using Attribute = std::pair<std::string_view, std::string>;
using Attributes = std::initializer_list<Attribute>;

/// A coordinate with at most two decimals and no trailing zeros.
[[nodiscard]] std::string px(double value);

struct XY {
    double x = 0;
    double y = 0;
};
/// `M x,y L x,y ...` of a path.
[[nodiscard]] std::string path_of(std::span<const XY> points);

enum class Anchor { start, middle, end };

/// How a text is set.
struct TextStyle {
    double size_px = 12;
    std::string_view colour = "#333333";
    Anchor anchor = Anchor::start;
    bool is_bold = false;
    bool has_backing = false;  ///< A white ground, so that lines behind do not disturb.
};

/// An SVG document that is written from its start to its end.
class Svg {
public:
    /// `description` is what a screen reader reads out after the title.
    Svg(const Frame& frame, std::string_view description);

    void element(std::string_view name, Attributes attributes);
    /// A group; `title` (may be empty) is read out and shown as a tooltip.
    void open_group(std::string_view title, Attributes attributes);
    void close_group();
    /// Baseline at `y`.
    void text(double x, double y, std::string_view text, const TextStyle& style);

    [[nodiscard]] std::string finish() &&;

private:
    void attributes(Attributes attributes);
    std::string out_;
};

}  // namespace entente::charts
