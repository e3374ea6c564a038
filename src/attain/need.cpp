// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "steps.hpp"
#include "words.hpp"

namespace entente::attain {
namespace {

using Alike = std::vector<std::vector<bool>>;

/// Pairs that share a partnership of values or more, whatever its issue.
void mark_bound(const Inquiry& inquiry, Alike& alike) {
    for (std::size_t k = 0; k < inquiry.ground.rosters.size(); ++k) {
        const Partnership& partnership = inquiry.inputs.world.partnerships()[k];
        const Roster& roster = inquiry.ground.rosters[k];
        if (!roster.depth || *roster.depth < Depth::values || partnership.ended || partnership.status != Status::active)
            continue;
        const Members inside = inquiry.pool.parties_in(roster);
        for (const std::size_t i : inside)
            for (const std::size_t j : inside) alike[i][j] = true;
    }
}

/// Pairs of whom a partnership of values is forecast with a chance over the threshold.
void mark_forecast(const Inquiry& inquiry, Alike& alike) {
    constexpr auto values = static_cast<std::size_t>(Depth::values);
    for (const Family family : inquiry.question.families) {
        if (!inquiry.prospects.is_fitted(family)) continue;
        const DepthOutlook& outlook = inquiry.prospects.outlook(family);
        if (!(outlook.most(values) > 0)) continue;
        const Chains& chains = inquiry.prospects.chains(family);
        const Worth& worth = inquiry.prospects.worth(family);
        for (std::size_t b = 0; b < inquiry.pool.size(); ++b)
            for (std::size_t a = 0; a < b; ++a)
                if (worth(chains.pair(a, b)) * outlook.shares({a, b})[values] >= inquiry.question.threshold)
                    alike[a][b] = alike[b][a] = true;
    }
}

/// The set of pairwise like-minded actors with the largest share: exact, by branch and bound on what is left to add.
class LargestClique {
public:
    LargestClique(const Alike& alike, std::vector<double> share) : alike_(alike), share_(std::move(share)) {
        Members order(share_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t k) { return share_[k]; });
        extend({}, 0, order);
        std::ranges::sort(best_);
    }
    [[nodiscard]] const Members& members() const { return best_; }
    [[nodiscard]] bool is_proven() const { return num_steps_ < kMostSteps; }

private:
    static constexpr std::size_t kMostSteps = 2'000'000;

    void extend(const Members& clique, double share, const Members& candidates) {
        if (best_.empty() || share > best_share_ || (share == best_share_ && clique.size() > best_.size())) {
            best_ = clique;
            best_share_ = share;
        }
        double rest = 0;
        for (const std::size_t k : candidates) rest += share_[k];
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (share + rest < best_share_ || ++num_steps_ >= kMostSteps) return;
            const std::size_t k = candidates[i];
            Members further;
            for (std::size_t j = i + 1; j < candidates.size(); ++j)
                if (alike_[k][candidates[j]]) further.push_back(candidates[j]);
            Members larger = clique;
            larger.push_back(k);
            extend(larger, share + share_[k], further);
            rest -= share_[k];
        }
    }

    const Alike& alike_;
    std::vector<double> share_;
    Members best_{};
    double best_share_ = -1;
    std::size_t num_steps_ = 0;
};

/// Those who would close the gap: each time whoever brings most of what is still missing.
std::vector<std::string> closers_of(const Pool& pool, Members carrying, double impact) {
    std::vector<std::string> closers;
    while (pool.share(carrying).value_or(0) < impact) {
        std::size_t best = pool.size();
        double most = pool.share(carrying).value_or(0);
        for (std::size_t k = 0; k < pool.size(); ++k) {
            if (std::ranges::find(carrying, k) != carrying.end()) continue;
            Members with = carrying;
            with.push_back(k);
            if (const double share = pool.share(with).value_or(0); share > most) {
                most = share;
                best = k;
            }
        }
        if (best == pool.size()) break;
        carrying.push_back(best);
        closers.push_back(pool.key(best));
    }
    return closers;
}

std::string text_of(const Need& need, double most) {
    const std::string who = fmt::format("The like-minded ({})", listed(need.like_minded));
    if (!(need.required_share > 0))
        return fmt::format("{} carry {} of the issue. No share was asked for, so they suffice by definition.", who,
                           percent(need.like_minded_share));
    if (!(need.shortfall > 0))
        return fmt::format("{} carry {} of the issue by themselves.", who, percent(need.like_minded_share));
    if (most < need.required_share)
        return fmt::format("{} carry {} of the issue and lack {}; even with everyone else it is {}.", who,
                           percent(need.like_minded_share), percent(need.shortfall), percent(most));
    return fmt::format("{} carry {} of the issue and lack {}; {} would close the gap.", who,
                       percent(need.like_minded_share), percent(need.shortfall), listed(need.closers));
}

}  // namespace

Need find_need(const Inquiry& inquiry) {
    const Pool& pool = inquiry.pool;
    Need need{.required_share = inquiry.question.impact};
    const auto most = pool.share(pool.everyone());
    if (!most) {
        need.verdict = need.required_share > 0 ? "unknown" : "nice to have";
        need.text = need.required_share > 0
                        ? "Nobody's share of this issue is known for that year."
                        : "Nobody's share of this issue is known for that year, and no share was asked for.";
        return need;
    }
    Alike alike(pool.size(), std::vector<bool>(pool.size()));
    mark_bound(inquiry, alike);
    mark_forecast(inquiry, alike);
    std::vector<double> share;
    for (std::size_t k = 0; k < pool.size(); ++k) share.push_back(pool.share({k}).value_or(0));
    const LargestClique best(alike, std::move(share));
    need.like_minded = pool.keys(best.members());
    need.like_minded_share = pool.share(best.members()).value_or(0);
    need.shortfall = std::max(0.0, need.required_share - need.like_minded_share);
    need.verdict = need.shortfall > 0 ? "need to have" : "nice to have";
    if (need.shortfall > 0) need.closers = closers_of(pool, best.members(), need.required_share);
    need.text = text_of(need, *most);
    if (!best.is_proven()) need.text += " A larger like-minded set is not ruled out: the search was cut off.";
    return need;
}

}  // namespace entente::attain
