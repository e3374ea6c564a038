// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace entente::apps {

/// Folder of the running program.
[[nodiscard]] std::filesystem::path program_folder();

/// Entente's own content (codebooks, issues, scopes, registry, actors): beside an installed program, else the source
/// tree.
[[nodiscard]] std::filesystem::path data_folder();

/// The built workbench; may not exist.
[[nodiscard]] std::filesystem::path web_folder();

/// The description of the HTTP API and its schemas.
[[nodiscard]] std::filesystem::path api_folder();

/// The starter atlas, which is built with the program.
[[nodiscard]] std::filesystem::path starter_atlas();

/// The atlas that is read where none is named: that of $ENTENTE_ATLAS, else the user's own if anything was imported,
/// else the starter atlas.
[[nodiscard]] std::filesystem::path default_atlas();

/// The atlas to write to. Where none is named (`asked` is the default one), the starter atlas is first copied beside
/// itself, so that it stays as it was built.
[[nodiscard]] std::filesystem::path own_atlas(const std::filesystem::path& asked);

}  // namespace entente::apps
