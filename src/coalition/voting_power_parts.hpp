// SPDX-License-Identifier: Apache-2.0
//
// What the ways to voting_power share: the vote in its smallest form, and the table of sums.
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "entente/coalition/voting_power.hpp"

namespace entente::coalition {

using BigInt = boost::multiprecision::cpp_int;

/// part / whole for 0 <= part <= whole rounded to a double, also where neither fits in one.
[[nodiscard]] double ratio_of(const BigInt& part, const BigInt& whole);

/// Voters who weigh the same in every rule.
struct VoterClass {
    std::vector<std::uint64_t> weights{};  ///< One for each rule.
    std::vector<std::size_t> voters{};
};

/// A vote with the same indices in smaller numbers: divided by common factors, one rule in the form of the smaller of
/// its quota and its dual's, no weight above its quota, the rule of the largest quota last, equal voters together, and
/// lighter classes (by the last rule) first.
struct SmallVote {
    std::size_t num_voters = 0;
    std::vector<std::uint64_t> quotas{};
    std::vector<std::uint64_t> totals{};
    std::vector<VoterClass> classes{};

    [[nodiscard]] std::size_t num_rules() const noexcept { return quotas.size(); }
};
[[nodiscard]] SmallVote small_form(const WeightedVote& vote);

/// Swings and Shapley values of classes; exact.
struct ClassPower {
    std::vector<BigInt> swings{};
    std::vector<double> shapley{};
};

/// How many cases there are if only numbers of voters of each class are told apart; the product of (size + 1).
[[nodiscard]] double num_cases(const SmallVote& vote);
/// Both indices by going through these cases.
[[nodiscard]] ClassPower power_by_cases(const SmallVote& vote, const Monitor& monitor);

/// Cells of the table of sums 0 .. quota in each rule.
[[nodiscard]] double num_cells(std::span<const std::uint64_t> last);
/// Words of 64 bits that counts of this many voters take in swings_by_sums; 0 past kMaxWords.
inline constexpr std::size_t kMaxWords = 160;
[[nodiscard]] std::size_t words_of_count(std::size_t num_voters) noexcept;
/// Swings of each class by counting the sets that reach each sum.
[[nodiscard]] std::vector<BigInt> swings_by_sums(const SmallVote& vote, const Monitor& monitor);

struct BoundedShapley {
    std::vector<double> of_class{};
    double error = 0;
};
/// Shapley values of each class by quadrature, with a bound on the error.
[[nodiscard]] BoundedShapley shapley_by_quadrature(const SmallVote& vote, const Monitor& monitor);
/// Additions that shapley_by_quadrature would need.
[[nodiscard]] double quadrature_operations(const SmallVote& vote);

/// From random sets of voters, and from random orders; one value a voter.
[[nodiscard]] PowerIndex sampled_banzhaf(const SmallVote& vote, const VotingPowerOptions& options,
                                         const Monitor& monitor);
[[nodiscard]] PowerIndex sampled_shapley(const SmallVote& vote, const VotingPowerOptions& options,
                                         const Monitor& monitor);

/// With one rule: what a set must reach to block, which is the quota of the dual vote.
[[nodiscard]] inline std::uint64_t dual_quota(const SmallVote& vote) {
    return vote.totals.front() - vote.quotas.front() + 1;
}

/// Positions of sums in a table that has 0 .. last[k] in dimension k, the last dimension contiguous.
class SumTable {
public:
    explicit SumTable(std::vector<std::uint64_t> last) : last_(std::move(last)), strides_(last_.size(), 1) {
        for (std::size_t k = last_.size() - 1; k > 0; --k) strides_[k - 1] = strides_[k] * (last_[k] + 1);
        size_ = strides_.front() * (last_.front() + 1);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t row_length() const noexcept { return last_.back() + 1; }
    [[nodiscard]] const std::vector<std::uint64_t>& last() const noexcept { return last_; }

    /// Position `times` weights below `from`, each coordinate stopping at 0.
    [[nodiscard]] std::size_t stopped(std::span<const std::uint64_t> from, std::span<const std::uint64_t> weights,
                                      std::uint64_t times) const noexcept {
        std::size_t position = 0;
        for (std::size_t k = 0; k < last_.size(); ++k) {
            const std::uint64_t down = weights[k] * times;
            position += strides_[k] * (from[k] > down ? from[k] - down : 0);
        }
        return position;
    }

    /// Calls visit(target, source) with the positions of the first cells of rows, the highest row first. `reach` is the
    /// highest sum in each dimension; the source row lies `weights` below, stopping at 0, and is nothing where
    /// `stops` is false and it would fall below 0.
    template <typename Visit>
    void each_row(std::span<const std::uint64_t> weights, std::span<const std::uint64_t> reach, bool stops,
                  const Visit& visit) const {
        const std::size_t outer = last_.size() - 1;
        std::vector<std::uint64_t> at(reach.begin(), reach.begin() + static_cast<std::ptrdiff_t>(outer));
        for (;;) {
            std::size_t target = 0;
            std::size_t source = 0;
            bool is_inside = true;
            for (std::size_t k = 0; k < outer; ++k) {
                target += strides_[k] * at[k];
                source += strides_[k] * (at[k] > weights[k] ? at[k] - weights[k] : 0);
                is_inside = is_inside && (stops || at[k] >= weights[k]);
            }
            visit(target, is_inside ? std::optional{source} : std::nullopt);
            std::size_t k = outer;
            while (k > 0 && at[k - 1] == 0) {
                at[k - 1] = reach[k - 1];
                --k;
            }
            if (k == 0) return;
            --at[k - 1];
        }
    }

private:
    std::vector<std::uint64_t> last_;
    std::vector<std::size_t> strides_;
    std::size_t size_ = 0;
};

/// How many steps of `weights` down from `from` change anything before each coordinate has stopped.
[[nodiscard]] inline std::uint64_t steps_down(std::span<const std::uint64_t> from,
                                              std::span<const std::uint64_t> weights) noexcept {
    std::uint64_t steps = 0;
    for (std::size_t k = 0; k < from.size(); ++k)
        if (weights[k] > 0) steps = std::max(steps, (from[k] + weights[k] - 1) / weights[k]);
    return steps;
}

}  // namespace entente::coalition
