// SPDX-License-Identifier: Apache-2.0
#include "entente/charts/charts.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "charts/xml.hpp"
#include "entente/base/error.hpp"

namespace entente::charts {
namespace {

using testing::count_of;
using ::testing::HasSubstr;
using testing::is_well_formed;
using testing::text_with;
using testing::texts_of;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A straight line from `y` over the years 2000 .. 2009 with an interval of +-0.1.
Series flat(std::string label, double y, double last = 2009) {
    Series series{.label = std::move(label)};
    for (double x = 2000; x <= last; ++x) series.points.push_back({x, y, y - 0.1, y + 0.1});
    return series;
}

LineChart two_lines() {
    return {.frame = {.title = "A <title> & more", .subtitle = "unit", .footer = {"source", "entente --svg"}},
            .series = {flat("Upper", 1), flat("Lower", 0)}};
}

Errc errc_of(const auto& draw) {
    try {
        (void)draw();
    } catch (const Error& error) {
        return error.errc();
    }
    ADD_FAILURE() << "nothing was thrown";
    return Errc::failed;
}

std::string message_of(const auto& draw) {
    try {
        (void)draw();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(LineChart, IsOneWellFormedDocumentWithTitleAndSummary) {
    const std::string svg = draw_line_chart(two_lines());
    EXPECT_TRUE(is_well_formed(svg));
    EXPECT_THAT(svg, HasSubstr("version=\"1.1\""));
    EXPECT_THAT(svg, HasSubstr("<title>A &lt;title&gt; &amp; more</title>"));
    EXPECT_THAT(svg, HasSubstr("<desc>Upper: 1.00 (0.90 to 1.10) in 2000, 1.00 (0.90 to 1.10) in 2009. Lower: 0.00"));
    EXPECT_THAT(svg, ::testing::Not(HasSubstr("href"))) << "nothing is loaded from elsewhere";
    EXPECT_EQ(text_with(svg, "source").size, text_with(svg, "entente --svg").size);
}

TEST(LineChart, SameValuesGiveTheSameBytes) {
    EXPECT_EQ(draw_line_chart(two_lines()), draw_line_chart(two_lines()));
}

TEST(LineChart, HigherIsHigher) {
    const std::string svg = draw_line_chart(two_lines());
    EXPECT_LT(text_with(svg, "Upper").y, text_with(svg, "Lower").y);
}

TEST(LineChart, NamesNeverOverlap) {
    LineChart chart = two_lines();
    chart.series.clear();
    for (int k = 0; k < 20; ++k) chart.series.push_back(flat("line " + std::to_string(k), 0.001 * k));
    const std::string svg = draw_line_chart(chart);
    std::vector<double> ys;
    for (const auto& text : texts_of(svg))
        if (text.words.starts_with("line ")) ys.push_back(text.y);
    std::ranges::sort(ys);
    ASSERT_EQ(ys.size(), 20U);
    for (std::size_t k = 1; k < ys.size(); ++k) EXPECT_GE(ys[k] - ys[k - 1], 12.0);
    EXPECT_GE(ys.front(), 0);
    EXPECT_LE(ys.back(), chart.frame.height_px);
}

TEST(LineChart, ALineThatEndsEarlyIsNamedAtItsEnd) {
    LineChart chart = two_lines();
    chart.series.push_back(flat("Short", 0.5, 2004));
    const std::string svg = draw_line_chart(chart);
    EXPECT_LT(text_with(svg, "Short").x, text_with(svg, "Upper").x - 200);
}

TEST(LineChart, BreaksAtGapsAndDotsLonePoints) {
    LineChart chart{.series = {flat("A", 1)}};
    chart.series[0].points.erase(chart.series[0].points.begin() + 4);
    chart.series[0].points.erase(chart.series[0].points.begin() + 5);
    // 2000-2003, 2005, 2007-2009: two bands, two lines with their edges, one dot.
    const std::string svg = draw_line_chart(chart);
    EXPECT_EQ(count_of(svg, "fill-opacity=\"0.16\""), 3U);
    EXPECT_EQ(count_of(svg, "stroke-width=\"2\""), 2U);
    EXPECT_EQ(count_of(svg, "<circle"), 1U);
}

TEST(LineChart, ContextHasNoNameAndNoBand) {
    LineChart chart{.series = {flat("Named", 1), flat("Behind", 0)}};
    chart.series[1].is_context = true;
    const std::string svg = draw_line_chart(chart);
    EXPECT_THAT(svg, ::testing::Not(HasSubstr("Behind")));
    EXPECT_EQ(count_of(svg, "fill-opacity=\"0.16\""), 1U);
}

TEST(LineChart, DrawsASinglePoint) {
    const LineChart chart{.series = {{.label = "One", .points = {{2000, 3, 3, 3}}}}};
    const std::string svg = draw_line_chart(chart);
    EXPECT_TRUE(is_well_formed(svg));
    EXPECT_THAT(svg, ::testing::Not(HasSubstr("nan")));
    EXPECT_EQ(count_of(svg, "<circle"), 1U);
}

TEST(LineChart, RefusesWhatItCannotDraw) {
    const auto with = [](Point point) {
        return [point] { return draw_line_chart({.series = {{.label = "Chad", .points = {{1999, 0, 0, 0}, point}}}}); };
    };
    EXPECT_EQ(message_of(with({2000, kNaN, 0, 0})), "line 'Chad', point 2: a value is not finite");
    EXPECT_EQ(message_of(with({2000, 2, 3, 4})), "line 'Chad', point 2: the interval 3 .. 4 does not hold 2");
    EXPECT_EQ(message_of(with({1999, 0, 0, 0})), "line 'Chad', point 2: x must grow from point to point");
    EXPECT_EQ(errc_of([] { return draw_line_chart({}); }), Errc::wrong_usage);
    EXPECT_EQ(message_of([] { return draw_line_chart({.frame = {.width_px = 10}, .series = {flat("A", 1)}}); }),
              "width is 10; it must be in 320 .. 4000");
}

TEST(SmallMultiples, HaveOnePanelEachOverOneXAxis) {
    const SmallMultiples chart{
        .panels = {{"First", {flat("A", 1), flat("B", 2)}}, {"Second", {flat("A", 5)}}, {"Third", {}}}};
    const std::string svg = draw_small_multiples(chart);
    EXPECT_TRUE(is_well_formed(svg));
    EXPECT_LT(text_with(svg, "First").x, text_with(svg, "Second").x);
    EXPECT_EQ(text_with(svg, "First").y, text_with(svg, "Third").y);
    EXPECT_EQ(count_of(svg, ">B</text>"), 1U) << "the key";
    EXPECT_EQ(errc_of([] { return draw_small_multiples({}); }), Errc::wrong_usage);
}

LineUp states(int count) {
    LineUp chart{.frame = {.height_px = 1200}};
    for (int k = 0; k < count; ++k) {
        const double value = std::sin(k);
        chart.rows.push_back(
            {"State " + std::to_string(k), value, value - 0.2, value + 0.2, k % 2 ? "Africa" : "Asia"});
    }
    return chart;
}

TEST(LineUp, HighestComesFirst) {
    const std::string svg = draw_line_up(states(5));
    EXPECT_TRUE(is_well_formed(svg));
    EXPECT_LT(text_with(svg, "State 2").y, text_with(svg, "State 1").y);
    EXPECT_LT(text_with(svg, "State 1").y, text_with(svg, "State 4").y);
}

TEST(LineUp, TwoHundredStatesStayReadable) {
    const std::string svg = draw_line_up(states(200));
    int rows = 0;
    for (const auto& text : texts_of(svg))
        if (text.words.starts_with("State ")) {
            ++rows;
            EXPECT_GE(text.size, 8.0);
        }
    EXPECT_EQ(rows, 200);
}

TEST(LineUp, SaysHowHighItWouldHaveToBe) {
    LineUp chart = states(200);
    chart.frame.height_px = 400;
    const std::string message = message_of([&] { return draw_line_up(chart); });
    EXPECT_THAT(message, HasSubstr("200 rows do not fit"));
    chart.frame.height_px = std::atof(message.c_str() + message.find("be ") + 3);
    EXPECT_TRUE(is_well_formed(draw_line_up(chart)));
}

TEST(LineUp, TheOrderOfTheRowsDoesNotMatter) {
    LineUp chart = states(30);
    const std::string svg = draw_line_up(chart);
    std::ranges::reverse(chart.rows);
    EXPECT_EQ(draw_line_up(chart), svg);
}

TEST(LineUp, RefusesWhatItCannotDraw) {
    EXPECT_EQ(errc_of([] { return draw_line_up({}); }), Errc::wrong_usage);
    EXPECT_EQ(errc_of([] { return draw_line_up({.rows = {{"A", 0, 1, 2}}}); }), Errc::wrong_usage);
    EXPECT_EQ(errc_of([] { return draw_line_up({.rows = {{"A", kNaN, 0, 0}}}); }), Errc::wrong_usage);
}

Stream two_layers(double second) {
    Stream chart{.layers = {{"wide", {}}, {"narrow", {}}}};
    for (double x = 1900; x < 1950; ++x) {
        chart.xs.push_back(x);
        chart.layers[0].shares.push_back(1 - second);
        chart.layers[1].shares.push_back(second);
    }
    return chart;
}

TEST(Stream, NamesLayersWhereTheyHaveRoom) {
    const std::string inside = draw_stream(two_layers(0.4));
    EXPECT_TRUE(is_well_formed(inside));
    EXPECT_LT(text_with(inside, "narrow").x, 850);
    EXPECT_LT(text_with(inside, "narrow").y, text_with(inside, "wide").y) << "the first layer lies at the bottom";
    const Stream thin = two_layers(0.001);
    EXPECT_GT(text_with(draw_stream(thin), "narrow").x, 800) << "beside the stream";
    EXPECT_THAT(inside, HasSubstr("wide: 60.0\u00a0% in 1900, 60.0\u00a0% in 1949, highest 60.0\u00a0% in 1900."));
}

TEST(Stream, RefusesSharesThatDoNotSumToOne) {
    Stream chart = two_layers(0.4);
    chart.layers[0].shares[3] = 0.5;
    EXPECT_EQ(message_of([&] { return draw_stream(chart); }), "the shares at 1903 sum to 0.9, not to 1");
    chart.layers[0].shares[3] = kNaN;
    EXPECT_EQ(errc_of([&] { return draw_stream(chart); }), Errc::wrong_usage);
    chart.layers[0].shares.pop_back();
    EXPECT_EQ(message_of([&] { return draw_stream(chart); }), "layer 'wide' has 49 shares for 50 xs");
}

}  // namespace
}  // namespace entente::charts
