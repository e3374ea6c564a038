// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/base.hpp"
#include "entente/principles/diagnosis.hpp"
#include "entente/principles/ideal_points.hpp"

namespace entente::engine {

/// Which votes of an atlas, and in how many dimensions.
struct PositionsRequest {
    int num_dimensions = 1;  ///< 1 .. 3
    /// Label of the votes (me, nu, di, hr, co, ec) or an issue of data/issues.toml, which names its labels; empty: all.
    std::string issue{};
    std::optional<Year> as_of{};   ///< Nothing that was voted on later is seen.
    std::filesystem::path data{};  ///< Folder of Entente's own content, for its issues.
};

/// Positions of actors, and where they come from.
struct Positions {
    std::vector<principles::IdealPoint> points{};  ///< By actor, year, dimension.
    std::string basis{};                           ///< One sentence on how they were made.
    /// What the votes do not identify; known of positions that were fitted now.
    std::vector<principles::IdentificationWarning> warnings{};
};

/// Name under which an estimate of positions is stored: `ideal_points`, `ideal_points_2d`, `ideal_points_hr`.
[[nodiscard]] std::string positions_name(int num_dimensions, std::string_view label);

/// The labels of roll calls that an issue stands for, ascending; none for the empty text, which means all votes.
/// Throws Error{unknown_id} with the nearest names where it is neither a label of the votes nor an issue, and where an
/// issue has no labels.
[[nodiscard]] std::vector<std::string> vote_labels(std::string_view issue, const std::filesystem::path& data);

/// What a label of the votes means, such as "human rights" for hr; the text itself where it is none.
[[nodiscard]] std::string label_name(std::string_view label);

/// The labels that any roll call of a table has, ascending.
[[nodiscard]] std::vector<std::string> vote_labels_of(const atlas::VoteTable& votes);

/// The roll calls that have one of the labels, and the votes on them; all where no label is given.
[[nodiscard]] atlas::VoteTable votes_on(atlas::VoteTable votes, const std::vector<std::string>& labels);

/// The votes of the atlas that a request speaks of, with the session as their year.
/// Throws Error{failed} where the atlas holds none.
[[nodiscard]] atlas::VoteTable votes_for(const atlas::Atlas& atlas, const PositionsRequest& request);

/// Positions as they are stored: smoothed over all votes; as of a year (one dimension, all votes) as they could be
/// known at the end of each year. Nothing where the atlas does not hold them: then fit them.
[[nodiscard]] std::optional<Positions> stored_positions(const atlas::Atlas& atlas, const PositionsRequest& request);

/// Options that suit votes of this size: standard errors that take roll calls as uncertain where that is affordable.
[[nodiscard]] principles::IdealPointOptions position_options(const principles::VoteMatrix& votes, int num_dimensions);

}  // namespace entente::engine
