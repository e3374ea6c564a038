// SPDX-License-Identifier: Apache-2.0
#include "chains.hpp"

#include <algorithm>
#include <cmath>

#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr double kImpossible = -1e9;

}  // namespace

/// A composition's chain as it grows, with those who are still to come.
class Walk {
public:
    /// Begins at the likeliest pair.
    Walk(const Chains& chains, const Members& members) : chains_(chains) {
        std::size_t first = members[0];
        std::size_t second = members[1];
        for (std::size_t i = 0; i < members.size(); ++i)
            for (std::size_t j = i + 1; j < members.size(); ++j)
                if (chains.pair(members[i], members[j]) > chains.pair(first, second)) {
                    first = members[i];
                    second = members[j];
                }
        log_hazard_ = chains.pair(first, second);
        chain_ = chains.chain({first, second});
        for (const std::size_t who : members)
            if (who != first && who != second) rest_.push_back({who, chains.newcomer(who, chain_), kImpossible});
        evaluate();
    }

    [[nodiscard]] bool is_done() const { return rest_.empty(); }
    [[nodiscard]] double log_hazard() const { return log_hazard_; }
    [[nodiscard]] double std_error() const { return std::sqrt(variance_); }
    /// The likeliest of those to come, the first of them at a tie.
    [[nodiscard]] std::size_t next() const { return best()->who; }
    /// The pair that the chain begins with.
    [[nodiscard]] bool begins_with(std::size_t who) const {
        return chain_.members[0] == who || chain_.members[1] == who;
    }

    /// Adds the doubt of the first pair.
    void doubt_beginning() {
        const double se = chains_.founding(chain_.members[0], chain_.members[1], Doubt::measured).std_error;
        variance_ = se * se;
    }
    /// The likeliest joins. Its doubt takes as long as all else.
    void take(Doubt doubt) {
        const auto taken = best();
        log_hazard_ += taken->log_chance;
        if (doubt == Doubt::measured)
            variance_ += std::pow(chains_.joining(chain_, taken->who, taken->newcomer, doubt).std_error, 2);
        const std::size_t who = taken->who;
        rest_.erase(taken);
        chains_.join(chain_, who);
        for (Waiting& one : rest_) chains_.meet(one.newcomer, who);
        evaluate();
    }
    void finish(Doubt doubt) {
        while (!is_done()) take(doubt);
    }
    /// The likeliest stays away.
    void drop_next() { rest_.erase(best()); }

private:
    struct Waiting {
        std::size_t who;
        Newcomer newcomer;
        double log_chance;
    };

    [[nodiscard]] std::vector<Waiting>::const_iterator best() const {
        return std::ranges::max_element(rest_, {}, &Waiting::log_chance);
    }
    void evaluate() {
        for (Waiting& one : rest_)
            one.log_chance = chains_.joining(chain_, one.who, one.newcomer, Doubt::left_out).log_hazard;
    }

    const Chains& chains_;
    Chain chain_{};
    std::vector<Waiting> rest_{};
    double log_hazard_ = 0;
    double variance_ = 0;
};

Chains::Chains(const Pool& pool, const DyadFrame& frame, const JointModel& model, std::vector<BlocLevel> levels)
    : pool_(pool),
      frame_(&frame),
      model_(model),
      levels_(std::move(levels)),
      pairs_(pool.size() * (pool.size() - 1) / 2, kImpossible),
      compatible_(pool.size() * pool.size()) {
    parallel_for(
        pool.size(),
        [&](std::size_t b) {
            for (std::size_t a = 0; a < b; ++a) {
                if (!pool.are_compatible(a, b)) continue;
                compatible_[a * pool.size() + b] = compatible_[b * pool.size() + a] = 1;
                pairs_[index(a, b)] = founding(a, b, Doubt::left_out).log_hazard;
            }
        },
        8);
}

bool Chains::is_before(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const noexcept {
    const double first = pair(a, b);
    const double second = pair(c, d);
    if (first != second) return first > second;
    return std::minmax(a, b) < std::minmax(c, d);
}

LogHazard Chains::founding(std::size_t a, std::size_t b, Doubt doubt) const {
    LogHazard hazard = model_.founding_hazard(*frame_, pool_.bloc(std::min(a, b)), pool_.bloc(std::max(a, b)), doubt);
    if (levels_.empty()) return hazard;
    hazard.log_hazard += levels_[a].log_factor + levels_[b].log_factor;
    hazard.std_error = std::hypot(hazard.std_error, levels_[a].std_error, levels_[b].std_error);
    return hazard;
}

Chain Chains::chain(const Members& members) const {
    Chain chain;
    for (const std::size_t who : members) join(chain, who);
    return chain;
}

void Chains::join(Chain& chain, std::size_t who) const {
    chain.members.push_back(who);
    chain.slots.insert(chain.slots.end(), pool_.bloc(who).begin(), pool_.bloc(who).end());
}

Newcomer Chains::newcomer(std::size_t who, const Chain& chain) const {
    Newcomer newcomer(*frame_, pool_.bloc(who));
    for (const std::size_t member : chain.members) meet(newcomer, member);
    return newcomer;
}

void Chains::meet(Newcomer& newcomer, std::size_t joined) const {
    for (const Slot slot : pool_.bloc(joined)) newcomer.meet(*frame_, slot);
}

LogHazard Chains::joining(const Chain& chain, std::size_t who, const Newcomer& newcomer, Doubt doubt) const {
    // Of a long chain only some are read, and others after each one that joins.
    if (chain.slots.size() > kMaxMembersRead)
        return model_.joining_chance(*frame_, chain.slots, chain.members.size(), pool_.bloc(who), doubt);
    return model_.joining_chance(*frame_, newcomer, chain.members.size(), doubt);
}

LogHazard Chains::together(const Members& members, Doubt doubt) const {
    Walk walk(*this, members);
    if (doubt == Doubt::measured) walk.doubt_beginning();
    walk.finish(doubt);
    return {.log_hazard = walk.log_hazard(), .std_error = walk.std_error()};
}

std::vector<double> Chains::without_each(const Members& members) const {
    std::vector<double> without(members.size());
    const auto put = [&](std::size_t who, Walk rest) {
        rest.finish(Doubt::left_out);
        without[static_cast<std::size_t>(std::ranges::lower_bound(members, who) - members.begin())] = rest.log_hazard();
    };
    Walk walk(*this, members);
    for (const std::size_t who : members) {
        if (!walk.begins_with(who)) continue;
        Members rest = members;
        std::erase(rest, who);
        put(who, Walk(*this, rest));
    }
    for (; !walk.is_done(); walk.take(Doubt::left_out)) {
        Walk rest = walk;
        rest.drop_next();
        put(walk.next(), std::move(rest));
    }
    return without;
}

double Chains::together_if(const DyadFrame& changed, std::size_t a, std::size_t b, const Members& members) const {
    Chains other = *this;
    other.frame_ = &changed;
    other.pairs_[index(a, b)] = other.founding(a, b, Doubt::left_out).log_hazard;
    return other.together(members, Doubt::left_out).log_hazard;
}

}  // namespace entente::attain
