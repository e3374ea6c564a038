// SPDX-License-Identifier: Apache-2.0
#include "../../src/attain/search.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "../../src/attain/prospects.hpp"
#include "attain/synthetic.hpp"
#include "entente/attain/attain.hpp"

namespace entente::attain {
namespace {

using synthetic::state;

/// A made-up world with its model, and a pool of it in which every actor has a share of its own.
class Searches : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        world_ = new atlas::World(synthetic::world());
        AttainOptions options;
        options.cases.num_decoys = 10;
        const std::vector<Year> as_of{Year{synthetic::kLast}};
        model_ = new AttainModel(fit_attain(*world_, as_of, options, Seed{1}).front());
        ground_ = new AnswerGround(answer_ground(*world_, world_->as_of()));
        frame_ = &ground_->frame;
    }
    static void TearDownTestSuite() {
        delete ground_;
        delete model_;
        delete world_;
    }
    static std::vector<std::optional<double>> shares() {
        std::vector<std::optional<double>> shares;
        for (std::size_t k = 0; k < world_->num_actors(); ++k)
            shares.emplace_back(0.01 * static_cast<double>(1 + (k * 7) % 5));
        return shares;
    }
    static Question question(std::size_t size) {
        Question q{.issue = "general", .issue_name = "All", .as_of = world_->as_of()};
        for (std::size_t k = 0; k < size; ++k) q.pool.push_back(*world_->find(state(static_cast<int>(k * 23 % 24))));
        std::ranges::sort(q.pool);
        q.families = {Family::informal};
        return q;
    }
    struct Ground {
        explicit Ground(std::size_t size)
            : shares(Searches::shares()),
              inputs{.world = *world_, .model = *model_, .shares = shares, .is_more_formal = {}},
              asked(question(size)),
              pool(inputs, asked, *ground_),
              chains(pool, *frame_, model()),
              outlook(depth, Family::informal, ground_->history, pool, *frame_) {}
        [[nodiscard]] const JointModel& model() const {
            return model_->joint[static_cast<std::size_t>(Family::informal)];
        }
        std::vector<std::optional<double>> shares;
        AnswerInputs inputs;
        Question asked;
        Pool pool;
        Chains chains;
        DepthModel depth = depth_by_history();
        DepthOutlook outlook;
    };
    static SearchResult search(const Ground& ground, const SearchRange& range) {
        return search_depths(ground, range)[0];
    }
    static SearchResults search_depths(const Ground& ground, const SearchRange& range) {
        return search_founded(ground.chains, ground.outlook, Family::informal, range, Worth{.horizon_years = 10}, {});
    }
    /// Depths that turn on what the parties' earlier partnerships reached.
    static DepthModel depth_by_history() {
        DepthModel::State state;
        state.num_cases = 100;
        state.uses_covariates = true;
        state.is_observable = {true, true, true, false, false, false};
        state.share = {1, .6, .3, 0, 0, 0};
        state.cut_depths = {1, 2};
        state.cuts = {.4, -.8};
        state.beta = {0, 1.5, .8, -.6, .2};
        state.covariance = Eigen::MatrixXd::Identity(7, 7) * 0.01;
        return DepthModel::of_state(state);
    }
    /// The most that any set of the range is worth at a depth.
    static double brute_force(const Ground& ground, const SearchRange& range, std::size_t depth = 0) {
        double best = 0;
        for (unsigned set = 0; set < 1U << ground.pool.size(); ++set) {
            Members members;
            for (std::size_t k = 0; k < ground.pool.size(); ++k)
                if (set >> k & 1U) members.push_back(k);
            if (members.size() < range.least || members.size() > range.most ||
                !std::ranges::includes(members, range.must) || !ground.pool.carries(members, range.impact))
                continue;
            const double hazard = ground.model().together(*frame_, ground.pool.blocs(members)).log_hazard;
            best = std::max(best, within(hazard, 10) * ground.outlook.shares(members)[depth]);
        }
        return best;
    }

    static const atlas::World* world_;
    static const AttainModel* model_;
    static const AnswerGround* ground_;
    static const DyadFrame* frame_;
};
const atlas::World* Searches::world_ = nullptr;
const AttainModel* Searches::model_ = nullptr;
const AnswerGround* Searches::ground_ = nullptr;
const DyadFrame* Searches::frame_ = nullptr;

TEST_F(Searches, ChainsSayWhatTheModelSaysBitForBit) {
    const Ground ground(10);
    for (const Members& members :
         {Members{0, 1}, Members{2, 5, 9}, Members{0, 3, 4, 8}, Members{0, 1, 2, 3, 4, 5, 6}}) {
        const LogHazard plain = ground.model().together(*frame_, ground.pool.blocs(members));
        const LogHazard fast = ground.chains.together(members);
        EXPECT_EQ(fast.log_hazard, plain.log_hazard);
        EXPECT_EQ(fast.std_error, plain.std_error);
    }
}

TEST_F(Searches, LeavingOneOutOfAChainIsAskingTheOthersBitForBit) {
    const Ground ground(10);
    const Members all = ground.pool.everyone();
    const std::vector<double> without = ground.chains.without_each(all);
    for (const std::size_t k : all) {
        Members rest = all;
        std::erase(rest, k);
        EXPECT_EQ(without[k], ground.model().together(*frame_, ground.pool.blocs(rest)).log_hazard) << k;
    }
}

TEST_F(Searches, AChangedDyadIsAskedOfTheChangedFrameBitForBit) {
    const Ground ground(8);
    const Members all = ground.pool.everyone();
    const Slot a = ground.pool.bloc(1).front();
    const Slot b = ground.pool.bloc(5).front();
    const DyadFrame changed = frame_->with(a, b, DyadFeature::log_distance, 1);
    EXPECT_EQ(changed.value(b, a, DyadFeature::log_distance), 1);
    EXPECT_NE(frame_->value(a, b, DyadFeature::log_distance), 1) << "the frame it was made from is as it was";
    const double fast = ground.chains.together_if(changed, 1, 5, all);
    EXPECT_EQ(fast, ground.model().together(changed, ground.pool.blocs(all)).log_hazard);
    EXPECT_NE(fast, ground.chains.together(all).log_hazard);
}

TEST_F(Searches, NoSetIsLikelierThanTheBeginningOfItsChain) {
    const Ground ground(8);
    const double all = ground.chains.together(ground.pool.everyone()).log_hazard;
    bool some_beginning_is_likelier = false;
    for (std::size_t left_out = 0; left_out < 8; ++left_out) {
        Members fewer = ground.pool.everyone();
        std::erase(fewer, left_out);
        some_beginning_is_likelier |= ground.chains.together(fewer).log_hazard >= all;
    }
    EXPECT_TRUE(some_beginning_is_likelier);
}

TEST_F(Searches, TheBestIsThatOfBruteForceWithWhateverIsAskedOfIt) {
    const Ground ground(9);
    const std::vector<SearchRange> ranges{
        {.scope = Scope::minilateral, .least = 3, .most = 8},
        {.scope = Scope::minilateral, .least = 3, .most = 8, .impact = 0.15},
        {.scope = Scope::minilateral, .least = 3, .most = 8, .impact = 0.15, .must = {2, 7}},
        {.scope = Scope::minilateral, .least = 3, .most = 4, .must = {0, 4, 8}},
        {.scope = Scope::bilateral, .least = 2, .most = 2, .must = {5}},
        {.scope = Scope::multilateral, .least = 3, .most = 9, .must = ground.pool.everyone()}};
    for (const SearchRange& range : ranges) {
        const SearchResult found = search(ground, range);
        ASSERT_TRUE(found.best) << "impact " << range.impact << " must " << range.must.size();
        EXPECT_NEAR(found.value, brute_force(ground, range), 1e-12) << range.impact << ' ' << range.must.size();
        EXPECT_EQ(found.bound, found.value) << "a pool of nine is certified";
        EXPECT_TRUE(std::ranges::includes(found.best->members, range.must));
        EXPECT_TRUE(ground.pool.carries(found.best->members, range.impact));
    }
}

TEST_F(Searches, EachDepthHasTheBestOfBruteForceWhereThePartiesHistoriesTell) {
    const Ground ground(9);
    const SearchRange range{.scope = Scope::minilateral, .least = 3, .most = 8};
    const SearchResults found = search_depths(ground, range);
    for (std::size_t d = 0; d < 3; ++d) {
        ASSERT_TRUE(found[d].best) << d;
        EXPECT_NEAR(found[d].value, brute_force(ground, range, d), 1e-12) << d;
        EXPECT_EQ(found[d].bound, found[d].value) << d;
    }
    EXPECT_FALSE(found[3].best) << "no table of the family shows values";
}

TEST_F(Searches, NoCompositionGoesDeeperThanTheMostOfThePool) {
    const Ground ground(9);
    for (unsigned set = 3; set < 1U << 9; set += 7) {
        Members members;
        for (std::size_t k = 0; k < 9; ++k)
            if (set >> k & 1U) members.push_back(k);
        const auto shares = ground.outlook.shares(members);
        for (std::size_t d = 0; d < kNumDepths; ++d) EXPECT_LE(shares[d], ground.outlook.most(d)) << set;
    }
}

TEST_F(Searches, WhatCannotBeCarriedIsNotFound) {
    const Ground ground(6);
    const SearchResult found = search(ground, {.scope = Scope::minilateral, .least = 3, .most = 6, .impact = 0.9});
    EXPECT_FALSE(found.best);
    EXPECT_EQ(found.bound, 0);
}

TEST_F(Searches, TheBoundIsNeverBelowWhatWasFound) {
    const Ground ground(24);
    for (const double impact : {0.0, 0.2, 0.5}) {
        const SearchResult found =
            search(ground, {.scope = Scope::multilateral, .least = 3, .most = 24, .impact = impact});
        EXPECT_GE(found.bound, found.value) << impact;
    }
}

}  // namespace
}  // namespace entente::attain
