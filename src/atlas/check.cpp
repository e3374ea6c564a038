// SPDX-License-Identifier: Apache-2.0
//
// What `entente doctor` asks of an atlas.
#include <sstream>

#include <fmt/format.h>

#include "impl.hpp"
#include "migrations.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

void check_integrity(SQLite::Database& database, std::vector<Finding>& findings) {
    Statement row{database, "PRAGMA quick_check(10)"};
    while (row.next())
        if (row.text(0) != "ok")
            findings.push_back({true, "the file is damaged: " + row.string(0),
                                "restore it from a copy, or delete it and make it anew with `entente import`"});
}

void check_foreign_keys(SQLite::Database& database, std::vector<Finding>& findings) {
    std::map<std::string, int> broken;
    Statement row{database, "PRAGMA foreign_key_check"};
    while (row.next()) ++broken[row.string(0) + " -> " + row.string(2)];
    for (const auto& [what, count] : broken)
        findings.push_back({true, fmt::format("{} rows name what is not there: {}", count, what),
                            "delete the file and make it anew with `entente import`"});
}

void check_schema(SQLite::Database& database, std::vector<Finding>& findings) {
    Statement row{database, "SELECT max(number) FROM migration"};
    const int taken = row.next() ? row.integer(0) : 0;
    const int marked = database.execAndGet("PRAGMA user_version").getInt();
    if (taken != marked || marked != schema_version())
        findings.push_back({true,
                            fmt::format("the schema is {} and its last migration {}; this engine's is {}", marked,
                                        taken, schema_version()),
                            "run `entente import` with this atlas, which brings it up to date"});
}

void check_sources(SQLite::Database& database, std::vector<Finding>& findings) {
    for (const std::string& id : first_column(database, "SELECT id FROM source WHERE is_current = 0 ORDER BY id"))
        findings.push_back({true, fmt::format("source {} was read with an earlier table of actors or roll calls", id),
                            "import it again"});
}

/// The inputs in `text` (see Atlas::input_fingerprint) that are not what they were. Words of another form name nothing
/// that the atlas knows and are passed over.
std::vector<std::string> changed_inputs(const std::string& text, const std::map<std::string, std::string>& now) {
    std::vector<std::string> changed;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        const std::size_t colon = word.rfind(':');
        if (colon == std::string::npos) continue;
        const std::string name = word.substr(0, colon);
        const auto found = now.find(name);
        if (word.substr(colon + 1) != (found == now.end() ? kAbsent : std::string_view{found->second}))
            changed.push_back(name);
    }
    return changed;
}

void check_estimates(SQLite::Database& database, std::vector<Finding>& findings) {
    const std::map<std::string, std::string> now = short_fingerprints(database);
    for (const EstimateInfo& estimate : read_estimates(database)) {
        const std::vector<std::string> changed = changed_inputs(estimate.input_fingerprint, now);
        if (!changed.empty())
            findings.push_back(
                {true,
                 fmt::format("estimate {} is older than what it rests on: {}", estimate.name, fmt::join(changed, ", ")),
                 "run `entente estimate`"});
    }
}

/// A status without its year cannot be placed in time, so that a World reads it as active.
void check_partnerships(SQLite::Database& database, std::vector<Finding>& findings) {
    for (const std::string& id :
         first_column(database, "SELECT id FROM partnership WHERE status <> 'active' AND ended IS NULL ORDER BY id"))
        findings.push_back({true, fmt::format("partnership {} has a status without the year since when it holds", id),
                            "give it the year `ended`, then run `entente estimate registry`"});
}

void describe(SQLite::Database& database, std::vector<Finding>& findings) {
    const auto count = [&](std::string_view table) {
        return database.execAndGet(fmt::format("SELECT count(*) FROM {}", table)).getInt64();
    };
    findings.push_back({false,
                        fmt::format("schema {}; {} sources, {} actors, {} figures, {} votes, {} agreements, "
                                    "{} partnerships, {} estimates",
                                    schema_version(), count("source"), count("actor"), count("figure"), count("vote"),
                                    count("agreement"), count("partnership"), count("estimate")),
                        ""});
    if (count("source") == 0) findings.push_back({true, "the atlas is empty", "fill it with `entente import DIR`"});
}

}  // namespace

std::vector<Finding> Atlas::check() const {
    std::vector<Finding> findings;
    try {
        impl_->reading("checking", [&] {
            check_integrity(impl_->database, findings);
            check_foreign_keys(impl_->database, findings);
            check_schema(impl_->database, findings);
            check_sources(impl_->database, findings);
            check_estimates(impl_->database, findings);
            check_partnerships(impl_->database, findings);
            describe(impl_->database, findings);
        });
    } catch (const Error& error) {
        // A damaged page can stop the check itself; that is a finding like any other.
        findings.push_back({true, error.what(), error.hint()});
    }
    return findings;
}

}  // namespace entente::atlas
