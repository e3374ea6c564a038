// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/vote_forecast.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "simulation.hpp"

namespace entente::principles {
namespace {

/// Some votes of a simulated assembly, and those that are to be foretold.
struct Assembly {
    VoteMatrix given{};
    VoteMatrix all{};
    std::vector<CellQuery> cells{};
    std::vector<Vote> votes{};
};

Assembly keep_out(const std::vector<RollCall>& roll_calls, const std::vector<VoteRecord>& votes, double share) {
    Assembly assembly;
    std::vector<VoteRecord> given;
    for (std::size_t k = 0; k < votes.size(); ++k) {
        RandomStream random{Seed{11}, {.purpose = 77, .item = static_cast<std::uint32_t>(k)}};
        if (random.uniform() >= share) {
            given.push_back(votes[k]);
        } else {
            assembly.cells.push_back({votes[k].actor, votes[k].roll_call});
            assembly.votes.push_back(votes[k].vote);
        }
    }
    assembly.given = VoteMatrix{roll_calls, given};
    assembly.all = VoteMatrix{roll_calls, votes};
    return assembly;
}

/// An assembly of one dimension in which actors come in pairs that mostly vote as one, whatever their positions say.
Assembly paired_assembly() {
    Simulation truth = simulate({.num_actors = 40, .num_years = 6, .share_absent = 0.05});
    for (VoteRecord& vote : truth.votes) {
        RandomStream random{Seed{5},
                            {.purpose = 78,
                             .item = static_cast<std::uint32_t>(vote.roll_call.value()),
                             .step = static_cast<std::uint32_t>((vote.actor.value() - 1) / 2)}};
        const double shared = random.uniform();
        if (shared < 0.4) vote.vote = static_cast<Vote>(random.below(3));
    }
    return keep_out(truth.roll_calls, truth.votes, 0.1);
}

/// One roll call a year for three years, by three actors.
VoteMatrix few_votes() {
    const std::vector<RollCall> roll_calls{{RollCallId{1}, Year{2001}, std::nullopt},
                                           {RollCallId{2}, Year{2002}, std::nullopt},
                                           {RollCallId{3}, Year{2003}, std::nullopt},
                                           {RollCallId{4}, Year{2003}, std::nullopt}};
    const std::vector<VoteRecord> votes{{RollCallId{1}, ActorId{2}, Vote::yes},
                                        {RollCallId{1}, ActorId{20}, Vote::no},
                                        {RollCallId{2}, ActorId{2}, Vote::yes},
                                        {RollCallId{2}, ActorId{40}, Vote::abstain},
                                        {RollCallId{3}, ActorId{20}, Vote::yes}};
    return VoteMatrix{roll_calls, votes};
}

/// Two of ten folds are enough where it does not matter how well.
const VoteForecastOptions kQuick{.enough_votes = 1000};

void expect_proper(const VoteProbabilities& p) {
    EXPECT_GT(p.p_no, 0);
    EXPECT_GT(p.p_abstain, 0);
    EXPECT_GT(p.p_yes, 0);
    EXPECT_NEAR(p.p_no + p.p_abstain + p.p_yes, 1, 1e-12);
}

bool same_bits(const std::vector<VoteProbabilities>& left, const std::vector<VoteProbabilities>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& a, const auto& b) {
        return a.p_no == b.p_no && a.p_abstain == b.p_abstain && a.p_yes == b.p_yes;
    });
}

ForecastScore positions_score(const Assembly& assembly) {
    IdealPointOptions options = VoteForecastOptions{}.ideal_points;
    options.anchor.reset();
    return score_forecast(predict_votes(fit_ideal_points(assembly.given, options), assembly.cells), assembly.votes);
}

TEST(VoteForecast, IsNoWorseThanPositionsWhereTheyAreTheWholeTruth) {
    const Simulation truth = simulate({.num_actors = 60, .num_years = 6});
    const Assembly assembly = keep_out(truth.roll_calls, truth.votes, 0.1);
    const ForecastScore stack =
        score_forecast(forecast_votes(assembly.given, assembly.cells).probabilities, assembly.votes);
    EXPECT_GT(stack.log_score, positions_score(assembly).log_score - 0.01);
}

TEST(VoteForecast, FindsWhatPairsShareAndPositionsCannotSay) {
    const Assembly assembly = paired_assembly();
    const ForecastScore stack =
        score_forecast(forecast_votes(assembly.given, assembly.cells).probabilities, assembly.votes);
    const ForecastScore positions = positions_score(assembly);
    EXPECT_GT(stack.log_score, positions.log_score + 0.1);
    EXPECT_GT(stack.accuracy, positions.accuracy + 0.03);
}

TEST(VoteForecast, AVoteThatIsAskedForHasNoPartInItsPrediction) {
    const Assembly assembly = paired_assembly();
    const VoteForecast with_them = forecast_votes(assembly.all, assembly.cells, kQuick);
    EXPECT_EQ(with_them.num_set_aside, assembly.cells.size());
    EXPECT_TRUE(
        same_bits(with_them.probabilities, forecast_votes(assembly.given, assembly.cells, kQuick).probabilities));
}

TEST(VoteForecast, IsTheSameOnOneThreadAndOnTwo) {
    const Assembly assembly = paired_assembly();
    const auto on = [&](std::size_t num_threads) {
        const ThreadLimit limit{num_threads};
        return forecast_votes(assembly.given, assembly.cells, kQuick).probabilities;
    };
    EXPECT_TRUE(same_bits(on(1), on(2)));
}

TEST(VoteForecast, HardlyDependsOnTheSeed) {
    const Assembly assembly = paired_assembly();
    const auto score = [&](std::uint64_t seed) {
        return score_forecast(
                   forecast_votes(assembly.given, assembly.cells, {.num_folds = 4}, Seed{seed}).probabilities,
                   assembly.votes)
            .log_score;
    };
    EXPECT_NEAR(score(1), score(2), 0.01);
}

TEST(VoteForecast, SaysWhatTheWholeGainsOverPositionsOnHeldOutVotes) {
    const Assembly assembly = paired_assembly();
    const VoteForecast forecast = forecast_votes(assembly.given, assembly.cells);
    EXPECT_EQ(forecast.num_held_out, assembly.given.num_votes());  // few votes: every fold is held out in turn
    EXPECT_GT(forecast.stacked.log_score, forecast.positions_alone.log_score + 0.05);
}

TEST(VoteForecast, ScoresEachPartByItselfAndLeftOut) {
    const Assembly assembly = paired_assembly();
    const VoteForecast forecast =
        forecast_votes(assembly.given, {}, {.num_folds = 3, .part_scores = PartScores::measured});
    ASSERT_EQ(forecast.parts.size(), 5U);
    EXPECT_EQ(forecast.parts.back().part, "co-voters");  // where the pairs show
    for (std::size_t k = 0; k + 1 < forecast.parts.size(); ++k)
        EXPECT_LT(forecast.parts.back().without.log_score, forecast.parts[k].without.log_score);
    EXPECT_NEAR(forecast.parts[0].alone.log_score, forecast.positions_alone.log_score, 0.05);
}

TEST(VoteForecast, EnoughVotesEndTheHoldingOut) {
    const Assembly assembly = paired_assembly();
    const VoteForecast forecast = forecast_votes(assembly.given, {}, {.num_folds = 5, .enough_votes = 1});
    EXPECT_NEAR(static_cast<double>(forecast.num_held_out), 0.2 * static_cast<double>(assembly.given.num_votes()),
                4 * std::sqrt(0.16 * static_cast<double>(assembly.given.num_votes())));
}

TEST(VoteForecast, AnActorWithoutVotesIsForetoldByTheOthers) {
    const Assembly assembly = paired_assembly();
    const std::vector<CellQuery> cells{{ActorId{900}, RollCallId{1}}};
    expect_proper(forecast_votes(assembly.given, cells, kQuick).probabilities[0]);
}

TEST(VoteForecast, FewVotesOrNoneGiveProperProbabilities) {
    // Roll call 3 has one vote, roll call 4 none; in the second table there is not a single vote.
    const std::vector<CellQuery> cells{
        {ActorId{2}, RollCallId{3}}, {ActorId{20}, RollCallId{4}}, {ActorId{9}, RollCallId{1}}};
    for (const VoteProbabilities& p : forecast_votes(few_votes(), cells).probabilities) expect_proper(p);
    const VoteMatrix empty{{{RollCallId{1}, Year{2001}, std::nullopt}}, {}};
    expect_proper(forecast_votes(empty, std::span{cells}.last(1)).probabilities[0]);
}

TEST(VoteForecast, AllVotesAskedForLeavesThePrior) {
    const VoteMatrix votes = few_votes();
    std::vector<CellQuery> cells;
    for (const VoteCell& cell : votes.cells())
        cells.push_back({votes.actors()[cell.actor_index], votes.roll_calls()[cell.roll_call_index].id});
    const VoteForecast forecast = forecast_votes(votes, cells);
    EXPECT_EQ(forecast.num_set_aside, votes.num_votes());
    for (const VoteProbabilities& p : forecast.probabilities) expect_proper(p);
}

TEST(VoteForecast, NothingAskedIsNothingAnswered) {
    EXPECT_TRUE(forecast_votes(few_votes(), {}).probabilities.empty());
}

TEST(VoteForecast, AnUnknownRollCallIsAnError) {
    const std::vector<CellQuery> cells{{ActorId{2}, RollCallId{77}}};
    try {
        (void)forecast_votes(few_votes(), cells);
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::unknown_id);
        EXPECT_NE(std::string(error.what()).find("roll call 77"), std::string::npos);
    }
}

TEST(VoteForecast, OptionsOutOfRangeAreNamed) {
    const auto error_of = [](const VoteForecastOptions& options) -> std::string {
        try {
            (void)forecast_votes(few_votes(), {}, options);
        } catch (const Error& error) {
            EXPECT_EQ(error.errc(), Errc::wrong_usage);
            return error.what();
        }
        return "no error";
    };
    EXPECT_NE(error_of({.num_folds = 1}).find("num_folds"), std::string::npos);
    EXPECT_NE(error_of({.neighbours = {.num_neighbours = 0}}).find("num_neighbours"), std::string::npos);
    EXPECT_NE(error_of({.neighbours = {.noise_var = std::numeric_limits<double>::quiet_NaN()}}).find("noise_var"),
              std::string::npos);
    EXPECT_NE(error_of({.ideal_points = {.num_dimensions = 99}}).find("num_dimensions"), std::string::npos);
}

TEST(VoteForecast, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const Monitor monitor{.stop = stop.get_token()};
    try {
        (void)forecast_votes(few_votes(), {}, {}, {}, monitor);
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::interrupted);
    }
}

}  // namespace
}  // namespace entente::principles
