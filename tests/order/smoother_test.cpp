// SPDX-License-Identifier: Apache-2.0
#include "entente/order/smoother.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace entente::order {
namespace {

/// A random walk with steps of `walk_sd`, measured with error `noise_sd`.
struct Simulated {
    std::vector<Point> points{};
    std::vector<double> truth{};
};

Simulated simulate(std::uint32_t run, int num_years, double walk_sd, double noise_sd) {
    RandomStream stream(Seed{7}, {1, run, 0});
    Simulated result;
    double level = 0;
    for (int t = 0; t < num_years; ++t) {
        level += walk_sd * stream.normal();
        result.truth.push_back(level);
        result.points.push_back(
            {.year = Year{1900 + t}, .mean = level + noise_sd * stream.normal(), .std_error = noise_sd});
    }
    return result;
}

TEST(Smooth, IntervalsCoverASimulatedLevel) {
    int covered = 0;
    int count = 0;
    for (std::uint32_t run = 0; run < 60; ++run) {
        const auto simulated = simulate(run, 100, 0.3, 1.0);
        const auto smoothed = smooth(simulated.points, Sight::hindsight);
        for (std::size_t t = 0; t < smoothed.size(); ++t, ++count)
            covered += smoothed[t].low <= simulated.truth[t] && simulated.truth[t] <= smoothed[t].high;
    }
    // 90 % nominal; neighbouring years are alike, so 6000 years are worth some 600: 4 standard errors are 5 %.
    EXPECT_NEAR(static_cast<double>(covered) / count, 0.9, 0.05);
}

TEST(Smooth, IsNearerToTheLevelThanTheValues) {
    const auto simulated = simulate(3, 200, 0.3, 1.0);
    const auto smoothed = smooth(simulated.points, Sight::hindsight);
    double raw = 0;
    double after = 0;
    for (std::size_t t = 0; t < smoothed.size(); ++t) {
        raw += std::pow(simulated.points[t].mean - simulated.truth[t], 2);
        after += std::pow(smoothed[t].mean - simulated.truth[t], 2);
    }
    EXPECT_LT(after, 0.6 * raw);
}

TEST(Smooth, OfThenNeverSeesLaterYears) {
    auto points = simulate(5, 40, 0.3, 1.0).points;
    const auto before = smooth(points, Sight::then);
    points.back().mean += 100;
    const auto after = smooth(points, Sight::then);
    for (std::size_t t = 0; t + 1 < points.size(); ++t) EXPECT_EQ(before[t].mean, after[t].mean);
    EXPECT_NE(before.back().mean, after.back().mean);
}

TEST(Smooth, KeepsYearsOfEqualValues) {
    const std::vector<Point> points(5, Point{.year = Year{2000}, .mean = 2, .std_error = 0});
    for (const Point& point : smooth(points, Sight::hindsight)) EXPECT_DOUBLE_EQ(point.mean, 2);
    EXPECT_TRUE(smooth({}, Sight::then).empty());
}

}  // namespace
}  // namespace entente::order
