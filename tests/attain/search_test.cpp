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
        frame_ = new DyadFrame(Panel(*world_).frame(world_->as_of() + 1));
    }
    static void TearDownTestSuite() {
        delete frame_;
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
              pool(inputs, asked, *frame_),
              chains(pool, *frame_, model()) {}
        [[nodiscard]] const JointModel& model() const {
            return model_->joint[static_cast<std::size_t>(Family::informal)];
        }
        std::vector<std::optional<double>> shares;
        AnswerInputs inputs;
        Question asked;
        Pool pool;
        Chains chains;
    };
    static SearchResult search(const Ground& ground, const SearchRange& range) {
        return search_founded(ground.chains, Family::informal, range, Worth{.horizon_years = 10}, {});
    }
    /// The most that any set of the range is worth.
    static double brute_force(const Ground& ground, const SearchRange& range) {
        double best = 0;
        for (unsigned set = 0; set < 1U << ground.pool.size(); ++set) {
            Members members;
            for (std::size_t k = 0; k < ground.pool.size(); ++k)
                if (set >> k & 1U) members.push_back(k);
            if (members.size() < range.least || members.size() > range.most ||
                !std::ranges::includes(members, range.must) || !ground.pool.carries(members, range.impact))
                continue;
            const double hazard = ground.model().together(*frame_, ground.pool.blocs(members)).log_hazard;
            best = std::max(best, within(hazard, 10));
        }
        return best;
    }

    static const atlas::World* world_;
    static const AttainModel* model_;
    static const DyadFrame* frame_;
};
const atlas::World* Searches::world_ = nullptr;
const AttainModel* Searches::model_ = nullptr;
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
