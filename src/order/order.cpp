// SPDX-License-Identifier: Apache-2.0
#include "entente/order/order.hpp"

#include <map>

#include <fmt/format.h>

#include "classes.hpp"
#include "drivers.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "entente/order/joined.hpp"
#include "indices.hpp"

namespace entente::order {
namespace {

std::vector<YearSystem> read_systems(const atlas::World& world, std::span<const atlas::KnownPosition> positions,
                                     const OrderOptions& options) {
    const SystemReader reader(world, positions, options.thresholds);
    std::vector<YearSystem> systems(static_cast<std::size_t>(std::max(0, reader.last_year() - options.first + 1)));
    parallel_for(systems.size(), [&](std::size_t k) { systems[k] = reader.read(options.first + static_cast<int>(k)); });
    std::erase_if(systems, [](const YearSystem& system) { return system.num_majors < 2; });
    return systems;
}

/// All series of one year, a point each.
std::vector<Series> series_of(const YearSystem& system, const Draws& draws, const OrderOptions& options, Seed seed) {
    const YearDraws year(system, draws, options.thresholds, seed);
    std::vector<Series> series = class_probabilities(year, draws, options.thresholds, system.year);
    for (auto& [name, point] : year.points()) series.push_back({.name = name, .points = {point}});
    return series;
}

/// Puts the points of all years one behind the other, the series in the order in which they first appear.
std::vector<Series> joined_years(std::vector<std::vector<Series>>& by_year) {
    std::vector<Series> all;
    std::map<std::pair<std::string, std::string>, std::size_t> position;
    for (auto& year : by_year)
        for (Series& series : year) {
            const auto [at, is_new] = position.try_emplace({series.name, series.variant}, all.size());
            if (is_new) all.push_back({series.name, series.variant, {}});
            all[at->second].points.push_back(series.points.front());
        }
    return all;
}

void append(std::vector<Series>& all, std::vector<Series> more) {
    for (Series& series : more) all.push_back(std::move(series));
}

}  // namespace

void OrderOptions::validate() const {
    if (num_draws < 20 || num_draws > 100000)
        throw Error{Errc::wrong_usage, fmt::format("num_draws is {}; expected 20 to 100000", num_draws)};
}

Order estimate_order(const atlas::World& world, std::span<const atlas::KnownPosition> positions,
                     const OrderOptions& options, Seed seed, const Monitor& monitor) {
    options.validate();
    const auto systems = read_systems(world, positions, options);
    const Draws draws(systems, options, seed);

    std::vector<std::vector<Series>> by_year(systems.size());
    parallel_for(systems.size(), [&](std::size_t k) {
        if (!monitor.stop.stop_requested()) by_year[k] = series_of(systems[k], draws, options, seed);
    });
    monitor.check_stop();

    Order order{.series = joined_years(by_year)};
    // Standard scores of all years are hindsight.
    if (options.sight == Sight::hindsight) append(order.series, {joined_principles(order.series, options.thresholds)});
    append(order.series, magnetism(systems, 2, "magnetism_votes", options.thresholds, options.sight));
    append(order.series, magnetism(systems, 0, "magnetism_regimes", options.thresholds, options.sight));
    append(order.series, constitutionalism(world, options.first, options.sight));
    std::erase_if(order.series, [](const Series& series) { return series.points.empty(); });
    for (std::size_t k = 1; k < systems.size(); ++k)
        if (systems[k].year - systems[k - 1].year == 1) {
            const auto drivers = drivers_of(systems[k - 1], systems[k]);
            order.drivers.insert(order.drivers.end(), drivers.begin(), drivers.end());
        }
    return order;
}

}  // namespace entente::order
