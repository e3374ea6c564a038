// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/voting_power.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

/// Going through cases beats a table of sums up to about here, whatever the weights.
constexpr double kFewCases = 20'000;
/// ... and where a table would be too large, up to here: some seconds.
constexpr double kManyCases = 4e6;

std::optional<std::uint64_t> sum_of(std::span<const std::uint64_t> weights) {
    std::uint64_t sum = 0;
    for (const std::uint64_t weight : weights) {
        if (weight > std::uint64_t{std::numeric_limits<std::int64_t>::max()} - sum) return std::nullopt;
        sum += weight;
    }
    return sum;
}

Error too_heavy() {
    return {Errc::wrong_usage, "the weights of a rule sum to more than 2^63 - 1",
            "Give them in larger units: only their proportions to the quota matter."};
}

/// A class's value for each of its voters.
template <typename Value>
void spread(const SmallVote& vote, const std::vector<Value>& of_class, std::vector<Value>& of_voter) {
    of_voter.resize(vote.num_voters);
    for (std::size_t c = 0; c < vote.classes.size(); ++c)
        for (const std::size_t voter : vote.classes[c].voters) of_voter[voter] = of_class[c];
}

void set_banzhaf(VotingPower& power, const SmallVote& vote, const std::vector<BigInt>& swings) {
    const BigInt num_sets = BigInt{1} << (vote.num_voters - 1);
    std::vector<std::string> text;
    std::vector<double> values;
    for (const BigInt& count : swings) {
        text.push_back(count.str());
        values.push_back(ratio_of(count, num_sets));
    }
    spread(vote, text, power.swings);
    spread(vote, values, power.banzhaf.values);
}

bool fits_table(const SmallVote& vote, const VotingPowerOptions& options) {
    const std::size_t words = words_of_count(vote.num_voters);
    const double cells = num_cells(vote.quotas);
    return words > 0 && cells * static_cast<double>(words) * 8 <= options.max_bytes &&
           cells * static_cast<double>(words * vote.num_voters) <= options.max_operations;
}

bool fits_quadrature(const SmallVote& vote, const VotingPowerOptions& options) {
    const double operations = quadrature_operations(vote);
    const double passes = static_cast<double>(vote.num_voters) * static_cast<double>(vote.num_voters) / 4;
    return operations <= options.max_operations && operations / passes * 16 <= options.max_bytes;
}

void compute(VotingPower& power, const SmallVote& small, const VotingPowerOptions& options, const Monitor& monitor) {
    const double cases = num_cases(small);
    const bool has_table = fits_table(small, options);
    const bool has_quadrature = fits_quadrature(small, options);
    if (cases <= kFewCases || (cases <= kManyCases && !(has_table && has_quadrature))) {
        const ClassPower exact = power_by_cases(small, monitor);
        set_banzhaf(power, small, exact.swings);
        spread(small, exact.shapley, power.shapley.values);
        return;
    }
    if (has_table)
        set_banzhaf(power, small, swings_by_sums(small, monitor));
    else
        power.banzhaf = sampled_banzhaf(small, options, monitor);
    if (has_quadrature) {
        const BoundedShapley bounded = shapley_by_quadrature(small, monitor);
        spread(small, bounded.of_class, power.shapley.values);
        power.shapley.error = bounded.error;
        power.shapley.exactness = Exactness::bounded;
    } else {
        power.shapley = sampled_shapley(small, options, monitor);
    }
}

bool has_veto(const WeightedVote& vote, std::size_t voter) {
    return std::ranges::any_of(
        vote.rules, [&](const VoteRule& rule) { return *sum_of(rule.weights) - rule.weights[voter] < rule.quota; });
}

void check_field(std::string_view field, double value, double low, double high) {
    if (!(value >= low && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {} to {}", field, value, low, high)};
}

}  // namespace

void VotingPowerOptions::validate() const {
    check_field("max_operations", max_operations, 0, 1e15);
    check_field("max_bytes", max_bytes, 0, 1e12);
    check_field("num_samples", num_samples, 1000, 1e8);
}

void WeightedVote::validate() const {
    if (num_voters() == 0) throw Error{Errc::wrong_usage, "a vote needs at least one rule and one voter"};
    for (const VoteRule& rule : rules) {
        if (rule.weights.size() != num_voters())
            throw Error{Errc::wrong_usage,
                        fmt::format("a rule has {} weights; the first has {}", rule.weights.size(), num_voters())};
        if (rule.quota == 0) throw Error{Errc::wrong_usage, "a quota of 0 is met by nobody at all; expected 1 or more"};
        if (!sum_of(rule.weights)) throw too_heavy();
    }
}

VotingPower voting_power(const WeightedVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    vote.validate();
    options.validate();
    const std::size_t n = vote.num_voters();
    VotingPower power;
    power.can_win = std::ranges::all_of(vote.rules, [](const VoteRule& r) { return *sum_of(r.weights) >= r.quota; });
    if (power.can_win) {
        compute(power, small_form(vote), options, monitor);
    } else {
        power.banzhaf.values.assign(n, 0);
        power.shapley.values.assign(n, 0);
        power.swings.assign(n, "0");
    }
    const double total = std::accumulate(power.banzhaf.values.begin(), power.banzhaf.values.end(), 0.0);
    for (std::size_t voter = 0; voter < n; ++voter) {
        power.banzhaf_share.push_back(total > 0 ? power.banzhaf.values[voter] / total : 0);
        power.has_veto.push_back(power.can_win && has_veto(vote, voter));
        power.is_dummy.push_back(power.swings.empty() ? power.banzhaf.values[voter] == 0 : power.swings[voter] == "0");
    }
    return power;
}

bool wins(const WeightedVote& vote, std::span<const std::size_t> voters) {
    return std::ranges::all_of(vote.rules, [&](const VoteRule& rule) {
        std::uint64_t sum = 0;
        for (const std::size_t voter : voters) sum += rule.weights[voter];
        return sum >= rule.quota;
    });
}

std::vector<std::size_t> critical_members(const WeightedVote& vote, std::span<const std::size_t> members) {
    std::vector<std::size_t> critical;
    if (!wins(vote, members)) return critical;
    for (const std::size_t member : members) {
        std::vector<std::size_t> rest(members.begin(), members.end());
        std::erase(rest, member);
        if (!wins(vote, rest)) critical.push_back(member);
    }
    return critical;
}

std::vector<std::uint64_t> whole_weights(std::span<const double> shares, std::uint64_t resolution) {
    std::vector<std::uint64_t> weights;
    for (const double share : shares) {
        if (!(share >= 0 && share <= 1))
            throw Error{Errc::wrong_usage, fmt::format("a share is {}; expected 0 to 1", share)};
        const auto weight = static_cast<std::uint64_t>(std::llround(share * static_cast<double>(resolution)));
        weights.push_back(share > 0 ? std::max<std::uint64_t>(1, weight) : 0);
    }
    return weights;
}

std::uint64_t quota_of(std::span<const std::uint64_t> weights, double part) {
    if (!(part > 0 && part <= 1))
        throw Error{Errc::wrong_usage, fmt::format("quota is {}; expected above 0 and up to 1", part)};
    const auto sum = sum_of(weights);
    if (!sum) throw too_heavy();
    // A part such as 0.55 is not exact in binary: a sum within 1e-12 of a whole number is that number.
    const double wanted = part * static_cast<double>(*sum);
    const double nearest = std::nearbyint(wanted);
    const double quota = std::abs(wanted - nearest) <= 1e-12 * wanted ? nearest : std::ceil(wanted);
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(quota));
}

}  // namespace entente::coalition
