// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "attain/synthetic.hpp"
#include "entente/attain/attain.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

using synthetic::more_formal;
using synthetic::state;

class Answers : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        world_ = new atlas::World(synthetic::world());
        const std::vector<Year> as_of{Year{1989}, Year{synthetic::kLast}};
        models_ = new std::vector<AttainModel>(fit_attain(*world_, as_of, options(), Seed{1}));
    }
    static void TearDownTestSuite() {
        delete models_;
        delete world_;
    }
    static AttainOptions options() {
        AttainOptions options;
        options.cases.num_decoys = 20;
        return options;
    }
    static std::vector<std::optional<double>> equal_shares(const atlas::World& world) {
        return std::vector<std::optional<double>>(world.num_actors(), 1.0 / synthetic::kNumStates);
    }
    static Question question(const atlas::World& world, const std::vector<int>& states) {
        Question q{.issue = "general", .issue_name = "Political cooperation in general", .as_of = world.as_of()};
        for (const int k : states) q.pool.push_back(*world.find(state(k)));
        q.families = {Family::alliance, Family::trade, Family::formal, Family::informal};
        q.threshold = 0.3;
        return q;
    }
    static Answer ask(const atlas::World& world, Question q) {
        const auto shares = equal_shares(world);
        return answer({.world = world, .model = models_->back(), .shares = shares, .is_more_formal = more_formal},
                      std::move(q));
    }

    static const atlas::World* world_;
    static const std::vector<AttainModel>* models_;
};
const atlas::World* Answers::world_ = nullptr;
const std::vector<AttainModel>* Answers::models_ = nullptr;

TEST_F(Answers, HaveThirtyCellsInRowOrder) {
    const Answer a = ask(*world_, question(*world_, {0, 1, 2, 6}));
    ASSERT_EQ(a.matrix.size(), kNumCells);
    for (std::size_t k = 0; k < kNumCells; ++k) EXPECT_EQ(index_of(a.matrix[k].cell), k);
    EXPECT_FALSE(a.verdict.empty());
}

TEST_F(Answers, ACellWithoutEvidenceHasNoNumbersAndSaysWhy) {
    const Answer a = ask(*world_, question(*world_, {0, 1, 2, 6}));
    int none = 0;
    for (const CellAnswer& cell : a.matrix) {
        if (cell.evidence != CellEvidence::none) {
            EXPECT_TRUE(cell.chance);
            continue;
        }
        ++none;
        EXPECT_FALSE(cell.chance);
        EXPECT_FALSE(cell.lift);
        EXPECT_FALSE(cell.note.empty());
    }
    // No made-up table shows values or more, and there are no collective entities in the pool.
    EXPECT_GE(none, 3 * 3 + 2 * 6);
}

TEST_F(Answers, ProbabilitiesFallWithDepthAndLieInTheirIntervals) {
    const Answer a = ask(*world_, question(*world_, {0, 1, 2, 6, 7, 12}));
    for (const Scope scope : all_values<Scope>()) {
        double last = 1;
        for (const Depth depth : all_values<Depth>()) {
            const CellAnswer& cell = a.matrix[index_of({scope, depth})];
            if (!cell.chance) continue;
            EXPECT_LE(cell.chance->probability, last);
            EXPECT_LE(cell.chance->low, cell.chance->probability);
            EXPECT_GE(cell.chance->high, cell.chance->probability);
            last = cell.chance->probability;
        }
    }
}

TEST_F(Answers, WhatStandsAlreadyCountsAsReached) {
    atlas::WorldTables tables = synthetic::tables();
    tables.partnerships.push_back(synthetic::founding("pact", Family::alliance, 1990, {0, 23}, Depth::rules));
    const atlas::World world(tables, Year{synthetic::kLast});
    const Answer a = ask(world, question(world, {0, 23}));
    for (const Depth depth : {Depth::practice, Depth::interests, Depth::rules}) {
        const CellAnswer& cell = a.matrix[index_of({Scope::bilateral, depth})];
        EXPECT_EQ(cell.evidence, CellEvidence::held);
        EXPECT_EQ(cell.chance->probability, 1);
        EXPECT_NE(std::find(cell.held.begin(), cell.held.end(), "pact"), cell.held.end());
    }
    EXPECT_NE(a.matrix[index_of({Scope::bilateral, Depth::values})].evidence, CellEvidence::held);
    EXPECT_NE(a.verdict.find("stands already"), std::string::npos);
}

/// Chance within the horizon of the likeliest informal set of three or more that carries the asked share.
double brute_force(const atlas::World& world, const JointModel& joint, const Question& q, double share_each) {
    const DyadFrame frame = Panel(world).frame(world.as_of() + 1);
    double best = 0;
    for (unsigned set = 0; set < 1U << q.pool.size(); ++set) {
        std::vector<Bloc> blocs;
        for (std::size_t k = 0; k < q.pool.size(); ++k)
            if (set >> k & 1U) blocs.push_back({frame.slot_of(q.pool[k])});
        if (blocs.size() < 3 || static_cast<double>(blocs.size()) * share_each < q.impact - 1e-9) continue;
        std::vector<const Bloc*> parties;
        for (const Bloc& bloc : blocs) parties.push_back(&bloc);
        const double hazard = std::exp(joint.together(frame, parties).log_hazard);
        best = std::max(best, 1 - std::pow(1 - hazard, q.horizon_years));
    }
    return best;
}

TEST_F(Answers, TheLikeliestCompositionIsThatOfBruteForce) {
    for (const double impact : {0.0, 4.0 / synthetic::kNumStates}) {
        Question q = question(*world_, {0, 1, 2, 6, 7, 12, 13});
        q.families = {Family::informal};
        q.impact = impact;
        const Answer a = ask(*world_, q);
        const CellAnswer& cell = a.matrix[index_of({Scope::minilateral, Depth::practice})];
        ASSERT_TRUE(cell.chance);
        const auto& joint = models_->back().joint[static_cast<std::size_t>(Family::informal)];
        const double best = brute_force(*world_, joint, q, 1.0 / synthetic::kNumStates);
        if (cell.evidence == CellEvidence::table && cell.way == Way::founded)
            EXPECT_NEAR(cell.chance->probability, best, 1e-9) << "impact " << impact;
        else
            EXPECT_GE(cell.chance->probability, best - 1e-9) << "impact " << impact;
    }
}

TEST_F(Answers, TheOrderOfTheActorsMeansNothing) {
    Question forward = question(*world_, {0, 2, 7, 14});
    Question backward = forward;
    std::reverse(backward.pool.begin(), backward.pool.end());
    const Answer a = ask(*world_, forward);
    const Answer b = ask(*world_, backward);
    for (std::size_t k = 0; k < kNumCells; ++k) {
        ASSERT_EQ(a.matrix[k].chance.has_value(), b.matrix[k].chance.has_value());
        if (!a.matrix[k].chance) continue;
        EXPECT_NEAR(a.matrix[k].chance->probability, b.matrix[k].chance->probability, 1e-12);
    }
}

TEST_F(Answers, NoCellOfTheFrontierIsBeatenByAnother) {
    const Answer a = ask(*world_, question(*world_, {0, 1, 2, 3, 6, 7, 8}));
    for (const FrontierPoint& point : a.frontier) {
        EXPECT_GE(point.probability, 0.3);
        for (const CellAnswer& cell : a.matrix) {
            if (!cell.chance || cell.chance->probability < 0.3) continue;
            EXPECT_FALSE(cell.cell.scope == point.cell.scope && cell.cell.depth > point.cell.depth);
            EXPECT_FALSE(more_formal(cell.cell.scope, point.cell.scope) && cell.cell.depth >= point.cell.depth);
        }
    }
}

TEST_F(Answers, NeighboursAreLikelierThanStrangers) {
    const auto chance = [&](int a, int b) {
        Question q = question(*world_, {a, b});
        q.families = {Family::informal, Family::formal};
        const DyadFrame frame = Panel(*world_).frame(world_->as_of() + 1);
        const Bloc x{frame.slot_of(q.pool[0])};
        const Bloc y{frame.slot_of(q.pool[1])};
        return models_->back()
            .joint[static_cast<std::size_t>(Family::alliance)]
            .founding_hazard(frame, x, y)
            .log_hazard;
    };
    EXPECT_GT(chance(8, 9), chance(0, 23));
}

TEST_F(Answers, TheSameBitsAtAnyNumberOfThreads) {
    const ThreadLimit limit(1);
    const std::vector<Year> as_of{Year{1989}};
    const auto one = fit_attain(*world_, as_of, options(), Seed{1});
    EXPECT_EQ(to_json(one[0]), to_json(models_->front()));
}

TEST_F(Answers, AModelOfAYearKnowsNothingLater) {
    const atlas::World past = synthetic::world(1989);
    const std::vector<Year> as_of{Year{1989}};
    const auto models = fit_attain(past, as_of, options(), Seed{1});
    EXPECT_EQ(to_json(models[0]), to_json(models_->front()));
}

TEST_F(Answers, AModelComesBackFromItsJson) {
    const std::string json = to_json(models_->back());
    EXPECT_EQ(to_json(model_from_json(json)), json);
    EXPECT_THROW((void)model_from_json("{}"), Error);
    EXPECT_THROW((void)model_from_json("not json"), Error);
}

TEST_F(Answers, OneActorIsNoPartnership) {
    EXPECT_THROW((void)ask(*world_, question(*world_, {0})), Error);
    EXPECT_THROW((void)ask(*world_, question(*world_, {})), Error);
}

TEST_F(Answers, AnImpactThatNobodyCarriesLeavesNoNumberFromTables) {
    Question q = question(*world_, {0, 1, 2});
    q.impact = 0.9;
    const Answer a = ask(*world_, q);
    for (const CellAnswer& cell : a.matrix) EXPECT_NE(cell.evidence, CellEvidence::table);
}

TEST_F(Answers, ForecastsOfSetsUseTheNewestModelThatDidNotKnowTheYear) {
    const Panel panel(*world_);
    std::vector<SetCase> sets;
    for (const int year : {1995, 1999})
        sets.push_back({.id = "x",
                        .year = Year{year},
                        .family = Family::formal,
                        .units = {{*world_->find(state(8))}, {*world_->find(state(9))}, {*world_->find(state(10))}}});
    const auto forecasts = predict_partnerships(panel, *models_, sets);
    ASSERT_EQ(forecasts.size(), 2U);
    for (const SetForecast& f : forecasts) {
        EXPECT_GT(f.p_form, 0);
        EXPECT_LT(f.p_form, 1);
        EXPECT_TRUE(std::isfinite(f.score));
        EXPECT_EQ(f.at_least[0], 1);
        EXPECT_LE(f.at_least[2], f.at_least[1]);
        EXPECT_LT(f.at_least[5], 0.01) << "no partnership of this world was ever that deep";
    }
    // Before the first model nothing is known, which is not zero.
    sets[0].year = Year{1980};
    const auto early = predict_partnerships(panel, *models_, sets);
    EXPECT_TRUE(std::isnan(early[0].p_form));
    EXPECT_TRUE(std::isnan(early[0].score));
    EXPECT_TRUE(std::isfinite(early[1].score));
}

TEST_F(Answers, NearSetsOutrankFarOnes) {
    const Panel panel(*world_);
    const auto unit = [&](int k) { return std::vector<atlas::ActorIndex>{*world_->find(state(k))}; };
    const std::vector<SetCase> sets{
        {.id = "near", .year = Year{1998}, .family = Family::formal, .units = {unit(8), unit(9), unit(10)}},
        {.id = "far", .year = Year{1998}, .family = Family::formal, .units = {unit(0), unit(11), unit(18)}}};
    const auto forecasts = predict_partnerships(panel, *models_, sets);
    EXPECT_GT(forecasts[0].score, forecasts[1].score);
    EXPECT_GT(forecasts[0].p_form, forecasts[1].p_form);
}

}  // namespace
}  // namespace entente::attain
