// SPDX-License-Identifier: Apache-2.0
#include "../../src/attain/bloc_level.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "../../src/attain/chains.hpp"
#include "attain/synthetic.hpp"
#include "entente/attain/attain.hpp"

namespace entente::attain {
namespace {

using synthetic::state;

/// The made-up world in which the entity (states 0 to 3) has signed a trade agreement with one other state a year.
class BlocLevels : public ::testing::Test {
protected:
    static constexpr int kFirstSigned = 1991;

    static void SetUpTestSuite() {
        atlas::WorldTables tables = synthetic::tables();
        for (int year = kFirstSigned; year <= synthetic::kLast; ++year) {
            auto agreement = synthetic::founding("bloc:" + std::to_string(year), Family::trade, year,
                                                 {0, 1, 2, 3, 4 + year % 20}, Depth::rules);
            agreement.scope = Scope::bilateral;
            for (int k = 0; k < 4; ++k) agreement.parties[static_cast<std::size_t>(k)].side = 1;
            tables.partnerships.push_back(agreement);
        }
        world_ = new atlas::World(tables, Year{synthetic::kLast});
        AttainOptions options;
        options.cases.num_decoys = 10;
        const std::vector<Year> as_of{world_->as_of()};
        model_ = new AttainModel(fit_attain(*world_, as_of, options, Seed{1}).front());
        ground_ = new AnswerGround(answer_ground(*world_, world_->as_of()));
    }
    static void TearDownTestSuite() {
        delete ground_;
        delete model_;
        delete world_;
    }
    static atlas::ActorIndex entity() { return *world_->find(ActorId{2001}); }
    static Bloc bloc() {
        Bloc slots;
        for (int k = 0; k < 4; ++k) slots.push_back(ground_->frame.slot_of(*world_->find(state(k))));
        return slots;
    }
    static const JointModel& model(Family family) { return model_->joint[static_cast<std::size_t>(family)]; }
    static BlocLevel level(Family family) {
        return bloc_level(*world_, *ground_, model(family), family, entity(), bloc());
    }

    static const atlas::World* world_;
    static const AttainModel* model_;
    static const AnswerGround* ground_;
};
const atlas::World* BlocLevels::world_ = nullptr;
const AttainModel* BlocLevels::model_ = nullptr;
const AnswerGround* BlocLevels::ground_ = nullptr;

TEST_F(BlocLevels, AreTheRecordAgainstWhatTheModelExpects) {
    double expected = 0;
    for (int k = 4; k < synthetic::kNumStates; ++k)
        expected +=
            AnswerGround::kBlocYears *
            std::exp(model(Family::trade)
                         .founding_hazard(ground_->frame, {ground_->frame.slot_of(*world_->find(state(k)))}, bloc())
                         .log_hazard);
    const double seen = synthetic::kLast - kFirstSigned + 1;
    EXPECT_NEAR(level(Family::trade).log_factor, std::log((seen + 1) / (expected + 1)), 1e-9);
    EXPECT_NEAR(level(Family::trade).std_error, 1 / std::sqrt(seen + 1), 1e-12);
}

TEST_F(BlocLevels, AreLeftAloneWhereNoTableShowsStatesThatActAsOne) {
    EXPECT_EQ(level(Family::alliance).log_factor, 0);
    EXPECT_EQ(level(Family::alliance).std_error, 0);
}

TEST_F(BlocLevels, RaiseWhatAnAnswerSaysOfTheEntityAndNothingElse) {
    const std::vector<std::optional<double>> shares(world_->num_actors());
    const auto pair = [&](std::vector<atlas::ActorIndex> pool_of, bool with_levels) {
        Question question{
            .issue = "general", .issue_name = "all", .pool = std::move(pool_of), .as_of = world_->as_of()};
        const AnswerInputs inputs{.world = *world_, .model = *model_, .shares = shares, .is_more_formal = {}};
        std::ranges::sort(question.pool);
        const Pool pool(inputs, question, *ground_);
        std::vector<BlocLevel> levels(2);
        for (std::size_t k = 0; k < 2; ++k)
            if (pool.is_collective(k) && with_levels) levels[k] = level(Family::trade);
        return Chains(pool, ground_->frame, model(Family::trade), levels).together({0, 1});
    };
    const auto other = *world_->find(state(9));
    const auto third = *world_->find(state(10));
    const LogHazard plain = pair({entity(), other}, false);
    const LogHazard levelled = pair({entity(), other}, true);
    EXPECT_NEAR(levelled.log_hazard - plain.log_hazard, level(Family::trade).log_factor, 1e-12);
    EXPECT_NEAR(levelled.std_error, std::hypot(plain.std_error, level(Family::trade).std_error), 1e-12);
    EXPECT_EQ(pair({third, other}, true).log_hazard, pair({third, other}, false).log_hazard);
}

}  // namespace
}  // namespace entente::attain
