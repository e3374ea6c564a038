// SPDX-License-Identifier: Apache-2.0
#include "norms_bases.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

constexpr std::size_t kKeptYears = 4;

bool has_votes(const atlas::Atlas& atlas) {
    return atlas.source_fingerprint("un_votes").has_value();
}

norms::Ground ground_of(const atlas::Atlas& atlas, Year as_of, int num_dimensions, const Monitor& monitor) {
    // A stored model holds all votes of the atlas: it serves its own year and later ones.
    if (num_dimensions == norms::kDimensions)
        if (const auto stored = atlas.model(kNormsModel, as_of)) return norms::ground_from_json(stored->json);
    if (has_votes(atlas)) return fit_ground(atlas, as_of, num_dimensions, {}, monitor);
    if (num_dimensions != norms::kDimensions)
        throw Error{
            Errc::unknown_id,
            fmt::format("the atlas holds no votes to which norms in {} dimensions could be fitted", num_dimensions),
            "Ask for one dimension, or import a folder with the roll calls and their votes: entente import DIR."};
    const auto years = atlas.model_years(kNormsModel);
    throw Error{Errc::unknown_id,
                fmt::format("the atlas holds no votes from which norms of {} could be known", as_of.value()),
                years.empty() ? "Import a folder with the roll calls and their votes: entente import DIR."
                              : fmt::format("It can be asked as of {} or later; an atlas with the votes answers for "
                                            "earlier years.",
                                            years.front().value())};
}

}  // namespace

norms::Ground fit_ground(const atlas::Atlas& atlas, Year as_of, int num_dimensions, Seed seed, const Monitor& monitor) {
    const atlas::VoteTable votes = atlas.votes(as_of);
    if (votes.votes.empty())
        throw Error{Errc::unknown_id, fmt::format("the atlas holds no votes up to {}", as_of.value()),
                    "Import a folder with the roll calls and their votes: entente import DIR."};
    const principles::VoteMatrix matrix = vote_matrix(votes, VoteClock::calendar);
    principles::IdealPointOptions options = position_options(matrix, num_dimensions);
    options.standard_errors = principles::StandardErrors::given_roll_calls;
    const principles::IdealPointFit fit = principles::fit_ideal_points(matrix, options, seed, monitor);
    norms::Ground ground = norms::make_ground(matrix, fit, votes.roll_calls, as_of);
    ground.corrections = norms::learn_corrections(ground, seed);
    return ground;
}

std::shared_ptr<const norms::Basis> NormsBases::of(const std::filesystem::path& file, Year as_of, int num_dimensions,
                                                   const Monitor& monitor) {
    const Key key{as_of, num_dimensions};
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(kept_, key, [](const auto& entry) { return entry.first; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front().second;
    }
    const atlas::Atlas atlas(file, atlas::OpenMode::read_only);
    auto basis =
        std::make_shared<const norms::Basis>(norms::make_basis(ground_of(atlas, as_of, num_dimensions, monitor)));
    if (kept_.size() == kKeptYears) kept_.pop_back();
    kept_.emplace_front(key, basis);
    return basis;
}

void estimate_norms(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    monitor.report("norms", 0.0);
    const Year last = atlas.last_year();
    const norms::Ground ground = fit_ground(atlas, last, norms::kDimensions, options.seed, monitor);
    const auto info = estimate_info(
        atlas, std::string(kNormsModel),
        fmt::format(
            "Positions and roll calls in {} dimensions from the votes dated up to {}, with the votes; for common "
            "ground.",
            ground.num_dimensions, last.value()),
        options, {"actors", "un_votes", "un_roll_calls", "un_roll_call_issues"});
    atlas.store_model(info, {.name = std::string(kNormsModel), .as_of = last, .json = norms::to_json(ground)});
}

}  // namespace entente::engine
