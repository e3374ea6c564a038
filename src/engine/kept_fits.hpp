// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "entente/atlas/atlas.hpp"
#include "entente/principles/fit_json.hpp"

namespace entente::engine {

/// Keeps a fit beside the stored estimate whose positions come from it, so that a later session can be added to it.
void keep_fit(atlas::Atlas& atlas, const atlas::EstimateInfo& estimate, const principles::VoteMatrix& votes,
              const principles::IdealPointFit& fit);

/// A kept fit with newer sessions added.
struct UpdatedFit {
    principles::IdealPointFit fit;  ///< Its roll calls are those of the recent years and of the new ones alone.
    Year first_new;                 ///< Year of the first session that was added.
    int num_new = 0;                ///< Sessions that were added.
};

/// The fit kept for an estimate, with the sessions added that are newer than all of its own. Nothing where the votes
/// that it was made from have changed, where it is of another version or seed, or where too many sessions are new for
/// an update: then fit anew.
[[nodiscard]] std::optional<UpdatedFit> updated_fit(const atlas::Atlas& atlas, const atlas::EstimateInfo& estimate,
                                                    const principles::VoteMatrix& votes,
                                                    const principles::IdealPointOptions& options);

}  // namespace entente::engine
