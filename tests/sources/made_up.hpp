// SPDX-License-Identifier: Apache-2.0
//
// Small made-up files in producers' formats, and the import of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/sources/sources.hpp"

namespace entente::sources::testing_support {

/// A folder that is removed with all that is in it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Writes a file; gzip-compressed where its name ends in `.gz`.
    std::filesystem::path write(const std::string& name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

/// A table whose rows name only the columns that matter; the others stay empty (or hold `filler`).
class MadeUp {
public:
    explicit MadeUp(std::vector<std::string> columns, char delimiter = ',', std::string filler = {});
    MadeUp& row(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::string> columns_;
    char delimiter_;
    std::string filler_;
    std::string rows_;
};

/// The repository's own concordance and catalogue, read once.
const Concordance& concordance();
const Catalogue& catalogue();

/// Imports the only table that stands in a folder. Fails the test where there is none or more than one.
SourceTable import_only(const Folder& folder);
/// Imports one of several.
SourceTable import_source(const Folder& folder, std::string_view source);

/// The message and hint of the Error that a call throws, as "bad_input: message | hint"; "nothing" if it does not.
std::string thrown_by(const std::function<void()>& call);

/// Reasons and counts of what was skipped.
std::map<std::string, std::int64_t> skips(const SourceTable& table);

/// The agreement with this id. Fails the test where there is none.
const AgreementRecord& agreement(const SourceTable& table, std::string_view id);
/// A sign's values with their years, in order: "1949:0 1955:1".
std::string sign(const AgreementRecord& record, std::string_view name);
/// Parties as "USA 1949-, DEU 1955-1990 observer side 2", in order.
std::string parties(const AgreementRecord& record);
/// The figure of an actor and year in a series, by names. NaN where there is none.
double figure(const SourceTable& table, std::string_view series, std::string_view actor, int year);
double figure_sd(const SourceTable& table, std::string_view series, std::string_view actor, int year);
/// Key of an actor.
std::string key(ActorId actor);
/// "1816-2016" or "1816-".
std::string years(const Spell& spell);

/// The folder of real tables; empty where it is absent.
std::filesystem::path shared_data();

}  // namespace entente::sources::testing_support
