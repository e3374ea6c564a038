// SPDX-License-Identifier: Apache-2.0
#include "order_json.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

constexpr int kNumChanges = 8;  ///< Years of largest change that are told, of each series.
constexpr double kQuantile95 = 1.6448536269514722;

ordered_json point_json(const order::Point& point) {
    return {{"year", point.year.value()}, {"mean", point.mean}, {"std_error", point.std_error}, {"low", point.low},
            {"high", point.high},         {"num", point.count}, {"age_years", point.age_years}};
}

ordered_json series_json(const StoredOrder& stored) {
    ordered_json list = ordered_json::array();
    for (const order::SeriesKind& kind : order::catalogue()) {
        const order::Series* const series = stored.find(kind.name);
        if (!series) continue;
        ordered_json points = ordered_json::array();
        for (const order::Point& point : series->points)
            if (stored.options.is_wanted(point.year)) points.push_back(point_json(point));
        list.push_back({{"name", kind.name},
                        {"group", kind.group},
                        {"unit", kind.unit},
                        {"meaning", kind.meaning},
                        {"points", points}});
    }
    return list;
}

ordered_json position_json(const principles::IdealPoint& point) {
    const double half = kQuantile95 * point.std_error;
    return {{"mean", point.mean}, {"se", point.std_error}, {"low", point.mean - half}, {"high", point.mean + half}};
}

ordered_json states_json(Year year, const SystemOfYear& system) {
    std::map<ActorId, const atlas::ImpactShareRow*> shares;
    for (const atlas::ImpactShareRow& row : system.shares)
        if (row.year == year) shares.emplace(row.actor, &row);
    std::map<ActorId, const principles::IdealPoint*> positions;
    for (const principles::IdealPoint& point : system.positions)
        if (point.year == year && point.dimension == 1) positions.emplace(point.actor, &point);
    const bool knows_majors = !system.world.major_powers().empty();
    ordered_json states = ordered_json::array();
    for (const atlas::ActorIndex index : system.world.living_states(year)) {
        const Actor& actor = system.world.actor(index);
        const auto share = shares.find(actor.id);
        const auto position = positions.find(actor.id);
        states.push_back({{"actor", actor.key},
                          {"name", actor.name},
                          {"region", actor.region},
                          {"major", knows_majors ? ordered_json(system.world.is_major_power(index, year)) : nullptr},
                          {"share", share != shares.end() ? ordered_json(share->second->share) : nullptr},
                          {"share_sd", share != shares.end() ? ordered_json(share->second->sd) : nullptr},
                          {"position", position != positions.end() ? position_json(*position->second) : nullptr}});
    }
    return states;
}

}  // namespace

ordered_json order_json(const StoredOrder& stored, Seed seed) {
    return {{"years", to_json(year_table(stored))},
            {"series", series_json(stored)},
            {"claim", to_json(claim_table(stored, seed))},
            {"changes", to_json(changes_table(stored, kNumChanges))}};
}

ordered_json order_year_json(const StoredOrder& stored, Year year, const SystemOfYear& system) {
    const ordered_json rows = to_json(year_table(stored));
    if (rows.empty()) throw Error{Errc::unknown_id, fmt::format("the order of {} is not known", year.value())};
    ordered_json json = rows.front();
    json["series"] = to_json(series_table(stored));
    json["explanations"] = to_json(explain_table(stored, year));
    json["states"] = states_json(year, system);
    return json;
}

}  // namespace entente::apps
