// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/voting_power.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>

#include <gmock/gmock.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"

namespace entente::coalition {
namespace {

using ::testing::ElementsAre;
using Strings = std::vector<std::string>;

struct BruteForce {
    std::vector<std::uint64_t> swings;
    std::vector<double> shapley;
};

/// Every set of voters, one by one.
BruteForce brute_force(const WeightedVote& vote) {
    const std::size_t n = vote.num_voters();
    std::vector<double> order_part(n);  // s! (n-1-s)! / n!
    for (std::size_t s = 0; s < n; ++s) {
        order_part[s] = 1.0 / static_cast<double>(n);
        for (std::size_t k = 1; k <= s; ++k) order_part[s] *= static_cast<double>(k) / static_cast<double>(n - k);
    }
    const auto wins_as_bits = [&](std::uint32_t set) {
        std::vector<std::size_t> voters;
        for (std::size_t k = 0; k < n; ++k)
            if ((set >> k) & 1U) voters.push_back(k);
        return wins(vote, voters);
    };
    std::vector<bool> wins_set(std::size_t{1} << n);
    for (std::uint32_t set = 0; set < wins_set.size(); ++set) wins_set[set] = wins_as_bits(set);
    BruteForce result{std::vector<std::uint64_t>(n, 0), std::vector<double>(n, 0)};
    for (std::uint32_t set = 0; set < wins_set.size(); ++set)
        for (std::size_t k = 0; k < n; ++k) {
            if (((set >> k) & 1U) || wins_set[set] || !wins_set[set | (1U << k)]) continue;
            ++result.swings[k];
            result.shapley[k] += order_part[static_cast<std::size_t>(std::popcount(set))];
        }
    return result;
}

WeightedVote random_vote(RandomStream& random, std::size_t num_voters, std::size_t num_rules, std::uint32_t largest) {
    WeightedVote vote;
    for (std::size_t rule = 0; rule < num_rules; ++rule) {
        VoteRule r;
        for (std::size_t k = 0; k < num_voters; ++k) r.weights.push_back(random.below(largest + 1));
        const auto total = std::accumulate(r.weights.begin(), r.weights.end(), std::uint64_t{0});
        r.quota = 1 + random.below(static_cast<std::uint32_t>(total) + 1);
        vote.rules.push_back(r);
    }
    return vote;
}

void expect_agreement(const WeightedVote& vote) {
    const BruteForce expected = brute_force(vote);
    const VotingPower power = voting_power(vote);
    ASSERT_EQ(power.swings.size(), vote.num_voters());
    for (std::size_t k = 0; k < vote.num_voters(); ++k) {
        EXPECT_EQ(power.swings[k], std::to_string(expected.swings[k]));
        // The brute force itself rounds in the sixteenth place, up to 2^15 times.
        EXPECT_NEAR(power.shapley.values[k], expected.shapley[k], power.shapley.error + 1e-12);
        EXPECT_EQ(power.is_dummy[k], expected.swings[k] == 0);
    }
}

TEST(VotingPower, AgreesWithBruteForceOnSmallVotes) {
    RandomStream random(Seed{7}, {.purpose = 1});
    for (int round = 0; round < 2000; ++round)
        expect_agreement(random_vote(random, 1 + random.below(7), 1 + random.below(3), 1 + random.below(12)));
}

TEST(VotingPower, AgreesWithBruteForceWhereSumsAreTabulated) {
    RandomStream random(Seed{8}, {.purpose = 1});
    // Fifteen unlike voters make 2^15 cases, which are not gone through one by one.
    constexpr std::array<std::uint32_t, 3> kLargest{40, 20, 6};
    for (std::size_t round = 0; round < 6; ++round) {
        WeightedVote vote = random_vote(random, 15, 1 + round % 3, kLargest[round % 3]);
        for (std::size_t k = 0; k < 15; ++k) vote.rules[0].weights[k] = 3 * k + random.below(3);
        expect_agreement(vote);
    }
}

TEST(VotingPower, CouncilOfTheEec1958) {
    // Treaty of Rome, article 148: 12 of 17 votes. Luxembourg never decided (Brams & Affuso 1976, Theory and
    // Decision 7; Felsenthal & Machover 1998, The Measurement of Voting Power, table 5.3.1).
    const VotingPower power = voting_power({{{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12}}});
    EXPECT_EQ(power.swings, (Strings{"10", "10", "10", "6", "6", "0"}));
    EXPECT_DOUBLE_EQ(power.banzhaf_share[0], 5.0 / 21);
    EXPECT_DOUBLE_EQ(power.shapley.values[0], 14.0 / 60);
    EXPECT_DOUBLE_EQ(power.shapley.values[3], 9.0 / 60);
    EXPECT_THAT(power.is_dummy, ElementsAre(false, false, false, false, false, true));
    EXPECT_EQ(power.shapley.exactness, Exactness::exact);
}

TEST(VotingPower, SecurityCouncilOfTheUnitedNations) {
    // Nine of fifteen with all five permanent members: weights 7 and 1, quota 39. Shapley 421/2145 and 4/2145
    // (Shapley & Shubik 1954, APSR 48, for the form of 1965); swings 848 and 84.
    WeightedVote vote{{{.weights = std::vector<std::uint64_t>(15, 1), .quota = 39}}};
    for (std::size_t k = 0; k < 5; ++k) vote.rules[0].weights[k] = 7;
    const VotingPower power = voting_power(vote);
    EXPECT_DOUBLE_EQ(power.shapley.values[0], 421.0 / 2145);
    EXPECT_DOUBLE_EQ(power.shapley.values[14], 4.0 / 2145);
    EXPECT_EQ(power.swings[0], "848");
    EXPECT_EQ(power.swings[14], "84");
    EXPECT_TRUE(power.has_veto[4]);
    EXPECT_FALSE(power.has_veto[5]);
}

TEST(VotingPower, TwoRulesAreTheSecurityCouncilToo) {
    // The same council as it is written: five of the five permanent, and nine of all.
    WeightedVote vote{{{.weights = std::vector<std::uint64_t>(15, 0), .quota = 5},
                       {.weights = std::vector<std::uint64_t>(15, 1), .quota = 9}}};
    for (std::size_t k = 0; k < 5; ++k) vote.rules[0].weights[k] = 1;
    const VotingPower power = voting_power(vote);
    EXPECT_EQ(power.swings[0], "848");
    EXPECT_EQ(power.swings[14], "84");
}

TEST(VotingPower, ElectoralCollegeOfTheUnitedStates) {
    // Apportionment of 2012 to 2020, 270 of 538. Checked against an exact count by voter and size of set in Python's
    // integers and fractions, voter by voter without the one (no recursion that takes a voter out).
    const std::vector<std::pair<std::uint64_t, int>> states{
        {55, 1}, {38, 1}, {29, 2}, {20, 2}, {18, 1}, {16, 2}, {15, 1}, {14, 1}, {13, 1}, {12, 1},
        {11, 4}, {10, 4}, {9, 3},  {8, 2},  {7, 3},  {6, 6},  {5, 3},  {4, 5},  {3, 8}};
    VoteRule rule{.quota = 270};
    for (const auto& [electors, count] : states)
        rule.weights.insert(rule.weights.end(), static_cast<std::size_t>(count), electors);
    const VotingPower power = voting_power({{rule}});
    EXPECT_EQ(power.swings[0], "530464653682739");
    EXPECT_EQ(power.swings[1], "336488186697933");
    EXPECT_EQ(power.swings[50], "25470234122519");
    EXPECT_LE(power.shapley.error, 1e-13);
    EXPECT_NEAR(power.shapley.values[0], 0.11029686127090112, power.shapley.error);
    EXPECT_NEAR(power.shapley.values[1], 0.07322277339987068, power.shapley.error);
    EXPECT_NEAR(power.shapley.values[50], 0.005401519779502391, power.shapley.error);
}

TEST(VotingPower, NassauCountyHadThreeDummies) {
    // Banzhaf (1965), Rutgers Law Review 19: Nassau County 1964.
    const VotingPower power = voting_power({{{.weights = {31, 31, 28, 21, 2, 2}, .quota = 58}}});
    EXPECT_THAT(power.is_dummy, ElementsAre(false, false, false, true, true, true));
    EXPECT_DOUBLE_EQ(power.banzhaf_share[2], 1.0 / 3);
}

/// Weights as uneven as the world's economies.
WeightedVote uneven_vote(std::size_t num_voters) {
    std::vector<double> shares;
    for (std::size_t k = 0; k < num_voters; ++k) shares.push_back(std::exp(-0.05 * static_cast<double>(k)));
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= total;
    VoteRule rule{.weights = whole_weights(shares, 20'000)};
    rule.quota = quota_of(rule.weights, 0.5) + 1;
    return {{rule}};
}

TEST(VotingPower, CountsBeyondSixtyFourBits) {
    const WeightedVote vote = uneven_vote(193);
    const VotingPower power = voting_power(vote);
    EXPECT_EQ(power.banzhaf.exactness, Exactness::exact);
    EXPECT_GT(power.swings[0].size(), 20U);
    EXPECT_LE(power.shapley.error, 1e-12);
    EXPECT_NEAR(std::accumulate(power.shapley.values.begin(), power.shapley.values.end(), 0.0), 1,
                193 * power.shapley.error);
}

TEST(VotingPower, EqualVotersInAnyNumberHaveEqualPower) {
    // 1/n each; swings of a simple majority of 101: 100 over 50.
    const VotingPower power = voting_power({{{.weights = std::vector<std::uint64_t>(101, 5), .quota = 255}}});
    EXPECT_DOUBLE_EQ(power.shapley.values[17], 1.0 / 101);
    EXPECT_EQ(power.swings[17], "100891344545564193334812497256");
}

TEST(VotingPower, DoesNotDependOnOrderUnitOrThreads) {
    const WeightedVote vote = uneven_vote(60);
    WeightedVote other = vote;
    std::ranges::reverse(other.rules[0].weights);
    for (auto& weight : other.rules[0].weights) weight *= 12;
    other.rules[0].quota = other.rules[0].quota * 12 - 5;
    const VotingPower a = voting_power(vote);
    const ThreadLimit limit(1);
    VotingPower b = voting_power(other);
    std::ranges::reverse(b.swings);
    std::ranges::reverse(b.shapley.values);
    EXPECT_EQ(a.swings, b.swings);
    EXPECT_EQ(a.shapley.values, b.shapley.values);
}

TEST(VotingPower, SamplesWhereCountingIsTooMuch) {
    const WeightedVote vote = uneven_vote(60);
    const VotingPower exact = voting_power(vote);
    const VotingPower sampled = voting_power(vote, {.max_operations = 0, .num_samples = 50'000});
    EXPECT_EQ(sampled.banzhaf.exactness, Exactness::sampled);
    EXPECT_EQ(sampled.shapley.exactness, Exactness::sampled);
    EXPECT_TRUE(sampled.swings.empty());
    // Five standard errors: less than one wrong alarm in ten thousand over 120 figures; and the seed is fixed.
    for (std::size_t k = 0; k < 60; ++k) {
        EXPECT_NEAR(sampled.banzhaf.values[k], exact.banzhaf.values[k], 5 * sampled.banzhaf.error);
        EXPECT_NEAR(sampled.shapley.values[k], exact.shapley.values[k], 5 * sampled.shapley.error);
    }
}

TEST(VotingPower, EqualVotersShareWhatWasDrawnForThem) {
    // Five classes of 24 voters are too many cases to go through one by one.
    constexpr std::size_t kOfAClass = 24;
    VoteRule rule{.quota = 600};
    for (const std::uint64_t weight : {1, 3, 7, 11, 20}) rule.weights.insert(rule.weights.end(), kOfAClass, weight);
    const VotingPower exact = voting_power({{rule}});
    const VotingPower sampled = voting_power({{rule}}, {.max_operations = 0, .num_samples = 20'000});
    for (const auto index : {&VotingPower::banzhaf, &VotingPower::shapley}) {
        const PowerIndex& drawn = sampled.*index;
        ASSERT_EQ(drawn.exactness, Exactness::sampled);
        for (std::size_t k = 0; k < rule.weights.size(); ++k) {
            EXPECT_EQ(drawn.values[k], drawn.values[k / kOfAClass * kOfAClass]);
            EXPECT_NEAR(drawn.values[k], (exact.*index).values[k], 5 * drawn.error);
        }
    }
    EXPECT_LT(sampled.shapley.error, 2e-4) << "each by itself, .0009";
}

TEST(VotingPower, HugeWeightsOfFewVotersAreCountedByCases) {
    const std::uint64_t big = 1'000'000'000'000;
    const VotingPower power =
        voting_power({{{.weights = {4 * big + 1, 4 * big, 4 * big, 2 * big, 2 * big + 3, big}, .quota = 12 * big}}});
    EXPECT_EQ(power.swings, (Strings{"10", "10", "10", "6", "6", "0"}));
}

TEST(VotingPower, NobodyHasPowerWhereAllTogetherFallShort) {
    const VotingPower power = voting_power({{{.weights = {1, 2}, .quota = 4}}});
    EXPECT_FALSE(power.can_win);
    EXPECT_THAT(power.shapley.values, ElementsAre(0, 0));
    EXPECT_THAT(power.has_veto, ElementsAre(false, false));
}

TEST(VotingPower, RefusesWhatIsNoVote) {
    const std::uint64_t huge = std::uint64_t{1} << 62;
    EXPECT_THROW((void)voting_power({}), Error);
    EXPECT_THROW((void)voting_power({{{.weights = {1, 2}, .quota = 0}}}), Error);
    EXPECT_THROW((void)voting_power({{{.weights = {huge, huge}, .quota = 1}}}), Error);
    EXPECT_THROW((void)voting_power({{{.weights = {1, 2}, .quota = 1}, {.weights = {1}, .quota = 1}}}), Error);
    EXPECT_THROW((void)whole_weights(std::vector<double>{0.5, -0.1}, 100), Error);
    EXPECT_THROW((void)quota_of(std::vector<std::uint64_t>{1, 2}, 1.5), Error);
}

TEST(VotingPower, CriticalMembersAreThoseWithoutWhomTheSetLoses) {
    const WeightedVote vote{{{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12}}};
    const std::vector<std::size_t> members{0, 1, 2, 5};
    EXPECT_THAT(critical_members(vote, members), ElementsAre(0, 1, 2));
    const std::vector<std::size_t> too_few{0, 1};
    EXPECT_TRUE(critical_members(vote, too_few).empty());
}

TEST(VotingPower, QuotasOfRoundPartsAreNotRoundedUp) {
    EXPECT_EQ(quota_of(std::vector<std::uint64_t>(100, 1), 0.55), 55U);
    EXPECT_EQ(quota_of(std::vector<std::uint64_t>(27, 1), 0.55), 15U);
    EXPECT_EQ(quota_of(std::vector<std::uint64_t>(3, 1), 1), 3U);
}

}  // namespace
}  // namespace entente::coalition
