// SPDX-License-Identifier: Apache-2.0
//
// What pictures are made of: ticks, labels that keep apart, text, colours.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../src/charts/labels.hpp"
#include "../../src/charts/palette.hpp"
#include "../../src/charts/scale.hpp"
#include "../../src/charts/svg.hpp"
#include "../../src/charts/text.hpp"
#include "entente/base/random.hpp"

namespace entente::charts {
namespace {

using ::testing::ElementsAre;

TEST(Ticks, AreRound) {
    struct Case {
        double low, high;
        int count;
        NumberFormat format;
        std::vector<std::string> labels;
    };
    const Case cases[] = {
        {-2.3, 2.4, 5, NumberFormat::decimal, {"\u22122", "\u22121", "0", "1", "2"}},
        {0, 0.31, 4, NumberFormat::decimal, {"0.0", "0.1", "0.2", "0.3"}},
        {0, 1, 4, NumberFormat::percent, {"0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"}},
        {1946, 2019, 4, NumberFormat::year, {"1960", "1980", "2000"}},
        {2001, 2004, 10, NumberFormat::year, {"2001", "2002", "2003", "2004"}},
        {1e6, 3e6, 2, NumberFormat::decimal, {"1000000", "2000000", "3000000"}},
    };
    for (const Case& c : cases) {
        const auto ticks = nice_ticks(c.low, c.high, c.count, c.format);
        EXPECT_EQ(tick_labels(ticks, c.format), c.labels) << c.low << " .. " << c.high;
    }
}

TEST(Ticks, NeverWriteMinusZero) {
    for (const double tick : nice_ticks(-0.3, 0.3, 6, NumberFormat::decimal))
        EXPECT_FALSE(tick == 0 && std::signbit(tick));
    EXPECT_EQ(number_text(-0.001, NumberFormat::decimal), "0.00");
    EXPECT_EQ(px(-0.001), "0");
}

TEST(Spread, LeavesWhatIsFarApart) {
    EXPECT_THAT(spread(std::vector<double>{50, 10, 90}, 12, 0, 100), ElementsAre(50, 10, 90));
}

TEST(Spread, PushesNeighboursApartAlike) {
    EXPECT_THAT(spread(std::vector<double>{50, 50}, 12, 0, 100), ElementsAre(44, 56));
    EXPECT_THAT(spread(std::vector<double>{50, 50, 50}, 10, 0, 100), ElementsAre(40, 50, 60));
}

TEST(Spread, StaysInsideAndShrinksItsGapsWhereThereIsNoRoom) {
    EXPECT_THAT(spread(std::vector<double>{0, 1}, 10, 0, 100), ElementsAre(0, 10));
    EXPECT_THAT(spread(std::vector<double>{100, 99}, 10, 0, 100), ElementsAre(100, 90));
    EXPECT_THAT(spread(std::vector<double>{5, 5, 5}, 80, 0, 100), ElementsAre(0, 50, 100));
}

// Any labels: gaps are kept, the order is that of the wishes, and no single label can move nearer by itself.
TEST(Spread, IsTheNearestThatKeepsApart) {
    RandomStream random(Seed{7}, {});
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<double> wanted(1 + random.below(20));
        for (double& place : wanted) place = 300 * random.uniform();
        const double gap = 12;
        const std::vector<double> places = spread(wanted, gap, 0, 300);
        std::vector<std::pair<double, double>> sorted;
        for (std::size_t k = 0; k < wanted.size(); ++k) sorted.emplace_back(places[k], wanted[k]);
        std::ranges::sort(sorted);
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            const auto [place, wish] = sorted[k];
            EXPECT_GE(place, 0);
            EXPECT_LE(place, 300);
            if (k == 0) continue;
            EXPECT_GE(place - sorted[k - 1].first, gap - 1e-9);
            EXPECT_GE(wish, sorted[k - 1].second);
            if (place - sorted[k - 1].first <= gap + 1e-6) continue;
            EXPECT_GE(wish, place - 1e-6) << "it could go down";
        }
    }
}

TEST(Text, IsWrappedAtBlanksAndShortenedAtItsEnd) {
    for (const std::string& line : wrap("one two three four five", 10, 60)) EXPECT_LE(text_width(line, 10), 60);
    EXPECT_THAT(wrap("a  b", 10, 1000), ElementsAre("a b"));
    EXPECT_THAT(wrap("", 10, 100), ElementsAre());
    EXPECT_THAT(wrap("incomprehensibilities", 10, 20), ElementsAre("incomprehensibilities"));
    EXPECT_EQ(shortened("Chad", 12, 100), "Chad");
    const std::string name = shortened("C\u00f4te d\u2019Ivoire and its neighbours", 12, 40);
    EXPECT_LE(text_width(name, 12), 40);
    EXPECT_TRUE(name.ends_with("\u2026"));
    EXPECT_EQ(shortened("\u00f4\u00f4\u00f4\u00f4", 10, 20), "\u00f4\u00f4\u2026") << "never inside of a character";
}

/// Relative luminance (WCAG 2.1).
double luminance(std::string_view hex) {
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t k = 0; k < 3; ++k) {
        const double channel =
            static_cast<double>(std::strtol(std::string(hex.substr(1 + 2 * k, 2)).c_str(), nullptr, 16)) / 255;
        sum += weights[k] * (channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4));
    }
    return sum;
}
double contrast(std::string_view a, std::string_view b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

TEST(Palette, TextIsReadable) {
    for (std::size_t k = 0; k < 7; ++k) EXPECT_GE(contrast(look(k).ink, "#ffffff"), 4.5) << look(k).ink;
    for (std::size_t k = 0; k < 6; ++k) EXPECT_GE(contrast(layer_fill(k).ink, layer_fill(k).colour), 4.5) << k;
}

TEST(Palette, LinesAndLayersDifferWithoutColour) {
    for (std::size_t k = 0; k + 1 < 12; ++k) {
        EXPECT_NE(look(k).dash, look(k + 1).dash);
        EXPECT_GE(contrast(layer_fill(k).colour, layer_fill(k + 1).colour), 1.6) << k;
    }
    for (std::size_t a = 0; a < 28; ++a)
        for (std::size_t b = a + 1; b < 28; ++b)
            EXPECT_FALSE(look(a).colour == look(b).colour && look(a).dash == look(b).dash) << a << ' ' << b;
}

}  // namespace
}  // namespace entente::charts
