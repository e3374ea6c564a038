// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/ground.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/norms/texts.hpp"

namespace entente::norms {
namespace {

void check_share(std::string_view field, double value, double high) {
    if (!(value >= 0 && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected 0 to {}", field, value, high)};
}

/// Stances of every actor of a fit, in the order of its points.
std::vector<Voter> voters_of(const principles::IdealPointFit& fit) {
    const auto k = static_cast<std::size_t>(fit.options.num_dimensions);
    std::unordered_map<ActorId, double> tau;
    for (const principles::StepScale& scale : fit.tau) tau.emplace(scale.actor, scale.tau);
    std::vector<Voter> voters;
    for (std::size_t p = 0; p + k <= fit.points.size(); p += k) {
        const principles::IdealPoint& first = fit.points[p];
        if (voters.empty() || voters.back().actor != first.actor)
            voters.push_back({.actor = first.actor, .tau = tau.at(first.actor)});
        Stance stance{.year = first.year};
        for (std::size_t d = 0; d < k; ++d) {
            stance.mean[d] = fit.points[p + d].mean;
            stance.var[d] = fit.points[p + d].conditional_std_error * fit.points[p + d].conditional_std_error;
        }
        if (!fit.abstention_widths.empty()) stance.width = std::exp(fit.abstention_widths[p / k].log_width);
        voters.back().stances.push_back(stance);
    }
    return voters;
}

std::vector<Proposal> proposals_of(const principles::IdealPointFit& fit, std::span<const RollCallRecord> records) {
    const std::vector<std::uint32_t> texts = number_texts(records);
    const std::vector<std::string> titles = readable_titles(records);
    std::map<RollCallId, std::size_t> place;
    for (std::size_t k = 0; k < records.size(); ++k) place.emplace(records[k].id, k);
    std::vector<Proposal> proposals;
    for (const principles::RollCallParameters& parameters : fit.roll_calls) {
        const auto found = place.find(parameters.id);
        if (found == place.end())
            throw Error{Errc::wrong_usage, fmt::format("roll call {} has no record", parameters.id.value())};
        const RollCallRecord& record = records[found->second];
        proposals.push_back({.parameters = parameters,
                             .text = texts[found->second],
                             .date = record.date,
                             .title = titles[found->second],
                             .words = record.title + " " + record.text,
                             .issues = record.issues});
    }
    std::map<std::uint32_t, std::size_t> latest;
    for (std::size_t k = 0; k < proposals.size(); ++k) {
        const auto [entry, is_new] = latest.try_emplace(proposals[k].text, k);
        if (!is_new) proposals[std::exchange(entry->second, k)].is_latest = false;
    }
    return proposals;
}

}  // namespace

void Habit::validate() const {
    check_share("persistent_share", persistent_share, 1);
    check_share("yearly_memory", yearly_memory, 1);
    check_share("redraft_var", redraft_var, 100);
    check_share("common_share", common_share, 1 - persistent_share);
}

Stance Voter::at(Year year) const {
    const auto later = std::ranges::upper_bound(stances, year, {}, &Stance::year);
    Stance stance = later == stances.begin() ? stances.front() : *std::prev(later);
    const double walk = tau * tau * std::abs(year - stance.year);
    for (double& var : stance.var) var += walk;
    stance.year = year;
    return stance;
}

const Voter* Ground::find(ActorId actor) const noexcept {
    const auto found = std::ranges::lower_bound(voters, actor, {}, &Voter::actor);
    return found != voters.end() && found->actor == actor ? &*found : nullptr;
}

std::optional<std::size_t> Ground::find(RollCallId roll_call) const noexcept {
    const auto found = std::ranges::find(proposals, roll_call, [](const Proposal& p) { return p.parameters.id; });
    if (found == proposals.end()) return std::nullopt;
    return static_cast<std::size_t>(found - proposals.begin());
}

std::string ballots_of(const principles::VoteMatrix& votes, std::size_t actor) {
    std::string ballots(votes.num_roll_calls(), '.');
    for (const principles::VoteCell& cell : votes.votes_of(actor))
        ballots[cell.roll_call_index] = ballot_letter(cell.vote);
    return ballots;
}

Ground make_ground(const principles::VoteMatrix& votes, const principles::IdealPointFit& fit,
                   std::span<const RollCallRecord> records, Year as_of, const Habit& habit) {
    habit.validate();
    if (fit.roll_calls.size() != votes.num_roll_calls())
        throw Error{Errc::wrong_usage, "the fit has other roll calls than the votes"};
    Ground ground{.as_of = as_of,
                  .num_dimensions = fit.options.num_dimensions,
                  .habit = habit,
                  .proposals = proposals_of(fit, records),
                  .voters = voters_of(fit)};
    for (Voter& voter : ground.voters) {
        const auto row = votes.find(voter.actor);
        if (!row) throw Error{Errc::wrong_usage, "the fit has other actors than the votes"};
        voter.ballots = ballots_of(votes, *row);
    }
    return ground;
}

}  // namespace entente::norms
