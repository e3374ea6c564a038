// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "entente/atlas/atlas.hpp"
#include "entente/base/base.hpp"
#include "entente/principles/ideal_points.hpp"

namespace entente::engine {

/// When an estimate that is stored already is made anew.
enum class Refit { when_inputs_changed, always };

/// What estimates are made with. `data` is the folder of Entente's own content (codebooks, issues, scopes, registry).
struct EstimateOptions {
    std::filesystem::path data{};
    Seed seed{};
    Refit refit = Refit::when_inputs_changed;       ///< Heeded by the principles.
    std::function<void(const std::string&)> say{};  ///< Told in a line what was skipped or updated, and why.
};

/// The votes of an atlas as the estimator takes them.
enum class VoteClock {
    session,   ///< A roll call belongs to the year in which its session began: what a smoothed series wants.
    calendar,  ///< ... to the year of its date: what 'known by the end of the year' needs.
};
[[nodiscard]] principles::VoteMatrix vote_matrix(const atlas::VoteTable& votes, VoteClock clock);

// Each reads its inputs from the atlas, computes, and stores the estimate with the fingerprint of what it rests on.
// They throw Error{Errc::failed} where the atlas lacks an input, and leave it as it was when stopped.

/// Smoothed ideal points and roll-call parameters; positions as known in each year. All is left as it is where its
/// inputs are the same. One or two sessions that are newer than all others are added to the stored fit of one
/// dimension; issues and more dimensions, which an update would miss by about a standard error, and the positions as
/// known are fitted anew. With Refit::always everything is.
void estimate_principles(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// Impact shares of every issue and year.
void estimate_power(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// Order of every year, with hindsight and as known then. Rests on the principles and the registry.
void estimate_order(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// Partnerships derived from agreements and curated ones, with scope and depth.
void estimate_registry(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// Models of formation, widening and depth, one as of the end of every fifth year.
void estimate_attain(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// Models of which state enters which organisation, one as of the end of every decade.
void estimate_accessions(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);
/// What common ground as of the last year rests on: positions, roll calls' parameters and votes (floor `norms`).
void estimate_norms(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);

/// All of them, each after what it rests on.
void estimate_all(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor);

}  // namespace entente::engine
