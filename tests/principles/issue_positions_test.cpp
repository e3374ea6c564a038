// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/issue_positions.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/principles/principles.hpp"

namespace entente::principles {
namespace {

/// Overall positions known well, issue positions that mostly follow them, and what a fit with the prior N(0, 1) would
/// say of these: exactly, since everything is normal.
struct World {
    std::vector<IdealPoint> overall;
    std::vector<IdealPoint> issue;
    std::vector<double> truth;
};

World world(double slope, double residual_sd, double noise_sd, int count) {
    RandomStream random(Seed{3}, {});
    World made;
    for (int k = 0; k < count; ++k) {
        const double x = random.normal();
        const double z = slope * x + residual_sd * random.normal();
        const double seen = z + noise_sd * random.normal();
        const double precision = 1 + 1 / (noise_sd * noise_sd);
        const ActorId actor{k + 1};
        made.overall.push_back({.actor = actor, .year = Year{2000}, .mean = x, .std_error = 0.02});
        made.issue.push_back({.actor = actor,
                              .year = Year{2000},
                              .mean = seen / (noise_sd * noise_sd) / precision,
                              .std_error = 1 / std::sqrt(precision)});
        made.truth.push_back(z);
    }
    return made;
}

struct Quality {
    double rmse = 0;
    double coverage_90 = 0;
};
Quality quality(const std::vector<IdealPoint>& points, const std::vector<double>& truth) {
    Quality result;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const double error = points[k].mean - truth[k];
        result.rmse += error * error;
        result.coverage_90 += std::abs(error) < 1.6449 * points[k].std_error ? 1 : 0;
    }
    const auto count = static_cast<double>(points.size());
    return {std::sqrt(result.rmse / count), result.coverage_90 / count};
}

TEST(IssuePositions, LearnHowTheyFollowThePositionsOverall) {
    const World made = world(0.9, 0.4, 0.5, 4000);
    const IssuePositions found = shrink_to_overall(made.issue, made.overall);
    // Standard errors of slope and sd with 4,000 points are about .01.
    EXPECT_NEAR(found.slope, 0.9, 0.04);
    EXPECT_NEAR(found.intercept, 0.0, 0.04);
    EXPECT_NEAR(found.residual_sd, 0.4, 0.04);
}

TEST(IssuePositions, FewVotesBorrowFromTheOthersAndIntervalsStillCover) {
    const World made = world(0.9, 0.4, 1.0, 40000);
    const IssuePositions found = shrink_to_overall(made.issue, made.overall);
    const Quality before = quality(made.issue, made.truth);
    const Quality after = quality(found.points, made.truth);
    // The best there is: 1 / sqrt(1 + 1 / .4^2) = .371, against 1 / sqrt(2) = .707 from the issue alone.
    EXPECT_GT(before.rmse, 0.6);
    EXPECT_LT(after.rmse, 0.39);
    // residual_sd^2 has a standard error of .008 here, which moves coverage by .01.
    EXPECT_NEAR(after.coverage_90, 0.90, 0.02);
}

TEST(IssuePositions, ManyVotesStayAsTheyAre) {
    const World made = world(0.9, 0.4, 0.02, 200);
    const IssuePositions found = shrink_to_overall(made.issue, made.overall);
    for (std::size_t k = 0; k < found.points.size(); ++k) EXPECT_NEAR(found.points[k].mean, made.issue[k].mean, 0.01);
}

TEST(IssuePositions, WithoutAnythingToLearnFromNothingChanges) {
    World made = world(0.9, 0.4, 0.5, 5);
    const IssuePositions few = shrink_to_overall(made.issue, made.overall);
    for (std::size_t k = 0; k < 5; ++k) EXPECT_EQ(few.points[k].mean, made.issue[k].mean);
    EXPECT_TRUE(shrink_to_overall({}, made.overall).points.empty());
    const IssuePositions alone = shrink_to_overall(world(0.9, 0.4, 0.5, 50).issue, {});
    EXPECT_EQ(alone.points.size(), 50U);
    EXPECT_EQ(alone.slope, 0);
}

TEST(IssuePositions, APointOfWhichNothingIsKnownTakesTheOverallGuess) {
    World made = world(1.0, 0.3, 0.3, 500);
    made.issue.front().mean = 0;
    made.issue.front().std_error = 1.2;
    const IssuePositions found = shrink_to_overall(made.issue, made.overall);
    EXPECT_NEAR(found.points.front().mean, found.intercept + found.slope * made.overall.front().mean, 1e-9);
    EXPECT_NEAR(found.points.front().std_error, found.residual_sd, 0.01);
}

}  // namespace
}  // namespace entente::principles
