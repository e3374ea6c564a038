// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace entente::charts {

/// What stands around a picture, and how large it is. Text is UTF-8 and may hold any character.
struct Frame {
    std::string title{};
    std::string subtitle{};  ///< What is shown, and in which unit.
    /// For readers who cannot see the picture; a summary of the figures is added to it.
    std::string description{};
    std::vector<std::string> footer{};  ///< Sources and the command that drew the picture, a line each.
    double width_px = 900;              ///< 320 .. 4000
    double height_px = 560;             ///< 240 .. 8000

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// How the figures along an axis are written.
enum class NumberFormat {
    decimal,  ///< 1.5, with as many decimals as the ticks need
    percent,  ///< shares in 0 .. 1 as 25 %
    year,     ///< whole numbers, never grouped
};

/// An axis. Its ends come from the data.
struct Axis {
    std::string name{};  ///< May be empty where the subtitle says it.
    NumberFormat format = NumberFormat::decimal;
};

/// A moment that helps to read a picture over time: a thin line with a word at its top.
struct Moment {
    double x = 0;
    std::string label{};
};

}  // namespace entente::charts
