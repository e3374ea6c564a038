// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/records.hpp"
#include "entente/sources/catalogue.hpp"
#include "entente/sources/concordance.hpp"

namespace entente::sources {

class ImportJob;

/// What a producer's file looks like from outside.
struct FileShape {
    std::string_view stem{};  ///< Its usual name without `.csv` and `.gz`.
    char delimiter = ',';
    std::vector<std::string_view> columns{};  ///< Columns that the importer needs; a renamed file is known by them.
};

/// One producer's table: how it is recognised, and the function that turns it into records.
struct Importer {
    std::string_view id{};           ///< Id of the source, also its key in data/sources.toml.
    std::vector<FileShape> files{};  ///< The first holds the table; the others must stand beside it.
    void (*read)(ImportJob& job) = nullptr;
};

/// All importers, in the order in which tables are imported: votes after roll calls, members after organisations.
[[nodiscard]] const std::vector<Importer>& importers();
/// The importer of a source. Throws Error{Errc::unknown_id} with the nearest ids.
[[nodiscard]] const Importer& importer(std::string_view id);

/// A table that was found: its importer and its files, in the order of Importer::files.
struct FoundTable {
    const Importer* importer = nullptr;
    std::vector<std::filesystem::path> files{};
    std::string source{};  ///< Id of the source: the importer's own, or that of a source in a folder of figures.
};

/// A file that is not imported, and why.
struct SkippedFile {
    std::filesystem::path file{};
    std::string reason{};
};

struct FoundTables {
    std::vector<FoundTable> tables{};  ///< In the order of `importers()`.
    std::vector<SkippedFile> skipped{};
};

/// Recognises the tables among files and folders (one level deep; hidden files are passed over).
///
/// A folder that holds `sources.toml` with `[[series]]` entries is a folder of figures in Entente's own form (see
/// figures.hpp): each source in it is a table, and nothing else in the folder is looked at.
/// A file is known by its header: the importer with the most columns that are all there. Where no header fits, its name
/// still tells which table was meant, so that a missing column or a wrong delimiter is reported and not passed over. A
/// table whose companion file is missing is skipped with that reason; of two files with the same table the one with the
/// producer's name is taken, else the first in the order of paths.
/// Throws Error{Errc::failed} where a path does not exist or cannot be read, and what TextReader throws for a damaged
/// file whose header cannot be read.
[[nodiscard]] FoundTables find_tables(std::span<const std::filesystem::path> paths, const Monitor& monitor = {});

/// Names the content of a table's files before it is imported: equal to the `fingerprint` of the imported source.
[[nodiscard]] std::string fingerprint_of(const FoundTable& table, const Monitor& monitor = {});

/// Reads a table into records.
///
/// Every row is kept or counted under a reason: report.rows_read = report.rows_kept + the sum of report.skipped.
/// Throws:  Error{Errc::bad_input} that names file, line, column, value and what was expected, also for an actor that
///          neither the concordance nor data/actors/not_actors.csv knows; Error{Errc::interrupted} on request.
[[nodiscard]] SourceTable import_table(const FoundTable& table, const Concordance& concordance,
                                       const Catalogue& catalogue, const Monitor& monitor = {});

}  // namespace entente::sources
