// SPDX-License-Identifier: Apache-2.0
#include "depth_shares.hpp"

#include "entente/attain/depth_history.hpp"

namespace entente::attain {

DepthChances depth_chances(const DepthModel& model, Year year) {
    DepthChances chances;
    if (model.num_cases() == 0) return chances;
    const DepthCovariates covariates = depth_covariates(year);
    for (std::size_t d = 0; d < kNumDepths; ++d) chances[d] = model.at_least(static_cast<Depth>(d), covariates);
    return chances;
}

DepthShares depth_shares(const DepthModel& model, Year year) {
    DepthShares shares{};
    const DepthChances chances = depth_chances(model, year);
    for (std::size_t d = 0; d < kNumDepths; ++d) shares[d] = chances[d] ? chances[d]->probability : 0;
    return shares;
}

}  // namespace entente::attain
