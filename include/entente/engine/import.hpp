// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/progress.hpp"

namespace entente::engine {

/// What became of one table.
struct ImportedTable {
    std::string source{};
    atlas::StoreOutcome outcome = atlas::StoreOutcome::unchanged;
    ImportReport report{};
};

/// What became of an import.
struct ImportSummary {
    std::vector<ImportedTable> tables{};
    std::vector<std::string> skipped_files{};  ///< Each with its reason.
};

/// Reads every table that it recognises in the folders and files, and stores each in one transaction.
///
/// The actors of `data` are stored first, so that every code can be resolved. A table whose bytes did not change is not
/// read again. Tables are read on all threads and stored in a fixed order, so the atlas does not depend on it.
/// Throws Error as importers and Atlas::store do: tables stored before the fault stay, the faulty one is as it was.
ImportSummary import_tables(atlas::Atlas& atlas, std::span<const std::filesystem::path> paths,
                            const std::filesystem::path& data, const Monitor& monitor = {});

/// Stores the estimates and models that a folder of Entente's own content ships (data/estimates). Nothing if it has
/// none.
void import_estimates(atlas::Atlas& atlas, const std::filesystem::path& folder);

}  // namespace entente::engine
