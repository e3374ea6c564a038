// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "power.hpp"

namespace entente::apps {
namespace {

constexpr std::size_t kMostLines = 8;
constexpr std::size_t kMostRows = 30;
constexpr double kQuantile95 = 1.6448536269514722;  ///< Half width of a 90 % interval in standard deviations.

charts::Point point_of(const atlas::ImpactShareRow& row) {
    const double half = kQuantile95 * row.sd;
    return {static_cast<double>(row.year.value()), row.share, std::max(0.0, row.share - half),
            std::min(1.0, row.share + half)};
}

std::string name_of(const atlas::World& world, ActorId actor) {
    const auto index = world.find(actor);
    return index ? world.actor(*index).name : fmt::format("{}", actor.value());
}

/// States only: a collective entity's share is that of its members, who are shown themselves.
bool is_state(const atlas::World& world, ActorId actor) {
    const auto index = world.find(actor);
    return index && world.actor(*index).kind == ActorKind::state;
}

/// The states with the largest shares in the last year, as lines.
std::string draw_shares(charts::Frame frame, const atlas::World& world,
                        const std::vector<atlas::ImpactShareRow>& rows) {
    std::vector<ActorId> largest;
    for (const atlas::ImpactShareRow& row : rows)
        if (row.year == rows.back().year && largest.size() < kMostLines && is_state(world, row.actor))
            largest.push_back(row.actor);
    std::map<ActorId, charts::Series> lines;
    for (const atlas::ImpactShareRow& row : rows) {
        if (std::ranges::find(largest, row.actor) == largest.end()) continue;
        lines[row.actor].label = name_of(world, row.actor);
        lines[row.actor].points.push_back(point_of(row));
    }
    charts::LineChart chart{.frame = std::move(frame), .y = {.format = charts::NumberFormat::percent}, .base = 0};
    for (const ActorId actor : largest) chart.series.push_back(std::move(lines[actor]));
    return draw_line_chart(chart);
}

/// The largest of one year.
std::string draw_year(charts::Frame frame, const atlas::World& world, const std::vector<atlas::ImpactShareRow>& rows) {
    charts::LineUp chart{.frame = std::move(frame), .x = {.format = charts::NumberFormat::percent}, .num_columns = 1};
    for (const atlas::ImpactShareRow& row : rows) {
        if (!is_state(world, row.actor) || chart.rows.size() == kMostRows) continue;
        const charts::Point point = point_of(row);
        chart.rows.push_back(
            {name_of(world, row.actor), point.y, point.low, point.high, world.actor(*world.find(row.actor)).region});
    }
    return draw_line_up(chart);
}

}  // namespace

std::string power_picture(const CommonOptions& common, const SvgOptions& svg, const Issue& issue,
                          const atlas::World& world, const std::vector<atlas::ImpactShareRow>& rows) {
    const bool is_one_year = rows.front().year == rows.back().year;
    std::vector<std::string> sources;
    for (const ImpactWeight& weight : issue.weights)
        if (const auto series = world.find_series(weight.series))
            sources.push_back(title_of(world.sources(), world.series()[*series].source));
    charts::Frame frame = frame_of(common, svg, is_one_year ? 760 : 560, sources);
    frame.title = fmt::format("Who matters for {}", issue.name);
    frame.subtitle =
        fmt::format("Share of the world's total{}; {} are 90 % intervals",
                    is_one_year ? fmt::format(" in {}, the {} largest", rows.back().year.value(), kMostRows)
                                : fmt::format(", the {} largest of {}", kMostLines, rows.back().year.value()),
                    is_one_year ? "whiskers" : "bands");
    return is_one_year ? draw_year(std::move(frame), world, rows) : draw_shares(std::move(frame), world, rows);
}

}  // namespace entente::apps
