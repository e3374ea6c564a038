// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <SQLiteCpp/Database.h>

#include "entente/atlas/registry_tables.hpp"

namespace entente::atlas {

/// Replaces the registry's tables of an estimate, inside of the caller's transaction. Its partnerships and its own row
/// must be there. Throws Error{Errc::bad_input} where a value is no finite number.
void write_registry_tables(SQLite::Database& database, const std::string& estimate, const RegistryTables& tables);

}  // namespace entente::atlas
