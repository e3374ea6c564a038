// SPDX-License-Identifier: Apache-2.0
#include "migrations.hpp"

#include <array>

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "statement.hpp"

namespace entente::atlas {

namespace {

constexpr auto kMigrations = std::to_array<Migration>({
#include "migrations.inc"
});

}  // namespace

std::span<const Migration> migrations() noexcept {
    return kMigrations;
}

int schema_version() noexcept {
    return kMigrations.back().number;
}

void migrate(SQLite::Database& database) {
    const auto is_taken = [&](const Migration& migration) {
        return database.execAndGet("PRAGMA user_version").getInt() >= migration.number;
    };
    for (const Migration& migration : kMigrations) {
        if (is_taken(migration)) continue;
        SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
        if (is_taken(migration)) continue;  // Another process took it while this one waited for the lock.
        database.exec(migration.sql);
        Statement{database, "INSERT INTO migration (number, name, engine_version) VALUES (?, ?, ?)"}.run(
            migration.number, migration.name, ENTENTE_VERSION);
        database.exec(fmt::format("PRAGMA user_version = {}", migration.number));
        transaction.commit();
    }
}

}  // namespace entente::atlas
