// SPDX-License-Identifier: Apache-2.0

#include "entente/base/error.hpp"
#include "entente/norms/forecast.hpp"
#include "entente/norms/ground.hpp"
#include "filter.hpp"

namespace entente::norms {
namespace {

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

}  // namespace

Voter voter_of_body(const Ground& ground, ActorId body, std::span<const ActorId> members) {
    std::vector<const Voter*> voting;
    for (const ActorId member : members)
        if (const Voter* voter = ground.find(member)) voting.push_back(voter);
    if (voting.empty()) throw Error{Errc::wrong_usage, "none of the members ever voted"};
    Voter result{.actor = body};
    for (const Voter* member : voting) result.tau += member->tau / static_cast<double>(voting.size());
    std::vector<char> ballots(voting.size());
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) {
        for (std::size_t i = 0; i < voting.size(); ++i) ballots[i] = voting[i]->ballots[j];
        result.ballots += ballot_of_body(ballots);
    }
    result.stances = filtered_stances(ground, result, [&](Year year) { return mean_stance(voting, year); });
    if (result.stances.empty()) result.stances.push_back(mean_stance(voting, ground.as_of));
    return result;
}

}  // namespace entente::norms
