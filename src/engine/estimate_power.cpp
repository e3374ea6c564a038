// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "content.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/power/power.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

constexpr Year kFirstYear{1816};  ///< The state system of the tables begins here.

/// Shares of living states only: a collective entity's are sums of them and computed when asked for.
void append_shares(std::vector<atlas::ImpactShareRow>& rows, const atlas::World& world,
                   const power::ImpactShares& shares) {
    for (const atlas::ActorIndex state : world.living_states(shares.year))
        if (const auto& share = shares.of_actor[state])
            rows.push_back(
                {shares.issue, world.actor(state).id, shares.year, share->share, share->sd, share->age_years});
}

/// Shares of issues whose series this atlas does not hold stay as they were shipped with it.
void keep_others(const atlas::Atlas& atlas, const std::vector<Issue>& issues,
                 std::vector<atlas::ImpactShareRow>& rows) {
    std::set<std::string> computed;
    for (const atlas::ImpactShareRow& row : rows) computed.insert(row.issue);
    for (const Issue& issue : issues) {
        if (computed.contains(issue.id)) continue;
        const auto shipped = atlas.impact_shares(issue.id);
        rows.insert(rows.end(), shipped.begin(), shipped.end());
    }
}

}  // namespace

void estimate_power(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    const Year last = newest_year(atlas);
    const atlas::World world = atlas.world(last);
    const auto issues = read_issues(options.data);
    const int num_years = last - kFirstYear + 1;

    std::vector<std::vector<atlas::ImpactShareRow>> by_year(static_cast<std::size_t>(num_years));
    parallel_for(by_year.size(), [&](std::size_t k) {
        for (const Issue& issue : issues) {
            const auto shares = power::impact_shares(world, issue, kFirstYear + static_cast<int>(k));
            if (shares.missing_series.empty()) append_shares(by_year[k], world, shares);
        }
    });
    monitor.check_stop();

    atlas::EstimateRows<atlas::ImpactShareRow> rows{
        .info = estimate_info(
            atlas, "impact_shares",
            "Shares of living states in each issue's total, for the years that all of its series cover.", options,
            {"actors", "content", "cow_nmc", "cow_trade", "sipri_milex", "wb_gdp", "wb_population", "cdiac_co2",
             "maddison", "vdem"})};
    for (const auto& year : by_year) rows.rows.insert(rows.rows.end(), year.begin(), year.end());
    keep_others(atlas, issues, rows.rows);
    atlas.store_impact_shares(rows);
}

}  // namespace entente::engine
