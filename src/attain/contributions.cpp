// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "steps.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kMostContributions = 8;
constexpr double kMostDeviations = 5;  ///< As the models clamp their inputs.

/// The family in which all of the visible actors are likeliest to found something.
std::optional<Family> likeliest_family(const Inquiry& inquiry, const Members& members) {
    std::optional<Family> best;
    double most = -1e9;
    for (const Founding& one : inquiry.prospects.foundings_of_all(members))
        if (one.chance.probability > most) {
            most = one.chance.probability;
            best = one.family;
        }
    return best;
}

}  // namespace

std::vector<Contribution> find_contributions(const Inquiry& inquiry) {
    constexpr std::size_t kLargestPool = 40;
    const Members members = inquiry.pool.visible();
    if (members.size() > kLargestPool || !inquiry.pool.are_parties(members)) return {};
    const auto family = likeliest_family(inquiry, members);
    if (!family) return {};
    const JointModel& model = inquiry.inputs.model.joint[static_cast<std::size_t>(*family)];
    FeatureRow row;
    composition_features(inquiry.ground.frame, Composition::of_states(inquiry.pool.slots(members)), row);
    std::vector<Contribution> contributions;
    for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
        // The first columns are the means over dyads; the first coefficient is the intercept.
        const float value = row[f];
        if (std::isnan(value)) continue;
        const double z =
            std::clamp<double>((value - model.mean[f]) * model.inverse_sd[f], -kMostDeviations, kMostDeviations);
        contributions.push_back({.feature = std::string(kDyadFeatures[f].name),
                                 .log_odds = model.founding.coefficients[static_cast<Eigen::Index>(f) + 1] * z,
                                 .value = value,
                                 .unit = std::string(kDyadFeatures[f].unit)});
    }
    std::ranges::stable_sort(contributions, std::ranges::greater{},
                             [](const Contribution& c) { return std::abs(c.log_odds); });
    if (contributions.size() > kMostContributions) contributions.resize(kMostContributions);
    return contributions;
}

}  // namespace entente::attain
