// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <SQLiteCpp/Database.h>

namespace entente::atlas {

/// One step of the schema. Steps are only ever added; PRAGMA user_version holds the number of the last one taken.
struct Migration {
    int number = 0;
    const char* name = "";
    const char* sql = "";
};

/// All steps in the order of their numbers 1, 2, ...: the files in src/atlas/schema.
[[nodiscard]] std::span<const Migration> migrations() noexcept;

/// The schema that this engine reads and writes.
[[nodiscard]] int schema_version() noexcept;

/// Takes the steps that are missing, each in a transaction of its own. Whoever comes second finds them done.
void migrate(SQLite::Database& database);

}  // namespace entente::atlas
