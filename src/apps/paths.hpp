// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace entente::apps {

/// Folder of the running program.
[[nodiscard]] std::filesystem::path program_folder();

/// Entente's own content (codebooks, issues, scopes, registry, actors): beside an installed program, else the source tree.
[[nodiscard]] std::filesystem::path data_folder();

/// The built workbench; may not exist.
[[nodiscard]] std::filesystem::path web_folder();

/// The starter atlas, which is built with the program.
[[nodiscard]] std::filesystem::path starter_atlas();

}  // namespace entente::apps
