// SPDX-License-Identifier: Apache-2.0
//
// Exact Banzhaf: how many sets reach each sum, in integers of as many words as the voters ask for.
#include <array>

#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

using Word = std::uint64_t;
__extension__ using DoubleWord = unsigned __int128;

/// A count modulo 2^(64 L), so that the differences below are exact although they wrap on the way.
template <std::size_t L>
using Count = std::array<Word, L>;

template <std::size_t L>
inline void add(Count<L>& to, const Count<L>& other) noexcept {
    Word carry = 0;
    for (std::size_t k = 0; k < L; ++k) {
        const DoubleWord total = DoubleWord{to[k]} + other[k] + carry;
        to[k] = static_cast<Word>(total);
        carry = static_cast<Word>(total >> 64);
    }
}

template <std::size_t L>
inline void subtract(Count<L>& from, const Count<L>& other) noexcept {
    Word borrow = 0;
    for (std::size_t k = 0; k < L; ++k) {
        const DoubleWord total = DoubleWord{from[k]} - other[k] - borrow;
        from[k] = static_cast<Word>(total);
        borrow = static_cast<Word>(total >> 64) & 1;
    }
}

template <std::size_t L>
void halve(Count<L>& count) noexcept {
    for (std::size_t k = 0; k < L; ++k) count[k] = (count[k] >> 1) | (k + 1 < L ? count[k + 1] << 63 : 0);
}

template <std::size_t L>
class ReachCounts {
public:
    explicit ReachCounts(const SmallVote& vote, const Monitor& monitor)
        : vote_(vote), table_(vote.quotas), counts_(table_.size()) {
        counts_[0][0] = 1;
        std::vector<std::uint64_t> reach(vote.num_rules(), 0);
        for (const VoterClass& c : vote.classes) {
            monitor.check_stop();
            for (std::size_t k = 0; k < c.voters.size(); ++k) {
                for (std::size_t rule = 0; rule < reach.size(); ++rule)
                    reach[rule] = std::min(vote.quotas[rule], reach[rule] + c.weights[rule]);
                admit(c.weights, reach);
            }
        }
    }

    /// Sets of the others in which a voter of these weights decides: they reach quota - weights and not the quota.
    [[nodiscard]] BigInt swings(std::span<const std::uint64_t> weights) const {
        Count<L> twice = without(weights);
        add(twice, Count<L>{twice});
        subtract(twice, counts_[table_.size() - 1]);
        BigInt result;
        import_bits(result, twice.rbegin(), twice.rend());
        return result;
    }

private:
    /// counts(x) += counts(x - weights), from the highest sum down: N(x) is the number of sets that reach x in every
    /// rule, and what has been reached already needs no more.
    void admit(std::span<const std::uint64_t> weights, std::span<const std::uint64_t> reach) {
        const std::size_t weight = weights.back();
        const std::size_t last = reach.back();
        table_.each_row(weights, reach, true, [&](std::size_t target, std::optional<std::size_t> source) {
            Count<L>* const to = counts_.data() + target;
            const Count<L>* const from = counts_.data() + *source;
            for (std::size_t x = last; x > weight; --x) add(to[x], from[x - weight]);
            const Count<L> all = from[0];
            for (std::size_t x = std::min(weight, last) + 1; x-- > 0;) add(to[x], all);
        });
    }

    /// Sets of the others that reach quota - weights: N_i(x) = N(x) - N_i(x - weights), unrolled; at the end the
    /// voter adds nothing any more, and half of all sets are without it.
    [[nodiscard]] Count<L> without(std::span<const std::uint64_t> weights) const {
        const std::uint64_t steps = std::max<std::uint64_t>(1, steps_down(vote_.quotas, weights));
        Count<L> result = counts_[table_.stopped(vote_.quotas, weights, steps)];
        halve(result);
        for (std::uint64_t step = steps; step-- > 1;) {
            Count<L> here = counts_[table_.stopped(vote_.quotas, weights, step)];
            subtract(here, result);
            result = here;
        }
        return result;
    }

    const SmallVote& vote_;
    SumTable table_;
    std::vector<Count<L>> counts_;
};

template <std::size_t L>
std::vector<BigInt> all_swings(const SmallVote& vote, const Monitor& monitor) {
    const ReachCounts<L> counts(vote, monitor);
    std::vector<BigInt> swings;
    for (const VoterClass& c : vote.classes) swings.push_back(counts.swings(c.weights));
    return swings;
}

using Way = std::vector<BigInt> (*)(const SmallVote&, const Monitor&);
/// By the number of words a count takes; a count of n voters needs n + 1 bits.
constexpr std::array<std::pair<std::size_t, Way>, 8> kWays{{{1, all_swings<1>},
                                                            {2, all_swings<2>},
                                                            {3, all_swings<3>},
                                                            {4, all_swings<4>},
                                                            {8, all_swings<8>},
                                                            {16, all_swings<16>},
                                                            {64, all_swings<64>},
                                                            {kMaxWords, all_swings<kMaxWords>}}};

}  // namespace

std::size_t words_of_count(std::size_t num_voters) noexcept {
    for (const auto& [words, way] : kWays)
        if (num_voters + 1 <= 64 * words) return words;
    return 0;
}

std::vector<BigInt> swings_by_sums(const SmallVote& vote, const Monitor& monitor) {
    for (const auto& [words, way] : kWays)
        if (vote.num_voters + 1 <= 64 * words) return way(vote, monitor);
    return {};
}

}  // namespace entente::coalition
