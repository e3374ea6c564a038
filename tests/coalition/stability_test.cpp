// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/stability.hpp"

#include <gmock/gmock.h>

#include "entente/base/error.hpp"

namespace entente::coalition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Set = std::vector<std::size_t>;

TEST(Stability, WorkedByHand) {
    // actor  share  cost   in the set?   gain
    // 0      .5     .1     yes           .8 - .3 - .1 = .4
    // 1      .3     .1     yes           .8 - .5 - .1 = .2
    // 2      .2     .3     no            1 - .8 - .3 = -.1, and rides free on .8
    const Stakes stakes{.shares = {.5, .3, .2}, .stakes = {1, 1, 1}, .costs = {.1, .1, .3}};
    const Stability result = stability(stakes, Set{0, 1});
    EXPECT_TRUE(result.is_stable());
    EXPECT_NEAR(result.incentives[0].gain, .4, 1e-15);
    EXPECT_NEAR(result.incentives[1].gain, .2, 1e-15);
    EXPECT_NEAR(result.incentives[2].gain, -.1, 1e-15);
    EXPECT_NEAR(result.incentives[2].free, .8, 1e-15);
    EXPECT_THAT(result.free_riders, ElementsAre(2));
}

TEST(Stability, ThresholdMakesEveryoneOfASmallSetStay) {
    // With .8 required, either of the two large ones is pivotal; the third only adds its own .2.
    const Stakes stakes{.shares = {.4, .4, .2}, .stakes = {1, 1, 1}, .costs = {.3, .3, .3}, .required_share = .8};
    EXPECT_TRUE(stability(stakes, Set{0, 1}).is_stable());
    const Stability all = stability(stakes, Set{0, 1, 2});
    EXPECT_FALSE(all.is_internal);
    EXPECT_THAT(all.leavers, ElementsAre(2));
    // Without the others nobody gains by standing alone.
    EXPECT_TRUE(stability(stakes, Set{}).is_stable());
}

TEST(Stability, SelfEnforcingAgreementsOnAPublicGoodAreSmall) {
    // Identical actors, each carrying a tenth: joining is worth its own tenth only, so that none stays where the cost
    // is above (Barrett 1994), and all stay where what they make is theirs alone.
    Stakes stakes{.shares = std::vector<double>(10, .1),
                  .stakes = std::vector<double>(10, 1.0),
                  .costs = std::vector<double>(10, .15)};
    const Set all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    EXPECT_EQ(stability(stakes, all).leavers.size(), 10U);
    stakes.spillover = 0;
    EXPECT_TRUE(stability(stakes, all).is_internal);
}

TEST(Stability, TiesHold) {
    const Stakes stakes{.shares = {.5, .5}, .stakes = {1, 1}, .costs = {.5, .5}};
    EXPECT_TRUE(stability(stakes, Set{0, 1}).is_stable());
    EXPECT_TRUE(stability(stakes, Set{0}).is_stable());
}

TEST(Stability, DoesNotDependOnTheOrderOfMembers) {
    const Stakes stakes{
        .shares = {.1, .2, .3, .15}, .stakes = {1, 2, 1, 3}, .costs = {.1, .1, .1, .4}, .spillover = .7};
    const Stability a = stability(stakes, Set{0, 2, 3});
    const Stability b = stability(stakes, Set{3, 0, 2});
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(a.incentives[k].gain, b.incentives[k].gain);
}

TEST(Stability, VariantsHalveAndDouble) {
    const Stakes stakes{.shares = {.5, .3, .2}, .stakes = {1, 1, 1}, .costs = {.1, .2, .05}};
    const auto variants = stability_variants(stakes, Set{0, 1, 2});
    ASSERT_EQ(variants.size(), 5U);
    EXPECT_TRUE(variants[0].result.is_internal);
    EXPECT_EQ(variants[1].name, "stakes halved");
    EXPECT_THAT(variants[1].result.leavers, ElementsAre(1));
    EXPECT_THAT(variants[4].result.leavers, ElementsAre(1));
    EXPECT_NEAR(variants[4].result.incentives[1].gain, 2 * variants[1].result.incentives[1].gain, 1e-15);
    EXPECT_THAT(variants[2].result.leavers, IsEmpty());
}

TEST(Stability, RefusesWhatHasNoMeaning) {
    const Stakes good{.shares = {.5}, .stakes = {1}, .costs = {.1}};
    EXPECT_THROW((void)stability({.shares = {1.5}, .stakes = {1}, .costs = {0}}, Set{}), Error);
    EXPECT_THROW((void)stability({.shares = {.5}, .stakes = {1}, .costs = {-1}}, Set{}), Error);
    EXPECT_THROW((void)stability({.shares = {.5}, .stakes = {1}}, Set{}), Error);
    EXPECT_THROW((void)stability(good, Set{1}), Error);
    EXPECT_THROW((void)stability(good, Set{0, 0}), Error);
}

}  // namespace
}  // namespace entente::coalition
