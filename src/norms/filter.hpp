// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "entente/norms/ground.hpp"

namespace entente::norms {

/// Stances of a voter filtered from its votes so far, given the roll calls' parameters, by moment matching (Minka
/// 2001): one for each year in which it voted, at the end of it. `first` says where it stood before its first vote.
[[nodiscard]] std::vector<Stance> filtered_stances(const Ground& ground, const Voter& voter,
                                                   const std::function<Stance(Year)>& first);

}  // namespace entente::norms
