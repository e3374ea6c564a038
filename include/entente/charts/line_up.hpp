// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/charts/frame.hpp"

namespace entente::charts {

/// One row: a name, a value and its interval.
struct LineUpRow {
    std::string label{};
    double value = 0;
    double low = 0;
    double high = 0;
    std::string group{};  ///< Region or camp: colour and form of the dot. Empty: none.
};

/// Who stands where: a dot with its interval for every row, highest first. Many rows are set in several columns over
/// the same scale, so that two hundred states stay readable.
struct LineUp {
    Frame frame{};
    Axis x{};
    std::vector<LineUpRow> rows{};
    int num_columns = 0;  ///< 0: as few as give every row `min_row_px`.
    double min_row_px = 11;
};

/// Draws it. Same values, same bytes. Rows of equal value stand in the order of their labels; groups have their colours
/// in the order of their names.
/// Throws Error{wrong_usage}: no rows; a value that is not finite; an interval that does not hold its value; a frame
/// that is too small for the rows (it says how high it would have to be).
[[nodiscard]] std::string draw_line_up(const LineUp& chart);

}  // namespace entente::charts
