// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/coalition_power.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "entente/engine/question.hpp"
#include "entente/engine/shares.hpp"
#include "entente/power/power.hpp"
#include "ranges.hpp"

namespace entente::engine {
namespace {

using atlas::ActorIndex;

/// Shares of every issue, by actor of the World.
using Shares = std::vector<std::vector<std::optional<double>>>;

/// Parts the pool into those whose share of every issue is known and the rest.
std::vector<ActorIndex> known_voters(const atlas::World& world, const std::vector<ActorIndex>& pool,
                                     const Shares& shares, CoalitionPower& result) {
    std::vector<ActorIndex> voters;
    for (const ActorIndex actor : pool) {
        const bool is_known =
            std::ranges::all_of(shares, [&](const auto& of_issue) { return of_issue[actor].has_value(); });
        if (is_known) voters.push_back(actor);
        (is_known ? result.actors : result.unknown).push_back(world.actor(actor));
    }
    if (voters.empty()) throw Error{Errc::failed, "the share of none of the actors is known for that year"};
    return voters;
}

/// Each voter's share with nobody counted twice: a collective entity carries what its members carry who neither vote
/// themselves nor belong to an entity before it.
std::vector<double> shares_once(const atlas::World& world, const std::vector<ActorIndex>& voters,
                                const std::vector<std::optional<double>>& of_issue) {
    std::set<ActorIndex> counted(voters.begin(), voters.end());
    std::vector<double> shares;
    for (const ActorIndex voter : voters) {
        double share = *of_issue[voter];
        for (const ActorIndex member : world.members_of(voter, world.as_of()))
            if (!counted.insert(member).second) share -= of_issue[member].value_or(0);
        // Shares are sums of rounded parts: they can leave 0 .. 1 in the last place.
        shares.push_back(share < 1e-12 ? 0.0 : std::min(share, 1.0));
    }
    return shares;
}

coalition::WeightedVote vote_of(const CoalitionPowerRequest& request, const CoalitionPower& result) {
    coalition::WeightedVote vote;
    for (std::size_t k = 0; k < result.shares.size(); ++k) {
        coalition::VoteRule rule{.weights = coalition::whole_weights(result.shares[k], request.resolution)};
        if (std::ranges::all_of(rule.weights, [](std::uint64_t w) { return w == 0; }))
            throw Error{Errc::failed, fmt::format("none of the actors carries anything of {}", result.issues[k])};
        rule.quota =
            coalition::quota_of(rule.weights, request.quotas.size() == 1 ? request.quotas[0] : request.quotas[k]);
        vote.rules.push_back(std::move(rule));
    }
    return vote;
}

/// Positions of the coalition's members among the voters.
std::vector<std::size_t> members_of(const std::vector<ActorIndex>& coalition, const std::vector<ActorIndex>& voters,
                                    const atlas::World& world) {
    std::vector<std::size_t> members;
    for (const ActorIndex actor : coalition) {
        const auto found = std::ranges::find(voters, actor);
        if (found == voters.end())
            throw Error{
                Errc::wrong_usage,
                fmt::format("{} of the coalition is not among the actors whose share is known", world.actor(actor).key),
                "Name every member among the actors, too."};
        members.push_back(static_cast<std::size_t>(found - voters.begin()));
    }
    return members;
}

CoalitionOutlook outlook_of(const CoalitionPowerRequest& request, const CoalitionPower& result,
                            std::vector<std::size_t> members) {
    const std::size_t n = result.actors.size();
    const coalition::Stakes stakes{.shares = result.shares.front(),
                                   .stakes = std::vector<double>(n, request.stake),
                                   .costs = std::vector<double>(n, request.cost),
                                   .required_share = request.required_share,
                                   .spillover = request.spillover};
    CoalitionOutlook outlook{.members = std::move(members)};
    for (const std::size_t member : outlook.members) outlook.share += stakes.shares[member];
    outlook.wins = coalition::wins(result.vote, outlook.members);
    outlook.critical = coalition::critical_members(result.vote, outlook.members);
    outlook.variants = coalition::stability_variants(stakes, outlook.members);
    outlook.payments = coalition::side_payments(stakes, outlook.members);
    return outlook;
}

}  // namespace

void CoalitionPowerRequest::validate() const {
    if (issues.empty()) throw Error{Errc::wrong_usage, "no issue is named"};
    if (quotas.size() != 1 && quotas.size() != issues.size())
        throw Error{Errc::wrong_usage, fmt::format("{} quotas for {} issues; expected one for all or one for each",
                                                   quotas.size(), issues.size())};
    for (const double quota : quotas) check_part("quota", quota);
    check_range("resolution", static_cast<double>(resolution), 100, 1e7);
    options.validate();
}

CoalitionPower coalition_power(const Engine& engine, const CoalitionPowerRequest& request, const Monitor& monitor) {
    request.validate();
    const auto world = engine.world(request.as_of);
    CoalitionPower result{.as_of = world->as_of()};
    const atlas::Atlas atlas(engine.atlas_file(), atlas::OpenMode::read_only);
    const sources::Concordance concordance(atlas.actor_records());
    Shares shares;
    for (const std::string& id : request.issues) {
        const Issue& issue = power::find_issue(engine.issues(), id);
        shares.push_back(actor_shares(atlas, *world, issue, result.as_of));
        result.issues.push_back(issue.id);
    }
    const auto pool = parse_actors(request.actors, *world, result.as_of, concordance);
    const auto voters = known_voters(*world, pool, shares, result);
    for (const auto& of_issue : shares) result.shares.push_back(shares_once(*world, voters, of_issue));
    result.vote = vote_of(request, result);
    result.power = coalition::voting_power(result.vote, request.options, monitor);
    if (!request.coalition.empty())
        result.outlook =
            outlook_of(request, result,
                       members_of(parse_actors(request.coalition, *world, result.as_of, concordance), voters, *world));
    return result;
}

}  // namespace entente::engine
