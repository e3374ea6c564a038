// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>

#include "entente/base/parallel.hpp"
#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

constexpr std::uint32_t kSetsPurpose = 0x564f5430;    ///< "VOT0"
constexpr std::uint32_t kOrdersPurpose = 0x564f5431;  ///< "VOT1"
constexpr std::size_t kBlock = 1000;                  ///< Samples that share a random stream.

/// By class of equal voters, how many of them decided in a sample: summed, and squared and summed.
struct Tally {
    std::vector<double> hits{};
    std::vector<double> squares{};

    void add(std::size_t voter_class, std::uint64_t num_deciding) {
        const auto count = static_cast<double>(num_deciding);
        hits[voter_class] += count;
        squares[voter_class] += count * count;
    }
    Tally& operator+=(const Tally& other) {
        hits.resize(std::max(hits.size(), other.hits.size()));
        squares.resize(hits.size());
        for (std::size_t k = 0; k < other.hits.size(); ++k) {
            hits[k] += other.hits[k];
            squares[k] += other.squares[k];
        }
        return *this;
    }
};

/// What a set has in each rule.
class Sums {
public:
    explicit Sums(const SmallVote& vote) : vote_(vote), sums_(vote.num_rules(), 0) {}
    void add(const VoterClass& of, std::uint64_t count) {
        for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += of.weights[k] * count;
    }
    [[nodiscard]] bool wins() const {
        for (std::size_t k = 0; k < sums_.size(); ++k)
            if (sums_[k] < vote_.quotas[k]) return false;
        return true;
    }
    /// Whether a winning set loses without one of the class.
    [[nodiscard]] bool loses_without(const VoterClass& of) const {
        for (std::size_t k = 0; k < sums_.size(); ++k)
            if (sums_[k] < vote_.quotas[k] + of.weights[k]) return true;
        return false;
    }
    [[nodiscard]] bool wins_with(const VoterClass& of) const {
        for (std::size_t k = 0; k < sums_.size(); ++k)
            if (sums_[k] + of.weights[k] < vote_.quotas[k]) return false;
        return true;
    }

private:
    const SmallVote& vote_;
    std::vector<std::uint64_t> sums_;
};

std::uint64_t half_of(std::size_t num_voters, RandomStream& random) {
    std::uint64_t count = 0;
    for (; num_voters >= 32; num_voters -= 32) count += static_cast<std::uint64_t>(std::popcount(random()));
    return count + static_cast<std::uint64_t>(std::popcount(random() & ((std::uint32_t{1} << num_voters) - 1)));
}

/// Random sets of all: a voter decides if taking it out, or putting it in, turns the vote.
class SetDraws {
public:
    static constexpr std::uint32_t kPurpose = kSetsPurpose;
    explicit SetDraws(const SmallVote& vote) : vote_(vote), in_(vote.classes.size()) {}

    void operator()(RandomStream& random, Tally& tally) {
        Sums sums(vote_);
        for (std::size_t c = 0; c < in_.size(); ++c) {
            in_[c] = half_of(vote_.classes[c].voters.size(), random);
            sums.add(vote_.classes[c], in_[c]);
        }
        const bool has_won = sums.wins();
        for (std::size_t c = 0; c < in_.size(); ++c) {
            const VoterClass& of = vote_.classes[c];
            if (has_won && sums.loses_without(of)) tally.add(c, in_[c]);
            if (!has_won && sums.wins_with(of)) tally.add(c, of.voters.size() - in_[c]);
        }
    }

private:
    const SmallVote& vote_;
    std::vector<std::uint64_t> in_;
};

/// Random orders: exactly one voter turns defeat into victory. Each begins from where the last one ended, which is as
/// good as any.
class OrderDraws {
public:
    static constexpr std::uint32_t kPurpose = kOrdersPurpose;
    explicit OrderDraws(const SmallVote& vote) : vote_(vote) {
        for (std::uint32_t c = 0; c < vote.classes.size(); ++c)
            order_.insert(order_.end(), vote.classes[c].voters.size(), c);
    }

    void operator()(RandomStream& random, Tally& tally) {
        Sums sums(vote_);
        for (std::size_t k = 0; k < order_.size(); ++k) {
            std::swap(order_[k], order_[k + random.below(static_cast<std::uint32_t>(order_.size() - k))]);
            sums.add(vote_.classes[order_[k]], 1);
            if (!sums.wins()) continue;
            tally.add(order_[k], 1);
            return;
        }
    }

private:
    const SmallVote& vote_;
    std::vector<std::uint32_t> order_;  ///< The class of each.
};

/// Equal voters share what they have together, which is better known than each one's own.
template <typename Draws>
PowerIndex estimate(const SmallVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    const auto num_samples = static_cast<std::size_t>(options.num_samples);
    const std::size_t num_classes = vote.classes.size();
    const Tally tally = parallel_sum<Tally>(num_samples, kBlock, [&](std::size_t begin, std::size_t end) {
        monitor.check_stop();
        Tally part{.hits = std::vector<double>(num_classes, 0), .squares = std::vector<double>(num_classes, 0)};
        RandomStream random(options.seed,
                            {.purpose = Draws::kPurpose, .item = static_cast<std::uint32_t>(begin / kBlock)});
        Draws draw(vote);
        for (std::size_t k = begin; k < end; ++k) draw(random, part);
        return part;
    });
    PowerIndex index{.values = std::vector<double>(vote.num_voters, 0), .exactness = Exactness::sampled};
    const auto total = static_cast<double>(num_samples);
    for (std::size_t c = 0; c < num_classes; ++c) {
        const auto size = static_cast<double>(vote.classes[c].voters.size());
        for (const std::size_t voter : vote.classes[c].voters) index.values[voter] = tally.hits[c] / (total * size);
        // One more hit (Wilson): never deciding in the sample is not certainty.
        const double mean = (tally.hits[c] + 1) / (total + 2);
        const double square = (tally.squares[c] + 1) / (total + 2);
        index.error = std::max(index.error, std::sqrt((square - mean * mean) / total) / size);
    }
    return index;
}

}  // namespace

PowerIndex sampled_banzhaf(const SmallVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    return estimate<SetDraws>(vote, options, monitor);
}

PowerIndex sampled_shapley(const SmallVote& vote, const VotingPowerOptions& options, const Monitor& monitor) {
    return estimate<OrderDraws>(vote, options, monitor);
}

}  // namespace entente::coalition
