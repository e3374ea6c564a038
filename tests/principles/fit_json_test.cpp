// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/fit_json.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

IdealPointOptions options_of(int num_dimensions) {
    return {.num_dimensions = num_dimensions, .anchor = ActorId{1}};
}

TEST(KeptFit, AnUpdateOfWhatWasKeptIsThatOfTheFitItself) {
    for (const int dimensions : {1, 2}) {
        const Simulation truth = simulate(
            {.num_actors = 20, .num_years = 6, .roll_calls_a_year = 15, .num_dimensions = dimensions, .width_sd = 0.3});
        const VoteMatrix all = truth.matrix();
        const VoteMatrix earlier = all.up_to(Year{2005});
        const IdealPointOptions options = options_of(dimensions);
        const KeptFit kept{.fit = fit_ideal_points(earlier, options), .votes = fingerprint_of(earlier)};
        const KeptFit read = kept_fit_from_json(to_json(kept, Year{2003}), options);
        EXPECT_EQ(read.votes, kept.votes);
        EXPECT_EQ(read.fit.points.size(), kept.fit.points.size());
        EXPECT_EQ(read.fit.roll_calls.size(), 45U) << "of the recent years alone";

        const IdealPointFit from_read = update_ideal_points(read.fit, all.from(Year{2003}));
        const IdealPointFit from_fit = update_ideal_points(kept.fit, all.from(Year{2003}));
        ASSERT_EQ(from_read.points.size(), from_fit.points.size());
        for (std::size_t k = 0; k < from_fit.points.size(); ++k) {
            EXPECT_NEAR(from_read.points[k].mean, from_fit.points[k].mean, 1e-4);
            EXPECT_NEAR(from_read.points[k].std_error, from_fit.points[k].std_error, 1e-4);
        }
    }
}

TEST(KeptFit, SaysWhatIsNoFit) {
    const VoteMatrix votes = simulate({.num_actors = 6, .num_years = 2, .roll_calls_a_year = 4}).matrix();
    const std::string text = to_json({.fit = fit_ideal_points(votes, options_of(1))}, Year{2001});
    EXPECT_THROW((void)kept_fit_from_json(text, options_of(2)), Error);
    EXPECT_THROW((void)kept_fit_from_json(text.substr(0, text.size() / 2), options_of(1)), Error);
    EXPECT_THROW((void)kept_fit_from_json("{}", options_of(1)), Error);
}

}  // namespace
}  // namespace entente::principles
