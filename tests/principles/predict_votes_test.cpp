// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/predict_votes.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

double cdf(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// One actor at 1 and one roll call, known for sure: the case that can be worked by hand.
IdealPointFit certain_fit(double std_error) {
    IdealPointFit fit;
    fit.points.push_back({.actor = ActorId{2}, .year = Year{2001}, .mean = 1, .conditional_std_error = std_error});
    RollCallParameters roll_call{.id = RollCallId{1}, .year = Year{2001}};
    roll_call.discrimination[0] = 2;
    roll_call.difficulty = 0.5;
    roll_call.cut_points = {-0.25, 0.25};
    fit.roll_calls.push_back(roll_call);
    fit.tau.push_back({ActorId{2}, 0.1});
    return fit;
}

TEST(PredictVotes, FollowsTheFormulaWhereEverythingIsKnown) {
    const std::vector<CellQuery> cells{{ActorId{2}, RollCallId{1}}};
    const auto p = predict_votes(certain_fit(0), cells)[0];
    EXPECT_NEAR(p.p_yes, cdf(2 - 0.5 - 0.25), 4e-3);  // the floor under probabilities is 1e-3
    EXPECT_NEAR(p.p_no, cdf(-0.25 - 1.5), 4e-3);
    EXPECT_NEAR(p.p_no + p.p_abstain + p.p_yes, 1, 1e-12);
}

TEST(PredictVotes, DoubtAboutThePositionMovesProbabilitiesTowardsTheMiddle) {
    const std::vector<CellQuery> cells{{ActorId{2}, RollCallId{1}}};
    const auto p = predict_votes(certain_fit(0.5), cells)[0];
    EXPECT_NEAR(p.p_yes, cdf((2 - 0.5 - 0.25) / std::sqrt(1 + 4 * 0.25)), 4e-3);
    EXPECT_LT(p.p_yes, predict_votes(certain_fit(0), cells)[0].p_yes);
}

TEST(PredictVotes, AnUnknownActorIsAsWideAsThePrior) {
    const std::vector<CellQuery> cells{{ActorId{9}, RollCallId{1}}};
    EXPECT_NEAR(predict_votes(certain_fit(0), cells)[0].p_yes, cdf((-0.5 - 0.25) / std::sqrt(1 + 4.0)), 4e-3);
}

TEST(PredictVotes, AnUnknownRollCallIsAnError) {
    const std::vector<CellQuery> cells{{ActorId{2}, RollCallId{5}}};
    EXPECT_THROW((void)predict_votes(certain_fit(0), cells), Error);
}

TEST(PredictVotes, KeptOutVotesAreForetoldCalibratedAndBetterThanByFrequencies) {
    const Simulation truth = simulate({.num_actors = 60, .num_years = 6});
    std::vector<VoteRecord> kept;
    std::vector<CellQuery> cells;
    std::vector<Vote> actual;
    for (std::size_t k = 0; k < truth.votes.size(); ++k) {
        RandomStream random{Seed{11}, {.purpose = 77, .item = static_cast<std::uint32_t>(k)}};
        if (random.uniform() < 0.9) {
            kept.push_back(truth.votes[k]);
        } else {
            cells.push_back({truth.votes[k].actor, truth.votes[k].roll_call});
            actual.push_back(truth.votes[k].vote);
        }
    }
    const VoteMatrix matrix{truth.roll_calls, kept};
    IdealPointOptions options;
    options.anchor = ActorId{1};
    const auto predictions = predict_votes(fit_ideal_points(matrix, options), cells);
    double log_score = 0, frequency_score = 0, expected_yes = 0, observed_yes = 0;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::array<double, 3> p{predictions[k].p_no, predictions[k].p_abstain, predictions[k].p_yes};
        for (const double share : p) ASSERT_GT(share, 0);
        log_score += std::log(p[static_cast<std::size_t>(actual[k])]);
        std::array<double, 3> counts{0.5, 0.5, 0.5};
        double all = 1.5;
        for (const VoteCell& cell : matrix.votes_on(*matrix.find(cells[k].roll_call))) {
            counts[static_cast<std::size_t>(cell.vote)] += 1;
            all += 1;
        }
        frequency_score += std::log(counts[static_cast<std::size_t>(actual[k])] / all);
        expected_yes += p[2];
        observed_yes += actual[k] == Vote::yes ? 1 : 0;
    }
    const auto n = static_cast<double>(cells.size());
    EXPECT_GT(log_score / n, frequency_score / n + 0.15);
    EXPECT_NEAR(expected_yes / n, observed_yes / n, 4 * 0.5 / std::sqrt(n));
}

}  // namespace
}  // namespace entente::principles
