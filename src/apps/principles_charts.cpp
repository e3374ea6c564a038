// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "principles.hpp"

namespace entente::apps {
namespace {

constexpr std::size_t kMostNamed = 12;   ///< Lines that can still be told apart.
constexpr std::size_t kSpreadNamed = 7;  ///< Named where nobody in particular was asked for.

/// What a panel shows: an issue and a dimension.
using PanelKey = std::pair<std::string, int>;

/// " on human rights", " on six issues"
std::string issues_text(const PrinciplesOptions& options) {
    const std::vector<std::string> issues = issues_of(options);
    if (issues.size() > 1) return fmt::format(" on {} issues", issues.size());
    return issues.front().empty() ? std::string{} : fmt::format(" on {}", engine::label_name(issues.front()));
}

std::string subtitle_of(const PrinciplesOptions& options, const CommonOptions& common, bool is_line_up) {
    std::string text = fmt::format("Ideal point from recorded votes{}{}; {}", issues_text(options),
                                   common.as_of ? fmt::format(", as known in {}", *common.as_of) : std::string{},
                                   is_line_up ? "whiskers are 90 % intervals" : "bands are 90 % intervals");
    if (options.votes.empty() && options.anchor.empty())
        text += "; higher is nearer the United States";
    else if (!options.anchor.empty())
        text += fmt::format("; higher is nearer {}", options.anchor);
    return text;
}

charts::Point point_of(const PositionRow& row) {
    return {static_cast<double>(row.year.value()), row.mean, row.low, row.high};
}

/// Lines of one panel by actor.
std::map<ActorId, charts::Series> lines_of(const std::vector<PositionRow>& rows, const PanelKey& panel) {
    std::map<ActorId, charts::Series> lines;
    for (const PositionRow& row : rows) {
        if (PanelKey{row.issue, row.dimension} != panel) continue;
        charts::Series& line = lines[row.actor];
        line.label = row.voter.name;
        line.points.push_back(point_of(row));
    }
    return lines;
}

/// Whom to name: those that were asked for, if they are few; else some who are spread evenly over the last positions.
std::vector<ActorId> named_of(const std::map<ActorId, charts::Series>& lines, const Assembly& assembly) {
    std::vector<ActorId> wanted;
    for (const auto& [actor, line] : lines)
        if (assembly.is_wanted(actor)) wanted.push_back(actor);
    const bool is_asked_for = wanted.size() < lines.size();
    if (wanted.size() <= (is_asked_for ? kMostNamed : kSpreadNamed)) return wanted;
    double last = 0;
    for (const ActorId actor : wanted) last = std::max(last, lines.at(actor).points.back().x);
    std::erase_if(wanted, [&](ActorId actor) { return lines.at(actor).points.back().x < last; });
    std::ranges::stable_sort(wanted, {}, [&](ActorId actor) { return lines.at(actor).points.back().y; });
    std::vector<ActorId> named;
    const std::size_t count = std::min(kSpreadNamed, wanted.size());
    for (std::size_t k = 0; k < count; ++k)
        named.push_back(wanted[count == 1 ? 0 : k * (wanted.size() - 1) / (count - 1)]);
    return named;
}

/// Lines of those who are named, in their order, behind them (where asked for) all others.
std::vector<charts::Series> series_of(std::map<ActorId, charts::Series> lines, const std::vector<ActorId>& named,
                                      bool has_context) {
    std::vector<charts::Series> series;
    for (const ActorId actor : named) {
        const auto found = lines.find(actor);
        if (found == lines.end()) continue;
        series.push_back(std::move(found->second));
        lines.erase(found);
    }
    if (!has_context) return series;
    for (auto& [actor, line] : lines) {
        line.is_context = true;
        series.push_back(std::move(line));
    }
    return series;
}

std::string panel_title(const PanelKey& panel, const PrinciplesOptions& options) {
    std::string title = engine::label_name(panel.first);
    if (options.num_dimensions > 1) title += fmt::format("{}dimension {}", title.empty() ? "" : ", ", panel.second);
    return title;
}

std::string draw_trajectories(const Assembly& assembly, const PrinciplesOptions& options, const CommonOptions& common) {
    const std::vector<PositionRow> rows = position_rows(assembly, options, common, Whose::everyone);
    std::vector<PanelKey> panels;
    for (const std::string& issue : issues_of(options))
        for (int d = 1; d <= options.num_dimensions; ++d) panels.emplace_back(issue, d);
    auto lines = lines_of(rows, panels.front());
    const std::vector<ActorId> named = named_of(lines, assembly);
    const bool is_everyone = options.actors.empty();

    charts::Frame frame = frame_of(common, options.svg, panels.size() > 3 ? 760 : 560, assembly.sources());
    frame.title =
        options.votes.empty() ? "Where states stand, by how they vote" : "Where voters stand, by how they vote";
    frame.subtitle = subtitle_of(options, common, false);
    if (panels.size() == 1)
        return charts::draw_line_chart(
            {.frame = std::move(frame),
             .series = series_of(std::move(lines), named, is_everyone || options.has_context),
             .base = 0});
    charts::SmallMultiples chart{.frame = std::move(frame), .shares_y = options.issues.empty()};
    chart.num_columns = panels.size() == 4 || panels.size() == 2 ? 2 : 3;
    for (const PanelKey& panel : panels)
        chart.panels.push_back(
            {.title = panel_title(panel, options), .series = series_of(lines_of(rows, panel), named, false)});
    return charts::draw_small_multiples(chart);
}

std::string draw_year(const Assembly& assembly, const PrinciplesOptions& options, const CommonOptions& common) {
    charts::LineUp chart;
    for (const PositionRow& row : position_rows(assembly, options, common, Whose::wanted))
        if (row.dimension == 1 && row.issue == issues_of(options).front())
            chart.rows.push_back({row.voter.name, row.mean, row.low, row.high, row.voter.region});
    // Three columns of at least 14 pixels a row, or one that is as high as its rows.
    const auto count = static_cast<double>(chart.rows.size());
    const double height = count > 40 ? 190 + 14 * std::ceil(count / 3) : 190 + 22 * count;
    chart.num_columns = count > 40 ? 0 : 1;
    chart.frame = frame_of(common, options.svg, height, assembly.sources());
    if (!options.svg.width_px && count > 40) chart.frame.width_px = 1060;
    if (count > 40 && !options.svg.height_px) chart.min_row_px = 13;
    chart.frame.title = fmt::format("Where {} stood in {}", options.votes.empty() ? "states" : "voters", *options.year);
    chart.frame.subtitle = subtitle_of(options, common, true);
    return charts::draw_line_up(chart);
}

}  // namespace

std::string principles_picture(const Assembly& assembly, const PrinciplesOptions& options,
                               const CommonOptions& common) {
    return options.year ? draw_year(assembly, options, common) : draw_trajectories(assembly, options, common);
}

}  // namespace entente::apps
