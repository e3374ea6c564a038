// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

/// The votes of the years from `first` on.
VoteMatrix from_year(const Simulation& truth, Year first) {
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (const RollCall& roll_call : truth.roll_calls)
        if (roll_call.year >= first) roll_calls.push_back(roll_call);
    for (const VoteRecord& vote : truth.votes)
        if (vote.roll_call >= roll_calls.front().id) votes.push_back(vote);
    return VoteMatrix{roll_calls, votes};
}

TEST(UpdateIdealPoints, OfOneMoreYearIsNearTheRefitAndLeavesEarlierYears) {
    const Simulation truth = simulate({});
    IdealPointOptions options;
    options.anchor = ActorId{1};
    const VoteMatrix all = truth.matrix();
    const IdealPointFit before = fit_ideal_points(all.up_to(Year{2011}), options);
    const IdealPointFit refit = fit_ideal_points(all, options);
    const IdealPointFit updated = update_ideal_points(before, from_year(truth, Year{2009}));
    ASSERT_EQ(updated.points.size(), refit.points.size());
    ASSERT_EQ(updated.roll_calls.size(), refit.roll_calls.size());
    EXPECT_EQ(updated.abstention_widths.size(), refit.abstention_widths.size());
    double square = 0, n = 0;
    for (int i = 1; i <= 60; ++i) {
        const IdealPoint& point = updated.at(ActorId{i}, Year{2012})[0];
        ASSERT_TRUE(std::isfinite(point.mean) && point.std_error > 0);
        square += std::pow(point.mean - refit.at(ActorId{i}, Year{2012})[0].mean, 2);
        n += 1;
        EXPECT_EQ(updated.at(ActorId{i}, Year{2008})[0].mean, before.at(ActorId{i}, Year{2008})[0].mean);
    }
    EXPECT_LT(std::sqrt(square / n), 0.1);
}

TEST(UpdateIdealPoints, RefusesNewRollCallsBeforeKnownOnes) {
    const Simulation truth = simulate({.num_actors = 10, .num_years = 3, .roll_calls_a_year = 10});
    const VoteMatrix later = from_year(truth, Year{2002});
    IdealPointOptions options;
    options.anchor = ActorId{1};
    const IdealPointFit fit = fit_ideal_points(later, options);
    EXPECT_THROW((void)update_ideal_points(fit, truth.matrix()), Error);
    options.bridging = Bridging::same_parameters;
    EXPECT_THROW((void)update_ideal_points(fit_ideal_points(later, options), later), Error);
}

}  // namespace
}  // namespace entente::principles
