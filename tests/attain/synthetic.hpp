// SPDX-License-Identifier: Apache-2.0
// A small made-up world with known rules, for tests of attain.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/base/random.hpp"

namespace entente::attain::synthetic {

inline constexpr int kNumStates = 24;
inline constexpr int kFirst = 1950;
inline constexpr int kLast = 2000;

inline ActorId state(int k) {
    return ActorId{2 + k};
}

/// States on a grid: the first half in the region North, the others in South, four subregions of six.
inline void add_states(atlas::WorldTables& tables) {
    for (int k = 0; k < kNumStates; ++k) {
        Actor actor;
        actor.id = state(k);
        actor.key = "S" + std::string(k < 10 ? "0" : "") + std::to_string(k);
        actor.name = "State " + std::to_string(k);
        actor.region = k < kNumStates / 2 ? "North" : "South";
        actor.subregion = actor.region + std::to_string(k / 6);
        actor.spells = {Spell{Year{1900}, std::nullopt}};
        tables.actors.push_back(actor);
        tables.capitals.push_back({.actor = state(k),
                                   .spell = {Year{1900}, std::nullopt},
                                   .latitude_deg = (k / 6) * 20.0,
                                   .longitude_deg = (k % 6) * 5.0});
    }
    Actor entity;
    entity.id = ActorId{2001};
    entity.key = "ENT";
    entity.name = "The Entity";
    entity.kind = ActorKind::collective;
    entity.spells = {Spell{Year{1960}, std::nullopt}};
    tables.actors.push_back(entity);
    for (int k = 0; k < 4; ++k)
        tables.memberships.push_back({entity.id, state(k), "member", {Year{1960}, std::nullopt}});
}

inline void add_figures(atlas::WorldTables& tables) {
    tables.series = {{{"cinc", "share", ""}, "made_up", Year{1900}, Year{kLast}},
                     {{"polyarchy", "index", ""}, "made_up", Year{1900}, Year{kLast}},
                     {{"gdp_pc", "usd", ""}, "made_up", Year{1900}, Year{kLast}},
                     {{"population_maddison", "persons", ""}, "made_up", Year{1900}, Year{kLast}}};
    for (int year = kFirst - 5; year <= kLast; ++year) {
        for (int k = 0; k < kNumStates; ++k) {
            const double size = 1.0 + (k * 7) % 11;
            const auto put = [&](std::uint16_t series, double value) {
                tables.figures.push_back({series, state(k), Year{year}, value, std::nullopt});
            };
            put(0, size / 150);
            put(1, 0.1 + 0.8 * ((k * 5) % 7) / 7);
            put(2, 1000 * (1 + (k * 3) % 5));
            put(3, 1e6 * size);
            tables.positions.push_back(
                {state(k), Year{year}, (k < kNumStates / 2 ? 1.0 : -1.0) + 0.05 * (k % 6) + 0.001 * (year % 10), 0.1});
        }
    }
}

inline Partnership founding(std::string id, Family family, int year, const std::vector<int>& states, Depth depth) {
    Partnership partnership;
    partnership.id = std::move(id);
    partnership.name = partnership.id;
    partnership.family = family;
    partnership.begun = Year{year};
    partnership.scope = states.size() == 2           ? Scope::bilateral
                        : family == Family::informal ? Scope::minilateral
                                                     : Scope::multilateral;
    for (const int k : states) partnership.parties.push_back({.actor = state(k), .spell = {Year{year}, std::nullopt}});
    for (int d = 0; d <= static_cast<int>(depth); ++d)
        partnership.evidence.push_back({.sign = "made.up",
                                        .depth = static_cast<Depth>(d),
                                        .is_present = true,
                                        .since = Year{year},
                                        .citation = "made_up",
                                        .note = ""});
    partnership.depth = depth;
    partnership.sources = {"made_up:" + partnership.id};
    return partnership;
}

/// Each year a few foundings of each family. A next founder is near the first with odds that fall with the grid's
/// distance, so that there is something to learn.
inline void add_foundings(atlas::WorldTables& tables) {
    RandomStream random(Seed{7}, {1, 2, 3});
    int number = 0;
    for (int year = kFirst; year <= kLast; ++year) {
        for (const Family family : {Family::alliance, Family::trade, Family::formal, Family::informal}) {
            for (int e = 0; e < 2; ++e) {
                const bool is_pair = family == Family::alliance || (family == Family::trade && e == 0);
                std::vector<int> founders{static_cast<int>(random.below(kNumStates))};
                const std::size_t size = is_pair ? 2 : 3 + random.below(3);
                while (founders.size() < size) {
                    const int next = static_cast<int>(random.below(kNumStates));
                    const int steps = std::abs(next / 6 - founders[0] / 6) + std::abs(next % 6 - founders[0] % 6);
                    const bool is_new = std::find(founders.begin(), founders.end(), next) == founders.end();
                    if (is_new && random.uniform() < std::exp(-0.9 * steps)) founders.push_back(next);
                }
                const Depth depth = random.uniform() < 0.5 ? Depth::interests : Depth::rules;
                tables.partnerships.push_back(
                    founding("made_up:" + std::to_string(1000 + number++), family, year, founders, depth));
            }
        }
    }
}

inline atlas::WorldTables tables() {
    atlas::WorldTables result;
    add_states(result);
    add_figures(result);
    add_foundings(result);
    for (int k = 0; k + 1 < kNumStates; ++k)
        if (k % 6 != 5) result.contiguities.push_back({state(k), state(k + 1), 1, {Year{1900}, std::nullopt}});
    result.rivalries.push_back({state(0), state(12), {Year{1955}, Year{1990}}, "positional"});
    result.disputes.push_back({state(0), state(12), Year{1980}, 4});
    result.major_powers.push_back({state(3), {Year{1945}, std::nullopt}});
    return result;
}

inline atlas::World world(int as_of = kLast) {
    return atlas::World(tables(), Year{as_of});
}

/// The brief's order: treaty scopes over minilateral over maxilateral over plurilateral.
inline bool more_formal(Scope a, Scope b) {
    constexpr std::array<int, kNumScopes> rank{3, 3, 2, 1, 0};
    return rank[static_cast<std::size_t>(a)] > rank[static_cast<std::size_t>(b)];
}

}  // namespace entente::attain::synthetic
