// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/random.hpp"

namespace entente::atlas::testing {

/// A source that only has a name and a fingerprint.
inline SourceInfo source_named(const std::string& id, const std::string& fingerprint = "1") {
    SourceInfo source;
    source.id = id;
    source.title = "Table " + id;
    source.citation = "Made up for a test";
    source.fingerprint = fingerprint;
    return source;
}

inline Actor state(int id, const std::string& key, std::vector<Spell> spells = {}) {
    return {ActorId{id}, key, "State of " + key, ActorKind::state, "", "", std::move(spells)};
}

/// The concordance of made-up states 1 .. num_states with keys S1, S2, ..., alive since 1816.
inline SourceTable states(int num_states) {
    SourceTable table;
    table.source = source_named("actors");
    for (int k = 1; k <= num_states; ++k)
        table.actors.actors.push_back(state(k, "S" + std::to_string(k), {{Year{1816}, std::nullopt}}));
    return table;
}

/// num_series series of one figure an actor and year for actors 1 .. num_states and the years up to 2019.
inline SourceTable figures(int num_series, int num_states, int num_years) {
    SourceTable table;
    table.source = source_named("figures");
    for (int s = 0; s < num_series; ++s) table.series.push_back({"series_" + std::to_string(s), "1", "made up"});
    for (int s = 0; s < num_series; ++s)
        for (int k = 1; k <= num_states; ++k)
            for (int y = 0; y < num_years; ++y)
                table.figures.push_back({static_cast<std::uint16_t>(s), ActorId{k}, Year{2020 - num_years + y},
                                         s + 0.25 * k + 0.001 * y, std::nullopt});
    return table;
}

/// Roll calls 1 .. num_roll_calls, about 85 a year since 1946.
inline SourceTable roll_calls(int num_roll_calls) {
    SourceTable table;
    table.source = source_named("roll_calls");
    for (int r = 1; r <= num_roll_calls; ++r) {
        const int year = 1946 + r / 85;
        table.roll_calls.push_back({RollCallId{r},
                                    year - 1945,
                                    Year{year},
                                    std::to_string(year) + "-11-01",
                                    "R/" + std::to_string(r),
                                    "Title",
                                    "Text of the resolution",
                                    std::nullopt,
                                    {"hr"}});
    }
    return table;
}

/// Votes of actors 1 .. num_states in roll calls 1 .. num_roll_calls.
inline SourceTable votes(int num_roll_calls, int num_states) {
    SourceTable table;
    table.source = source_named("votes");
    for (int r = 1; r <= num_roll_calls; ++r)
        for (int k = 1; k <= num_states; ++k)
            table.votes.push_back({RollCallId{r}, ActorId{k}, static_cast<Vote>((r * 7 + k) % 3)});
    return table;
}

/// Partnerships with parties, evidence and sources, some ended, begun between 1816 and 2019.
inline std::vector<Partnership> partnerships(int count, int parties_each, int num_states, Seed seed) {
    RandomStream random{seed, {.purpose = 1}};
    std::vector<Partnership> all;
    for (int k = 0; k < count; ++k) {
        Partnership p;
        p.id = "made:" + std::to_string(100000 + k);
        p.name = "Agreement number " + std::to_string(k) + " on matters of common concern";
        p.family = static_cast<Family>(random.below(num_names<Family>));
        p.scope = static_cast<Scope>(random.below(kNumScopes));
        p.scope_rule = "made_up";
        p.begun = Year{1816 + static_cast<int>(random.below(204))};
        if (random.below(3) == 0) {
            p.ended = p.begun + static_cast<int>(random.below(40));
            p.status = static_cast<Status>(1 + random.below(4));
        }
        for (int j = 0; j < parties_each; ++j) {
            const Year first = p.begun + static_cast<int>(random.below(30));
            p.parties.push_back({ActorId{1 + static_cast<int>(random.below(static_cast<std::uint32_t>(num_states)))},
                                 {first, p.ended ? std::optional{first + 20} : std::nullopt},
                                 j % 7 == 6 ? "observer" : "member",
                                 0});
        }
        for (std::uint32_t j = 0; j < 4; ++j)
            p.evidence.push_back({"sign_" + std::to_string(j), static_cast<Depth>(random.below(kNumDepths)),
                                  random.below(4) != 0, p.begun + static_cast<int>(random.below(20)), "made:column",
                                  ""});
        p.issues = {"security"};
        p.sources = {p.id};
        all.push_back(std::move(p));
    }
    return all;
}

}  // namespace entente::atlas::testing
