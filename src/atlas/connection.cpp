// SPDX-License-Identifier: Apache-2.0
#include "connection.hpp"

#include <array>
#include <system_error>

#include <fmt/format.h>
#include <sqlite3.h>

#include "migrations.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

namespace fs = std::filesystem;

/// What a primary result code of SQLite means to a user. {} in the texts is the file.
struct CodeMeaning {
    int code;
    Errc errc;
    const char* message;
    const char* hint;
};

constexpr auto kCodeMeanings = std::to_array<CodeMeaning>({
    {SQLITE_BUSY, Errc::failed, "another import is writing to {}", "wait until it ends, then run the command again"},
    {SQLITE_LOCKED, Errc::failed, "another import is writing to {}", "wait until it ends, then run the command again"},
    {SQLITE_FULL, Errc::failed, "no room left while writing {}; it is as it was before",
     "free some space on that disk, then run the command again"},
    {SQLITE_READONLY, Errc::failed, "{} or its folder cannot be written",
     "make both writable, or name another file with --atlas"},
    {SQLITE_PERM, Errc::failed, "no permission for {}", "change its permissions, or name another file with --atlas"},
    {SQLITE_CANTOPEN, Errc::failed, "cannot open {}, or cannot write the files beside it",
     "check that the folder exists and can be written, or name another file with --atlas"},
    {SQLITE_NOTADB, Errc::failed, "{} is no atlas",
     "name an atlas with --atlas, or make a new one with `entente import`"},
    {SQLITE_CORRUPT, Errc::failed, "{} is damaged",
     "restore it from a copy, or delete it and make it anew with `entente import`"},
    {SQLITE_IOERR, Errc::failed, "reading or writing {} failed; it is as it was before",
     "check the disk, then run the command again"},
    {SQLITE_CONSTRAINT, Errc::bad_input, "a row breaks a rule of the tables in {}; nothing of it was kept",
     "correct the row, then run the command again"},
});

/// For a URI file name: only what SQLite would read as something else is escaped.
std::string uri_of(const fs::path& file, std::string_view query) {
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%')
            uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
        else
            uri += c;
    }
    return uri + "?" + std::string{query};
}

bool has_pending_log(const fs::path& file) {
    std::error_code ignored;
    const fs::path log = file.string() + "-wal";
    return fs::exists(log, ignored) && fs::file_size(log, ignored) > 0;
}

void tune(SQLite::Database& database) {
    database.exec(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -32768");
}

/// A reader is opened for writing where that is allowed, so that it leaves no files behind when it closes; `query_only`
/// keeps it from changing a row. In a folder that cannot be written, a file that nobody has open is taken as fixed.
SQLite::Database open_for_reading(const fs::path& file, const AtlasOptions& options) {
    const int patience = static_cast<int>(options.patience.count());
    try {
        SQLite::Database database{file.string(), SQLite::OPEN_READWRITE, patience};
        database.exec("PRAGMA query_only = ON");
        static_cast<void>(database.execAndGet("SELECT count(*) FROM sqlite_schema"));
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || has_pending_log(file)) throw;
    }
    return SQLite::Database{uri_of(file, "immutable=1"), SQLite::OPEN_READONLY | SQLite::OPEN_URI, patience};
}

SQLite::Database open_for_writing(const fs::path& file, const AtlasOptions& options) {
    SQLite::Database database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                              static_cast<int>(options.patience.count())};
    if (options.max_bytes) {
        const std::int64_t page = database.execAndGet("PRAGMA page_size").getInt64();
        database.exec(fmt::format("PRAGMA max_page_count = {}", *options.max_bytes / page));
    }
    return database;
}

bool is_empty(SQLite::Database& database) {
    return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
}

/// The engine that a newer schema asks for, as its last migration says.
std::string needed_engine(SQLite::Database& database) {
    Statement statement{database, "SELECT engine_version FROM migration ORDER BY number DESC LIMIT 1"};
    return statement.next() ? statement.string(0) : "a newer version";
}

void refuse_foreign_file(SQLite::Database& database, const fs::path& file) {
    if (database.execAndGet("PRAGMA application_id").getInt() == kApplicationId) return;
    throw Error{Errc::failed, fmt::format("{} is an SQLite file, but no atlas", file.string()),
                "name an atlas with --atlas, or make a new one with `entente import`"};
}

void refuse_other_schema(SQLite::Database& database, const fs::path& file, OpenMode mode) {
    const int found = database.execAndGet("PRAGMA user_version").getInt();
    if (found > schema_version())
        throw Error{Errc::failed,
                    fmt::format("{} was written by a newer Entente: its schema is {}, this engine ({}) knows up to {}",
                                file.string(), found, ENTENTE_VERSION, schema_version()),
                    fmt::format("use Entente {} or later, or name another file with --atlas", needed_engine(database))};
    if (found < schema_version() && mode == OpenMode::read_only)
        throw Error{Errc::failed,
                    fmt::format("{} has schema {}, this engine ({}) needs {}", file.string(), found, ENTENTE_VERSION,
                                schema_version()),
                    "`entente import` or `entente estimate` with this atlas brings it up to date"};
}

/// WAL cannot be set inside a transaction and the application id must be there before any table is, so that a file
/// that was left half made by a kill is either empty or an atlas.
void prepare(SQLite::Database& database) {
    database.exec("PRAGMA journal_mode = WAL");
    database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
}

}  // namespace

SQLite::Database open_atlas(const fs::path& file, OpenMode mode, const AtlasOptions& options) {
    return guarded(file, "opening", [&] {
        const fs::path folder = fs::absolute(file).parent_path();
        if (!fs::is_directory(folder))
            throw Error{Errc::failed, fmt::format("there is no folder {} for the atlas", folder.string()),
                        "create it, or name another file with --atlas"};
        if (mode == OpenMode::read_only && !fs::exists(file))
            throw Error{Errc::failed, fmt::format("there is no atlas {}", file.string()),
                        "make it with `entente import`, or name another file with --atlas"};
        SQLite::Database database =
            mode == OpenMode::read_only ? open_for_reading(file, options) : open_for_writing(file, options);
        if (mode == OpenMode::create && is_empty(database)) prepare(database);
        refuse_foreign_file(database, file);
        refuse_other_schema(database, file, mode);
        tune(database);
        if (mode == OpenMode::create) migrate(database);
        return database;
    });
}

SQLite::Database open_reader(const fs::path& file, const AtlasOptions& options) {
    return guarded(file, "opening", [&] {
        SQLite::Database database = open_for_reading(file, options);
        tune(database);
        return database;
    });
}

Error to_error(const SQLite::Exception& exception, const fs::path& file, std::string_view doing) {
    const std::string detail = fmt::format(" ({}: {})", doing, exception.what());
    for (const CodeMeaning& meaning : kCodeMeanings)
        if (meaning.code == (exception.getErrorCode() & 0xff))
            return Error{meaning.errc, fmt::format(fmt::runtime(meaning.message), file.string()) + detail,
                         meaning.hint};
    return Error{Errc::failed, fmt::format("the atlas {} failed", file.string()) + detail};
}

}  // namespace entente::atlas
