// SPDX-License-Identifier: Apache-2.0
#include "svg.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "entente/base/xml.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr std::string_view kFonts = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

std::string_view name_of(Anchor anchor) {
    constexpr std::string_view names[] = {"start", "middle", "end"};
    return names[static_cast<std::size_t>(anchor)];
}

}  // namespace

std::string px(double value) {
    // Adding 0 turns -0 into 0.
    std::string text = fmt::format("{:.2f}", std::round(value * 100) / 100 + 0.0);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string path_of(std::span<const XY> points) {
    std::string path;
    for (const XY& point : points)
        fmt::format_to(std::back_inserter(path), "{}{},{}", path.empty() ? "M" : "L", px(point.x), px(point.y));
    return path;
}

Svg::Svg(const Frame& frame, std::string_view description) {
    const std::string width = px(frame.width_px);
    const std::string height = px(frame.height_px);
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" xml:lang=\"en\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\" font-family=\"{2}\">\n",
        width, height, kFonts);
    out_ += fmt::format("<title>{}</title>\n<desc>{}</desc>\n", xml_escaped(frame.title), xml_escaped(description));
    element("rect", {{"width", width}, {"height", height}, {"fill", "#ffffff"}});
}

void Svg::attributes(Attributes attributes) {
    for (const auto& [name, value] : attributes) fmt::format_to(std::back_inserter(out_), " {}=\"{}\"", name, value);
}

void Svg::element(std::string_view name, Attributes attributes) {
    out_ += fmt::format("<{}", name);
    this->attributes(attributes);
    out_ += "/>\n";
}

void Svg::open_group(std::string_view title, Attributes attributes) {
    out_ += "<g";
    this->attributes(attributes);
    out_ += ">\n";
    if (!title.empty()) out_ += fmt::format("<title>{}</title>\n", xml_escaped(title));
}

void Svg::close_group() {
    out_ += "</g>\n";
}

void Svg::text(double x, double y, std::string_view text, const TextStyle& style) {
    if (style.has_backing) {
        const double width = text_width(text, style.size_px) * 0.95;
        const double left = x - width * (style.anchor == Anchor::end      ? 1.0
                                         : style.anchor == Anchor::middle ? 0.5
                                                                          : 0.0);
        element("rect", {{"x", px(left)},
                         {"y", px(y - style.size_px * 0.9)},
                         {"width", px(width)},
                         {"height", px(style.size_px * 1.15)},
                         {"fill", "#ffffff"},
                         {"fill-opacity", "0.75"}});
    }
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"", px(x), px(y), px(style.size_px));
    if (style.anchor != Anchor::start) out_ += fmt::format(" text-anchor=\"{}\"", name_of(style.anchor));
    if (style.is_bold) out_ += " font-weight=\"bold\"";
    out_ += fmt::format(" fill=\"{}\">{}</text>\n", style.colour, xml_escaped(text));
}

std::string Svg::finish() && {
    return std::move(out_) + "</svg>\n";
}

}  // namespace entente::charts
