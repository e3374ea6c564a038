// SPDX-License-Identifier: Apache-2.0
#include "filter.hpp"

#include <cmath>

#include "latent.hpp"
#include "normal.hpp"

namespace entente::norms {
namespace {

/// The stance after a vote was seen; dimensions are taken as independent.
void see(Stance& stance, char ballot, const principles::RollCallParameters& parameters, int num_dimensions) {
    const Latent y = latent(parameters, stance, num_dimensions);
    const double sd = std::sqrt(y.position_var + y.text_var + 1);
    const BallotInterval interval = interval_of(ballot, y.cut);
    const SeenInInterval seen = seen_in_interval((interval.low - y.mean) / sd, (interval.high - y.mean) / sd);
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d) {
        const double weight = parameters.discrimination[d] * stance.var[d] / sd;
        stance.mean[d] += weight * seen.shift;
        stance.var[d] -= weight * weight * seen.shrinkage;
    }
}

}  // namespace

std::vector<Stance> filtered_stances(const Ground& ground, const Voter& voter,
                                     const std::function<Stance(Year)>& first) {
    std::vector<Stance> stances;
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) {
        if (voter.ballots[j] == '.') continue;
        const principles::RollCallParameters& parameters = ground.proposals[j].parameters;
        if (stances.empty()) {
            stances.push_back(first(parameters.year));
        } else if (const int years = parameters.year - stances.back().year; years > 0) {
            Stance next = stances.back();
            next.year = parameters.year;
            for (double& var : next.var) var += voter.tau * voter.tau * years;
            stances.push_back(next);
        }
        see(stances.back(), voter.ballots[j], parameters, ground.num_dimensions);
    }
    return stances;
}

}  // namespace entente::norms
