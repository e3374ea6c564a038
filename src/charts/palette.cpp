// SPDX-License-Identifier: Apache-2.0
#include "palette.hpp"

#include <array>

#include <fmt/format.h>

namespace entente::charts {
namespace {

struct Colour {
    std::string_view colour;
    std::string_view ink;
};
// Okabe and Ito (2008), Color Universal Design, in an order in which neighbours differ most; no yellow on white.
constexpr std::array<Colour, 7> kColours{{{"#0072b2", "#00609a"},
                                          {"#d55e00", "#b04c00"},
                                          {"#009e73", "#00734f"},
                                          {"#cc79a7", "#9c4a78"},
                                          {"#000000", "#000000"},
                                          {"#e69f00", "#8a5e00"},
                                          {"#56b4e9", "#1f73a3"}}};
constexpr std::array<std::string_view, 4> kDashes{"", "7 3", "2 3", "9 3 2 3"};

constexpr std::array<Fill, 6> kFills{{{"#0b3c5d", "#ffffff"},
                                      {"#56b4e9", "#000000"},
                                      {"#d55e00", "#000000"},
                                      {"#f0e0a0", "#000000"},
                                      {"#00664b", "#ffffff"},
                                      {"#e3b9d0", "#000000"}}};

void draw_polygon(Svg& svg, std::string points, std::string_view colour) {
    svg.element("polygon", {{"points", std::move(points)}, {"fill", std::string(colour)}});
}

}  // namespace

Look look(std::size_t k) noexcept {
    const Colour& colour = kColours[k % kColours.size()];
    return {colour.colour, colour.ink, kDashes[k % kDashes.size()]};
}

Fill layer_fill(std::size_t k) noexcept {
    return kFills[k % kFills.size()];
}

void draw_dot(Svg& svg, std::size_t k, XY centre, double radius, std::string_view colour) {
    const auto [x, y] = centre;
    const double r = radius;
    const std::string fill(colour);
    switch (k % 5) {
        case 0:
            return svg.element("circle", {{"cx", px(x)}, {"cy", px(y)}, {"r", px(r)}, {"fill", fill}});
        case 1:
            return svg.element("rect", {{"x", px(x - r * 0.9)},
                                        {"y", px(y - r * 0.9)},
                                        {"width", px(r * 1.8)},
                                        {"height", px(r * 1.8)},
                                        {"fill", fill}});
        case 2:
            return draw_polygon(svg,
                                fmt::format("{},{} {},{} {},{}", px(x), px(y - r * 1.2), px(x + r * 1.15),
                                            px(y + r * 0.9), px(x - r * 1.15), px(y + r * 0.9)),
                                fill);
        case 3:
            return draw_polygon(svg,
                                fmt::format("{},{} {},{} {},{} {},{}", px(x), px(y - r * 1.3), px(x + r * 1.3), px(y),
                                            px(x), px(y + r * 1.3), px(x - r * 1.3), px(y)),
                                fill);
        default:
            return svg.element("circle", {{"cx", px(x)},
                                          {"cy", px(y)},
                                          {"r", px(r * 0.85)},
                                          {"fill", "#ffffff"},
                                          {"stroke", fill},
                                          {"stroke-width", px(r * 0.55)}});
    }
}

}  // namespace entente::charts
