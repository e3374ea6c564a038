// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/coalition_power.hpp"

#include <gmock/gmock.h>

#include "atlas/error_of.hpp"
#include "engine/emitters.hpp"

namespace entente::engine {
namespace {

using atlas::testing::error_of;
using coalition::Exactness;
using coalition::Stability;
using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PowerOfCoalitions : public testing::Emitters {
protected:
    /// A vote on emissions of all states.
    static CoalitionPowerRequest vote(double quota) {
        return {.actors = "world", .issues = {"climate"}, .quotas = {quota}};
    }
    /// S1 and S2 stand together, at this cost of membership.
    static CoalitionPowerRequest pact(double cost) {
        CoalitionPowerRequest request = vote(0.7);
        request.coalition = "S1,S2";
        request.cost = cost;
        return request;
    }
    static CoalitionPower power_of(const CoalitionPowerRequest& request) { return coalition_power(*engine_, request); }
    static CoalitionOutlook outlook_of(const CoalitionPowerRequest& request) {
        return power_of(request).outlook.value();
    }
    static Errc errc_of(const CoalitionPowerRequest& request) {
        return error_of([&] { (void)power_of(request); }).errc();
    }
};

TEST_F(PowerOfCoalitions, AWeightedVoteHasTheSwingsThatCountingGives) {
    // [50; 40, 30, 12, 10, 5, 3], counted over the 64 sets and the 720 orders.
    const CoalitionPower power = power_of(vote(0.5));
    EXPECT_EQ(power.vote.rules.front().quota, 50'000U);
    EXPECT_THAT(power.vote.rules.front().weights, ElementsAre(40'000U, 30'000U, 12'000U, 10'000U, 5'000U, 3'000U));
    EXPECT_EQ(power.power.banzhaf.exactness, Exactness::exact);
    EXPECT_THAT(power.power.swings, ElementsAre("23", "9", "9", "7", "1", "1"));
    EXPECT_THAT(power.power.banzhaf.values, ElementsAre(23 / 32., 9 / 32., 9 / 32., 7 / 32., 1 / 32., 1 / 32.));
    const std::array<double, 6> orders{336, 132, 132, 96, 12, 12};
    for (std::size_t k = 0; k < orders.size(); ++k)
        EXPECT_NEAR(power.power.shapley.values[k], orders[k] / 720, 1e-12) << power.actors[k].key;
    EXPECT_FALSE(power.outlook) << "nobody asked";
}

TEST_F(PowerOfCoalitions, WhoseShareIsNotKnownHasNoVote) {
    const CoalitionPower power = power_of(vote(0.5));
    EXPECT_THAT(power.actors, SizeIs(6));
    EXPECT_THAT(power.unknown, ElementsAre(Field(&Actor::key, "S7")));
    CoalitionPowerRequest nobody = vote(0.5);
    nobody.actors = "S7";
    EXPECT_EQ(errc_of(nobody), Errc::failed);
}

TEST_F(PowerOfCoalitions, EveryIssueHasItsQuota) {
    // Trade asks for S3; the emissions that it lacks, S1 or S2 have, but not the other three.
    const CoalitionPower power = power_of({.actors = "world", .issues = {"climate", "trade"}, .quotas = {0.4, 0.6}});
    EXPECT_THAT(power.power.has_veto, ElementsAre(false, false, true, false, false, false));
    EXPECT_THAT(power.power.is_dummy, ElementsAre(false, false, false, true, true, true));
}

TEST_F(PowerOfCoalitions, AMemberThatVotesItselfIsNotInItsEntity) {
    CoalitionPowerRequest request = vote(0.5);
    request.actors = "S1,S3,UNI";
    const CoalitionPower power = power_of(request);
    ASSERT_THAT(power.actors, SizeIs(3));
    EXPECT_EQ(power.actors[2].key, "UNI");
    EXPECT_THAT(power.shares.front(),
                ElementsAre(DoubleNear(0.4, 1e-12), DoubleNear(0.12, 1e-12), DoubleNear(0.15, 1e-12)));
}

TEST_F(PowerOfCoalitions, WhoWouldLeaveAndWhatKeepsThem) {
    // A third of a stake: S1 carries more than membership costs it, S2 less, and
    // S1 can pay the difference.
    const CoalitionOutlook outlook = outlook_of(pact(0.35));
    EXPECT_THAT(outlook.members, ElementsAre(0U, 1U));
    EXPECT_NEAR(outlook.share, 0.7, 1e-12);
    EXPECT_EQ(outlook.variants.front().name, "as stated");
    const Stability& stability = outlook.variants.front().result;
    EXPECT_FALSE(stability.is_internal);
    EXPECT_THAT(stability.leavers, ElementsAre(1U));
    EXPECT_NEAR(stability.incentives[0].gain, 0.05, 1e-12);
    EXPECT_THAT(stability.free_riders, ElementsAre(2U, 3U, 4U, 5U));
    EXPECT_NEAR(outlook.payments.total, 0.05, 1e-9);
    EXPECT_NEAR(outlook.payments.from_outside, 0, 1e-9);
    EXPECT_THAT(outlook.payments.transfers, ElementsAre(DoubleNear(-0.05, 1e-9), DoubleNear(0.05, 1e-9)));
}

TEST_F(PowerOfCoalitions, CostsDecideWhetherItHolds) {
    const CoalitionOutlook steady = outlook_of(pact(0.25));
    EXPECT_TRUE(steady.variants.front().result.is_stable());
    EXPECT_NEAR(steady.payments.total, 0, 1e-9);
    for (const coalition::StabilityVariant& variant : steady.variants) {
        // At twice the cost for a stake .4 and .3 are too little; at half of it S3's .12 still is less than .125.
        const bool is_dear = variant.name == "stakes halved" || variant.name == "costs doubled";
        EXPECT_EQ(variant.result.is_internal, !is_dear) << variant.name;
        EXPECT_TRUE(variant.result.is_external) << variant.name;
    }
    EXPECT_THAT(outlook_of(pact(0.11)).variants.front().result.joiners, ElementsAre(2U)) << "S3 carries .12";
}

TEST_F(PowerOfCoalitions, ARequiredShareMakesEveryMemberCritical) {
    CoalitionPowerRequest request = pact(0.35);
    request.required_share = 0.7;
    const CoalitionOutlook outlook = outlook_of(request);
    EXPECT_TRUE(outlook.wins);
    EXPECT_THAT(outlook.critical, ElementsAre(0U, 1U));
    EXPECT_TRUE(outlook.variants.front().result.is_internal) << "without either it is worth nothing";
    EXPECT_THAT(outlook.payments.transfers, Each(DoubleNear(0, 1e-9)));
    request.quotas = {0.71};
    EXPECT_FALSE(outlook_of(request).wins);
    EXPECT_THAT(outlook_of(request).critical, IsEmpty());
}

TEST_F(PowerOfCoalitions, SharesAreThoseOfTheYear) {
    CoalitionPowerRequest request = vote(0.5);
    request.as_of = Year{2003};
    const CoalitionPower power = power_of(request);
    EXPECT_EQ(power.as_of, Year{2003});
    EXPECT_NEAR(power.shares.front().front(), 10 / 70., 1e-12);
}

TEST_F(PowerOfCoalitions, QuestionsThatCannotBeAnsweredSayWhy) {
    EXPECT_EQ(errc_of({.actors = "world", .issues = {}}), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "world", .issues = {"climat"}}), Errc::unknown_id);
    EXPECT_EQ(errc_of({.actors = "world,S99", .issues = {"climate"}}), Errc::unknown_id);
    EXPECT_EQ(errc_of(vote(0)), Errc::wrong_usage);
    EXPECT_EQ(errc_of(vote(1.1)), Errc::wrong_usage);
    EXPECT_EQ(errc_of({.actors = "world", .issues = {"climate"}, .quotas = {0.5, 0.5}}), Errc::wrong_usage);
    CoalitionPowerRequest outsider = vote(0.5);
    outsider.actors = "S1,S2";
    outsider.coalition = "S1,S3";
    EXPECT_EQ(errc_of(outsider), Errc::wrong_usage);
    CoalitionPowerRequest negative = pact(-1);
    EXPECT_EQ(errc_of(negative), Errc::wrong_usage);
}

}  // namespace
}  // namespace entente::engine
