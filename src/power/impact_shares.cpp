// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/power/power.hpp"

namespace entente::power {
namespace {

using atlas::ActorIndex;
using atlas::World;

/// Root mean square of a series' yearly log changes: what one year without a figure costs in certainty.
///
/// Changes are cut at one (a factor of e): a jump beyond that is a new definition or a war, not ordinary drift, and a
/// handful of them would swamp the rest.
double yearly_log_drift(const World& world, atlas::SeriesIndex series, std::span<const ActorIndex> states, Year year) {
    constexpr int kYearsLookedBack = 30;
    double sum = 0;
    int count = 0;
    for (const ActorIndex state : states) {
        std::optional<atlas::Figure> before;
        for (int back = kYearsLookedBack; back >= 0; --back) {
            const auto now = world.figure(series, state, year - back);
            if (now && before && now->value > 0 && before->value > 0) {
                const double change = std::clamp(std::log(now->value / before->value), -1.0, 1.0);
                sum += change * change;
                ++count;
            }
            before = now;
        }
    }
    return count > 0 ? std::sqrt(sum / count) : 0.0;
}

/// Every state's share of one series; nothing if the series knows nobody in that year.
std::optional<std::vector<std::optional<Share>>> series_shares(const World& world, std::string_view name,
                                                               std::span<const ActorIndex> states, Year year,
                                                               const ImpactOptions& options) {
    std::vector<std::optional<Share>> shares(world.num_actors());
    if (name == "one") {
        for (const ActorIndex state : states) shares[state] = Share{.share = 1.0 / static_cast<double>(states.size())};
        return shares;
    }
    const auto series = world.find_series(name);
    if (!series) return std::nullopt;
    const double drift = yearly_log_drift(world, *series, states, year);
    double total = 0;
    for (const ActorIndex state : states) {
        const auto figure = world.figure(*series, state, year, options.max_age_years);
        if (!figure || !(figure->value >= 0)) continue;
        const double carried_sd = drift * std::sqrt(figure->age_years) * figure->value;
        shares[state] = Share{.share = figure->value,
                              .sd = std::hypot(figure->sd.value_or(0.0), carried_sd),
                              .age_years = figure->age_years};
        total += figure->value;
    }
    if (!(total > 0)) return std::nullopt;
    for (auto& share : shares)
        if (share) {
            share->share /= total;
            share->sd /= total;
        }
    return shares;
}

/// Weighted mean of an actor's shares over the series that know it, and the doubt of that mean.
std::optional<Share> mean_share(std::span<const std::vector<std::optional<Share>>> by_series,
                                std::span<const double> weights, ActorIndex actor) {
    Share mean;
    double total = 0;
    double variance = 0;
    for (std::size_t k = 0; k < by_series.size(); ++k) {
        const auto& share = by_series[k][actor];
        if (!share) continue;
        total += weights[k];
        mean.share += weights[k] * share->share;
        variance += weights[k] * weights[k] * share->sd * share->sd;
        mean.age_years = std::max(mean.age_years, share->age_years);
    }
    if (!(total > 0)) return std::nullopt;
    mean.share /= total;
    mean.sd = std::sqrt(variance) / total;
    return mean;
}

/// Means over different series need not sum to one where a series misses somebody.
void scale_to_one(std::vector<std::optional<Share>>& shares) {
    double total = 0;
    for (const auto& share : shares)
        if (share) total += share->share;
    if (!(total > 0)) return;
    for (auto& share : shares)
        if (share) {
            share->share /= total;
            share->sd /= total;
        }
}

/// Sum over states; the doubts are taken as independent.
Share sum_of(std::span<const std::optional<Share>> of_actor, std::span<const ActorIndex> states, bool& any_known) {
    Share sum;
    double variance = 0;
    any_known = false;
    for (const ActorIndex state : states) {
        const auto& share = of_actor[state];
        if (!share) continue;
        any_known = true;
        sum.share += share->share;
        variance += share->sd * share->sd;
        sum.age_years = std::max(sum.age_years, share->age_years);
    }
    sum.sd = std::sqrt(variance);
    return sum;
}

}  // namespace

void ImpactOptions::validate() const {
    if (max_age_years < 0 || max_age_years > 100)
        throw Error{Errc::wrong_usage, fmt::format("max_age_years is {}; expected 0 to 100", max_age_years)};
}

ImpactShares impact_shares(const World& world, const Issue& issue, Year year, const ImpactOptions& options) {
    options.validate();
    if (year > world.as_of())
        throw Error{Errc::wrong_usage,
                    fmt::format("shares of {} asked of a World as of {}", year.value(), world.as_of().value())};
    const auto states = world.living_states(year);

    ImpactShares result{.issue = issue.id, .year = year};
    std::vector<std::vector<std::optional<Share>>> by_series;
    std::vector<double> weights;
    for (const ImpactWeight& weight : issue.weights) {
        auto shares = series_shares(world, weight.series, states, year, options);
        if (!shares) {
            result.missing_series.push_back(weight.series);
            continue;
        }
        result.used_series.push_back(weight.series);
        by_series.push_back(std::move(*shares));
        weights.push_back(weight.weight);
    }

    result.of_actor.resize(world.num_actors());
    for (const ActorIndex state : states) result.of_actor[state] = mean_share(by_series, weights, state);
    scale_to_one(result.of_actor);
    for (ActorIndex actor = 0; actor < world.num_actors(); ++actor) {
        if (world.actor(actor).kind != ActorKind::collective) continue;
        bool any_known = false;
        const Share sum = sum_of(result.of_actor, world.members_of(actor, year), any_known);
        if (any_known) result.of_actor[actor] = sum;
    }
    return result;
}

Share ImpactShares::joint(const World& world, std::span<const ActorIndex> actors) const {
    std::vector<ActorIndex> states;
    for (const ActorIndex actor : actors) {
        const auto members = world.members_of(actor, year);
        if (members.empty()) states.push_back(actor);
        states.insert(states.end(), members.begin(), members.end());
    }
    std::ranges::sort(states);
    states.erase(std::unique(states.begin(), states.end()), states.end());
    bool any_known = false;
    return sum_of(of_actor, states, any_known);
}

}  // namespace entente::power
