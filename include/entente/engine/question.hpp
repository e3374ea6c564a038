// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/engine/engine.hpp"
#include "entente/sources/concordance.hpp"

namespace entente::engine {

/// The items of such a list as they were typed, blanks around them cut off, empty ones left out: commas divide them,
/// and one inside of double quotes belongs to the name.
[[nodiscard]] std::vector<std::string> actor_items(std::string_view text);

/// What an item with this end means: the members of the entity or club before it.
inline constexpr std::string_view kMembersOf = ":members";
/// The item for every living state.
inline constexpr std::string_view kWorld = "world";

/// The actors that a text names, in the order of their ids, each once.
///
/// The text is a list by commas of codes, names, collective entities as actors of their own (`EU`), the members of an
/// entity or club as of the year (`EU:members`, `G7:members`), and `world` for every living state.
/// Throws Error{Errc::unknown_id} with the nearest names for an unknown actor, one that did not live in the year, an
/// entity without known members in the year; Error{Errc::wrong_usage} for an empty list or an ambiguous name, with the
/// actors that it could mean: it is asked back, never guessed.
[[nodiscard]] std::vector<atlas::ActorIndex> parse_actors(std::string_view text, const atlas::World& world, Year year,
                                                          const sources::Concordance& concordance);

/// Names the question's pool out of a request, who has to be in (`must`) and who is left out (`must_not`).
/// Throws as parse_actors does; Error{Errc::wrong_usage} where an actor must be in and is not asked about, must be both
/// in and out, or fewer than two are left.
void name_pool(attain::Question& question, const AskRequest& request, const atlas::World& world,
               const sources::Concordance& concordance);

}  // namespace entente::engine
