// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/sources/concordance.hpp"

namespace entente::engine {

/// The actors that a text names, in the order of their ids, each once.
///
/// The text is a list by commas of codes, names, collective entities as actors of their own (`EU`), the members of an
/// entity or club as of the year (`EU:members`, `G7:members`), and `world` for every living state.
/// Throws Error{Errc::unknown_id} with the nearest names for an unknown actor, one that did not live in the year, an
/// entity without known members in the year; Error{Errc::wrong_usage} for an empty list or an ambiguous name, with the
/// actors that it could mean: it is asked back, never guessed.
[[nodiscard]] std::vector<atlas::ActorIndex> parse_actors(std::string_view text, const atlas::World& world, Year year,
                                                          const sources::Concordance& concordance);

}  // namespace entente::engine
