// SPDX-License-Identifier: Apache-2.0
//
// Entente's own content (data/), read by the floors that know its meaning.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/issue.hpp"
#include "entente/registry/registry.hpp"

namespace entente::engine {

/// The whole of a file. Throws Error{Errc::failed} naming the file.
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

/// data/issues.toml
[[nodiscard]] std::vector<Issue> read_issues(const std::filesystem::path& data);
/// data/scopes.toml
[[nodiscard]] registry::ScopeRules read_scope_rules(const std::filesystem::path& data);
/// data/codebook/depth.toml
[[nodiscard]] registry::Codebook read_codebook(const std::filesystem::path& data);
/// data/labels.toml
[[nodiscard]] std::vector<registry::Label> read_labels(const std::filesystem::path& data);
/// Its words.
[[nodiscard]] std::vector<std::string> read_label_words(const std::filesystem::path& data);
/// data/resolutions.toml
[[nodiscard]] std::vector<registry::Resolution> read_resolutions(const std::filesystem::path& data);
/// data/names.toml
[[nodiscard]] registry::RecordNames read_record_names(const std::filesystem::path& data);
/// data/registry/*.toml, in the order of their names
[[nodiscard]] std::vector<registry::RegistryText> read_registry_texts(const std::filesystem::path& data);

/// Stores the fingerprint of all of them in the atlas as a source `content` without rows, so that it is known which
/// estimates are older than a change of them.
void store_content(atlas::Atlas& atlas, const std::filesystem::path& data);

}  // namespace entente::engine
