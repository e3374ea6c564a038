// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <set>

#include <fmt/format.h>

#include "entente/brief/bibtex.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

/// The keys that a partnership's facts rest on: citations, and tables by their names.
std::set<std::string> keys_of(const Registry& registry, const Partnership& p) {
    std::set<std::string> keys;
    for (const std::string& source : p.sources) {
        const std::size_t colon = source.find(':');
        keys.insert(source.starts_with("curated:") ? source.substr(colon + 1) : source.substr(0, colon));
    }
    for (const Evidence& evidence : p.evidence) keys.insert(evidence.citation.substr(0, evidence.citation.find('.')));
    if (const auto* entry = registry.entry_of(p.id)) keys.insert(entry->label_citation);
    return keys;
}

void cite(const CommonOptions& common, const Overlays& overlays, const std::string& id) {
    const Registry registry = load_registry(common, overlays);
    std::set<std::string> wanted;
    if (!id.empty()) wanted = keys_of(registry, registry.find(id));
    const auto is_wanted = [&](const std::string& key) { return id.empty() || wanted.contains(key); };
    Table table{.columns = {"key", "text", "url"}};
    for (const atlas::CitationRow& citation : registry.tables.citations)
        if (is_wanted(citation.key)) table.rows.push_back({citation.key, citation.text, citation.url});
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    for (const SourceInfo& source : atlas.sources())
        if (is_wanted(source.id)) table.rows.push_back({source.id, source.citation, source.address});
    if (common.format() != Format::text) return print(std::cout, table, common.format());
    for (const auto& row : table.rows)
        fmt::print("{}\n", brief::bibtex_entry(std::get<std::string>(row[0]), std::get<std::string>(row[1]), "",
                                               std::get<std::string>(row[2])));
}

}  // namespace

void add_registry_cite(CLI::App& command, CommonOptions& common) {
    CLI::App& cite_command =
        *command.add_subcommand("cite", "Everything that is cited, as BibTeX: texts of the registry and tables");
    add_common(cite_command, common);
    const auto overlays = add_overlay(cite_command);
    auto id = std::make_shared<std::string>();
    cite_command.add_option("id", *id, "Only what this partnership rests on");
    auto format = std::make_shared<std::string>("bibtex");
    cite_command.add_option("--format", *format, "bibtex (--json and --csv give a table)")
        ->check(CLI::IsMember({"bibtex"}));
    cite_command.callback([&common, overlays, id, format] { cite(common, *overlays, *id); });
}

}  // namespace entente::apps
