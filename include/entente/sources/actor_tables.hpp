// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "entente/base/records.hpp"

namespace entente::sources {

/// Reads the concordance: actors.csv, spells.csv, codes.csv, aliases.csv, members.csv and not_actors.csv of a folder
/// (data/actors; its README says what each holds).
///
/// Throws:  Error{Errc::failed} where a file cannot be opened; Error{Errc::bad_input} with file, line, column and value
/// for
///          an unknown kind or role, an id or key that two actors have, a row of an actor that actors.csv does not
///          hold, years in the wrong order, spells that overlap, a code that is held twice in a year, a position off
///          the globe.
[[nodiscard]] ActorRecords read_actor_tables(const std::filesystem::path& folder);

/// The same as a source table `actors`, with the fingerprint of the six files and the count of their rows.
[[nodiscard]] SourceTable read_actor_source(const std::filesystem::path& folder);

}  // namespace entente::sources
