// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/diagnosis.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "../../src/principles/pareto.hpp"
#include "entente/base/error.hpp"
#include "entente/principles/predict_votes.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

GibbsOptions options_for(int num_dimensions) {
    GibbsOptions options;
    options.model.anchor = ActorId{1};
    options.model.num_dimensions = num_dimensions;
    options.num_chains = 2;
    options.num_warmup = 150;
    options.num_draws = 250;
    return options;
}

TEST(Pareto, FindsTheShapeOfAGeneralisedPareto) {
    // Quantiles of shape 0.4, scale 2: no chance in it. The weak prior pulls by (0.5 - 0.4) x 10 / 1010.
    std::vector<double> values;
    for (int k = 0; k < 1000; ++k) values.push_back(2 * std::expm1(-0.4 * std::log1p(-(k + 0.5) / 1000)) / 0.4);
    const ParetoFit fit = fit_pareto(values);
    EXPECT_NEAR(fit.shape, 0.4, 0.03);
    EXPECT_NEAR(fit.scale, 2, 0.1);
}

TEST(Pareto, LeavesWhatHasNoTail) {
    std::vector<double> equal(1000, -3.0);
    EXPECT_EQ(pareto_smooth(equal), 0);
    EXPECT_TRUE(std::all_of(equal.begin(), equal.end(), [](double value) { return value == -3.0; }));
    std::vector<double> few{1, 2, 3};
    EXPECT_TRUE(std::isinf(pareto_smooth(few)));
}

TEST(PredictiveFit, AllThreeWaysAgreeOnASmallAssembly) {
    const VoteMatrix votes = simulate({.num_actors = 40, .num_years = 2, .roll_calls_a_year = 40}).matrix();
    const GibbsOptions options = options_for(1);
    const IdealPointFit fast = fit_ideal_points(votes, options.model);
    const GibbsFit draws = sample_ideal_points(votes, options, {}, {}, {}, {}, &fast);
    const PredictiveFit loo = psis_loo(votes, draws);
    const PredictiveFit information = waic(votes, draws);
    const PredictiveFit laplace = laplace_loo(votes, fast);
    const auto n = static_cast<double>(votes.num_votes());
    EXPECT_NEAR(information.elpd / n, loo.elpd / n, 0.003);
    // The fast way leaves out that roll calls and positions are uncertain together: it is a little too hopeful.
    EXPECT_GT(laplace.elpd, loo.elpd);
    EXPECT_NEAR(laplace.elpd / n, loo.elpd / n, 0.025);
    EXPECT_LT(loo.num_unreliable, votes.num_votes() / 50);
    // About one for each position and three for each roll call, less what priors know.
    EXPECT_GT(loo.effective_parameters, 80);
    EXPECT_LT(loo.effective_parameters, 320);
    EXPECT_GT(loo.std_error, 0);
}

TEST(PredictiveFit, LeaveOneOutForetellsVotesThatWereKeptOut) {
    Simulation truth = simulate({.num_actors = 50, .num_years = 3, .roll_calls_a_year = 50});
    std::vector<VoteRecord> kept, out;
    for (std::size_t k = 0; k < truth.votes.size(); ++k) (k % 20 == 7 ? out : kept).push_back(truth.votes[k]);
    const VoteMatrix votes{truth.roll_calls, kept};
    IdealPointOptions options;
    options.anchor = ActorId{1};
    const IdealPointFit fit = fit_ideal_points(votes, options);
    std::vector<CellQuery> queries;
    for (const VoteRecord& vote : out) queries.push_back({vote.actor, vote.roll_call});
    const auto predictions = predict_votes(fit, queries);
    double score = 0;
    for (std::size_t k = 0; k < out.size(); ++k) {
        const auto& p = predictions[k];
        score += std::log(out[k].vote == Vote::no ? p.p_no : out[k].vote == Vote::yes ? p.p_yes : p.p_abstain);
    }
    const PredictiveFit loo = laplace_loo(votes, fit);
    const double difference = score / static_cast<double>(out.size()) - loo.elpd / static_cast<double>(loo.num_votes);
    // The kept-out score's own standard error is about .75 / sqrt(340).
    EXPECT_NEAR(difference, 0, 0.09);
}

TEST(PredictiveFit, TwoDimensionsWinWhereThereAreTwo) {
    const VoteMatrix votes =
        simulate({.num_actors = 50, .num_years = 2, .roll_calls_a_year = 50, .num_dimensions = 2}).matrix();
    const IdealPointFit one = fit_ideal_points(votes, options_for(1).model);
    const IdealPointFit two = fit_ideal_points(votes, options_for(2).model);
    const PredictiveDifference gain = compare(laplace_loo(votes, two), laplace_loo(votes, one));
    EXPECT_GT(gain.elpd, 5 * gain.std_error);
    EXPECT_THROW((void)compare(laplace_loo(votes, one), PredictiveFit{}), Error);
}

TEST(Misfit, FindsTheActorAndTheRollCallThatDoNotFit) {
    Simulation truth = simulate({.num_actors = 40, .num_years = 1, .roll_calls_a_year = 60});
    // Actor 17 votes and roll call 23 is voted on by the toss of a coin.
    RandomStream coin{Seed{4}, {.purpose = 3}};
    for (VoteRecord& vote : truth.votes)
        if (vote.actor == ActorId{17} || vote.roll_call == RollCallId{23})
            vote.vote = coin.uniform() < 0.5 ? Vote::no : Vote::yes;
    const VoteMatrix votes = truth.matrix();
    IdealPointOptions options;
    options.anchor = ActorId{1};
    options.abstention = Abstention::common;  // As the votes were simulated: a width of its own would explain some of 17.
    const IdealPointFit fit = fit_ideal_points(votes, options);
    const auto worst = [](const auto& misfits) {
        return *std::min_element(misfits.begin(), misfits.end(),
                                 [](const auto& a, const auto& b) { return a.misfit.z < b.misfit.z; });
    };
    const auto actors = actor_misfits(votes, fit);
    EXPECT_EQ(worst(actors).actor, ActorId{17});
    EXPECT_LT(worst(actors).misfit.z, -2);
    EXPECT_GT(worst(actors).misfit.outfit, 1.3);
    const auto roll_calls = roll_call_misfits(votes, fit);
    EXPECT_EQ(roll_calls[22].id, RollCallId{23});
    EXPECT_LT(std::fabs(fit.find(RollCallId{23})->discrimination[0]), 0.6);
}

TEST(Moves, TheFastFitsIntervalsAreThoseOfTheDraws) {
    const Simulation truth = simulate({.num_actors = 40, .num_years = 5, .roll_calls_a_year = 40, .tau = 0.25});
    const VoteMatrix votes = truth.matrix();
    const GibbsOptions options = options_for(1);
    const IdealPointFit fast = fit_ideal_points(votes, options.model);
    const GibbsFit draws = sample_ideal_points(votes, options, {}, {}, {}, {}, &fast);
    const auto quick = moves_in(fast, Year{2003});
    const auto exact = moves_in(draws, Year{2003});
    ASSERT_EQ(quick.size(), 40U);
    ASSERT_EQ(exact.size(), 40U);
    EXPECT_GE(std::fabs(quick[0].change), std::fabs(quick[1].change));
    double ratio = 0;
    for (const Move& move : quick) {
        const auto same =
            std::find_if(exact.begin(), exact.end(), [&](const Move& m) { return m.actor == move.actor; });
        ratio += move.std_error / same->std_error / 40;
        EXPECT_NEAR(move.change, same->change, 2 * same->std_error);
    }
    EXPECT_NEAR(ratio, 1, 0.2);
    EXPECT_TRUE(moves_in(fast, Year{2001}).empty());
    EXPECT_THROW((void)moves_in(fast, Year{2003}, 2), Error);
}

TEST(Identification, SaysWhatTheVotesDoNotTell) {
    // Two groups that never vote on the same roll call; actor 9 votes once; years linked by few actors.
    std::vector<RollCall> roll_calls;
    std::vector<VoteRecord> votes;
    for (std::int32_t j = 1; j <= 20; ++j) {
        roll_calls.push_back({RollCallId{j}, Year{j <= 10 ? 2001 : 2002}, std::nullopt});
        const std::int32_t first = j % 2 == 0 ? 1 : 5;
        for (std::int32_t i = first; i < first + 4; ++i)
            votes.push_back({RollCallId{j}, ActorId{i}, (i + j) % 3 == 0 ? Vote::no : Vote::yes});
    }
    votes.push_back({RollCallId{2}, ActorId{9}, Vote::yes});
    const VoteMatrix matrix{roll_calls, votes};
    IdealPointOptions options;
    options.anchor = ActorId{1};
    const auto warnings = identification_warnings(matrix, fit_ideal_points(matrix, options));
    const auto count = [&](Unidentified what) {
        return std::count_if(warnings.begin(), warnings.end(), [&](const auto& w) { return w.what == what; });
    };
    EXPECT_EQ(count(Unidentified::dimension), 1);
    EXPECT_EQ(count(Unidentified::year_link), 1);
    EXPECT_EQ(count(Unidentified::separate_group), 1);
    EXPECT_EQ(count(Unidentified::actor_year), 1);
    for (const auto& warning : warnings)
        if (warning.what == Unidentified::actor_year) {
            EXPECT_EQ(warning.actor, ActorId{9});
            EXPECT_EQ(warning.count, 1);
        }
}

TEST(Identification, IsSilentWhereAllIsWell) {
    const VoteMatrix votes = simulate({.num_actors = 30, .num_years = 3, .roll_calls_a_year = 40}).matrix();
    IdealPointOptions options;
    options.anchor = ActorId{1};
    EXPECT_TRUE(identification_warnings(votes, fit_ideal_points(votes, options)).empty());
}

}  // namespace
}  // namespace entente::principles
