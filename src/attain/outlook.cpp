// SPDX-License-Identifier: Apache-2.0
#include "outlook.hpp"

#include <algorithm>

namespace entente::attain {

DepthOutlook::DepthOutlook(const DepthModel& model, Family family, const DepthHistory& history, const Pool& pool,
                           const DyadFrame& frame)
    : model_(model), year_(frame.year()), recent_(history.recent(family)), records_(pool.size()) {
    double lowest = 0;
    double highest = 0;
    for (std::size_t k = 0; k < pool.size(); ++k)
        for (const Slot slot : pool.bloc(k)) {
            Record& record = records_[k];
            const double deeper = history.deeper(family, frame.states()[slot]);
            record.least = record.count > 0 ? std::min(record.least, deeper) : deeper;
            record.greatest = record.count > 0 ? std::max(record.greatest, deeper) : deeper;
            record.sum += deeper;
            record.count += 1;
            lowest = std::min(lowest, deeper);
            highest = std::max(highest, deeper);
        }
    // Each of mean, least and greatest lies between the two ends, and the share rises or falls with each throughout.
    constexpr unsigned kCorners = 8;
    for (unsigned corner = 0; corner < kCorners; ++corner) {
        const auto end = [&](unsigned k) { return corner >> k & 1U ? highest : lowest; };
        const DepthCovariates at = depth_covariates(year_, {end(0), end(1), end(2), recent_});
        for (std::size_t d = 0; d < kNumDepths; ++d)
            if (const auto chance = model_.at_least(static_cast<Depth>(d), at)) {
                most_[d] = std::max(most_[d], chance->probability);
                is_known_ = true;
            }
    }
}

DepthCovariates DepthOutlook::covariates(const Members& members) const {
    Record all;
    for (const std::size_t k : members) {
        const Record& one = records_[k];
        if (!(one.count > 0)) continue;
        all.least = all.count > 0 ? std::min(all.least, one.least) : one.least;
        all.greatest = all.count > 0 ? std::max(all.greatest, one.greatest) : one.greatest;
        all.sum += one.sum;
        all.count += one.count;
    }
    return depth_covariates(year_, {all.count > 0 ? all.sum / all.count : 0, all.least, all.greatest, recent_});
}

std::optional<DepthChance> DepthOutlook::chance(std::size_t depth, const Members& members) const {
    return model_.at_least(static_cast<Depth>(depth), covariates(members));
}

std::array<double, kNumDepths> DepthOutlook::shares(const Members& members) const {
    std::array<double, kNumDepths> shares{};
    const DepthCovariates at = covariates(members);
    for (std::size_t d = 0; d < kNumDepths; ++d)
        if (const auto chance = model_.at_least(static_cast<Depth>(d), at)) shares[d] = chance->probability;
    return shares;
}

std::optional<DepthChance> DepthOutlook::average(std::size_t depth) const {
    return model_.at_least(static_cast<Depth>(depth), depth_covariates(year_, {0, 0, 0, recent_}));
}

}  // namespace entente::attain
