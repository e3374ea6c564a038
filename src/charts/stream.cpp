// SPDX-License-Identifier: Apache-2.0
#include "entente/charts/stream.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "labels.hpp"
#include "palette.hpp"
#include "plot.hpp"
#include "text.hpp"

namespace entente::charts {
namespace {

constexpr double kLayerSize = 13;  ///< Of the names in the layers.
constexpr double kBesideWidth = 170;

void check_layers(const Stream& chart) {
    if (chart.xs.size() < 2 || chart.layers.empty())
        throw Error{Errc::wrong_usage, "a stream needs at least two xs and one layer"};
    if (!std::ranges::is_sorted(chart.xs)) throw Error{Errc::wrong_usage, "the xs of a stream must grow"};
    for (const Layer& layer : chart.layers)
        if (layer.shares.size() != chart.xs.size())
            throw Error{Errc::wrong_usage, fmt::format("layer '{}' has {} shares for {} xs", layer.label,
                                                       layer.shares.size(), chart.xs.size())};
    for (std::size_t k = 0; k < chart.xs.size(); ++k) {
        double sum = 0;
        for (const Layer& layer : chart.layers) {
            const double share = layer.shares[k];
            if (!(share >= 0 && share <= 1))
                throw Error{Errc::wrong_usage,
                            fmt::format("layer '{}' at {}: {} is no share in 0 .. 1", layer.label, chart.xs[k], share)};
            sum += share;
        }
        if (std::abs(sum - 1) > 1e-6)
            throw Error{Errc::wrong_usage, fmt::format("the shares at {} sum to {}, not to 1", chart.xs[k], sum)};
    }
}

/// Lower edges of the layers at each x, and the upper edge of the last: [layer][x], in 0 .. 1.
std::vector<std::vector<double>> edges_of(const Stream& chart) {
    std::vector<std::vector<double>> edges{std::vector<double>(chart.xs.size(), 0.0)};
    for (const Layer& layer : chart.layers) {
        std::vector<double> upper = edges.back();
        for (std::size_t k = 0; k < upper.size(); ++k) upper[k] = std::min(1.0, upper[k] + layer.shares[k]);
        edges.push_back(std::move(upper));
    }
    return edges;
}

std::string description_of(const Stream& chart) {
    std::string text = chart.frame.description;
    for (const Layer& layer : chart.layers) {
        const auto peak = std::ranges::max_element(layer.shares) - layer.shares.begin();
        text += fmt::format(
            "{}{}: {} in {}, {} in {}, highest {} in {}.", text.empty() ? "" : " ", layer.label,
            number_text(layer.shares.front(), NumberFormat::percent), number_text(chart.xs.front(), chart.x.format),
            number_text(layer.shares.back(), NumberFormat::percent), number_text(chart.xs.back(), chart.x.format),
            number_text(layer.shares[static_cast<std::size_t>(peak)], NumberFormat::percent),
            number_text(chart.xs[static_cast<std::size_t>(peak)], chart.x.format));
    }
    return text;
}

/// Where a name of this size fits inside of a layer: the place with the most room above and below it.
struct Place {
    XY at{};
    double room_px = 0;
};

Place roomiest(const std::vector<XY>& lower, const std::vector<XY>& upper, double width_px) {
    Place best;
    for (std::size_t k = 0; k < lower.size(); ++k) {
        const double left = lower[k].x - width_px / 2;
        const double right = lower[k].x + width_px / 2;
        if (left < lower.front().x || right > lower.back().x) continue;
        // Of all points under the name, the layer's highest lower edge and lowest upper one (y grows downwards).
        double floor = lower[k].y;
        double ceiling = upper[k].y;
        for (std::size_t j = 0; j < lower.size(); ++j)
            if (lower[j].x >= left && lower[j].x <= right) {
                floor = std::min(floor, lower[j].y);
                ceiling = std::max(ceiling, upper[j].y);
            }
        if (floor - ceiling > best.room_px) best = {{lower[k].x, (floor + ceiling) / 2}, floor - ceiling};
    }
    return best;
}

/// Pixels of an edge.
std::vector<XY> pixels(const std::vector<double>& edge, const Stream& chart, const Scale& x, const Scale& y) {
    std::vector<XY> points;
    for (std::size_t k = 0; k < edge.size(); ++k) points.push_back({x(chart.xs[k]), y(edge[k])});
    return points;
}

/// A layer in pixels, with the place of its name.
struct Laid {
    const Layer* layer;
    std::vector<XY> lower;
    std::vector<XY> upper;
    Place name;

    [[nodiscard]] bool has_room() const { return name.room_px > line_height(kLayerSize); }
    [[nodiscard]] double end_px() const { return (lower.back().y + upper.back().y) / 2; }
};

std::vector<Laid> lay_out(const Stream& chart, const Scale& x, const Scale& y) {
    const auto edges = edges_of(chart);
    std::vector<Laid> laid;
    for (std::size_t k = 0; k < chart.layers.size(); ++k) {
        Laid layer{&chart.layers[k], pixels(edges[k], chart, x, y), pixels(edges[k + 1], chart, x, y), {}};
        layer.name = roomiest(layer.lower, layer.upper, text_width(layer.layer->label, kLayerSize) + 8);
        laid.push_back(std::move(layer));
    }
    return laid;
}

void draw_layer(Svg& svg, const Stream& chart, const Laid& laid, const Fill& fill) {
    svg.open_group(laid.layer->label, {});
    const std::size_t size = laid.lower.size();
    for (std::size_t begin = 0; begin < size;) {
        std::size_t end = begin + 1;
        while (end < size && chart.xs[end] - chart.xs[end - 1] <= chart.gap) ++end;
        std::vector<XY> outline;
        for (std::size_t k = begin; k < end; ++k) outline.push_back(laid.upper[k]);
        for (std::size_t k = end; k > begin; --k) outline.push_back(laid.lower[k - 1]);
        svg.element("path", {{"d", path_of(outline) + "Z"},
                             {"fill", std::string(fill.colour)},
                             {"stroke", "#ffffff"},
                             {"stroke-width", "0.8"}});
        begin = end;
    }
    svg.close_group();
    if (laid.has_room())
        svg.text(laid.name.at.x, laid.name.at.y + kLayerSize * 0.36, laid.layer->label,
                 {.size_px = kLayerSize, .colour = fill.ink, .anchor = Anchor::middle, .is_bold = true});
}

/// Names of thin layers beside the stream, each led to its layer's right end.
void draw_beside(Svg& svg, const Box& plot, const std::vector<Laid>& laid) {
    std::vector<const Laid*> thin;
    std::vector<double> wanted;
    for (const Laid& layer : laid)
        if (!layer.has_room()) {
            thin.push_back(&layer);
            wanted.push_back(layer.end_px());
        }
    const std::vector<double> places = spread(wanted, line_height(kLabelSize), plot.top, plot.bottom);
    for (std::size_t k = 0; k < thin.size(); ++k) {
        const std::vector<XY> leader{{plot.right + 1, wanted[k]}, {plot.right + 11, places[k]}};
        svg.element("path", {{"d", path_of(leader)}, {"fill", "none"}, {"stroke", "#888888"}, {"stroke-width", "0.8"}});
        svg.text(plot.right + 14, places[k] + kLabelSize * 0.36,
                 shortened(thin[k]->layer->label, kLabelSize, kBesideWidth), {.size_px = kLabelSize, .colour = kInk});
    }
}

/// Room for the names of thin layers, at the right.
double beside_width(const Stream& chart) {
    double width = 0;
    for (const Layer& layer : chart.layers) width = std::max(width, text_width(layer.label, kLabelSize));
    return std::min(width, kBesideWidth) + 14;
}

}  // namespace

std::string draw_stream(const Stream& chart) {
    chart.frame.validate();
    check_layers(chart);
    Svg svg(chart.frame, description_of(chart));
    Box plot = draw_frame(svg, chart.frame);
    plot.bottom -= x_axis_height(chart.x);
    plot.top += moment_height(chart.moments);
    plot.left += text_width("100\u00a0%", kTickSize) + 8;
    plot.right -= 12;

    Scale x{chart.xs.front(), chart.xs.back(), plot.left, plot.right};
    const Scale y{0, 1, plot.bottom, plot.top};
    std::vector<Laid> laid = lay_out(chart, x, y);
    if (!std::ranges::all_of(laid, &Laid::has_room)) {
        plot.right -= beside_width(chart);
        x.high_px = plot.right;
        laid = lay_out(chart, x, y);
    }
    draw_y_axis(svg, plot, y, NumberFormat::percent);
    for (std::size_t k = 0; k < laid.size(); ++k) draw_layer(svg, chart, laid[k], layer_fill(k));
    draw_x_axis(svg, plot, x, chart.x);
    draw_moments(svg, plot, x, chart.moments);
    draw_beside(svg, plot, laid);
    return std::move(svg).finish();
}

}  // namespace entente::charts
