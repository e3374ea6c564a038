// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "entente/principles/ideal_points.hpp"
#include "entente/principles/vote_matrix.hpp"
#include "layout.hpp"
#include "model.hpp"

namespace entente::principles {

/// The state before the first iteration, from the votes alone.
template <int K>
[[nodiscard]] State<K> cold_start(const Layout& layout, const IdealPointOptions& options, Seed seed);

/// The state before the first iteration, from a fit of other votes: actor-years and roll calls that it knows start
/// where they were, an actor's other years at its nearest one, new actors at 0, new roll calls from their votes.
template <int K>
[[nodiscard]] State<K> warm_start(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options,
                                  const IdealPointFit& initial);

/// The state for a window that continues an earlier one of the same votes: as warm_start, without the way through ids.
template <int K>
[[nodiscard]] State<K> continue_from(const Layout& layout, const Layout& earlier_layout, const State<K>& earlier);

/// Iterates until nothing moves or a limit is reached.
template <int K>
[[nodiscard]] FitDiagnostics iterate(const Layout& layout, const IdealPointOptions& options, const Monitor& monitor,
                                     State<K>& state);

/// Turns the axes to a form that the data identify: uncorrelated positions, dimensions in the order of how much they
/// discriminate, signs by the anchor.
template <int K>
void orient(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options, State<K>& state);

/// A state as it is handed out, without seed and diagnostics.
template <int K>
[[nodiscard]] IdealPointFit fit_of(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options,
                                   const State<K>& state);

/// A slot's position on one dimension as it is handed out.
template <int K>
[[nodiscard]] IdealPoint point_of(const Layout& layout, const VoteMatrix& votes, const State<K>& state,
                                  std::uint32_t slot, int dimension, double var) {
    return {.actor = votes.actors()[layout.actor_of_path[layout.slot_path[slot]]],
            .year = votes.years()[layout.slot_year[slot]],
            .dimension = dimension + 1,
            .mean = state.slots[slot].mean[dimension],
            .std_error = std::sqrt(var),
            .conditional_std_error = std::sqrt(state.slots[slot].var(dimension, dimension)),
            .num_votes = static_cast<int>(layout.slot_votes[slot])};
}

/// Throws Error{unknown_id} if there are votes, but none of the anchor.
void check_anchor(const VoteMatrix& votes, const IdealPointOptions& options);

}  // namespace entente::principles
