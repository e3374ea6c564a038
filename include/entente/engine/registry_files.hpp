// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "entente/registry/curated.hpp"
#include "entente/registry/labels.hpp"

namespace entente::engine {

/// What a check of registry files found.
struct RegistryCheck {
    std::size_t num_partnerships = 0;
    std::size_t num_citations = 0;
    std::vector<registry::FileFault> faults{};        ///< Of the files that were to be checked.
    std::vector<registry::FileFault> other_faults{};  ///< Of shipped files that these had to be checked against.
};

/// Reads registry files as the engine does, after all files of data/registry that are not among them: their citations
/// may be cited, and their ids, names and records may not stand twice. Files outside of data/registry may be overlays.
/// Throws Error{Errc::failed} where a file cannot be read; Error{Errc::bad_input} where Entente's own codebook or
/// actors have faults.
[[nodiscard]] RegistryCheck check_registry_files(std::span<const std::filesystem::path> files,
                                                 const std::filesystem::path& data);

/// Reads a user's own registry, to be laid over what an atlas holds (registry::lay_over): files, or folders of *.toml.
/// Its entries may cite the texts of `citations`, and it may hold corrections. What it says wrongly is in `faults`.
[[nodiscard]] registry::CuratedRegistry read_overlay(std::span<const std::filesystem::path> files,
                                                     const std::filesystem::path& data, std::span<const Actor> actors,
                                                     std::span<const std::string> citations);

/// The vocabulary of labels (data/labels.toml) and the codebook (data/codebook/depth.toml).
[[nodiscard]] std::vector<registry::Label> label_vocabulary(const std::filesystem::path& data);
[[nodiscard]] registry::Codebook depth_codebook(const std::filesystem::path& data);

}  // namespace entente::engine
