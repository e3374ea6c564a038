// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/atlas/world.hpp"

namespace entente::order::testing {

/// Four states, of which A, B and C are major powers, in 2000 .. 2005. All six components of capability are alike:
/// A 40, B 30, C 20, D 10. Liberal democracy: A .9, B .9, C .1, D .3 and rising by .1 a year.
inline atlas::WorldTables sample_tables() {
    atlas::WorldTables tables;
    const char* const keys[] = {"A", "B", "C", "D"};
    for (int k = 0; k < 4; ++k) {
        tables.actors.push_back({.id = ActorId{k + 1}, .key = keys[k], .name = keys[k]});
        tables.actors.back().spells = {{Year{1990}, std::nullopt}};
    }
    for (int k = 1; k <= 3; ++k) tables.major_powers.push_back({ActorId{k}, {Year{1990}, std::nullopt}});
    const auto figure = [&](std::size_t series, int actor, int year, double value) {
        tables.figures.push_back({.series = static_cast<std::uint16_t>(series),
                                  .actor = ActorId{actor},
                                  .year = Year{year},
                                  .value = value,
                                  .sd = std::nullopt});
    };
    const double capability[] = {40, 30, 20, 10};
    const double libdem[] = {0.9, 0.9, 0.1, 0.3};
    const char* const components[] = {"tpop", "upop", "irst", "pec", "milex", "milper"};
    for (const char* const name : components)
        tables.series.push_back({{name, "", ""}, "cow_nmc", Year{2000}, Year{2005}});
    tables.series.push_back({{"libdem", "", ""}, "vdem", Year{2000}, Year{2005}});
    for (int year = 2000; year <= 2005; ++year)
        for (int k = 0; k < 4; ++k) {
            for (std::size_t c = 0; c < 6; ++c) figure(c, k + 1, year, capability[k]);
            figure(6, k + 1, year, libdem[k] + (k == 3 ? 0.1 * (year - 2000) : 0));
        }
    return tables;
}

}  // namespace entente::order::testing
