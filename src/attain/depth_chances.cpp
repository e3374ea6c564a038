// SPDX-License-Identifier: Apache-2.0
#include "depth_chances.hpp"

#include "entente/attain/depth_history.hpp"

namespace entente::attain {

DepthChances depth_chances(const DepthModel& model, Year year) {
    DepthChances chances;
    const DepthCovariates covariates = depth_covariates(year);
    for (std::size_t d = 0; d < kNumDepths; ++d) chances[d] = model.at_least(static_cast<Depth>(d), covariates);
    return chances;
}

}  // namespace entente::attain
