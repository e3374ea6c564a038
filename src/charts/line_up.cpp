// SPDX-License-Identifier: Apache-2.0
#include "entente/charts/line_up.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "palette.hpp"
#include "plot.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr double kMaxLabelWidth = 170;
constexpr double kColumnGap = 22;
constexpr double kLeastColumn = 230;  ///< Pixels below which a column's dots can no longer be told apart.

/// Rows as they are drawn: highest first.
std::vector<const LineUpRow*> ordered_rows(const LineUp& chart) {
    std::vector<const LineUpRow*> rows;
    for (const LineUpRow& row : chart.rows) rows.push_back(&row);
    std::ranges::stable_sort(rows, [](const LineUpRow* a, const LineUpRow* b) {
        return a->value != b->value ? a->value > b->value : a->label < b->label;
    });
    return rows;
}

void check_rows(const LineUp& chart) {
    if (chart.rows.empty()) throw Error{Errc::wrong_usage, "a line-up needs at least one row"};
    for (const LineUpRow& row : chart.rows) {
        if (!std::isfinite(row.value) || !std::isfinite(row.low) || !std::isfinite(row.high))
            throw Error{Errc::wrong_usage, fmt::format("row '{}': a value is not finite", row.label)};
        if (row.low > row.value || row.high < row.value)
            throw Error{Errc::wrong_usage, fmt::format("row '{}': the interval {} .. {} does not hold {}", row.label,
                                                       row.low, row.high, row.value)};
    }
}

std::vector<std::string> groups_of(const LineUp& chart) {
    std::set<std::string> groups;
    for (const LineUpRow& row : chart.rows)
        if (!row.group.empty()) groups.insert(row.group);
    return {groups.begin(), groups.end()};
}

std::size_t group_index(const std::vector<std::string>& groups, const std::string& group) {
    return static_cast<std::size_t>(std::ranges::lower_bound(groups, group) - groups.begin());
}

std::string description_of(const LineUp& chart, const std::vector<const LineUpRow*>& rows) {
    const auto of = [&](const LineUpRow& row) {
        return fmt::format("{} {} ({} to {})", row.label, number_text(row.value, chart.x.format),
                           number_text(row.low, chart.x.format), number_text(row.high, chart.x.format));
    };
    return fmt::format("{}{}{} rows from the highest, {}, to the lowest, {}.", chart.frame.description,
                       chart.frame.description.empty() ? "" : " ", rows.size(), of(*rows.front()), of(*rows.back()));
}

double draw_key(Svg& svg, const Box& page, const std::vector<std::string>& groups) {
    if (groups.empty()) return page.top;
    double left = page.left;
    for (std::size_t k = 0; k < groups.size(); ++k) {
        draw_dot(svg, k, {left + 5, page.top + 4}, 4, look(k).colour);
        svg.text(left + 14, page.top + 8, groups[k], {.size_px = kLabelSize, .colour = look(k).ink});
        left += 30 + text_width(groups[k], kLabelSize);
    }
    return page.top + 20;
}

/// How the rows are set.
struct Grid {
    std::size_t num_columns = 1;
    std::size_t rows_a_column = 1;
    double row_px = 0;
};

Grid grid_of(const LineUp& chart, const Box& page) {
    const auto count = chart.rows.size();
    const auto most =
        static_cast<std::size_t>(std::max(1.0, (page.width() + kColumnGap) / (kLeastColumn + kColumnGap)));
    const double height = page.height() - x_axis_height(chart.x);
    Grid grid{.num_columns = static_cast<std::size_t>(std::max(chart.num_columns, 1))};
    const auto settle = [&] {
        grid.rows_a_column = (count + grid.num_columns - 1) / grid.num_columns;
        grid.row_px = height / static_cast<double>(grid.rows_a_column);
    };
    settle();
    while (chart.num_columns == 0 && grid.row_px < chart.min_row_px && grid.num_columns < most) {
        ++grid.num_columns;
        settle();
    }
    if (grid.row_px < chart.min_row_px) {
        const double missing = (chart.min_row_px - grid.row_px) * static_cast<double>(grid.rows_a_column);
        throw Error{Errc::wrong_usage,
                    fmt::format("{} rows do not fit: at this width the picture has to be {:.0f} pixels high", count,
                                std::ceil(chart.frame.height_px + missing))};
    }
    grid.row_px = std::min(grid.row_px, 26.0);
    return grid;
}

void draw_row(Svg& svg, const LineUpRow& row, std::size_t group, const Scale& x, double y, double row_px) {
    const Look style = look(group);
    const double size = std::clamp(row_px * 0.82, 8.0, kLabelSize);
    svg.open_group(
        fmt::format("{}: {} ({} to {})", row.label, number_text(row.value, NumberFormat::decimal),
                    number_text(row.low, NumberFormat::decimal), number_text(row.high, NumberFormat::decimal)),
        {});
    svg.text(x.low_px - 8, y + size * 0.36, shortened(row.label, size, kMaxLabelWidth),
             {.size_px = size, .colour = kInk, .anchor = Anchor::end});
    svg.element("line", {{"x1", px(x.low_px - 4)},
                         {"y1", px(y)},
                         {"x2", px(x.high_px)},
                         {"y2", px(y)},
                         {"stroke", "#ececec"},
                         {"stroke-width", "0.8"}});
    const std::string colour(style.colour);
    svg.element("line", {{"x1", px(x(row.low))},
                         {"y1", px(y)},
                         {"x2", px(x(row.high))},
                         {"y2", px(y)},
                         {"stroke", colour},
                         {"stroke-width", "2"},
                         {"stroke-opacity", "0.45"}});
    draw_dot(svg, group, {x(row.value), y}, std::clamp(row_px * 0.3, 2.6, 4.5), colour);
    svg.close_group();
}

void draw_column(Svg& svg, const Box& box, std::span<const LineUpRow* const> rows, const Scale& x,
                 const std::vector<std::string>& groups, const LineUp& chart, double row_px) {
    for (const double tick : x_ticks(x, chart.x.format))
        svg.element("line", {{"x1", px(x(tick))},
                             {"y1", px(box.top)},
                             {"x2", px(x(tick))},
                             {"y2", px(box.bottom)},
                             {"stroke", std::string(kGrid)},
                             {"stroke-width", tick == 0 ? "1.6" : "1"}});
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const double y = box.top + (static_cast<double>(k) + 0.5) * row_px;
        draw_row(svg, *rows[k], group_index(groups, rows[k]->group), x, y, row_px);
    }
    draw_x_axis(svg, box, x, chart.x);
}

}  // namespace

std::string draw_line_up(const LineUp& chart) {
    chart.frame.validate();
    check_rows(chart);
    const std::vector<const LineUpRow*> rows = ordered_rows(chart);
    const std::vector<std::string> groups = groups_of(chart);

    Svg svg(chart.frame, description_of(chart, rows));
    Box page = draw_frame(svg, chart.frame);
    page.top = draw_key(svg, page, groups);
    const Grid grid = grid_of(chart, page);

    double low = rows.front()->low;
    double high = rows.front()->high;
    double labels = 0;
    const double size = std::clamp(grid.row_px * 0.82, 8.0, kLabelSize);
    for (const LineUpRow* row : rows) {
        low = std::min(low, row->low);
        high = std::max(high, row->high);
        labels = std::max(labels, std::min(text_width(row->label, size), kMaxLabelWidth));
    }
    const double air = high > low ? (high - low) * 0.03 : 0.5;
    const double width =
        (page.width() - kColumnGap * static_cast<double>(grid.num_columns - 1)) / static_cast<double>(grid.num_columns);
    const double height = grid.row_px * static_cast<double>(grid.rows_a_column);
    for (std::size_t c = 0; c < grid.num_columns; ++c) {
        const std::size_t begin = c * grid.rows_a_column;
        if (begin >= rows.size()) break;
        const double left = page.left + static_cast<double>(c) * (width + kColumnGap);
        const Box box{left + labels + 10, page.top, left + width, page.top + height};
        const std::size_t count = std::min(grid.rows_a_column, rows.size() - begin);
        draw_column(svg, box, std::span(rows).subspan(begin, count), {low - air, high + air, box.left, box.right},
                    groups, chart, grid.row_px);
    }
    return std::move(svg).finish();
}

}  // namespace entente::charts
