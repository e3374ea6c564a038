// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "entente/base/error.hpp"
#include "entente/norms/ground.hpp"
#include "latent.hpp"
#include "normal.hpp"

namespace entente::norms {
namespace {

/// The one vote that the members' votes amount to.
char ballot_of_body(const std::vector<const Voter*>& members, std::size_t proposal) {
    std::size_t num_yes = 0;
    std::size_t num_no = 0;
    std::size_t num_votes = 0;
    for (const Voter* member : members) {
        const char ballot = member->ballots[proposal];
        num_yes += ballot == 'y' ? 1 : 0;
        num_no += ballot == 'n' ? 1 : 0;
        num_votes += ballot == '.' ? 0 : 1;
    }
    if (2 * num_votes < members.size()) return '.';
    return num_yes == num_votes ? 'y' : num_no == num_votes ? 'n' : 'a';
}

/// Mean and spread of the members in a year: where the body starts from.
Stance mean_stance(const std::vector<const Voter*>& members, Year year) {
    Stance mean{.year = year};
    const auto n = static_cast<double>(members.size());
    for (const Voter* member : members)
        for (std::size_t d = 0; d < mean.mean.size(); ++d) mean.mean[d] += member->at(year).mean[d] / n;
    for (const Voter* member : members) {
        const Stance stance = member->at(year);
        for (std::size_t d = 0; d < mean.mean.size(); ++d)
            mean.var[d] += ((stance.mean[d] - mean.mean[d]) * (stance.mean[d] - mean.mean[d]) + stance.var[d]) / n;
    }
    return mean;
}

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

Voter voter_of_body(const Ground& ground, ActorId body, std::span<const ActorId> members) {
    std::vector<const Voter*> voting;
    for (const ActorId member : members)
        if (const Voter* voter = ground.find(member)) voting.push_back(voter);
    if (voting.empty()) throw Error{Errc::wrong_usage, "none of the members ever voted"};
    Voter result{.actor = body};
    for (const Voter* member : voting) result.tau += member->tau / static_cast<double>(voting.size());
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) result.ballots += ballot_of_body(voting, j);
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) {
        if (result.ballots[j] == '.') continue;
        const principles::RollCallParameters& parameters = ground.proposals[j].parameters;
        if (result.stances.empty())
            result.stances.push_back(mean_stance(voting, parameters.year));
        else if (result.stances.back().year != parameters.year)
            result.stances.push_back(result.at(parameters.year));
        see(result.stances.back(), result.ballots[j], parameters, ground.num_dimensions);
    }
    if (result.stances.empty()) result.stances.push_back(mean_stance(voting, ground.as_of));
    return result;
}

}  // namespace entente::norms
