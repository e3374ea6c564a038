// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "attain/synthetic.hpp"
#include "entente/attain/attain.hpp"

namespace entente::attain {
namespace {

using synthetic::more_formal;
using synthetic::state;

AttainModel fit(const atlas::World& world, int year) {
    AttainOptions options;
    options.cases.num_decoys = 10;
    const std::vector<Year> as_of{Year{year}};
    return fit_attain(world, as_of, options, Seed{1}).front();
}

Question question(const atlas::World& world, const std::vector<int>& states) {
    Question q{.issue = "general", .issue_name = "Political cooperation in general", .as_of = world.as_of()};
    for (const int k : states) q.pool.push_back(*world.find(state(k)));
    q.families = {Family::alliance, Family::trade, Family::formal, Family::informal};
    q.threshold = 0.3;
    return q;
}

Answer ask(const atlas::World& world, const AttainModel& model, Question q) {
    std::vector<std::optional<double>> shares;
    for (std::size_t k = 0; k < world.num_actors(); ++k) shares.emplace_back(0.01 * static_cast<double>(1 + k % 5));
    return answer({.world = world, .model = model, .shares = shares, .is_more_formal = more_formal}, std::move(q));
}

class AnswerParts : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        world_ = new atlas::World(synthetic::world());
        model_ = new AttainModel(fit(*world_, synthetic::kLast));
    }
    static void TearDownTestSuite() {
        delete model_;
        delete world_;
    }
    static const atlas::World* world_;
    static const AttainModel* model_;
};
const atlas::World* AnswerParts::world_ = nullptr;
const AttainModel* AnswerParts::model_ = nullptr;

/// Everything of an answer that could differ, as text.
std::string written(const Answer& answer) {
    std::string text = answer.verdict;
    const auto number = [&](double x) { text += ' ' + std::to_string(x); };
    for (const CellAnswer& cell : answer.matrix) {
        text += '\n';
        if (cell.chance) {
            number(cell.chance->probability);
            number(cell.chance->low);
            number(cell.chance->high);
        }
        for (const std::string& key : cell.composition) text += ' ' + key;
        for (const std::string& id : cell.held) text += ' ' + id;
        text += cell.note;
    }
    for (const Mover& mover : answer.movers) text += '\n' + mover.text;
    for (const Comparable& one : answer.comparables) text += '\n' + one.id + one.outcome + std::to_string(one.distance);
    for (const NextStep& step : answer.options) text += '\n' + step.label + step.text;
    text += '\n' + answer.need.text;
    return text;
}

TEST_F(AnswerParts, AnAnswerIsTheSameWithTheFutureDeleted) {
    constexpr int kThen = 1985;
    // Once everything later is in the tables and the World cuts it; once it never was there.
    atlas::WorldTables cut = synthetic::tables();
    std::erase_if(cut.figures, [](const FigureRecord& r) { return r.year > Year{kThen}; });
    std::erase_if(cut.positions, [](const atlas::KnownPosition& r) { return r.year > Year{kThen}; });
    std::erase_if(cut.partnerships, [](const Partnership& p) { return p.begun > Year{kThen}; });
    for (Partnership& partnership : cut.partnerships)
        std::erase_if(partnership.evidence, [](const Evidence& e) { return e.since > Year{kThen}; });
    std::erase_if(cut.disputes, [](const DisputeRecord& r) { return r.year > Year{kThen}; });
    for (RivalryRecord& rivalry : cut.rivalries)
        if (rivalry.spell.last && *rivalry.spell.last > Year{kThen}) rivalry.spell.last.reset();
    for (atlas::SeriesCoverage& series : cut.series) series.last_year = Year{kThen};
    const atlas::World whole(synthetic::tables(), Year{kThen});
    const atlas::World past(cut, Year{kThen});
    const AttainModel of_whole = fit(*world_, kThen);  // From a World that knows what came later.
    const AttainModel of_past = fit(past, kThen);
    EXPECT_EQ(to_json(of_whole), to_json(of_past));
    for (const std::vector<int>& states : {std::vector<int>{0, 1, 2, 6}, {0, 12}, {3, 9, 15, 16, 20}})
        EXPECT_EQ(written(ask(whole, of_whole, question(whole, states))),
                  written(ask(past, of_past, question(past, states))));
}

TEST_F(AnswerParts, AWorldWithoutWholeTablesAnswersWithWiderIntervals) {
    atlas::WorldTables tables = synthetic::tables();
    tables.figures.clear();
    tables.positions.clear();
    const atlas::World poor(tables, Year{synthetic::kLast});
    // The full world's model, since what it knows of these columns is what the poor world does not tell. On the average
    // over pools: where a known figure is extreme, its own doubt can be the larger.
    double rich = 0;
    double thin = 0;
    const auto add_widths = [](const Answer& a, double& sum) {
        for (const Founding& one : a.together.foundings) sum += std::log(one.chance.high / one.chance.low);
    };
    for (const std::vector<int>& states :
         {std::vector<int>{0, 13, 20}, {8, 9}, {1, 2, 7}, {5, 17}, {3, 4, 10}, {11, 22}}) {
        add_widths(ask(*world_, *model_, question(*world_, states)), rich);
        add_widths(ask(poor, *model_, question(poor, states)), thin);
    }
    EXPECT_GT(rich, 0);
    EXPECT_GT(thin, rich);
}

TEST_F(AnswerParts, WhoMustTakePartIsInEveryComposition) {
    Question q = question(*world_, {0, 1, 2, 6, 7, 13});
    q.must = {*world_->find(state(13)), *world_->find(state(0))};
    const Answer a = ask(*world_, *model_, q);
    int num_compositions = 0;
    for (const CellAnswer& cell : a.matrix) {
        if (cell.composition.empty()) continue;
        ++num_compositions;
        for (const char* key : {"S00", "S13"})
            EXPECT_NE(std::ranges::find(cell.composition, key), cell.composition.end()) << cell.note;
    }
    EXPECT_GT(num_compositions, 0);
    for (const Mover& mover : a.movers)
        if (mover.kind == "actor_out") {
            EXPECT_TRUE(mover.who.front() != "S00" && mover.who.front() != "S13");
        }
}

TEST_F(AnswerParts, ACellHasItsCertificate) {
    const Answer a = ask(*world_, *model_, question(*world_, {0, 1, 2, 6, 7, 12}));
    for (const CellAnswer& cell : a.matrix) {
        EXPECT_EQ(cell.held.size(), cell.held_names.size());
        if (cell.evidence == CellEvidence::table) {
            EXPECT_EQ(cell.certificate, Certificate::certified) << "six actors are looked at one and all";
            EXPECT_TRUE(cell.bound);
        }
        if (cell.evidence == CellEvidence::none) {
            EXPECT_EQ(cell.certificate, Certificate::none);
        }
        if (cell.bound) {
            EXPECT_GE(*cell.bound, cell.chance->probability - 1e-9);
        }
    }
}

TEST_F(AnswerParts, AShareThatNobodyCarriesIsNamedWithWhatTheyCan) {
    Question q = question(*world_, {0, 1, 2});
    q.impact = 0.9;
    const Answer a = ask(*world_, *model_, q);
    const CellAnswer& cell = a.matrix[index_of({Scope::multilateral, Depth::practice})];
    EXPECT_FALSE(cell.chance);
    EXPECT_NE(cell.note.find("even all of the pool carry only"), std::string::npos) << cell.note;
    EXPECT_NE(a.need.text.find("even with everyone else"), std::string::npos) << a.need.text;
}

TEST_F(AnswerParts, MoversAreEvaluatedAnewAndTheStrongestComesFirst) {
    const Answer a = ask(*world_, *model_, question(*world_, {0, 1, 12}));
    ASSERT_FALSE(a.movers.empty());
    for (std::size_t k = 1; k < a.movers.size(); ++k)
        EXPECT_GE(a.movers[k - 1].after - a.movers[k - 1].before, a.movers[k].after - a.movers[k].before);
    double all = 0;
    for (const Founding& one : a.together.foundings) all = std::max(all, one.chance.probability);
    for (const Mover& mover : a.movers) EXPECT_NEAR(mover.before, all, 1e-12);
    // Without S12 the two neighbours are what an answer about them alone says.
    const Answer two = ask(*world_, *model_, question(*world_, {0, 1}));
    double of_two = 0;
    for (const Founding& one : two.together.foundings) of_two = std::max(of_two, one.chance.probability);
    const auto out = std::ranges::find_if(
        a.movers, [](const Mover& m) { return m.kind == "actor_out" && m.who == std::vector<std::string>{"S12"}; });
    ASSERT_NE(out, a.movers.end());
    EXPECT_NEAR(out->after, of_two, 1e-12);
}

TEST_F(AnswerParts, OptionsBeginWithTheNextStepAndTheQuietestIsTheLeastSeen) {
    atlas::WorldTables tables = synthetic::tables();
    tables.partnerships.clear();  // From what stands nowhere everything is a step.
    const atlas::World world(tables, Year{synthetic::kLast});
    const Answer a = ask(world, *model_, question(world, {0, 13, 20}));
    ASSERT_FALSE(a.options.empty());
    ASSERT_TRUE(a.next_step);
    EXPECT_EQ(a.options.front().cell, a.next_step->cell);
    for (const NextStep& option : a.options) {
        EXPECT_GE(option.visibility, 0);
        EXPECT_LE(option.visibility, 1);
        if (option.label == "quietest") {
            EXPECT_LE(option.visibility, a.next_step->visibility);
            EXPECT_LE(option.cell.depth, Depth::interests);
        }
    }
}

TEST_F(AnswerParts, WhatHoldsAllOfThemIsNamedWhateverItsScope) {
    atlas::WorldTables tables = synthetic::tables();
    tables.partnerships.push_back(synthetic::founding("club", Family::informal, 1990, {0, 23, 7}, Depth::interests));
    const atlas::World world(tables, Year{synthetic::kLast});
    const Answer a = ask(world, *model_, question(world, {0, 23}));
    const auto bond = std::ranges::find(a.together.bonds, "club", &Bond::id);
    ASSERT_NE(bond, a.together.bonds.end());
    EXPECT_EQ(bond->scope, Scope::minilateral);
    EXPECT_GT(bond->endures, 0);
    EXPECT_LT(bond->endures, 1);
}

TEST_F(AnswerParts, TheLikeMindedAreTheLargestSetBoundByValues) {
    atlas::WorldTables tables = synthetic::tables();
    // 0-1-2 pairwise, and 3 with 2 only: shares by place are .01, .02, .03, .04.
    tables.partnerships.push_back(synthetic::founding("trio", Family::formal, 1990, {0, 1, 2}, Depth::values));
    tables.partnerships.push_back(synthetic::founding("pair", Family::formal, 1990, {2, 3}, Depth::values));
    const atlas::World world(tables, Year{synthetic::kLast});
    Question q = question(world, {0, 1, 2, 3});
    q.impact = 0.09;
    q.threshold = 0.999;  // No forecast of values clears it.
    const Answer a = ask(world, *model_, q);
    EXPECT_EQ(a.need.verdict, "need to have");
    EXPECT_EQ(a.need.like_minded, (std::vector<std::string>{"S02", "S03"}));
    EXPECT_NEAR(a.need.like_minded_share, 0.07, 1e-12);
    EXPECT_NEAR(a.need.shortfall, 0.02, 1e-12);
    EXPECT_EQ(a.need.closers, (std::vector<std::string>{"S01"}));
}

}  // namespace
}  // namespace entente::attain
