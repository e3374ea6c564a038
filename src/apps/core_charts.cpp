// SPDX-License-Identifier: Apache-2.0
#include "core_charts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/error.hpp"

namespace entente::apps {
namespace {

constexpr double kHeight = 460;

std::string joined_shares(const engine::CoreAnswer& answer) {
    std::vector<std::string> parts;
    for (std::size_t k = 0; k < answer.issues.size(); ++k)
        parts.push_back(fmt::format("{:g} % of {}", answer.demanded[k] * 100, answer.issue_names[k]));
    return fmt::format("{}", fmt::join(parts, " and "));
}

charts::Point exactly(double x, double y) {
    return {.x = x, .y = y, .low = y, .high = y};
}

charts::LineChart history_chart(const engine::CoreAnswer& answer) {
    charts::LineChart chart;
    chart.frame.title = "How many must be in the room";
    chart.frame.subtitle = fmt::format("Fewest actors that carry {}, each year proven", joined_shares(answer));
    chart.y = {.name = "actors", .format = charts::NumberFormat::decimal};
    chart.base = 0;
    charts::Series series{.label = "minimal core"};
    for (const engine::CoreOfYear& year : answer.history)
        if (year.size) series.points.push_back(exactly(year.year.value(), static_cast<double>(*year.size)));
    chart.series.push_back(std::move(series));
    return chart;
}

/// The largest share of each size among the points that are no wider than a cohesion.
charts::Series frontier_line(const engine::CoreAnswer& answer, double cohesion, std::string label) {
    charts::Series series{.label = std::move(label)};
    double best = 0;
    for (std::size_t size = 1; size <= answer.request.max_size; ++size) {
        bool is_known = false;
        for (const engine::CoreFrontierPoint& point : answer.frontier) {
            is_known = is_known || point.size >= size;
            if (point.size == size && point.cohesion.value_or(0) <= cohesion) best = std::max(best, point.share);
        }
        if (is_known) series.points.push_back(exactly(static_cast<double>(size), best));
    }
    return series;
}

charts::LineChart frontier_chart(const engine::CoreAnswer& answer) {
    charts::LineChart chart;
    chart.frame.title = "What the next member buys";
    chart.frame.subtitle =
        fmt::format("Largest share of {} by number of members{}{}", fmt::join(answer.issue_names, " and of "),
                    answer.as_of ? fmt::format(", in {}", answer.as_of->value()) : "",
                    answer.frontier.front().cohesion ? ", by closeness in principles" : "");
    chart.x = {.name = "members", .format = charts::NumberFormat::decimal};
    chart.y = {.name = "share", .format = charts::NumberFormat::percent};
    chart.base = 0;
    double widest = 0;
    for (const engine::CoreFrontierPoint& point : answer.frontier)
        widest = std::max(widest, point.cohesion.value_or(0));
    chart.series.push_back(frontier_line(answer, widest, widest > 0 ? fmt::format("within {:.1f}", widest) : "share"));
    for (const double part : {0.5, 0.25, 0.125})
        if (widest > 0)
            chart.series.push_back(frontier_line(answer, widest * part, fmt::format("within {:.1f}", widest * part)));
    return chart;
}

}  // namespace

std::string core_picture(const CommonOptions& common, const SvgOptions& svg, const engine::CoreAnswer& answer) {
    const bool is_history = answer.request.history;
    if (!is_history && answer.frontier.empty())
        throw Error{Errc::wrong_usage, "there is nothing to draw", "Add --frontier or --history to --svg."};
    charts::LineChart chart = is_history ? history_chart(answer) : frontier_chart(answer);
    std::vector<std::string> sources;
    for (const SourceInfo& source : answer.provenance.sources)
        sources.push_back(title_of(answer.provenance.sources, source.id));
    charts::Frame frame = frame_of(common, svg, kHeight, sources);
    frame.title = chart.frame.title;
    frame.subtitle = chart.frame.subtitle;
    chart.frame = std::move(frame);
    return charts::draw_line_chart(chart);
}

}  // namespace entente::apps
