// SPDX-License-Identifier: Apache-2.0
//
// The one place that speaks to SQLite's C interface itself: an import binds millions of values and a World reads as
// many, and SQLiteCpp's column objects and checks double the time of both (bench/atlas).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "entente/base/actor.hpp"
#include "entente/base/names.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"

namespace entente::atlas {

/// An enumeration that has a name table: it stands in SQL by its name.
template <typename T>
concept Named = std::is_enum_v<T> && requires {
    Names<T>::table;
};

/// A prepared statement that is run many times. Throws SQLite::Exception; Atlas turns that into Error.
class Statement {
public:
    Statement(SQLite::Database& database, std::string_view sql) : database_(database.getHandle()) {
        check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds the values to ?1, ?2, ... Texts must live until the next bind or run.
    template <typename... Values>
    Statement& bind(const Values&... values) {
        sqlite3_reset(statement_);
        int position = 0;
        (bind_one(++position, values), ...);
        return *this;
    }

    /// Binds the values and runs a statement that gives no rows.
    template <typename... Values>
    void run(const Values&... values) {
        bind(values...);
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_DONE && code != SQLITE_ROW) throw SQLite::Exception{database_, code};
        sqlite3_reset(statement_);
    }

    /// Moves to the next row; false after the last one.
    [[nodiscard]] bool next() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) throw SQLite::Exception{database_, code};
        sqlite3_reset(statement_);
        return false;
    }

    // Columns of the row, from 0.
    [[nodiscard]] bool is_null(int column) const { return type(column) == SQLITE_NULL; }
    [[nodiscard]] int type(int column) const { return sqlite3_column_type(statement_, column); }
    [[nodiscard]] int num_columns() const { return sqlite3_column_count(statement_); }
    [[nodiscard]] std::string_view column_name(int column) const { return sqlite3_column_name(statement_, column); }
    [[nodiscard]] int integer(int column) const { return sqlite3_column_int(statement_, column); }
    [[nodiscard]] std::int64_t large(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }
    [[nodiscard]] std::string_view text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    [[nodiscard]] std::string string(int column) const { return std::string{text(column)}; }
    [[nodiscard]] ActorId actor(int column) const { return ActorId{integer(column)}; }
    [[nodiscard]] Year year(int column) const { return Year{integer(column)}; }
    [[nodiscard]] std::optional<Year> maybe_year(int column) const {
        return is_null(column) ? std::nullopt : std::optional{year(column)};
    }
    [[nodiscard]] std::optional<double> maybe_real(int column) const {
        return is_null(column) ? std::nullopt : std::optional{real(column)};
    }
    /// Two neighbouring columns, first and last year.
    [[nodiscard]] Spell spell(int column) const { return {year(column), maybe_year(column + 1)}; }
    /// A value by its name. A name that is none is damage: SQLITE_CORRUPT.
    template <Named Enum>
    [[nodiscard]] Enum named(int column) const {
        const auto value = from_string<Enum>(text(column));
        if (!value) throw SQLite::Exception{"'" + string(column) + "' names no value", SQLITE_CORRUPT};
        return *value;
    }

private:
    void check(int code) const {
        if (code != SQLITE_OK) throw SQLite::Exception{database_, code};
    }

    void bind_one(int position, bool value) { check(sqlite3_bind_int(statement_, position, value ? 1 : 0)); }
    void bind_one(int position, int value) { check(sqlite3_bind_int(statement_, position, value)); }
    void bind_one(int position, std::int64_t value) { check(sqlite3_bind_int64(statement_, position, value)); }
    void bind_one(int position, double value) { check(sqlite3_bind_double(statement_, position, value)); }
    void bind_one(int position, std::string_view value) {
        check(sqlite3_bind_text(statement_, position, value.data() ? value.data() : "", static_cast<int>(value.size()),
                                SQLITE_STATIC));
    }
    void bind_one(int position, const std::string& value) { bind_one(position, std::string_view{value}); }
    void bind_one(int position, const char* value) { bind_one(position, std::string_view{value}); }
    void bind_one(int position, Year value) { bind_one(position, value.value()); }
    void bind_one(int position, ActorId value) { bind_one(position, value.value()); }
    void bind_one(int position, RollCallId value) { bind_one(position, value.value()); }
    template <Named Enum>
    void bind_one(int position, Enum value) {
        bind_one(position, to_string(value));
    }
    template <typename T>
    void bind_one(int position, const std::optional<T>& value) {
        if (value)
            bind_one(position, *value);
        else
            check(sqlite3_bind_null(statement_, position));
    }

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

}  // namespace entente::atlas
