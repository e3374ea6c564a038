// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente::coalition {

/// Position of an actor in a CoreProblem, 0 .. num_actors-1.
using Member = std::uint32_t;

/// Shares are whole numbers of 1e-12 of an issue: one tenth is exactly one tenth, and sums are exact.
inline constexpr std::int64_t kShareUnit = 1'000'000'000'000;
/// Positions and cohesion are whole numbers of 1e-6 of the scale of ideal points (whose standard deviation is 1).
inline constexpr std::int64_t kPositionUnit = 1'000'000;
/// Costs are whole numbers of 1e-6 of whatever the asker counts in.
inline constexpr std::int64_t kCostUnit = 1'000'000;

/// A share in 0 .. 1 in units, to the nearest. Throws Error{wrong_usage} for a share that is not in 0 .. 1.
[[nodiscard]] std::int64_t share_units(double share);
/// A position in units, to the nearest. Throws Error{wrong_usage} beyond +-500.
[[nodiscard]] std::int64_t position_units(double position);
/// A cost in units, to the nearest. Throws Error{wrong_usage} for a cost that is not in 1e-6 .. 1e9.
[[nodiscard]] std::int64_t cost_units(double cost);
[[nodiscard]] double share_of_units(std::int64_t units) noexcept;
[[nodiscard]] double position_of_units(std::int64_t units) noexcept;
[[nodiscard]] double cost_of_units(std::int64_t units) noexcept;

/// At least `least` members out of `members`.
struct GroupDemand {
    std::string name{};
    std::vector<Member> members{};
    std::int64_t least = 1;
};

/// Who could take part, and what is demanded of a core. Plain data: fill it, then validate() or solve it.
struct CoreProblem {
    std::size_t num_actors = 0;
    std::size_t num_issues = 0;
    std::size_t num_dimensions = 0;  ///< 0 .. 3

    std::vector<std::int64_t> shares{};      ///< num_actors x num_issues, by actor; in kShareUnit, >= 0.
    std::vector<std::int64_t> thresholds{};  ///< One an issue, in kShareUnit: share of the core >= threshold.
    /// One an actor, in kCostUnit, >= 1; empty: the core is the fewest members, who count 1 each.
    std::vector<std::int64_t> costs{};
    std::vector<std::int64_t> positions{};  ///< num_actors x num_dimensions, by actor; in kPositionUnit.
    /// Largest distance of two members (Euclidean), in kPositionUnit, 0 .. 1000 units of scale; nothing: any.
    std::optional<std::int64_t> cohesion{};

    std::vector<Member> must{};                             ///< Are in.
    std::vector<Member> must_not{};                         ///< Are out.
    std::vector<Member> unplaced{};                         ///< Nobody knows where they stand: out where cohesion is.
    std::vector<std::pair<Member, Member>> exclusive{};     ///< Not both: rivals, or an entity and its own member.
    std::vector<std::pair<Member, Member>> unattainable{};  ///< Not both: they would not reach the depth asked for.
    std::vector<GroupDemand> groups{};

    [[nodiscard]] std::int64_t share(Member actor, std::size_t issue) const noexcept {
        return shares[actor * num_issues + issue];
    }
    [[nodiscard]] std::int64_t cost(Member actor) const noexcept { return costs.empty() ? 1 : costs[actor]; }
    /// Squared distance of two actors in kPositionUnit squared.
    [[nodiscard]] std::int64_t squared_distance(Member a, Member b) const noexcept;

    /// Throws Error{wrong_usage} naming the field, the value and the range: arrays of another length, a share below 0
    /// or above 1, costs below 1, an actor that is none, more than 3 dimensions, more than 16 issues and groups, sums
    /// that would overflow.
    void validate() const;
};

}  // namespace entente::coalition
