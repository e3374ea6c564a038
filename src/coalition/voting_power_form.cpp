// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>
#include <numeric>

#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

/// One rule divided by the common factor of its weights; sets reach the new quota exactly where they reached the old.
VoteRule divided(VoteRule rule) {
    std::uint64_t factor = 0;
    for (const std::uint64_t weight : rule.weights) factor = std::gcd(factor, weight);
    if (factor <= 1) return rule;
    for (std::uint64_t& weight : rule.weights) weight /= factor;
    rule.quota = (rule.quota + factor - 1) / factor;
    return rule;
}

std::uint64_t sum(std::span<const std::uint64_t> weights) {
    return std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
}

}  // namespace

SmallVote small_form(const WeightedVote& vote) {
    std::vector<VoteRule> rules;
    for (const VoteRule& rule : vote.rules) rules.push_back(divided(rule));
    // One rule: the dual (a set blocks) has the same swings, and one of the two quotas is at most half of the sum.
    if (rules.size() == 1)
        rules.front().quota = std::min(rules.front().quota, sum(rules.front().weights) - rules.front().quota + 1);
    std::ranges::stable_sort(rules, {}, &VoteRule::quota);
    SmallVote small{.num_voters = vote.num_voters()};
    for (VoteRule& rule : rules) {
        for (std::uint64_t& weight : rule.weights) weight = std::min(weight, rule.quota);
        small.quotas.push_back(rule.quota);
        small.totals.push_back(sum(rule.weights));
    }
    std::map<std::vector<std::uint64_t>, std::vector<std::size_t>> classes;
    for (std::size_t voter = 0; voter < small.num_voters; ++voter) {
        // The last rule first, so that the map's order is that of the last rule's weights.
        std::vector<std::uint64_t> weights;
        for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) weights.push_back(rule->weights[voter]);
        classes[weights].push_back(voter);
    }
    for (auto& [weights, voters] : classes)
        small.classes.push_back({.weights = {weights.rbegin(), weights.rend()}, .voters = std::move(voters)});
    return small;
}

double ratio_of(const BigInt& part, const BigInt& whole) {
    if (part == 0) return 0;
    // A quotient of 62 or 63 bits: more than a double keeps.
    const std::size_t shift = 62 + msb(whole) - msb(part);
    const BigInt quotient = (part << shift) / whole;
    return std::ldexp(static_cast<double>(quotient.convert_to<std::uint64_t>()), -static_cast<int>(shift));
}

double num_cases(const SmallVote& vote) {
    double cases = 1;
    for (const VoterClass& c : vote.classes) cases *= static_cast<double>(c.voters.size() + 1);
    return cases;
}

double num_cells(std::span<const std::uint64_t> last) {
    double cells = 1;
    for (const std::uint64_t k : last) cells *= static_cast<double>(k) + 1;
    return cells;
}

}  // namespace entente::coalition
