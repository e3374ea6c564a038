// SPDX-License-Identifier: Apache-2.0
#include "kept_fits.hpp"

#include <algorithm>
#include <string>

#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Years of a fit whose positions an update moves along, and most sessions that it may add: beyond that the scale of
/// the old fit, which an update holds, would be too far back.
constexpr int kRecentYears = 3;
constexpr int kMostNewSessions = 2;

/// Names the votes of a fit, and all inputs of the estimate that was stored with it: a fit that outlived its estimate
/// is not added to.
std::string votes_of(const principles::VoteMatrix& votes, const atlas::EstimateInfo& stored) {
    return fingerprint_of(votes) + " of " + stored.input_fingerprint;
}

}  // namespace

void keep_fit(atlas::Atlas& atlas, const atlas::EstimateInfo& estimate, const principles::VoteMatrix& votes,
              const principles::IdealPointFit& fit) {
    const Year last = votes.years().back();
    // With the fingerprint of its rows: the model belongs to the estimate as it is stored.
    const atlas::EstimateInfo stored = stored_info(atlas, estimate.name).value_or(estimate);
    atlas.store_model(stored, {.name = estimate.name,
                               .as_of = last,
                               .json = principles::to_json({.fit = fit, .votes = votes_of(votes, stored)},
                                                           last - (kRecentYears - 1))});
}

std::optional<UpdatedFit> updated_fit(const atlas::Atlas& atlas, const atlas::EstimateInfo& estimate,
                                      const principles::VoteMatrix& votes,
                                      const principles::IdealPointOptions& options) {
    const auto stored = stored_info(atlas, estimate.name);
    if (!stored || stored->version != estimate.version || stored->seed != estimate.seed || votes.years().empty())
        return std::nullopt;
    const auto model = atlas.model(estimate.name, votes.years().back());
    if (!model) return std::nullopt;
    const auto first_new = std::ranges::upper_bound(votes.years(), model->as_of);
    const auto num_new = static_cast<int>(votes.years().end() - first_new);
    if (num_new < 1 || num_new > kMostNewSessions) return std::nullopt;
    const principles::KeptFit kept = principles::kept_fit_from_json(model->json, options);
    if (kept.votes != votes_of(votes.up_to(model->as_of), *stored)) return std::nullopt;
    return UpdatedFit{.fit = principles::update_ideal_points(kept.fit, votes.from(model->as_of - (kRecentYears - 1))),
                      .first_new = *first_new,
                      .num_new = num_new};
}

}  // namespace entente::engine
