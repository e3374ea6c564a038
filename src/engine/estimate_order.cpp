// SPDX-License-Identifier: Apache-2.0
#include "content.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/order.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Name of the estimate by what it may know.
std::string name_of(order::Sight sight) {
    return sight == order::Sight::hindsight ? "order" : "order_then";
}

/// Smoothed positions in the Assembly, in the form of those known then.
std::vector<atlas::KnownPosition> smoothed_positions(const atlas::Atlas& atlas) {
    std::vector<atlas::KnownPosition> positions;
    for (const atlas::IdealPointRow& row : atlas.ideal_points())
        if (row.dimension == 1) positions.push_back({row.actor, row.year, row.mean, row.std_error});
    return positions;
}

/// Positions known then are the World's own.
std::vector<atlas::KnownPosition> known_positions(const atlas::World& world, Year first) {
    std::vector<atlas::KnownPosition> positions;
    for (atlas::ActorIndex actor = 0; actor < world.num_actors(); ++actor)
        for (Year year = first; year <= world.as_of(); year = year + 1)
            if (const auto position = world.position(actor, year)) positions.push_back(*position);
    return positions;
}

void store(atlas::Atlas& atlas, const order::Order& order, atlas::EstimateInfo info) {
    atlas::EstimateRows<atlas::OrderValueRow> values{.info = std::move(info)};
    for (const order::Series& series : order.series)
        for (const order::Point& p : series.points)
            values.rows.push_back(
                {series.name, series.variant, p.year, p.mean, p.std_error, p.low, p.high, p.count, p.age_years});
    std::vector<atlas::OrderDriverRow> drivers;
    for (const order::Driver& d : order.drivers) drivers.push_back({d.series, d.actor, d.year, d.contribution});
    atlas.store_order(values, drivers);
}

}  // namespace

order::Thresholds read_order_thresholds(const std::filesystem::path& data) {
    const auto file = data / "order.toml";
    return order::parse_thresholds(read_text(file), file.filename().string());
}

order::Order stored_order(const atlas::Atlas& atlas, order::Sight sight) {
    order::Order order;
    for (atlas::OrderValueRow& row : atlas.order_values(name_of(sight))) {
        if (order.series.empty() || order.series.back().name != row.series ||
            order.series.back().variant != row.variant)
            order.series.push_back({row.series, row.variant, {}});
        order.series.back().points.push_back(
            {row.year, row.mean, row.std_error, row.low, row.high, row.count, row.age_years});
    }
    for (const atlas::OrderDriverRow& row : atlas.order_drivers(name_of(sight)))
        order.drivers.push_back({row.series, row.actor, row.year, row.contribution});
    return order;
}

void estimate_order(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    const atlas::World world = atlas.world(newest_year(atlas));
    order::OrderOptions settings{.thresholds = read_order_thresholds(options.data)};
    for (const order::Sight sight : {order::Sight::hindsight, order::Sight::then}) {
        const bool is_hindsight = sight == order::Sight::hindsight;
        settings.sight = sight;
        const auto positions = is_hindsight ? smoothed_positions(atlas) : known_positions(world, settings.first);
        const order::Order order = order::estimate_order(world, positions, settings, options.seed, monitor);
        const char* const note = is_hindsight
                                     ? "Order of every year, from smoothed positions."
                                     : "Order of every year from positions known by its end; indices filtered.";
        store(atlas, order,
              estimate_info(atlas, name_of(sight), note, options,
                            {"actors", "content", "partnerships", is_hindsight ? "ideal_points" : "known_positions",
                             "cow_nmc", "cow_majors", "wb_gdp", "vdem", "polity5", "gml_mid", "atop"}));
    }
}

}  // namespace entente::engine
