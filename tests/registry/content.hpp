// SPDX-License-Identifier: Apache-2.0
// Small codebook, rules and actors for tests, and the shipped content.
#pragma once

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "entente/registry/registry.hpp"

namespace entente::registry::test {

inline constexpr std::string_view kCodebook = R"toml(
edition = "test"
[end_reason]
DES = "lapsed"
[[about]]
family = "alliance"
issues = ["security"]
[[sign]]
id = "practice.meetings"
depth = "practice"
question = "?"
definition = "."
example = "."
near_miss = "."
not_shown = "."
shown_by = [
    { record = "clubs", says = "yes", why = "." },
    { column = "pacts.organ", yes_min = 1, no_max = 0, why = "." },
]
[[sign]]
id = "rules.active_obligation"
depth = "rules"
question = "?"
definition = "."
example = "."
near_miss = "."
not_shown = "."
shown_by = [{ column = ["pacts.defense", "pacts.offense"], yes_min = 1, no_max = 0, why = "." }]
[[sign]]
id = "rules.treaty"
depth = "rules"
question = "?"
definition = "."
example = "."
near_miss = "."
not_shown = "."
shown_by = [
    { record = "clubs", says = "no", why = "." },
    { column = "clubs.treaty_year", yes_min = 1, why = "." },
]
[[sign]]
id = "values.rights"
depth = "values"
question = "?"
definition = "."
example = "."
near_miss = "."
not_shown = "."
shown_by = [{ column = ["deals.X1", "deals.X2", "deals.X3"], yes_min = 1, no_max = 0, count_min = 2, why = "." }]
)toml";

inline constexpr std::string_view kScopes = R"toml(
[formality]
bilateral = 3
multilateral = 3
minilateral = 2
maxilateral = 1
plurilateral = 0
[[rule]]
id = "maxi"
scope = "maxilateral"
parties_min = 2
all_collective = true
text = "."
why = "."
[[rule]]
id = "two"
scope = "bilateral"
parties_min = 2
parties_max = 2
text = "."
why = "."
[[rule]]
id = "layers"
scope = "plurilateral"
layers_min = 2
text = "."
why = "."
[[rule]]
id = "mini"
scope = "minilateral"
treaty = false
share_min = 0.5
text = "."
why = "."
[[rule]]
id = "rest"
scope = "multilateral"
text = "."
why = "."
)toml";

/// Five states, two collective entities, a firm and a city.
inline std::vector<Actor> actors() {
    const auto actor = [](int id, std::string key, ActorKind kind, std::vector<Spell> spells = {}) {
        return Actor{.id = ActorId{id},
                     .key = key,
                     .name = key,
                     .kind = kind,
                     .region = {},
                     .subregion = {},
                     .spells = std::move(spells)};
    };
    return {actor(2, "USA", ActorKind::state, {{Year{1816}, {}}}),
            actor(20, "CAN", ActorKind::state, {{Year{1920}, {}}}),
            actor(200, "GBR", ActorKind::state, {{Year{1816}, {}}}),
            actor(220, "FRA", ActorKind::state, {{Year{1816}, {}}}),
            actor(265, "DDR", ActorKind::state, {{Year{1954}, Year{1990}}}),
            actor(2001, "EU", ActorKind::collective),
            actor(2003, "NATO", ActorKind::collective),
            actor(3001, "FIRM", ActorKind::firm),
            actor(3002, "CITY", ActorKind::subnational)};
}

inline Party party(int actor, int first, std::optional<int> last = {}, int side = 0) {
    return {.actor = ActorId{actor},
            .spell = {Year{first}, last ? std::optional{Year{*last}} : std::nullopt},
            .role = "member",
            .side = side};
}

inline std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string data_file(const std::string& name) {
    return std::string(ENTENTE_SOURCE_DIR) + "/data/" + name;
}

}  // namespace entente::registry::test
