// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/side_payments.hpp"

#include <numeric>

#include <gmock/gmock.h>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"

namespace entente::coalition {
namespace {

using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using Set = std::vector<std::size_t>;

TEST(SidePayments, NothingIsPaidWhereTheSetHolds) {
    const Stakes stakes{.shares = {.5, .5}, .stakes = {1, 1}, .costs = {.1, .1}};
    const SidePayments payments = side_payments(stakes, Set{0, 1});
    EXPECT_EQ(payments.total, 0);
    EXPECT_THAT(payments.transfers, Each(0.0));
}

TEST(SidePayments, ThoseWhoGainPayTheSamePartOfIt) {
    // Gains .4, .2 and -.1: a sixth of each gain makes up for the third.
    const Stakes stakes{.shares = {.5, .3, .2}, .stakes = {1, 1, 1}, .costs = {.1, .1, .3}};
    const SidePayments payments = side_payments(stakes, Set{0, 1, 2});
    EXPECT_THAT(payments.transfers,
                ElementsAre(DoubleNear(-.4 / 6, 1e-9), DoubleNear(-.2 / 6, 1e-9), DoubleNear(.1, 1e-9)));
    EXPECT_NEAR(payments.total, .1, 1e-9);
    EXPECT_NEAR(payments.burden, 1.0 / 6, 1e-9);
    EXPECT_NEAR(payments.from_outside, 0, 1e-9);
}

TEST(SidePayments, MoneyFromOutsideOnlyWhereTheMembersCannotRaiseIt) {
    // Gains .05 and -.1: the first can give .05, the rest has to come from outside.
    const Stakes stakes{.shares = {.5, .5}, .stakes = {1, 1}, .costs = {.45, .6}};
    const SidePayments payments = side_payments(stakes, Set{0, 1});
    EXPECT_NEAR(payments.total, .1, 1e-9);
    EXPECT_NEAR(payments.from_outside, .05, 1e-9);
    EXPECT_NEAR(payments.burden, 1, 1e-9);
}

TEST(SidePayments, NobodyGainsByLeavingAfterwards) {
    RandomStream random(Seed{3}, {.purpose = 1});
    for (int round = 0; round < 200; ++round) {
        Stakes stakes{.required_share = random.uniform() / 2, .spillover = random.uniform()};
        Set members;
        for (std::size_t k = 0; k < 8; ++k) {
            stakes.shares.push_back(random.uniform() / 8);
            stakes.stakes.push_back(100 * random.uniform());
            stakes.costs.push_back(30 * random.uniform());
            members.push_back(k);
        }
        const Stability before = stability(stakes, members);
        const SidePayments payments = side_payments(stakes, members);
        double lacking = 0;
        for (const std::size_t k : members) {
            EXPECT_GE(before.incentives[k].gain + payments.transfers[k], -1e-6);
            lacking += std::max(0.0, -before.incentives[k].gain);
        }
        // The total is what the leavers lack, and not a grain more.
        EXPECT_NEAR(payments.total, lacking, 1e-6);
        EXPECT_NEAR(std::accumulate(payments.transfers.begin(), payments.transfers.end(), 0.0), payments.from_outside,
                    1e-6);
    }
}

TEST(SidePayments, AnEmptySetIsRefused) {
    const Stakes stakes{.shares = {.5}, .stakes = {1}, .costs = {.1}};
    EXPECT_THROW((void)side_payments(stakes, Set{}), Error);
}

}  // namespace
}  // namespace entente::coalition
