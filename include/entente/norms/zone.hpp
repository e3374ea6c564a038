// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "entente/norms/acceptance.hpp"

namespace entente::norms {

/// What the texts of an issue have in common. A text's *position* on a dimension is its discrimination there: how much
/// more willing one standard deviation towards the positive end makes a state. With quadratic utilities it is
/// proportional to how far the text would move matters from the status quo (Clinton, Jackman and Rivers 2004), and
///     y* = position . (stance - status quo) + welcome.
struct IssueSpace {
    std::array<double, principles::kMaxDimensions> status_quo{};  ///< Where moving matters is a matter of indifference.
    double welcome = 0;   ///< y* of a text that moves nothing: the habit of saying yes.
    double cut = 0;       ///< Median upper cut point.
    double text_var = 0;  ///< Median doubt of a text's parameters at the status quo.
    std::array<double, principles::kMaxDimensions> typical{};  ///< Median position of texts on each dimension.
    /// Positions of texts on each dimension, 2.5 % and 97.5 % quantiles: beyond them nothing was ever proposed.
    std::array<double, principles::kMaxDimensions> lowest{};
    std::array<double, principles::kMaxDimensions> highest{};
};

/// Learns it from the given proposals: regression of difficulty on discrimination, difficulty = status quo .
/// discrimination - welcome, each text weighted by how well its difficulty is known; prior N(0, 1) for the status quo.
/// Without proposals: status quo 0, welcome 0, cut 1.
[[nodiscard]] IssueSpace issue_space(const Ground& ground, std::span<const std::size_t> proposals);

/// What is known on each of the dimensions that there are.
[[nodiscard]] std::vector<double> on_dimensions(const std::array<double, principles::kMaxDimensions>& values,
                                                int num_dimensions);

/// A text on no roll call: a position on the first dimensions (0 on those without one), with the welcome, cut point and
/// doubt that texts of the issue have.
/// Throws Error{wrong_usage} for more positions than there are dimensions.
[[nodiscard]] Proposal proposal_at(const Ground& ground, const IssueSpace& space, std::span<const double> position);

/// Positions of texts on one dimension that every member accepts, where the issue's texts typically are on the others.
struct Zone {
    int dimension = 1;
    bool is_empty = false;
    double low = 0;  ///< Ends at the issue's furthest texts where no member sets a limit.
    double high = 0;
    std::optional<std::size_t> low_by{};  ///< The member that sets the limit; nothing: nobody does.
    std::optional<std::size_t> high_by{};
    /// Members without any position that they accept. Where there are none and the zone is empty, low_by and high_by
    /// are the two whose intervals lie apart.
    std::vector<std::size_t> unwilling{};
};

/// Each member accepts the positions at which its chance of the consent is at least `threshold`. That set is an
/// interval for thresholds from .5 on; below it the part around the member's best position is taken.
/// Throws Error{wrong_usage} for a threshold outside of 0 .. 1 (exclusive).
[[nodiscard]] Zone agreement_zone(const Ground& ground, const IssueSpace& space, std::span<const Member> members,
                                  int dimension, double threshold, const AssessOptions& options = {});

/// How far a text has to be moved for a member to accept it.
struct Concession {
    std::size_t member = 0;
    std::size_t proposal = 0;
    /// Shift of the text's position towards the member, > 0; straight along the line from the status quo to the member.
    double shift = 0;
    std::array<double, principles::kMaxDimensions> direction{};  ///< Unit vector.
    double chance_after = 0;                                     ///< The member's.
    std::vector<std::size_t> lost{};  ///< Members who accepted the text and would not accept the moved one.
};

/// The smallest shift of a text, welcome unchanged, after which the member accepts it. Nothing where the member stands
/// at the status quo, so that no shift moves it, or where the shift would be longer than the issue's whole range.
[[nodiscard]] std::optional<Concession> smallest_concession(const Ground& ground, const IssueSpace& space,
                                                            std::span<const Member> members, std::size_t proposal,
                                                            std::size_t member, double threshold,
                                                            const AssessOptions& options = {});

}  // namespace entente::norms
