// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "entente/base/progress.hpp"
#include "entente/principles/ideal_points.hpp"
#include "entente/principles/predict_votes.hpp"
#include "entente/principles/vote_forecast.hpp"
#include "entente/principles/vote_matrix.hpp"
#include "multinomial_logit.hpp"
#include "neighbours.hpp"

namespace entente::principles {

/// Columns of the evidence: what is known of a cell without its vote. Log odds come as no and yes against abstain,
/// guesses of residuals as one for every ResidualKind.
enum Column : Eigen::Index {
    constant,
    positions,
    similar_roll_calls = positions + 2,
    similar_actors = similar_roll_calls + 2,
    from_related = similar_actors + 2,
    from_co_voters = from_related + num_residual_kinds,
    num_columns = from_co_voters + num_residual_kinds
};

/// Columns that belong together.
struct EvidencePart {
    std::string_view name;
    Eigen::Index first;
    Eigen::Index count;
};
inline constexpr std::array<EvidencePart, 5> kEvidenceParts{{
    {"positions", positions, 2},
    {"similar roll calls", similar_roll_calls, 2},
    {"similar actors", similar_actors, 2},
    {"related roll calls", from_related, num_residual_kinds},
    {"co-voters", from_co_voters, num_residual_kinds},
}};

/// A cell by position in some votes; an actor that they do not know has none.
struct Place {
    std::size_t roll_call = 0;
    std::optional<std::size_t> actor{};
};

/// Throws Error{unknown_id} for a roll call that is not among those of the votes.
[[nodiscard]] Place place_of(const VoteMatrix& votes, const CellQuery& cell);

/// All that the fitted votes say of cells that they do not hold, a row for each.
/// Cost: O(neighbours^3) a cell, and O(roll calls^2 actors) of a window for every year asked about.
[[nodiscard]] EvidenceTable evidence_of(const VoteMatrix& fitted, const IdealPointFit& fit,
                                        std::span<const CellQuery> cells, const NeighbourOptions& options,
                                        const Monitor& monitor);

}  // namespace entente::principles
