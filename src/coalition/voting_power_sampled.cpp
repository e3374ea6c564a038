// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "entente/base/parallel.hpp"
#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

constexpr std::uint32_t kSetsPurpose = 0x564f5430;    ///< "VOT0"
constexpr std::uint32_t kOrdersPurpose = 0x564f5431;  ///< "VOT1"
constexpr std::size_t kBlock = 1000;                  ///< Samples that share a random stream.

/// How often each voter decided.
struct Tally {
    std::vector<std::uint64_t> hits{};
    Tally& operator+=(const Tally& other) {
        hits.resize(std::max(hits.size(), other.hits.size()));
        for (std::size_t k = 0; k < other.hits.size(); ++k) hits[k] += other.hits[k];
        return *this;
    }
};

/// Sums of a set of voters by rule.
class Sums {
public:
    explicit Sums(const WeightedVote& vote) : vote_(vote), sums_(vote.rules.size(), 0) {}
    void add(std::size_t voter) {
        for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += vote_.rules[k].weights[voter];
    }
    void take_out(std::size_t voter) {
        for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] -= vote_.rules[k].weights[voter];
    }
    [[nodiscard]] bool wins() const {
        for (std::size_t k = 0; k < sums_.size(); ++k)
            if (sums_[k] < vote_.rules[k].quota) return false;
        return true;
    }

private:
    const WeightedVote& vote_;
    std::vector<std::uint64_t> sums_;
};

/// In a random set of all, a voter decides if taking it out, or putting it in, turns the vote.
void draw_set(const WeightedVote& vote, RandomStream& random, Tally& tally) {
    const std::size_t n = vote.num_voters();
    std::vector<bool> is_in(n);
    Sums sums(vote);
    for (std::size_t voter = 0; voter < n; ++voter) {
        is_in[voter] = (random() & 1U) != 0;
        if (is_in[voter]) sums.add(voter);
    }
    const bool won = sums.wins();
    for (std::size_t voter = 0; voter < n; ++voter) {
        Sums other = sums;
        is_in[voter] ? other.take_out(voter) : other.add(voter);
        if (other.wins() != won) ++tally.hits[voter];
    }
}

/// In a random order, exactly one voter turns defeat into victory.
void draw_order(const WeightedVote& vote, RandomStream& random, Tally& tally) {
    std::vector<std::size_t> order(vote.num_voters());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    Sums sums(vote);
    for (std::size_t k = 0; k < order.size(); ++k) {
        std::swap(order[k], order[k + random.below(static_cast<std::uint32_t>(order.size() - k))]);
        sums.add(order[k]);
        if (!sums.wins()) continue;
        ++tally.hits[order[k]];
        return;
    }
}

using Draw = void (*)(const WeightedVote&, RandomStream&, Tally&);

PowerIndex estimate(const WeightedVote& vote, const VotingPowerOptions& options, std::uint32_t purpose, Draw draw,
                    const Monitor& monitor) {
    const auto num_samples = static_cast<std::size_t>(options.num_samples);
    const Tally tally = parallel_sum<Tally>(num_samples, kBlock, [&](std::size_t begin, std::size_t end) {
        monitor.check_stop();
        Tally part{.hits = std::vector<std::uint64_t>(vote.num_voters(), 0)};
        RandomStream random(options.seed, {.purpose = purpose, .item = static_cast<std::uint32_t>(begin / kBlock)});
        for (std::size_t k = begin; k < end; ++k) draw(vote, random, part);
        return part;
    });
    PowerIndex index{.exactness = Exactness::sampled};
    const auto total = static_cast<double>(num_samples);
    for (const std::uint64_t hits : tally.hits) {
        index.values.push_back(static_cast<double>(hits) / total);
        // One more hit and one more miss (Wilson): never deciding in the sample is not certainty.
        const double p = (static_cast<double>(hits) + 1) / (total + 2);
        index.error = std::max(index.error, std::sqrt(p * (1 - p) / total));
    }
    return index;
}

}  // namespace

PowerIndex sampled_banzhaf(const WeightedVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    return estimate(vote, options, kSetsPurpose, draw_set, monitor);
}

PowerIndex sampled_shapley(const WeightedVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    return estimate(vote, options, kOrdersPurpose, draw_order, monitor);
}

}  // namespace entente::coalition
