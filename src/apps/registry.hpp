// SPDX-License-Identifier: Apache-2.0
//
// The parts of `entente registry`; each adds its subcommand. They read the atlas's registry alone, not a whole World of
// figures, so that a list is there at once.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/registry/overlay.hpp"

namespace entente::apps {

/// Files or folders of a user's own registry, laid over the atlas's.
using Overlays = std::vector<std::filesystem::path>;

/// The registry as of a year.
struct Registry {
    atlas::World world;  ///< Actors and partnerships only.
    atlas::RegistryTables tables{};
    std::vector<registry::OverlayNote> notes{};

    [[nodiscard]] std::string key_of(ActorId id) const;
    [[nodiscard]] std::string name_of(ActorId id) const;
    /// Throws Error{Errc::unknown_id} with the nearest ids.
    [[nodiscard]] const Partnership& find(const std::string& id) const;
    /// What its coder wrote; null where it has none.
    [[nodiscard]] const atlas::CuratedEntryRow* entry_of(const std::string& id) const;
    /// Its depth in the last year of its life that is known; null where nothing is.
    [[nodiscard]] const atlas::DepthScoreRow* last_score(const std::string& id) const;
    /// Its depth in the years that a phase begins in; null where none is stored.
    [[nodiscard]] const atlas::DepthScoreRow* score_in(const std::string& id, Year year) const;
    /// The text behind a citation key; null for a table's column and for what is not cited.
    [[nodiscard]] const atlas::CitationRow* citation(const std::string& key) const;
    /// A citation key's text, or a table's column as it is.
    [[nodiscard]] std::string citation_text(const std::string& key) const;
};

[[nodiscard]] Registry load_registry(const CommonOptions& common, const Overlays& overlays);

/// Adds --overlay (or $ENTENTE_OVERLAY) to a subcommand.
[[nodiscard]] std::shared_ptr<Overlays> add_overlay(CLI::App& command);

/// `strategic`, or `-`.
[[nodiscard]] Value optional_year(std::optional<Year> year);
[[nodiscard]] Value optional_depth(std::optional<Depth> depth);

void add_registry_list(CLI::App& command, CommonOptions& common);
void add_registry_show(CLI::App& command, CommonOptions& common);
void add_registry_scale(CLI::App& command, CommonOptions& common);
void add_registry_merges(CLI::App& command, CommonOptions& common);
void add_registry_scopes(CLI::App& command, CommonOptions& common);
void add_registry_audit(CLI::App& command, CommonOptions& common);
void add_registry_cite(CLI::App& command, CommonOptions& common);
void add_registry_check(CLI::App& command, CommonOptions& common);

}  // namespace entente::apps
