// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/charts/charts.hpp"
#include "order.hpp"
#include "svg_file.hpp"

namespace entente::apps {
namespace {

/// Ends of the wars and blocs that the classes are usually dated by.
std::vector<charts::Moment> moments() {
    return {{1914, "1914"}, {1945, "1945"}, {1991, "1991"}};
}

const order::SeriesKind& kind_of(std::string_view name) {
    return *std::ranges::find(order::catalogue(), name, &order::SeriesKind::name);
}

/// Probabilities of the four classes, stacked; years that any class lacks are left out.
std::string draw_classes(const StoredOrder& stored, charts::Frame frame) {
    charts::Stream stream{.frame = std::move(frame)};
    std::vector<const order::Series*> classes;
    for (const order::SeriesKind& kind : order::catalogue())
        if (kind.group == "class") {
            classes.push_back(stored.find(kind.name));
            stream.layers.push_back({std::string(kind.name), {}});
        }
    if (classes.empty() || std::ranges::find(classes, nullptr) != classes.end())
        throw Error{Errc::failed, "the atlas holds no classes of order", "Run entente estimate order."};
    for (const order::Point& point : classes.front()->points) {
        if (!stored.options.is_wanted(point.year)) continue;
        std::vector<double> shares;
        double sum = 0;
        for (const order::Series* series : classes)
            if (const order::Point* same = series->find(point.year)) sum += shares.emplace_back(same->mean);
        if (shares.size() != classes.size() || !(sum > 0)) continue;
        stream.xs.push_back(point.year.value());
        for (std::size_t k = 0; k < shares.size(); ++k) stream.layers[k].shares.push_back(shares[k] / sum);
    }
    stream.moments = moments();
    return draw_stream(stream);
}

charts::Series line_of(const StoredOrder& stored, const order::Series& series) {
    charts::Series line{.label = series.name};
    for (const order::Point& p : series.points)
        if (stored.options.is_wanted(p.year))
            line.points.push_back(
                {static_cast<double>(p.year.value()), p.mean, std::min(p.low, p.mean), std::max(p.high, p.mean)});
    return line;
}

/// A panel for each series that was asked for and is there.
std::string draw_panels(const StoredOrder& stored, charts::Frame frame) {
    charts::SmallMultiples chart{.frame = std::move(frame)};
    for (const order::SeriesKind& kind : order::catalogue()) {
        const auto& names = stored.options.series;
        const bool is_named =
            std::ranges::find(names, kind.name) != names.end() || std::ranges::find(names, "all") != names.end();
        const order::Series* const series = is_named ? stored.find(kind.name) : nullptr;
        if (series != nullptr)
            chart.panels.push_back({fmt::format("{} ({})", kind.name, kind.unit), {line_of(stored, *series)}});
    }
    const std::size_t count = chart.panels.size();
    chart.num_columns = count <= 1 ? 1 : count <= 4 ? 2 : 3;
    return draw_small_multiples(chart);
}

std::vector<std::string> sources_of(const StoredOrder& stored) {
    std::vector<std::string> titles;
    for (const std::string_view id : {"cow_nmc", "cow_majors", "vdem", "polity5", "atop", "un_votes"})
        if (std::ranges::find(stored.sources, id, &SourceInfo::id) != stored.sources.end())
            titles.push_back(title_of(stored.sources, id));
    return titles;
}

std::string capitalised(std::string_view text) {
    std::string result(text);
    if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result;
}

}  // namespace

std::string order_picture(const StoredOrder& stored, const CommonOptions& common) {
    const auto& names = stored.options.series;
    const std::size_t count = std::ranges::find(names, "all") != names.end() ? order::catalogue().size() : names.size();
    constexpr double kPanelHeight = 190;
    const double height = count <= 2 ? 520 : 120 + kPanelHeight * std::ceil(static_cast<double>(count) / 3);
    charts::Frame frame = frame_of(common, stored.options.svg, height, sources_of(stored));
    const std::string sight = common.as_of ? "; each year as it could be seen by its end" : "";
    if (names.empty()) {
        frame.title = "What kind of international order each year had";
        frame.subtitle = "Probability of each class, over the doubt in capabilities, positions and thresholds" + sight;
        return draw_classes(stored, std::move(frame));
    }
    frame.title = count == 1 ? capitalised(kind_of(names.front()).meaning) : "Measures of international order";
    frame.subtitle = "Bands are 90 % intervals" + sight;
    return draw_panels(stored, std::move(frame));
}

}  // namespace entente::apps
