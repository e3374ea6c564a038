// SPDX-License-Identifier: Apache-2.0
#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

/// n over 0 .. n.
std::vector<BigInt> binomials(std::size_t n) {
    std::vector<BigInt> row{1};
    for (std::size_t k = 0; k < n; ++k) row.push_back(row.back() * (n - k) / (k + 1));
    return row;
}

/// Goes through the numbers of voters of each class that a set can have.
class CaseWalk {
public:
    CaseWalk(const SmallVote& vote, const Monitor& monitor)
        : vote_(vote),
          monitor_(monitor),
          sums_(vote.num_rules(), 0),
          taken_(vote.classes.size(), 0),
          swings_(vote.classes.size(), std::vector<BigInt>(vote.num_voters)) {
        for (const VoterClass& c : vote.classes) choices_.push_back(binomials(c.voters.size()));
        walk(0, 0, 1);
    }

    /// [class][size]: sets of the others, by their size, in which one given voter of the class decides.
    [[nodiscard]] const std::vector<std::vector<BigInt>>& swings() const noexcept { return swings_; }

private:
    void walk(std::size_t depth, std::size_t size, const BigInt& sets) {
        if (depth == vote_.classes.size()) return count(size, sets);
        if (depth == 0) monitor_.check_stop();
        const VoterClass& c = vote_.classes[depth];
        for (std::size_t k = 0; k <= c.voters.size(); ++k) {
            taken_[depth] = k;
            walk(depth + 1, size + k, sets * choices_[depth][k]);
            for (std::size_t rule = 0; rule < sums_.size(); ++rule) sums_[rule] += c.weights[rule];
        }
        for (std::size_t rule = 0; rule < sums_.size(); ++rule) sums_[rule] -= c.weights[rule] * (c.voters.size() + 1);
    }

    void count(std::size_t size, const BigInt& sets) {
        if (reaches(nullptr)) return;
        for (std::size_t k = 0; k < taken_.size(); ++k) {
            const VoterClass& c = vote_.classes[k];
            const std::size_t absent = c.voters.size() - taken_[k];
            // Of the sets with this many of the class, those without one given voter are absent / size of the class.
            if (absent > 0 && reaches(&c.weights)) swings_[k][size] += sets * absent / c.voters.size();
        }
    }

    bool reaches(const std::vector<std::uint64_t>* added) const {
        for (std::size_t rule = 0; rule < sums_.size(); ++rule)
            if (sums_[rule] + (added != nullptr ? (*added)[rule] : 0) < vote_.quotas[rule]) return false;
        return true;
    }

    const SmallVote& vote_;
    const Monitor& monitor_;
    std::vector<std::vector<BigInt>> choices_;
    std::vector<std::uint64_t> sums_;
    std::vector<std::size_t> taken_;
    std::vector<std::vector<BigInt>> swings_;
};

}  // namespace

ClassPower power_by_cases(const SmallVote& vote, const Monitor& monitor) {
    const CaseWalk walk(vote, monitor);
    std::vector<BigInt> factorial{1};
    for (std::size_t k = 1; k <= vote.num_voters; ++k) factorial.push_back(factorial.back() * k);
    ClassPower power;
    for (const auto& by_size : walk.swings()) {
        BigInt swings = 0;
        BigInt orders = 0;
        for (std::size_t size = 0; size < by_size.size(); ++size) {
            swings += by_size[size];
            orders += by_size[size] * factorial[size] * factorial[vote.num_voters - size - 1];
        }
        power.swings.push_back(std::move(swings));
        power.shapley.push_back(ratio_of(orders, factorial.back()));
    }
    return power;
}

}  // namespace entente::coalition
