// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/names.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"

namespace entente::coalition {

/// One count of votes: what each voter weighs, and what is needed.
struct VoteRule {
    std::vector<std::uint64_t> weights{};  ///< One for each voter; 0 is allowed.
    std::uint64_t quota = 0;               ///< At least this much wins; 1 or more.
};

/// A vote with one rule (weighted) or several that must all be met (multi-issue, vector-weighted).
struct WeightedVote {
    std::vector<VoteRule> rules{};

    [[nodiscard]] std::size_t num_voters() const noexcept { return rules.empty() ? 0 : rules.front().weights.size(); }
    /// Throws Error{Errc::wrong_usage}: no rule, no voter, rules of unlike length, a quota of 0, weights whose sum
    /// does not fit in 63 bits.
    void validate() const;
};

/// What the numbers of an index are worth.
enum class Exactness {
    exact,    ///< Counted in integers; rounded once, at the end.
    bounded,  ///< Floating point with a proven bound on the error.
    sampled,  ///< Drawn at random: an estimate with a standard error.
};

/// One figure for each voter.
struct PowerIndex {
    std::vector<double> values{};
    /// Bounded: no value is further than this from the truth. Sampled: the largest standard error. Exact: 0.
    double error = 0;
    Exactness exactness = Exactness::exact;
};

struct VotingPowerOptions {
    /// Past this many additions the indices are sampled. 4e10 is about ten seconds on one core.
    double max_operations = 4e10;
    /// Past this much memory for one table of sums the indices are sampled.
    double max_bytes = 1e9;
    int num_samples = 200'000;  ///< 1,000 .. 1e8; the standard error falls with its root.
    Seed seed{};

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Who has how much power in a vote. Vectors have one entry for each voter.
struct VotingPower {
    bool can_win = true;   ///< False where even all voters together fall short: nobody has any power then.
    PowerIndex banzhaf{};  ///< Share of the sets of the others in which the voter decides (Penrose 1946).
    PowerIndex shapley{};  ///< Share of the orders in which the voter is the one who turns defeat into victory.
    std::vector<double> banzhaf_share{};  ///< Banzhaf scaled to sum to 1.
    /// How many sets of the others the voter decides, in decimals (beyond 64 bits from some 60 voters on); empty
    /// where sampled.
    std::vector<std::string> swings{};
    std::vector<bool> has_veto{};  ///< Nothing passes without the voter.
    std::vector<bool> is_dummy{};  ///< Never decides. Where sampled: never did in the sample.
};

/// Banzhaf's and Shapley & Shubik's index of every voter.
///
/// Banzhaf:  exact. Equal voters are grouped; where the groups' sizes make few cases, those are counted one by one,
///           otherwise the sets that reach each sum are counted in integers as wide as the number of voters asks
///           (Brams & Affuso 1976), and a voter is taken out again by the alternating sum, which integers do exactly.
/// Shapley:  exact where the cases are few; otherwise the integral over p of the chance to decide when each other
///           joins with chance p (Owen 1972, Management Science 18(5)), by Gauss & Legendre's rule, which is exact for
///           that polynomial. Each node adds positive terms only; taking a voter out again contracts for p < 1/2, and
///           the other half of the nodes is read off the dual vote. `error` is a running error analysis, not a guess.
/// Sampled:  beyond the options' limits, from random sets (Banzhaf) and random orders (Shapley).
/// Cost:     voters x product of quotas for Banzhaf; half as many times that for Shapley as there are voters.
/// Throws:   Error{Errc::wrong_usage} as the two validate(); Error{Errc::interrupted}. Same bits at any number of
/// threads.
[[nodiscard]] VotingPower voting_power(const WeightedVote& vote, const VotingPowerOptions& options = {},
                                       const Monitor& monitor = {});

/// Whether these voters win. Positions may come in any order, each once.
[[nodiscard]] bool wins(const WeightedVote& vote, std::span<const std::size_t> voters);

/// Those of a winning set without whom it would lose, in the order given; nobody where it loses already.
[[nodiscard]] std::vector<std::size_t> critical_members(const WeightedVote& vote, std::span<const std::size_t> members);

/// Shares (0 .. 1) as whole weights: parts of `resolution`, rounded to the nearest, a positive share at least 1.
/// Throws Error{Errc::wrong_usage} for a share that is negative or not a number.
[[nodiscard]] std::vector<std::uint64_t> whole_weights(std::span<const double> shares, std::uint64_t resolution);

/// The smallest whole quota that is at least this part (0 < part <= 1) of the sum of the weights.
[[nodiscard]] std::uint64_t quota_of(std::span<const std::uint64_t> weights, double part);

}  // namespace entente::coalition

namespace entente {
template <>
struct Names<coalition::Exactness> {
    static constexpr NameTable<coalition::Exactness, 3> table{"exact", "bounded", "sampled"};
};
}  // namespace entente
