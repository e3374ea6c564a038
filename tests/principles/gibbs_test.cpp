// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/gibbs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

/// The truth of the simulation has normal tails and its own sign.
GibbsOptions options_for(const Simulation& truth, int num_draws) {
    std::vector<double> sums(static_cast<std::size_t>(truth.plan.num_actors), 0);
    for (const auto& year : truth.positions[0])
        for (std::size_t i = 0; i < year.size(); ++i) sums[i] += year[i];
    GibbsOptions options;
    options.model.anchor =
        ActorId{static_cast<std::int32_t>(std::max_element(sums.begin(), sums.end()) - sums.begin()) + 1};
    options.model.outlier_sd = std::numeric_limits<double>::infinity();
    options.num_chains = 2;
    options.num_warmup = 150;
    options.num_draws = num_draws;
    return options;
}

double truth_of(const Simulation& truth, const SampledPoint& point) {
    return truth.positions[static_cast<std::size_t>(point.dimension - 1)][static_cast<std::size_t>(
        point.year.value() - 2001)][static_cast<std::size_t>(point.actor.value() - 1)];
}

bool holds(const PosteriorSummary& summary, double value) {
    return summary.q05 < value && value < summary.q95;
}

bool same_bits(const GibbsFit& left, const GibbsFit& right) {
    return left.draws.positions == right.draws.positions && left.draws.roll_calls == right.draws.roll_calls &&
           left.draws.log_widths == right.draws.log_widths && left.draws.step_scales == right.draws.step_scales &&
           left.draws.log_likelihood == right.draws.log_likelihood;
}

/// Small enough to be sampled in a fraction of a second.
Simulation small_assembly() {
    return simulate({.num_actors = 12, .num_years = 4, .roll_calls_a_year = 10});
}

TEST(SampleIdealPoints, CoversSimulatedTruthAtTheNominalRate) {
    // Truth drawn from the model, ranks of the truth among the draws: positions, discriminations, difficulties and cut
    // points of four assemblies of 40 actors x 4 years x 30 roll calls. Errors are shared within an assembly: the
    // bounds are some 2.5 standard errors wide.
    double positions = 0, num_positions = 0, roll_calls = 0, num_roll_calls = 0;
    for (const std::uint64_t seed : {11U, 12U, 13U, 14U}) {
        const Simulation truth = simulate({.num_actors = 40, .num_years = 4, .roll_calls_a_year = 30, .seed = seed});
        const GibbsFit fit = sample_ideal_points(truth.matrix(), options_for(truth, 200), Seed{seed});
        EXPECT_LT(fit.diagnostics.worst_rhat, 1.1);
        for (const SampledPoint& point : fit.points) {
            positions += holds(point.position, truth_of(truth, point)) ? 1 : 0;
            num_positions += 1;
        }
        for (std::size_t j = 0; j < fit.roll_calls.size(); ++j) {
            roll_calls += holds(fit.roll_calls[j].discrimination[0], truth.discrimination[0][j]) ? 1 : 0;
            roll_calls += holds(fit.roll_calls[j].difficulty, truth.difficulty[j]) ? 1 : 0;
            roll_calls += holds(fit.roll_calls[j].cut_point, truth.spacing[j]) ? 1 : 0;
            num_roll_calls += 3;
        }
    }
    EXPECT_GT(positions / num_positions, 0.86);
    EXPECT_LT(positions / num_positions, 0.94);
    EXPECT_GT(roll_calls / num_roll_calls, 0.86);
    EXPECT_LT(roll_calls / num_roll_calls, 0.94);
}

TEST(SampleIdealPoints, TheFastMethodsIntervalsHoldTheDraws) {
    const Simulation truth = simulate({.num_actors = 50, .num_years = 5, .roll_calls_a_year = 40});
    const VoteMatrix votes = truth.matrix();
    const GibbsOptions options = options_for(truth, 250);
    const IdealPointFit fast = fit_ideal_points(votes, options.model);
    const GibbsFit fit = sample_ideal_points(votes, options, {}, {}, {}, {}, &fast);
    double inside = 0;
    for (std::size_t p = 0; p < fit.points.size(); ++p)
        for (const float draw : fit.draws.position(p))
            inside += std::fabs(draw - fast.points[p].mean) < kNormalQuantile95 * fast.points[p].std_error ? 1 : 0;
    const double share = inside / static_cast<double>(fit.draws.positions.size());
    EXPECT_GT(share, 0.85);
    EXPECT_LT(share, 0.95);
}

TEST(SampleIdealPoints, CoversActorsOwnWidthsOfAbstention) {
    // Widths spread and walk as the model's prior expects. The bounds of 4 assemblies of 40 actors are some 3 standard
    // errors wide for positions, 2.5 for widths, whose errors are shared less.
    double positions = 0, widths = 0, num_widths = 0;
    for (const std::uint64_t seed : {31U, 32U, 33U, 34U}) {
        const Simulation truth = simulate({.num_actors = 40,
                                           .num_years = 4,
                                           .roll_calls_a_year = 30,
                                           .width_sd = 0.5,
                                           .width_tau = 0.15,
                                           .seed = seed});
        const GibbsFit fit = sample_ideal_points(truth.matrix(), options_for(truth, 200), Seed{seed});
        EXPECT_LT(fit.diagnostics.worst_rhat, 1.1);
        EXPECT_GT(fit.diagnostics.width_acceptance, 0.4);
        ASSERT_EQ(fit.abstention_widths.size(), fit.points.size());
        for (std::size_t k = 0; k < fit.points.size(); ++k) {
            const SampledWidth& width = fit.abstention_widths[k];
            positions += holds(fit.points[k].position, truth_of(truth, fit.points[k])) ? 1 : 0;
            widths += holds(width.log_width, truth.log_width[static_cast<std::size_t>(width.year.value() - 2001)]
                                                            [static_cast<std::size_t>(width.actor.value() - 1)])
                          ? 1
                          : 0;
            num_widths += 1;
        }
    }
    EXPECT_GT(positions / num_widths, 0.85);
    EXPECT_LT(positions / num_widths, 0.95);
    EXPECT_GT(widths / num_widths, 0.86);
    EXPECT_LT(widths / num_widths, 0.94);
}

TEST(SampleIdealPoints, CommonWidthsAreNotSampled) {
    const Simulation truth = small_assembly();
    GibbsOptions options = options_for(truth, 4);
    options.model.abstention = Abstention::common;
    const GibbsFit fit = sample_ideal_points(truth.matrix(), options);
    EXPECT_TRUE(fit.abstention_widths.empty());
    EXPECT_TRUE(fit.draws.log_widths.empty());
}

TEST(SampleIdealPoints, AnActorWhoseVotesSayNothingKeepsItsPrior) {
    // Roll calls on which all agree say nothing of who votes on them; the walk's start is N(0, 1) before standardising.
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (std::int32_t j = 1; j <= 3; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{2001}, std::nullopt});
        for (std::int32_t i = 1; i <= 30; ++i) votes.push_back({RollCallId{j}, ActorId{i}, Vote::yes});
    }
    GibbsOptions options;
    options.model.anchor = ActorId{1};
    options.num_draws = 400;
    const GibbsFit fit = sample_ideal_points(VoteMatrix{roll_calls, votes}, options);
    for (const SampledPoint& point : fit.points) {
        EXPECT_NEAR(point.position.mean, 0, 0.35);
        EXPECT_NEAR(point.position.sd, 1, 0.25);
    }
}

TEST(SampleIdealPoints, SameBitsOnOneThreadAndTwo) {
    const Simulation truth = small_assembly();
    const GibbsOptions options = options_for(truth, 20);
    const auto run = [&](std::size_t threads) {
        const ThreadLimit limit{threads};
        return sample_ideal_points(truth.matrix(), options);
    };
    EXPECT_TRUE(same_bits(run(1), run(2)));
}

TEST(SampleIdealPoints, ResumesFromACheckpointWithTheSameBits) {
    const Simulation truth = small_assembly();
    GibbsOptions options = options_for(truth, 20);
    options.checkpoint_every = 8;
    std::vector<std::string> checkpoints;
    std::vector<int> draws_given;
    const GibbsSink keep{.on_draw = [&](const GibbsDraw& draw) { draws_given.push_back(draw.draw); },
                         .on_checkpoint = [&](const std::string& bytes) { checkpoints.push_back(bytes); }};
    const GibbsFit whole = sample_ideal_points(truth.matrix(), options, {}, {}, keep);
    ASSERT_EQ(checkpoints.size(), 3U);
    EXPECT_EQ(draws_given.size(), 40U);
    EXPECT_TRUE(same_bits(whole, sample_ideal_points(truth.matrix(), options, {}, {}, {}, checkpoints[0])));
    EXPECT_THROW((void)sample_ideal_points(truth.matrix(), options, Seed{2}, {}, {}, checkpoints[0]), Error);
    checkpoints[0].resize(checkpoints[0].size() / 2);
    EXPECT_THROW((void)sample_ideal_points(truth.matrix(), options, {}, {}, {}, checkpoints[0]), Error);
    EXPECT_THROW((void)sample_ideal_points(truth.matrix(), options, {}, {}, {}, "something else"), Error);
}

TEST(SampleIdealPoints, AStopLeavesACheckpointThatGoesOn) {
    const Simulation truth = small_assembly();
    GibbsOptions options = options_for(truth, 20);
    const GibbsFit whole = sample_ideal_points(truth.matrix(), options);
    std::stop_source stop;
    std::string checkpoint;
    const GibbsSink sink{.on_checkpoint = [&](const std::string& bytes) { checkpoint = bytes; }};
    const Monitor monitor{.progress =
                              [&](std::string_view what, double share) {
                                  if (what == "sampling" && share > 0.3) stop.request_stop();
                              },
                          .stop = stop.get_token()};
    try {
        (void)sample_ideal_points(truth.matrix(), options, {}, monitor, sink);
        FAIL() << "the run was not stopped";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::interrupted);
    }
    ASSERT_FALSE(checkpoint.empty());
    EXPECT_TRUE(same_bits(whole, sample_ideal_points(truth.matrix(), options, {}, {}, {}, checkpoint)));
}

TEST(SampleIdealPoints, RecoversTwoDimensionsUpToARotation) {
    const Simulation truth =
        simulate({.num_actors = 40, .num_years = 2, .roll_calls_a_year = 60, .num_dimensions = 2, .seed = 5});
    GibbsOptions options = options_for(truth, 150);
    options.model.num_dimensions = 2;
    const GibbsFit fit = sample_ideal_points(truth.matrix(), options);
    // Distances do not depend on the axes.
    double xy = 0, xx = 0, yy = 0, x_sum = 0, y_sum = 0, n = 0;
    for (std::size_t p = 0; p < fit.points.size(); p += 2)
        for (std::size_t q = 0; q < p; q += 2) {
            const auto distance = [&](auto&& value) {
                return std::hypot(value(p) - value(q), value(p + 1) - value(q + 1));
            };
            const double x = distance([&](std::size_t k) { return truth_of(truth, fit.points[k]); });
            const double y = distance([&](std::size_t k) { return fit.points[k].position.mean; });
            n += 1, x_sum += x, y_sum += y, xx += x * x, yy += y * y, xy += x * y;
        }
    EXPECT_GT((xy - x_sum * y_sum / n) / std::sqrt((xx - x_sum * x_sum / n) * (yy - y_sum * y_sum / n)), 0.93);
    EXPECT_LT(fit.diagnostics.worst_rhat, 1.2);
}

TEST(SampleIdealPoints, SaysWhatIsWrongWithItsOptions) {
    const VoteMatrix votes = small_assembly().matrix();
    GibbsOptions options;
    options.model.anchor = ActorId{1};
    for (const auto& spoil : std::vector<void (*)(GibbsOptions&)>{
             [](GibbsOptions& o) { o.num_chains = 0; }, [](GibbsOptions& o) { o.num_draws = 3; },
             [](GibbsOptions& o) { o.num_warmup = 0; }, [](GibbsOptions& o) { o.thin = 0; },
             [](GibbsOptions& o) { o.model.num_dimensions = kMaxDimensions + 1; }}) {
        GibbsOptions spoiled = options;
        spoil(spoiled);
        EXPECT_THROW((void)sample_ideal_points(votes, spoiled), Error);
    }
}

}  // namespace
}  // namespace entente::principles
