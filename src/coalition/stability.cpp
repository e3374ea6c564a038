// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/stability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::coalition {
namespace {

/// Shares are sums of rounded numbers: a set this close to the required share has it.
constexpr double kShareTolerance = 1e-12;

void check_range(std::string_view field, double value, double low, double high) {
    if (!(value >= low && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {} to {}", field, value, low, high)};
}

std::vector<bool> flags(std::size_t num_actors, std::span<const std::size_t> members) {
    std::vector<bool> is_member(num_actors, false);
    for (const std::size_t member : members) {
        if (member >= num_actors || is_member[member])
            throw Error{Errc::wrong_usage, fmt::format("member {} is no actor, or is named twice", member)};
        is_member[member] = true;
    }
    return is_member;
}

Incentive incentive(const Stakes& stakes, std::vector<std::size_t> others, std::size_t actor, bool is_member) {
    std::erase(others, actor);
    const double without = stakes.worth(others);
    others.push_back(actor);
    std::ranges::sort(others);  // one order of addition, whoever is asked about
    const double with = stakes.worth(others);
    const double free = stakes.spillover * stakes.stakes[actor] * without;
    return {.actor = actor,
            .is_member = is_member,
            .gain = stakes.stakes[actor] * with - free - stakes.costs[actor],
            .free = free};
}

}  // namespace

void Stakes::validate() const {
    if (shares.empty() || stakes.size() != shares.size() || costs.size() != shares.size())
        throw Error{Errc::wrong_usage,
                    fmt::format("{} shares, {} stakes and {} costs; expected one of each for an actor", shares.size(),
                                stakes.size(), costs.size())};
    constexpr double kAny = 1e12;
    for (const double share : shares) check_range("share", share, 0, 1);
    for (const double stake : stakes) check_range("stake", stake, 0, kAny);
    for (const double cost : costs) check_range("cost", cost, 0, kAny);
    check_range("required_share", required_share, 0, 1);
    check_range("spillover", spillover, 0, 1);
}

double Stakes::worth(std::span<const std::size_t> members) const {
    double share = 0;
    for (const std::size_t member : members) share += shares[member];
    return share + kShareTolerance >= required_share ? share : 0;
}

Stability stability(const Stakes& stakes, std::span<const std::size_t> members) {
    stakes.validate();
    const std::vector<bool> is_member = flags(stakes.num_actors(), members);
    const std::vector<std::size_t> set(members.begin(), members.end());
    Stability result;
    for (std::size_t actor = 0; actor < stakes.num_actors(); ++actor) {
        const Incentive one = incentive(stakes, set, actor, is_member[actor]);
        result.incentives.push_back(one);
        // Gains within rounding of nothing are ties.
        const double rounding = 1e-12 * (stakes.stakes[actor] + stakes.costs[actor]);
        if (one.is_member && one.gain < -rounding) result.leavers.push_back(actor);
        if (!one.is_member && one.gain > rounding) result.joiners.push_back(actor);
        if (!one.is_member && one.gain <= rounding && one.free > 0) result.free_riders.push_back(actor);
    }
    const auto gain = [&](std::size_t actor) { return result.incentives[actor].gain; };
    std::ranges::stable_sort(result.leavers, {}, gain);
    std::ranges::stable_sort(result.joiners, std::ranges::greater{}, gain);
    std::ranges::stable_sort(result.free_riders, std::ranges::greater{},
                             [&](std::size_t actor) { return result.incentives[actor].free; });
    result.is_internal = result.leavers.empty();
    result.is_external = result.joiners.empty();
    return result;
}

std::vector<StabilityVariant> stability_variants(const Stakes& stakes, std::span<const std::size_t> members) {
    constexpr std::array<std::tuple<std::string_view, double, double>, 5> kVariants{{{"as stated", 1, 1},
                                                                                     {"stakes halved", 0.5, 1},
                                                                                     {"stakes doubled", 2, 1},
                                                                                     {"costs halved", 1, 0.5},
                                                                                     {"costs doubled", 1, 2}}};
    std::vector<StabilityVariant> variants;
    for (const auto& [name, stake_factor, cost_factor] : kVariants) {
        Stakes changed = stakes;
        for (double& stake : changed.stakes) stake *= stake_factor;
        for (double& cost : changed.costs) cost *= cost_factor;
        variants.push_back({std::string(name), stake_factor, cost_factor, stability(changed, members)});
    }
    return variants;
}

}  // namespace entente::coalition
