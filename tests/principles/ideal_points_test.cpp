// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/ideal_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include <gtest/gtest.h>

#include "alignment.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

/// The actor that stands highest over all years: a natural anchor for the truth's own sign.
ActorId highest_actor(const Simulation& truth) {
    std::vector<double> sums(static_cast<std::size_t>(truth.plan.num_actors), 0);
    for (const auto& year : truth.positions[0])
        for (std::size_t i = 0; i < year.size(); ++i) sums[i] += year[i];
    return ActorId{static_cast<std::int32_t>(std::max_element(sums.begin(), sums.end()) - sums.begin()) + 1};
}

IdealPointOptions options_for(const Simulation& truth) {
    IdealPointOptions options;
    options.anchor = highest_actor(truth);
    return options;
}

/// Fails on any number that is not finite and any standard error that is not positive.
void expect_sound(const IdealPointFit& fit) {
    for (const IdealPoint& point : fit.points) {
        ASSERT_TRUE(std::isfinite(point.mean));
        ASSERT_TRUE(std::isfinite(point.std_error) && point.std_error > 0);
        ASSERT_TRUE(std::isfinite(point.conditional_std_error) && point.conditional_std_error > 0);
    }
    for (const RollCallParameters& roll_call : fit.roll_calls) {
        ASSERT_TRUE(std::isfinite(roll_call.discrimination[0]) && std::isfinite(roll_call.discrimination_se[0]));
        ASSERT_TRUE(std::isfinite(roll_call.difficulty) && std::isfinite(roll_call.difficulty_se));
        ASSERT_LT(roll_call.cut_points[0], roll_call.cut_points[1]);
        ASSERT_TRUE(std::isfinite(roll_call.cut_point_se));
    }
    for (const StepScale& scale : fit.tau) ASSERT_TRUE(std::isfinite(scale.tau) && scale.tau > 0);
}

bool same_bits(const std::vector<IdealPoint>& left, const std::vector<IdealPoint>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& a, const auto& b) {
        return a.actor == b.actor && a.year == b.year && a.dimension == b.dimension && a.mean == b.mean &&
               a.std_error == b.std_error && a.conditional_std_error == b.conditional_std_error;
    });
}

/// Means over assemblies with 30 % of the votes missing.
Recovery mean_recovery(int dimensions, int assemblies) {
    Recovery mean;
    for (int assembly = 1; assembly <= assemblies; ++assembly) {
        const Simulation truth =
            simulate({.num_dimensions = dimensions, .share_absent = 0.3, .seed = static_cast<std::uint64_t>(assembly)});
        IdealPointOptions options{.num_dimensions = dimensions, .anchor = std::nullopt};
        options.outlier_sd = std::numeric_limits<double>::infinity();  // the truth has normal tails
        const IdealPointFit fit = fit_ideal_points(truth.matrix(), options);
        EXPECT_TRUE(fit.diagnostics.converged);
        const Recovery recovery = compare(aligned(truth, fit), fit);
        EXPECT_GT(recovery.correlation, 0.98);
        mean.coverage_90 += recovery.coverage_90 / assemblies;
        mean.rmse += recovery.rmse / assemblies;
        mean.discrimination_coverage_90 += recovery.discrimination_coverage_90 / assemblies;
        mean.difficulty_coverage_90 += recovery.difficulty_coverage_90 / assemblies;
    }
    return mean;
}

TEST(IdealPoints, RecoversSimulatedPositionsAndCoversThem) {
    // Of 40 assemblies .900 of the positions are inside in 1, 2 and 3 dimensions (principles_coverage); of 12 the
    // standard error is .005. Bounds on rmse are 1.1 x the means of the 40.
    const double rmse[] = {0.174, 0.187, 0.199};
    for (int dimensions = 1; dimensions <= 3; ++dimensions) {
        const Recovery mean = mean_recovery(dimensions, 12);
        EXPECT_LT(mean.rmse, rmse[dimensions - 1]);
        EXPECT_NEAR(mean.coverage_90, 0.9, 0.02) << dimensions << " dimensions";
        EXPECT_NEAR(mean.discrimination_coverage_90, 0.9, 0.025) << dimensions << " dimensions";
        EXPECT_NEAR(mean.difficulty_coverage_90, 0.9, 0.03) << dimensions << " dimensions";
    }
}

TEST(IdealPoints, RecoversPositionsInTwoDimensionsUpToARotation) {
    // Distances do not depend on the axes: those of the last year, estimated against true.
    const Simulation truth = simulate({.num_actors = 80, .num_years = 6, .roll_calls_a_year = 60, .num_dimensions = 2});
    IdealPointOptions options = options_for(truth);
    options.num_dimensions = 2;
    const IdealPointFit fit = fit_ideal_points(truth.matrix(), options);
    expect_sound(fit);
    double xy = 0, xx = 0, yy = 0, x = 0, y = 0, n = 0;
    for (int i = 1; i <= 80; ++i)
        for (int k = 1; k < i; ++k) {
            const auto left = fit.at(ActorId{i}, Year{2006});
            const auto right = fit.at(ActorId{k}, Year{2006});
            ASSERT_EQ(left.size(), 2U);
            double estimated = 0, real = 0;
            for (std::size_t a = 0; a < 2; ++a) {
                estimated += std::pow(left[a].mean - right[a].mean, 2);
                real += std::pow(truth.positions[a][5][static_cast<std::size_t>(i - 1)] -
                                     truth.positions[a][5][static_cast<std::size_t>(k - 1)],
                                 2);
            }
            const double e = std::sqrt(estimated), r = std::sqrt(real);
            n += 1, x += e, y += r, xx += e * e, yy += r * r, xy += e * r;
        }
    EXPECT_GT((xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n)), 0.93);
}

TEST(IdealPoints, PooledPositionsHaveMeanZeroAndVarianceOneAndTheAnchorsSign) {
    const Simulation truth = simulate({});
    IdealPointOptions options = options_for(truth);
    const IdealPointFit fit = fit_ideal_points(truth.matrix(), options);
    double sum = 0, square = 0, anchor = 0;
    for (const IdealPoint& point : fit.points) {
        sum += point.mean;
        square += point.mean * point.mean;
        if (point.actor == *options.anchor) anchor += point.mean;
    }
    const auto n = static_cast<double>(fit.points.size());
    EXPECT_NEAR(sum / n, 0, 1e-9);
    EXPECT_NEAR(square / n, 1, 1e-9);
    EXPECT_GT(anchor, 0);
}

TEST(IdealPoints, OrdersFiveVotersOnALineAsTheyVote) {
    // Voter k says yes to the proposals up to its place: a cumulative (Guttman) table, perfectly separated.
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (int j = 1; j <= 40; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2001}, std::nullopt});
        for (int voter = 1; voter <= 5; ++voter)
            votes.push_back({RollCallId{j}, ActorId{voter}, voter > j % 4 + 1 ? Vote::yes : Vote::no});
    }
    IdealPointOptions options;
    options.anchor = ActorId{5};
    const IdealPointFit fit = fit_ideal_points(VoteMatrix{roll_calls, votes}, options);
    expect_sound(fit);
    for (int voter = 2; voter <= 5; ++voter)
        EXPECT_GT(fit.at(ActorId{voter}, Year{2001})[0].mean, fit.at(ActorId{voter - 1}, Year{2001})[0].mean);
}

TEST(IdealPoints, TheOrderOfTheInputDoesNotChangeABit) {
    const Simulation truth = simulate({.num_actors = 20, .num_years = 4, .roll_calls_a_year = 15});
    std::vector<RollCall> roll_calls(truth.roll_calls.rbegin(), truth.roll_calls.rend());
    std::vector<VoteRecord> votes(truth.votes.rbegin(), truth.votes.rend());
    const IdealPointOptions options = options_for(truth);
    EXPECT_TRUE(same_bits(fit_ideal_points(truth.matrix(), options).points,
                          fit_ideal_points(VoteMatrix{roll_calls, votes}, options).points));
}

TEST(IdealPoints, OneAndTwoThreadsGiveTheSameBits) {
    const Simulation truth = simulate({});
    const IdealPointOptions options = options_for(truth);
    const auto fit_with = [&](std::size_t threads) {
        const ThreadLimit limit{threads};
        return fit_ideal_points(truth.matrix(), options);
    };
    const IdealPointFit one = fit_with(1);
    const IdealPointFit two = fit_with(2);
    EXPECT_TRUE(same_bits(one.points, two.points));
    EXPECT_EQ(one.diagnostics.log_posterior, two.diagnostics.log_posterior);
}

TEST(IdealPoints, AWarmStartArrivesWhereAColdOneDoesInFewerIterations) {
    const Simulation truth = simulate({});
    IdealPointOptions options = options_for(truth);
    options.tolerance = 1e-3;
    const IdealPointFit cold = fit_ideal_points(truth.matrix(), options);
    const IdealPointFit warm = fit_ideal_points(truth.matrix(), options, {}, {}, &cold);
    EXPECT_LT(warm.diagnostics.iterations, cold.diagnostics.iterations);
    for (std::size_t k = 0; k < cold.points.size(); ++k) EXPECT_NEAR(cold.points[k].mean, warm.points[k].mean, 0.05);
}

TEST(IdealPoints, BridgedRollCallsShareTheirParameters) {
    Simulation truth = simulate({.num_actors = 30, .num_years = 3, .roll_calls_a_year = 20});
    truth.roll_calls[0].bridge = 5;
    truth.roll_calls[20].bridge = 5;
    IdealPointOptions options = options_for(truth);
    options.bridging = Bridging::same_parameters;
    const IdealPointFit fit = fit_ideal_points(truth.matrix(), options);
    expect_sound(fit);
    EXPECT_EQ(fit.roll_calls[0].discrimination, fit.roll_calls[20].discrimination);
    EXPECT_EQ(fit.roll_calls[0].difficulty, fit.roll_calls[20].difficulty);
    EXPECT_NE(fit.roll_calls[0].difficulty, fit.roll_calls[1].difficulty);
}

TEST(IdealPoints, WeightTwoCountsLikeTheVoteTwice) {
    // Doubling every vote by weight sharpens all positions; weight zero is as if the vote were absent.
    const Simulation truth = simulate({.num_actors = 20, .num_years = 1, .roll_calls_a_year = 30});
    const IdealPointOptions options = options_for(truth);
    const std::vector<double> twice(truth.votes.size(), 2.0);
    const IdealPointFit once = fit_ideal_points(truth.matrix(), options);
    const IdealPointFit doubled = fit_ideal_points(VoteMatrix{truth.roll_calls, truth.votes, twice}, options);
    for (std::size_t k = 0; k < once.points.size(); ++k)
        EXPECT_LT(doubled.points[k].conditional_std_error, once.points[k].conditional_std_error);

    std::vector<double> weights(truth.votes.size(), 1.0);
    std::vector<VoteRecord> fewer;
    for (std::size_t k = 0; k < truth.votes.size(); ++k) {
        if (k % 7 == 0)
            weights[k] = 0;
        else
            fewer.push_back(truth.votes[k]);
    }
    const auto without = fit_ideal_points(VoteMatrix{truth.roll_calls, fewer}, options);
    const auto weighed = fit_ideal_points(VoteMatrix{truth.roll_calls, truth.votes, weights}, options);
    ASSERT_EQ(without.points.size(), weighed.points.size());
    for (std::size_t k = 0; k < without.points.size(); ++k)
        EXPECT_NEAR(without.points[k].mean, weighed.points[k].mean, 1e-6);
}

TEST(IdealPoints, UnanimousRollCallsNeitherBlowUpNorCarryWeight) {
    Simulation truth = simulate({.num_actors = 30, .num_years = 2, .roll_calls_a_year = 30});
    const IdealPointOptions options = options_for(truth);
    const IdealPointFit without = fit_ideal_points(truth.matrix(), options);
    for (int extra = 0; extra < 5; ++extra) {
        const RollCallId id{1000 + extra};
        truth.roll_calls.push_back({id, Year{2001}, std::nullopt});
        for (int actor = 1; actor <= 30; ++actor) truth.votes.push_back({id, ActorId{actor}, Vote::yes});
    }
    const IdealPointFit with = fit_ideal_points(truth.matrix(), options);
    expect_sound(with);
    EXPECT_LT(std::fabs(with.find(RollCallId{1000})->discrimination[0]), 1.5);
    for (std::size_t k = 0; k < without.points.size(); ++k)
        EXPECT_NEAR(without.points[k].mean, with.points[k].mean, 0.25);
}

TEST(IdealPoints, AnActorWithOneVoteKeepsAWideInterval) {
    Simulation truth = simulate({.num_actors = 30, .num_years = 2, .roll_calls_a_year = 30});
    truth.votes.push_back({RollCallId{1}, ActorId{99}, Vote::yes});
    const IdealPointFit fit = fit_ideal_points(truth.matrix(), options_for(truth));
    expect_sound(fit);
    EXPECT_GT(fit.at(ActorId{99}, Year{2001})[0].std_error, 0.5);
    EXPECT_LT(std::fabs(fit.at(ActorId{99}, Year{2001})[0].mean), 1.5);
}

TEST(IdealPoints, NoVotesAtAllGiveNoPointsAndRollCallsAtTheirPrior) {
    const VoteMatrix empty{{{RollCallId{1}, Year{2001}, std::nullopt}}, {}};
    const IdealPointFit fit = fit_ideal_points(empty);
    expect_sound(fit);
    EXPECT_TRUE(fit.points.empty());
    ASSERT_EQ(fit.roll_calls.size(), 1U);
    EXPECT_NEAR(fit.roll_calls[0].discrimination[0], 0, 0.2);
    EXPECT_TRUE(fit_ideal_points(VoteMatrix{}).points.empty());
}

TEST(IdealPoints, AYearInWhichNobodyVotesIsSkipped) {
    Simulation truth = simulate({.num_actors = 10, .num_years = 1, .roll_calls_a_year = 20});
    truth.roll_calls.push_back({RollCallId{900}, Year{1999}, std::nullopt});
    truth.roll_calls.push_back({RollCallId{901}, Year{2003}, std::nullopt});
    expect_sound(fit_ideal_points(truth.matrix(), options_for(truth)));
    EXPECT_EQ(fit_known_ideal_points(truth.matrix(), options_for(truth)).size(), 10U);
}

TEST(IdealPoints, OneActorAloneIsAResultAndNoCrash) {
    std::vector<RollCall> roll_calls{{RollCallId{1}, Year{2001}, std::nullopt},
                                     {RollCallId{2}, Year{2003}, std::nullopt}};
    std::vector<VoteRecord> votes{{RollCallId{1}, ActorId{2}, Vote::yes}, {RollCallId{2}, ActorId{2}, Vote::no}};
    const IdealPointFit fit = fit_ideal_points(VoteMatrix{roll_calls, votes});
    expect_sound(fit);
    EXPECT_EQ(fit.points.size(), 2U);
}

TEST(IdealPoints, StopsAtItsLimitsAndSaysSo) {
    const Simulation truth = simulate({});
    IdealPointOptions options = options_for(truth);
    options.tolerance = 1e-12;
    options.max_iterations = 3;
    const IdealPointFit limited = fit_ideal_points(truth.matrix(), options);
    EXPECT_FALSE(limited.diagnostics.converged);
    EXPECT_EQ(limited.diagnostics.termination, Termination::max_iterations);
    EXPECT_EQ(limited.diagnostics.iterations, 3);
    EXPECT_EQ(limited.diagnostics.log_posterior.size(), 3U);
    options.max_iterations = 100000;
    options.time_limit_s = 1e-6;
    EXPECT_EQ(fit_ideal_points(truth.matrix(), options).diagnostics.termination, Termination::time_limit);
}

TEST(IdealPoints, AStopRequestInterrupts) {
    const Simulation truth = simulate({.num_actors = 10, .num_years = 2, .roll_calls_a_year = 5});
    std::stop_source source;
    source.request_stop();
    try {
        (void)fit_ideal_points(truth.matrix(), options_for(truth), {}, {{}, source.get_token()});
        FAIL() << "expected an interruption";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::interrupted);
    }
}

TEST(IdealPoints, NamesTheOptionThatIsOutOfRange) {
    for (IdealPointOptions options :
         {IdealPointOptions{.num_dimensions = kMaxDimensions + 1}, IdealPointOptions{.tau_prior_years = -1},
          IdealPointOptions{.step_degrees_of_freedom = std::nan("")}, IdealPointOptions{.max_iterations = 0}}) {
        try {
            options.validate();
            FAIL() << "expected an error";
        } catch (const Error& error) {
            EXPECT_EQ(error.errc(), Errc::wrong_usage);
        }
    }
}

TEST(IdealPoints, TooManyActorsForJointStandardErrorsAreNamedBeforeTheFit) {
    constexpr int kActors = 20'001;
    std::vector<VoteRecord> votes;
    for (int actor = 1; actor <= kActors; ++actor)
        for (int roll_call = 1; roll_call <= 2; ++roll_call)
            votes.push_back({RollCallId{roll_call}, ActorId{actor}, static_cast<Vote>((actor + roll_call) % 3)});
    const VoteMatrix matrix{{{.id = RollCallId{1}, .year = Year{2000}, .bridge = std::nullopt},
                             {.id = RollCallId{2}, .year = Year{2000}, .bridge = std::nullopt}},
                            votes};
    IdealPointOptions options{.anchor = std::nullopt};
    EXPECT_THROW((void)fit_ideal_points(matrix, options), Error);
    options.standard_errors = StandardErrors::given_roll_calls;
    EXPECT_EQ(fit_ideal_points(matrix, options).points.size(), static_cast<std::size_t>(kActors));
}

TEST(IdealPoints, AnAnchorThatCastsNoVoteIsAnUnknownId) {
    const Simulation truth = simulate({.num_actors = 5, .num_years = 1, .roll_calls_a_year = 5});
    IdealPointOptions options;
    options.anchor = ActorId{777};
    try {
        (void)fit_ideal_points(truth.matrix(), options);
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::unknown_id);
    }
}

TEST(KnownIdealPoints, DeletingTheFutureDoesNotChangeABit) {
    const Simulation truth = simulate({.num_actors = 30, .num_years = 8, .roll_calls_a_year = 25});
    const IdealPointOptions options = options_for(truth);
    const VoteMatrix all = truth.matrix();
    const auto of_all = fit_known_ideal_points(all, options);
    const auto of_past = fit_known_ideal_points(all.up_to(Year{2004}), options);
    std::vector<IdealPoint> until_2004;
    std::copy_if(of_all.begin(), of_all.end(), std::back_inserter(until_2004),
                 [](const IdealPoint& point) { return point.year <= Year{2004}; });
    ASSERT_FALSE(of_past.empty());
    EXPECT_TRUE(same_bits(until_2004, of_past));
    EXPECT_LT(of_past.size(), of_all.size());
}

TEST(KnownIdealPoints, FollowTheTruthWithWiderErrorsThanHindsight) {
    const Simulation truth = simulate({});
    const IdealPointOptions options = options_for(truth);
    const auto known = fit_known_ideal_points(truth.matrix(), options);
    const IdealPointFit smoothed = fit_ideal_points(truth.matrix(), options);
    ASSERT_EQ(known.size(), smoothed.points.size());
    double known_error = 0, smoothed_error = 0;
    std::set<int> years;
    for (const IdealPoint& point : known) {
        ASSERT_TRUE(std::isfinite(point.mean) && std::isfinite(point.std_error));
        known_error += point.std_error;
        smoothed_error += smoothed.at(point.actor, point.year)[0].std_error;
        years.insert(point.year.value());
    }
    EXPECT_EQ(years.size(), 12U);
    EXPECT_GT(known_error, smoothed_error);
}

}  // namespace
}  // namespace entente::principles
