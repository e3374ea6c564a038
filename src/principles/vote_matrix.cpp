// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/vote_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"

namespace entente::principles {
namespace {

std::string describe(RollCallId roll_call) {
    return "roll call " + std::to_string(roll_call.value());
}

std::string describe(const VoteRecord& vote) {
    return describe(vote.roll_call) + ", actor " + std::to_string(vote.actor.value());
}

void check_weights(std::span<const VoteRecord> votes, std::span<const double> weights) {
    if (weights.empty()) return;
    if (weights.size() != votes.size())
        throw Error{Errc::bad_input, "found " + std::to_string(weights.size()) + " weights for " +
                                         std::to_string(votes.size()) + " votes; expected one for each, or none"};
    for (std::size_t k = 0; k < weights.size(); ++k)
        if (!std::isfinite(weights[k]) || weights[k] < 0)
            throw Error{Errc::bad_input, describe(votes[k]) + ": weight " + std::to_string(weights[k]) +
                                             " is not a finite number of at least 0"};
}

std::vector<ActorId> voters(std::span<const VoteRecord> votes) {
    std::vector<ActorId> actors;
    for (const VoteRecord& vote : votes)
        if (actors.empty() || actors.back() != vote.actor) actors.push_back(vote.actor);
    std::sort(actors.begin(), actors.end());
    actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
    return actors;
}

}  // namespace

VoteMatrix::VoteMatrix(std::vector<RollCall> roll_calls, std::span<const VoteRecord> votes,
                       std::span<const double> weights) {
    check_weights(votes, weights);
    order_roll_calls(std::move(roll_calls));
    actors_ = voters(votes);
    add_votes(votes, weights);
    index_by_actor();
}

void VoteMatrix::order_roll_calls(std::vector<RollCall> roll_calls) {
    roll_calls_ = std::move(roll_calls);
    std::sort(roll_calls_.begin(), roll_calls_.end(), [](const RollCall& left, const RollCall& right) {
        return std::pair{left.year, left.id} < std::pair{right.year, right.id};
    });
    for (const RollCall& roll_call : roll_calls_) {
        if (years_.empty() || years_.back() != roll_call.year) years_.push_back(roll_call.year);
        roll_call_by_id_.emplace_back(roll_call.id, static_cast<std::uint32_t>(year_index_.size()));
        year_index_.push_back(static_cast<std::uint32_t>(years_.size() - 1));
    }
    std::sort(roll_call_by_id_.begin(), roll_call_by_id_.end());
    for (std::size_t k = 1; k < roll_call_by_id_.size(); ++k)
        if (roll_call_by_id_[k].first == roll_call_by_id_[k - 1].first)
            throw Error{Errc::bad_input, describe(roll_call_by_id_[k].first) + " is listed twice"};
}

void VoteMatrix::add_votes(std::span<const VoteRecord> votes, std::span<const double> weights) {
    // Counting sort: by roll call, and within one by actor, since actors are dealt out in their own order.
    std::vector<VoteCell> cells(votes.size());
    std::vector<std::size_t> begin(actors_.size() + 1, 0);
    for (std::size_t k = 0; k < votes.size(); ++k) {
        const double weight = weights.empty() ? 1.0 : weights[k];
        const auto actor_index = static_cast<std::uint32_t>(*find(votes[k].actor));
        const auto roll_call_index = find(votes[k].roll_call);
        if (!roll_call_index)
            throw Error{Errc::unknown_id, "a vote names " + describe(votes[k].roll_call) + ", which is not listed"};
        cells[k] = {actor_index, static_cast<std::uint32_t>(*roll_call_index), votes[k].vote, weight};
        is_weighted_ = is_weighted_ || weight != 1.0;
        ++begin[actor_index + 1];
    }
    for (std::size_t a = 0; a < actors_.size(); ++a) begin[a + 1] += begin[a];
    std::vector<VoteCell> by_actor(cells.size());
    for (const VoteCell& cell : cells) by_actor[begin[cell.actor_index]++] = cell;

    std::vector<std::size_t> row(roll_calls_.size() + 1, 0);
    for (const VoteCell& cell : by_actor) ++row[cell.roll_call_index + 1];
    for (std::size_t j = 0; j < roll_calls_.size(); ++j) row[j + 1] += row[j];
    for (const VoteCell& cell : by_actor) cells[row[cell.roll_call_index]++] = cell;

    by_roll_call_.reserve(cells.size());
    roll_call_begin_.assign(roll_calls_.size() + 1, 0);
    for (const VoteCell& cell : cells) {
        const bool repeats = !by_roll_call_.empty() && by_roll_call_.back().actor_index == cell.actor_index &&
                             by_roll_call_.back().roll_call_index == cell.roll_call_index;
        if (repeats) {
            const VoteRecord vote{roll_calls_[cell.roll_call_index].id, actors_[cell.actor_index], cell.vote};
            if (by_roll_call_.back().vote != cell.vote)
                throw Error{Errc::bad_input, describe(vote) + ": two different votes; expected one"};
            continue;
        }
        by_roll_call_.push_back(cell);
        ++roll_call_begin_[cell.roll_call_index + 1];
    }
    for (std::size_t j = 0; j < roll_calls_.size(); ++j) roll_call_begin_[j + 1] += roll_call_begin_[j];
}

void VoteMatrix::index_by_actor() {
    actor_begin_.assign(actors_.size() + 1, 0);
    for (const VoteCell& cell : by_roll_call_) ++actor_begin_[cell.actor_index + 1];
    for (std::size_t a = 0; a < actors_.size(); ++a) actor_begin_[a + 1] += actor_begin_[a];
    by_actor_.resize(by_roll_call_.size());
    std::vector<std::size_t> next(actor_begin_.begin(), actor_begin_.end() - 1);
    for (const VoteCell& cell : by_roll_call_) by_actor_[next[cell.actor_index]++] = cell;
}

std::span<const VoteCell> VoteMatrix::votes_on(std::size_t roll_call_index) const noexcept {
    const std::size_t begin = roll_call_begin_[roll_call_index];
    return {by_roll_call_.data() + begin, roll_call_begin_[roll_call_index + 1] - begin};
}

std::span<const VoteCell> VoteMatrix::votes_of(std::size_t actor_index) const noexcept {
    const std::size_t begin = actor_begin_[actor_index];
    return {by_actor_.data() + begin, actor_begin_[actor_index + 1] - begin};
}

std::optional<std::size_t> VoteMatrix::find(ActorId actor) const noexcept {
    const auto found = std::lower_bound(actors_.begin(), actors_.end(), actor);
    if (found == actors_.end() || *found != actor) return std::nullopt;
    return static_cast<std::size_t>(found - actors_.begin());
}

std::optional<std::size_t> VoteMatrix::find(RollCallId roll_call) const noexcept {
    const auto found = std::lower_bound(roll_call_by_id_.begin(), roll_call_by_id_.end(), roll_call,
                                        [](const auto& entry, RollCallId id) { return entry.first < id; });
    if (found == roll_call_by_id_.end() || found->first != roll_call) return std::nullopt;
    return found->second;
}

VoteMatrix VoteMatrix::up_to(Year last) const {
    const auto after = std::ranges::upper_bound(roll_calls_, last, {}, &RollCall::year);
    return of_roll_calls(0, static_cast<std::size_t>(after - roll_calls_.begin()));
}

VoteMatrix VoteMatrix::from(Year first) const {
    const auto begin = std::ranges::lower_bound(roll_calls_, first, {}, &RollCall::year);
    return of_roll_calls(static_cast<std::size_t>(begin - roll_calls_.begin()), roll_calls_.size());
}

VoteMatrix VoteMatrix::of_roll_calls(std::size_t begin, std::size_t end) const {
    std::vector<VoteRecord> votes;
    std::vector<double> weights;
    for (std::size_t j = begin; j < end; ++j)
        for (const VoteCell& cell : votes_on(j)) {
            votes.push_back({roll_calls_[j].id, actors_[cell.actor_index], cell.vote});
            if (is_weighted_) weights.push_back(cell.weight);
        }
    const auto at = [&](std::size_t j) { return roll_calls_.begin() + static_cast<std::ptrdiff_t>(j); };
    return VoteMatrix{{at(begin), at(end)}, votes, weights};
}

std::string fingerprint_of(const VoteMatrix& votes) {
    std::string bytes;
    const auto add = [&bytes](auto value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
    for (const RollCall& roll_call : votes.roll_calls())
        add(roll_call.id.value()), add(roll_call.year.value()), add(roll_call.bridge.value_or(-1));
    for (const ActorId actor : votes.actors()) add(actor.value());
    for (const VoteCell& cell : votes.cells())
        add(cell.actor_index), add(cell.roll_call_index), add(static_cast<int>(cell.vote)), add(cell.weight);
    return entente::fingerprint_of(bytes);
}

}  // namespace entente::principles
