// SPDX-License-Identifier: Apache-2.0
//
// power: who matters for an issue, and how concentrated power is.
//
// Question   What share of the world's emissions, trade, capability, ... does an actor hold in a year?
// In         A World; an Issue, which names the series that say who matters for it (data/issues.toml).
// Out        ImpactShares: one share for each living state, with its doubt and the age of the figures it rests on; the
//            share of a collective entity is the sum of its members'. Concentration of any shares.
// Read first impact_shares().
// Method     Shares within the year, so that currencies, prices and an index that does not sum to one do no harm. A
//            missing year takes the last figure before it with a doubt that grows with its age: the spread of the
//            series' own yearly changes times the square root of the age (a random walk on the log scale).
//            Concentration: Ray & Singer (1973), Journal of Conflict Resolution 17(3):403-437, for CON; Herfindahl;
//            Laakso & Taagepera (1979), Comparative Political Studies 12(1), for the effective number.
// Not here   Who is a major power (atlas), polarity and order.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/base/issue.hpp"

namespace entente::power {

/// Reads data/issues.toml. `file` is only named in messages.
/// Throws Error{Errc::bad_input} with line and column where the text is not as the file's own comment says.
[[nodiscard]] std::vector<Issue> parse_issues(std::string_view toml, std::string_view file);

/// The issue of this id. Throws Error{Errc::unknown_id} with the nearest ids.
[[nodiscard]] const Issue& find_issue(std::span<const Issue> issues, std::string_view id);

/// An actor's part in an issue's total.
struct Share {
    double share = 0;   ///< 0 .. 1
    double sd = 0;      ///< Standard deviation of the share: the producer's, and the doubt of carried figures.
    int age_years = 0;  ///< Age of the oldest figure that it rests on; 0: measured in the year itself.
};

struct ImpactOptions {
    /// A figure older than this many years is not carried: the share is then unknown.
    int max_age_years = 15;

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Shares of an issue in a year.
struct ImpactShares {
    std::string issue{};
    Year year{};
    /// One for each actor of the World. Nothing where no series of the issue knows the actor: unknown, not zero.
    std::vector<std::optional<Share>> of_actor{};
    std::vector<std::string> used_series{};
    std::vector<std::string> missing_series{};  ///< Named by the issue, but unknown for that year in this World.

    /// Joint share of the actors, a collective entity counting as its members and nobody twice. Unknown parts count 0.
    [[nodiscard]] Share joint(const atlas::World& world, std::span<const atlas::ActorIndex> actors) const;
};

/// Shares of every living state in the issue; a collective entity has the sum of its members of that year.
///
/// With several series a share is their weighted mean, over those series that know the actor. Shares of the states sum
/// to 1. `year` is at most world.as_of(); nothing later than that is seen.
/// Cost: O(actors x series).  Deterministic.
[[nodiscard]] ImpactShares impact_shares(const atlas::World& world, const Issue& issue, Year year,
                                         const ImpactOptions& options = {});

/// How concentrated shares are.
struct Concentration {
    int num_actors = 0;
    double herfindahl = 0;        ///< Sum of squared shares, 1/n .. 1.
    double effective_number = 0;  ///< 1 / herfindahl, 1 .. n.
    double con = 0;               ///< Ray & Singer (1973): sqrt((sum s^2 - 1/n) / (1 - 1/n)), 0 .. 1.
    double top1 = 0;
    double top2 = 0;  ///< Share of the first two together.
};

/// Concentration of shares, which are scaled to sum to 1 first. Zero everywhere for an empty or all-zero list.
[[nodiscard]] Concentration concentration(std::span<const double> shares);

}  // namespace entente::power
