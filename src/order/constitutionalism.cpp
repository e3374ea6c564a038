// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "entente/order/smoother.hpp"
#include "indices.hpp"

namespace entente::order {
namespace {

constexpr double kNinetyPercent = 1.6448536269514722;
constexpr std::array<std::string_view, 2> kFormalTables{"cow_igo", "digo"};
constexpr std::array<std::string_view, 2> kInformalTables{"igo_informal", "iigo"};

/// What happened to organisations in a year.
struct Events {
    int formal = 0;
    int informal = 0;
    int rule_bound = 0;
    int ended = 0;
    double withdrawals = 0;
};

bool is_from(const Partnership& partnership, std::span<const std::string_view> tables) {
    return std::ranges::any_of(partnership.sources, [&](const std::string& source) {
        return std::ranges::any_of(tables, [&](std::string_view table) {
            return source.starts_with(table) && source.size() > table.size() && source[table.size()] == ':';
        });
    });
}

bool is_counted(const Partnership& partnership) {
    return (partnership.family == Family::formal && is_from(partnership, kFormalTables)) ||
           (partnership.family == Family::informal && is_from(partnership, kInformalTables));
}

bool is_rule_bound(const Partnership& partnership) {
    return partnership.family == Family::formal || depth_by(partnership, partnership.begun) >= Depth::rules;
}

bool is_covered(const atlas::World& world, std::span<const std::string_view> tables, Year year) {
    return std::ranges::any_of(tables, [&](std::string_view table) { return world.is_covered(table, year) == true; });
}

int num_members(const Partnership& partnership, Year year) {
    return static_cast<int>(std::ranges::count_if(
        partnership.parties, [&](const Party& p) { return p.role == "member" && p.spell.holds_in(year); }));
}

/// Withdrawals from a rule-bound organisation, each in the year after the last one of membership.
void add_withdrawals(const atlas::World& world, const Partnership& partnership, std::map<Year, Events>& events) {
    for (const Party& party : partnership.parties) {
        if (party.role != "member" || !party.spell.last) continue;
        const Year left = *party.spell.last + 1;
        if (partnership.ended && left > *partnership.ended) continue;
        const auto actor = world.find(party.actor);
        if (!actor || left > world.as_of() || !world.is_alive(*actor, left)) continue;
        // Members that the table has twice, or that come back at once, did not leave.
        const bool returns = std::ranges::any_of(partnership.parties, [&](const Party& other) {
            return other.actor == party.actor && other.role == "member" && other.spell.holds_in(left);
        });
        const int size = num_members(partnership, *party.spell.last);
        if (!returns && size > 0) events[left].withdrawals += 1.0 / size;
    }
}

std::map<Year, Events> events_of(const atlas::World& world) {
    std::map<Year, Events> events;
    for (const Partnership& partnership : world.partnerships()) {
        if (!is_counted(partnership)) continue;
        Events& founding = events[partnership.begun];
        ++(partnership.family == Family::formal ? founding.formal : founding.informal);
        if (!is_rule_bound(partnership)) continue;
        ++founding.rule_bound;
        if (partnership.ended) ++events[*partnership.ended].ended;
        add_withdrawals(world, partnership, events);
    }
    return events;
}

/// Gains less losses in all events of a year.
Point index_of(Year year, const Events& events) {
    const double gains = events.rule_bound + 0.5;
    const double losses = events.ended + events.withdrawals + 0.5;
    const double rest = events.formal + events.informal - events.rule_bound + 0.5;
    const double total = gains + losses + rest;
    const double mean = (gains - losses) / total;
    const double error = std::sqrt(((gains + losses) / total - mean * mean) / total);
    return {year,
            mean,
            error,
            std::max(-1.0, mean - kNinetyPercent * error),
            std::min(1.0, mean + kNinetyPercent * error),
            events.formal + events.informal + events.ended};
}

Point count_of(Year year, double count) {
    return {year, count, 0, count, count, static_cast<int>(std::lround(count))};
}

}  // namespace

std::vector<Series> constitutionalism(const atlas::World& world, Year first, Sight sight) {
    const auto events = events_of(world);
    const std::pair<const char*, double (*)(const Events&)> counts[] = {
        {"formal_founded", [](const Events& e) { return static_cast<double>(e.formal); }},
        {"informal_founded", [](const Events& e) { return static_cast<double>(e.informal); }},
        {"rule_bound_founded", [](const Events& e) { return static_cast<double>(e.rule_bound); }},
        {"rule_bound_ended", [](const Events& e) { return static_cast<double>(e.ended); }},
        {"withdrawals", [](const Events& e) { return e.withdrawals; }}};
    Series index{.name = "constitutionalism"};
    std::vector<Series> series;
    for (const auto& [name, count] : counts) series.push_back({.name = name});
    for (Year year = first; year <= world.as_of(); year = year + 1) {
        if (!is_covered(world, kFormalTables, year) || !is_covered(world, kInformalTables, year)) continue;
        const auto found = events.find(year);
        const Events of_year = found == events.end() ? Events{} : found->second;
        for (std::size_t k = 0; k < series.size(); ++k)
            series[k].points.push_back(count_of(year, counts[k].second(of_year)));
        const bool is_empty = of_year.formal + of_year.informal + of_year.ended == 0 && !(of_year.withdrawals > 0);
        if (!is_empty) index.points.push_back(index_of(year, of_year));
    }
    if (index.points.empty()) return {};
    Series smoothed{.name = "constitutionalism_smooth", .points = smooth(index.points, sight)};
    series.insert(series.begin(), {std::move(index), std::move(smoothed)});
    return series;
}

}  // namespace entente::order
