// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "svg.hpp"

namespace entente::charts {

inline constexpr std::string_view kInk = "#222222";
inline constexpr std::string_view kSoftInk = "#5b5b5b";
inline constexpr std::string_view kGrid = "#dddddd";
inline constexpr std::string_view kContext = "#d6d6d6";

/// How the k-th line or group looks: colours and dashes both go round, at different lengths, so that the first 28
/// differ.
struct Look {
    std::string_view colour;
    std::string_view ink;   ///< The colour darkened until text in it is readable on white (contrast of 4.5).
    std::string_view dash;  ///< stroke-dasharray; empty: solid.
};
[[nodiscard]] Look look(std::size_t k) noexcept;

/// Fill of the k-th layer of a stream: from dark to light and back, so that neighbours differ without colour.
struct Fill {
    std::string_view colour;
    std::string_view ink;  ///< Of text upon it.
};
[[nodiscard]] Fill layer_fill(std::size_t k) noexcept;

/// The k-th form of dot, about `radius` large: disc, square, triangle, diamond, ring.
void draw_dot(Svg& svg, std::size_t k, XY centre, double radius, std::string_view colour);

}  // namespace entente::charts
