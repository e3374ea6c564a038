// SPDX-License-Identifier: Apache-2.0
//
// Grounds small enough to see: one dimension, parameters known without doubt unless a test says otherwise.
#pragma once

#include <string>
#include <vector>

#include "entente/norms/norms.hpp"

namespace entente::norms::made_up {

inline Proposal text(int id, double beta, double alpha, double cut, int year = 2000) {
    Proposal proposal{.text = static_cast<std::uint32_t>(id)};
    proposal.parameters.id = RollCallId{id};
    proposal.parameters.year = Year{year};
    proposal.parameters.discrimination[0] = beta;
    proposal.parameters.difficulty = alpha;
    proposal.parameters.cut_points = {-cut, cut};
    return proposal;
}

inline Voter voter(int actor, double position, std::string ballots, double var = 0) {
    return {.actor = ActorId{actor},
            .stances = {{.year = Year{2000}, .mean = {position}, .var = {var}}},
            .ballots = std::move(ballots)};
}

/// Without habits: a vote is a position, a text and noise.
inline Ground ground(std::vector<Proposal> proposals, std::vector<Voter> voters) {
    return {.as_of = Year{2000},
            .habit = {.persistent_share = 0, .redraft_var = 0, .common_share = 0},
            .proposals = std::move(proposals),
            .voters = std::move(voters)};
}

inline std::vector<std::size_t> all_texts(const Ground& ground) {
    std::vector<std::size_t> texts(ground.proposals.size());
    for (std::size_t k = 0; k < texts.size(); ++k) texts[k] = k;
    return texts;
}

}  // namespace entente::norms::made_up
