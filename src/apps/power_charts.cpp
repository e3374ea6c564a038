// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "power.hpp"

namespace entente::apps {
namespace {

constexpr std::size_t kMostLines = 8;
constexpr std::size_t kMostRows = 30;
constexpr double kQuantile95 = 1.6448536269514722;  ///< Half width of a 90 % interval in standard deviations.

charts::Point point_of(const ShareRow& row) {
    const double half = kQuantile95 * row.sd;
    return {static_cast<double>(row.year.value()), row.share, std::max(0.0, row.share - half),
            std::min(1.0, row.share + half)};
}

/// The largest in the last year, as lines.
std::string draw_shares(charts::Frame frame, const std::vector<ShareRow>& rows) {
    std::vector<std::string> largest;
    for (const ShareRow& row : rows)
        if (row.year == rows.back().year && largest.size() < kMostLines && !row.is_collective)
            largest.push_back(row.actor);
    std::map<std::string, charts::Series> lines;
    for (const ShareRow& row : rows) {
        if (std::ranges::find(largest, row.actor) == largest.end()) continue;
        lines[row.actor].label = row.name;
        lines[row.actor].points.push_back(point_of(row));
    }
    charts::LineChart chart{.frame = std::move(frame), .y = {.format = charts::NumberFormat::percent}, .base = 0};
    for (const std::string& actor : largest) chart.series.push_back(std::move(lines[actor]));
    return draw_line_chart(chart);
}

/// The largest of one year.
std::string draw_year(charts::Frame frame, const std::vector<ShareRow>& rows) {
    charts::LineUp chart{.frame = std::move(frame), .x = {.format = charts::NumberFormat::percent}, .num_columns = 1};
    for (const ShareRow& row : rows) {
        if (row.is_collective || chart.rows.size() == kMostRows) continue;
        const charts::Point point = point_of(row);
        chart.rows.push_back({row.name, point.y, point.low, point.high, row.region});
    }
    return draw_line_up(chart);
}

}  // namespace

std::string power_picture(const CommonOptions& common, const SvgOptions& svg, const std::vector<ShareRow>& rows,
                          const std::string& issue_name, const std::vector<std::string>& sources) {
    const bool is_one_year = rows.front().year == rows.back().year;
    charts::Frame frame = frame_of(common, svg, is_one_year ? 760 : 560, sources);
    frame.title = fmt::format("Who matters for {}", issue_name);
    frame.subtitle = is_one_year ? fmt::format("Share of the total in {}, the {} largest; whiskers are 90 % intervals",
                                               rows.back().year.value(), kMostRows)
                                 : fmt::format("Share of the total, the {} largest of {}; bands are 90 % intervals",
                                               kMostLines, rows.back().year.value());
    return is_one_year ? draw_year(std::move(frame), rows) : draw_shares(std::move(frame), rows);
}

}  // namespace entente::apps
