// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/error.hpp"

namespace entente::atlas {

/// How an input fingerprint writes what the atlas does not hold.
inline constexpr std::string_view kAbsent = "absent";

/// Names the content of all sources and estimates together, whatever the order in which they came.
[[nodiscard]] std::string content_fingerprint(SQLite::Database& database);

/// The first 16 digits of each source's content and each estimate's fingerprint, by name.
[[nodiscard]] std::map<std::string, std::string> short_fingerprints(SQLite::Database& database);

[[nodiscard]] std::vector<std::string> first_column(SQLite::Database& database, const std::string& query);

/// The error for a name that the atlas does not hold, with the nearest ones that it does.
[[nodiscard]] Error unknown_name(std::string_view kind, std::string_view name, const std::vector<std::string>& known);

[[nodiscard]] std::vector<SourceInfo> read_sources(SQLite::Database& database);
[[nodiscard]] std::vector<EstimateInfo> read_estimates(SQLite::Database& database);
[[nodiscard]] std::vector<Actor> read_actors(SQLite::Database& database);
[[nodiscard]] std::vector<MembershipRecord> read_memberships(SQLite::Database& database);
[[nodiscard]] std::vector<CapitalRecord> read_capitals(SQLite::Database& database);
[[nodiscard]] std::vector<Partnership> read_partnerships(SQLite::Database& database);

}  // namespace entente::atlas
