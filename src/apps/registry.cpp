// SPDX-License-Identifier: Apache-2.0
#include "registry.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/nearest.hpp"
#include "entente/engine/registry_files.hpp"
#include "paths.hpp"

namespace entente::apps {

std::string Registry::key_of(ActorId id) const {
    const auto index = world.find(id);
    return index ? world.actor(*index).key : fmt::format("{}", id.value());
}

std::string Registry::name_of(ActorId id) const {
    const auto index = world.find(id);
    return index ? world.actor(*index).name : fmt::format("{}", id.value());
}

const Partnership& Registry::find(const std::string& id) const {
    std::vector<std::string> ids;
    for (const Partnership& partnership : world.partnerships()) {
        if (partnership.id == id) return partnership;
        ids.push_back(partnership.id);
    }
    throw Error{
        Errc::unknown_id, fmt::format("no partnership '{}'", id),
        fmt::format("Nearest: {}. entente registry list names them all.", fmt::join(nearest_names(id, ids), ", "))};
}

const atlas::CuratedEntryRow* Registry::entry_of(const std::string& id) const {
    const auto entry = std::ranges::find(tables.entries, id, &atlas::CuratedEntryRow::partnership);
    return entry == tables.entries.end() ? nullptr : &*entry;
}

const atlas::DepthScoreRow* Registry::last_score(const std::string& id) const {
    const atlas::DepthScoreRow* last = nullptr;
    const auto begin = std::ranges::lower_bound(tables.depth_scores, id, {}, &atlas::DepthScoreRow::partnership);
    for (auto row = begin; row != tables.depth_scores.end() && row->partnership == id; ++row)
        if (row->years.first <= world.as_of()) last = &*row;
    return last;
}

const atlas::DepthScoreRow* Registry::score_in(const std::string& id, Year year) const {
    const auto begin = std::ranges::lower_bound(tables.depth_scores, id, {}, &atlas::DepthScoreRow::partnership);
    for (auto row = begin; row != tables.depth_scores.end() && row->partnership == id; ++row)
        if (row->years.holds_in(year)) return &*row;
    return nullptr;
}

const atlas::CitationRow* Registry::citation(const std::string& key) const {
    const auto found = std::ranges::find(tables.citations, key, &atlas::CitationRow::key);
    return found == tables.citations.end() ? nullptr : &*found;
}

std::string Registry::citation_text(const std::string& key) const {
    const auto* const found = citation(key);
    return found ? found->text : key;
}

Registry load_registry(const CommonOptions& common, const Overlays& overlays) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Year as_of = common.as_of_year().value_or(atlas.last_year());
    atlas::WorldTables rows{.actors = atlas.actors(), .partnerships = atlas.partnerships()};
    atlas::RegistryTables tables = atlas.registry_tables();
    std::vector<registry::OverlayNote> notes;
    if (!overlays.empty()) {
        std::vector<std::string> keys;
        for (const atlas::CitationRow& citation : tables.citations) keys.push_back(citation.key);
        const auto overlay = engine::read_overlay(overlays, data_folder(), rows.actors, keys);
        notes = registry::lay_over(rows.partnerships, overlay);
        for (const auto& [key, citation] : overlay.citations)
            tables.citations.push_back({key, citation.text, citation.url});
        // A score was measured on the evidence as shipped.
        for (const registry::OverlayNote& note : notes)
            std::erase_if(tables.depth_scores,
                          [&](const atlas::DepthScoreRow& row) { return row.partnership == note.partnership; });
    }
    return {.world = atlas::World(std::move(rows), as_of), .tables = std::move(tables), .notes = std::move(notes)};
}

std::shared_ptr<Overlays> add_overlay(CLI::App& command) {
    auto overlays = std::make_shared<Overlays>();
    command
        .add_option("--overlay", *overlays,
                    "Your own registry file or folder, laid over the atlas's: it adds, corrects and disagrees, with a "
                    "reason (docs/registry.md)")
        ->envname("ENTENTE_OVERLAY");
    return overlays;
}

Value optional_year(std::optional<Year> year) {
    return year ? Value{std::int64_t{year->value()}} : Value{std::monostate{}};
}

Value optional_depth(std::optional<Depth> depth) {
    return depth ? Value{std::string(to_string(*depth))} : Value{std::monostate{}};
}

void add_registry(CLI::App& app, CommonOptions& common) {
    CLI::App& command =
        *app.add_subcommand("registry", "Partnerships: parties, scope, measured depth, evidence, sources");
    command.require_subcommand(1);
    add_registry_list(command, common);
    add_registry_show(command, common);
    add_registry_scale(command, common);
    add_registry_audit(command, common);
    add_registry_merges(command, common);
    add_registry_scopes(command, common);
    add_registry_cite(command, common);
    add_registry_check(command, common);
}

}  // namespace entente::apps
