// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace entente::coalition {

/// What standing together is worth, and what it costs. Vectors have one entry for each actor.
///
/// The worth of a set is the share of the issue that it carries, or nothing while it carries less than
/// `required_share`. A member gets stake x worth and bears its cost; an outsider gets `spillover` x stake x worth and
/// bears none. spillover 1 is a public good such as a stable climate, where outsiders ride free; 0 is a club.
struct Stakes {
    std::vector<double> shares{};  ///< 0 .. 1: what each carries of the issue.
    std::vector<double> stakes{};  ///< 0 or more: what the whole issue carried is worth to each.
    std::vector<double> costs{};   ///< 0 or more: what membership costs each, in the unit of the stakes.
    double required_share = 0;     ///< 0 .. 1
    double spillover = 1;          ///< 0 .. 1

    [[nodiscard]] std::size_t num_actors() const noexcept { return shares.size(); }
    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
    /// Worth of a set, 0 .. 1; see above.
    [[nodiscard]] double worth(std::span<const std::size_t> members) const;
};

/// What an actor gains by being a member rather than an outsider, the others staying as they are.
struct Incentive {
    std::size_t actor = 0;
    bool is_member = false;
    double gain =
        0;  ///< Stake x (worth with it - spillover x worth without it) - cost. Below 0 it would rather be out.
    double free = 0;  ///< What it has as an outsider without paying: spillover x stake x worth without it.
};

/// Whether a set holds together by itself.
struct Stability {
    bool is_internal = true;              ///< No member gains by leaving: every member's gain is 0 or more.
    bool is_external = true;              ///< No outsider gains by joining: every outsider's gain is 0 or less.
    std::vector<Incentive> incentives{};  ///< Of every actor, in the order of the actors.
    std::vector<std::size_t> leavers{};   ///< Members whose gain is below 0, the least willing first.
    std::vector<std::size_t> joiners{};   ///< Outsiders whose gain is above 0, the keenest first.
    std::vector<std::size_t>
        free_riders{};  ///< Outsiders who have something for nothing and would not join, most first.

    [[nodiscard]] bool is_stable() const noexcept { return is_internal && is_external; }
};

/// Internal and external stability of a set of members (positions of actors, each once).
/// d'Aspremont, Jacquemin, Gabszewicz & Weymark (1983), Canadian Journal of Economics 16(1):17-25; for agreements on a
/// public good Barrett (1994), Oxford Economic Papers 46:878-894. Ties hold: who gains nothing either way stays put.
/// Throws: Error{Errc::wrong_usage} as Stakes::validate(), and for a member that is no actor or named twice.
[[nodiscard]] Stability stability(const Stakes& stakes, std::span<const std::size_t> members);

/// The same question with other stakes or costs.
struct StabilityVariant {
    std::string name{};  ///< as stated, stakes halved, stakes doubled, costs halved, costs doubled
    double stake_factor = 1;
    double cost_factor = 1;
    Stability result{};
};

/// As stated, and with stakes and costs halved and doubled. Halved stakes and doubled costs give the same verdict,
/// since only their ratio decides who stays; the gains differ by the factor.
[[nodiscard]] std::vector<StabilityVariant> stability_variants(const Stakes& stakes,
                                                               std::span<const std::size_t> members);

}  // namespace entente::coalition
