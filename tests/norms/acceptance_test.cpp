// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/acceptance.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "../../src/norms/normal.hpp"
#include "made_up.hpp"

namespace entente::norms {
namespace {

double phi(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Mean of f(z) for standard normal z, by the trapezoid rule on -8 .. 8.
template <typename Function>
double mean_over_normal(Function f) {
    constexpr int kSteps = 4000;
    constexpr double kStep = 16.0 / kSteps;
    double sum = 0;
    for (int k = 0; k <= kSteps; ++k) {
        const double z = -8 + k * kStep;
        sum += f(z) * std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI) * kStep;
    }
    return sum;
}

/// What the chance is held to, so that nothing is certain.
double held(double p) {
    return 0.001 + 0.998 * p;
}

TEST(Acceptance, ClosedFormIsTheIntegralOverAllDoubt) {
    // gain 0.4, cut 0.3; own doubt, the text's doubt and noise, integrated one after the other.
    const Willingness y{.gain = 0.4, .cut = 0.3, .own_var = 0.5, .shared_var = 0.2, .noise_var = 0.7};
    const double by_hand = mean_over_normal([&](double own) {
        const double shifted = y.gain + own * std::sqrt(y.own_var + y.shared_var);
        return phi((shifted - y.cut) / std::sqrt(y.noise_var));
    });
    EXPECT_NEAR(chance_of(y).yes, held(by_hand), 1e-6);
}

TEST(Acceptance, TheTableIsTheDistributionFunction) {
    for (double z = -9; z <= 9; z += 0.00137) ASSERT_NEAR(normal_table().cdf(z), normal_cdf(z), 2e-10) << z;
}

TEST(Acceptance, YesNoAndAbstentionAreAllThereIs) {
    const Willingness y{.gain = 0.1, .cut = 0, .own_var = 0.3};
    EXPECT_NEAR(chance_of(y).yes + chance_of(y).no, 1, 1e-12);
    const Willingness wide{.gain = 0.1, .cut = 1, .own_var = 0.3};
    EXPECT_LT(chance_of(wide).yes + chance_of(wide).no, 0.9);
}

TEST(Acceptance, IntervalHoldsTheChanceAndShrinksToItWithoutDoubt) {
    const Chance doubtful = chance_of({.gain = 0.5, .cut = 0, .own_var = 0.4});
    EXPECT_LT(doubtful.low, doubtful.yes);
    EXPECT_GT(doubtful.high, doubtful.yes);
    const Chance sure = chance_of({.gain = 0.5, .cut = 0});
    EXPECT_DOUBLE_EQ(sure.low, sure.high);
    EXPECT_DOUBLE_EQ(sure.low, sure.yes);
}

TEST(Acceptance, ParametersDoubtEntersTheVariance) {
    Ground ground = made_up::ground({made_up::text(1, 1, 0, 0.5)}, {made_up::voter(2, 2, ".")});
    ground.proposals[0].parameters.conditional_cov[0] = 0.25;  // Var(discrimination): times the position squared
    const Willingness y = willingness(ground, ground.proposals[0], ground.voters[0], {}, 0);
    EXPECT_DOUBLE_EQ(y.gain, 2);
    EXPECT_DOUBLE_EQ(y.shared_var, 0.25 * 4);
}

TEST(Acceptance, JointChanceOfIndependentMembersIsTheProduct) {
    const Ground ground =
        made_up::ground({made_up::text(1, 1, 0, 0.2)}, {made_up::voter(2, 0.5, "."), made_up::voter(3, -0.2, ".")});
    const std::vector<const Voter*> voters{&ground.voters[0], &ground.voters[1]};
    const std::vector<Leaning> none(2);
    EXPECT_NEAR(joint_chance(ground, ground.proposals[0], voters, none, {.years_ahead = 0}),
                held(phi(0.3)) * held(phi(-0.4)), 1e-9);
}

TEST(Acceptance, JointChanceWithSharedNoiseIsTheIntegralOverIt) {
    Ground ground =
        made_up::ground({made_up::text(1, 1, 0, 0.2)}, {made_up::voter(2, 0.5, "."), made_up::voter(3, -0.2, ".")});
    ground.habit.common_share = 0.4;
    const std::vector<const Voter*> voters{&ground.voters[0], &ground.voters[1]};
    const std::vector<Leaning> none(2);
    const double by_hand = mean_over_normal([](double z) {
        const double shared = std::sqrt(0.4) * z;
        return held(phi((0.3 + shared) / std::sqrt(0.6))) * held(phi((-0.4 + shared) / std::sqrt(0.6)));
    });
    EXPECT_NEAR(joint_chance(ground, ground.proposals[0], voters, none, {.years_ahead = 0}), by_hand, 2e-4);
}

TEST(Acceptance, NoObjectionIsEasierThanYes) {
    const Ground ground = made_up::ground({made_up::text(1, 1, 0, 0.8)}, {made_up::voter(2, 0, ".")});
    const std::vector<Member> members{{ground.voters[0], {{}}}};
    const std::vector<std::size_t> texts{0};
    const auto yes = assess(ground, members, texts, {.consent = Consent::yes, .years_ahead = 0});
    const auto no_objection = assess(ground, members, texts, {.consent = Consent::no_objection, .years_ahead = 0});
    EXPECT_NEAR(yes[0].worst_chance, held(phi(-0.8)), 1e-9);
    EXPECT_NEAR(no_objection[0].worst_chance, 1 - held(phi(-0.8)), 1e-9);
}

TEST(Acceptance, WorstMemberIsTheLeastWillingOne) {
    const Ground ground =
        made_up::ground({made_up::text(1, 1, 0, 0.2), made_up::text(2, -1, 0, 0.2)},
                        {made_up::voter(2, 1, ".."), made_up::voter(3, -1, ".."), made_up::voter(4, 0, "..")});
    std::vector<Member> members;
    for (const Voter& voter : ground.voters) members.push_back({voter, leanings_of(ground, voter)});
    const auto assessments = assess(ground, members, made_up::all_texts(ground));
    EXPECT_EQ(assessments[0].worst_member, 1u);
    EXPECT_EQ(assessments[1].worst_member, 0u);
}

TEST(Acceptance, FurtherAheadIsLessSure) {
    Ground ground = made_up::ground({made_up::text(1, 1, 0, 0)}, {made_up::voter(2, 1, ".")});
    ground.voters[0].tau = 0.3;
    const double soon = chance_of(willingness(ground, ground.proposals[0], ground.voters[0], {}, 1)).yes;
    const double late = chance_of(willingness(ground, ground.proposals[0], ground.voters[0], {}, 20)).yes;
    EXPECT_GT(soon, late);
    EXPECT_GT(late, 0.5);
}

TEST(Acceptance, OneMemberAndNoTextAreAnswered) {
    const Ground ground = made_up::ground({made_up::text(1, 1, 0, 0)}, {made_up::voter(2, 1, ".")});
    const std::vector<Member> members{{ground.voters[0], {{}}}};
    EXPECT_TRUE(assess(ground, members, {}).empty());
    EXPECT_EQ(assess(ground, members, made_up::all_texts(ground))[0].worst_member, 0u);
    EXPECT_EQ(breadth(ground, {}, 0), 0);
}

}  // namespace
}  // namespace entente::norms
