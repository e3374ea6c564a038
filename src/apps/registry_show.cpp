// SPDX-License-Identifier: Apache-2.0
//
// One partnership as a desk officer's page: what it is, who is in it, how deep it went and on what evidence.
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "entente/registry/depth_history.hpp"
#include "registry_json.hpp"

namespace entente::apps {
namespace {

std::string years_text(const Spell& years) {
    return years.last == years.first ? fmt::format("{}", years.first.value())
           : years.last              ? fmt::format("{}–{}", years.first.value(), years.last->value())
                                     : fmt::format("{}–", years.first.value());
}

void print_head(const Registry& registry, const Partnership& p) {
    const auto* entry = registry.entry_of(p.id);
    fmt::print("{}\n{}\n\n", p.name, std::string(display_width(p.name), '='));
    fmt::print("{} {}, {}, {}; on {}\n", to_string(p.scope), to_string(p.family), to_string(p.status),
               p.ended ? years_text({p.begun, p.ended}) : fmt::format("since {}", p.begun.value()),
               fmt::join(p.issues, ", "));
    fmt::print("depth    {}\n", p.depth ? to_string(*p.depth) : "not shown by any source");
    fmt::print("label    {}", p.label);
    if (entry && entry->label_from) fmt::print(", since {}", entry->label_from->value());
    if (entry && !entry->label_citation.empty()) fmt::print(" ({})", registry.citation_text(entry->label_citation));
    fmt::print("\nscope    by rule {}", p.scope_rule);
    if (entry && entry->coder_scope != entry->rules_scope)
        fmt::print("; rule {} says {}, overruled: {}", entry->rule, to_string(entry->rules_scope), entry->scope_reason);
    fmt::print("\n");
    if (entry && !entry->is_sure) fmt::print("doubtful: its coder was not sure of every fact\n");
    if (entry && !entry->note.empty()) fmt::print("note     {}\n", entry->note);
    for (const registry::OverlayNote& note : registry.notes)
        if (note.partnership == p.id)
            fmt::print("overlay  {} ({}){}{}\n", note.what, note.file, note.reason.empty() ? "" : ": ", note.reason);
}

void print_parties(const Registry& registry, const Partnership& p) {
    fmt::print("\nParties\n");
    for (const Party& party : p.parties)
        fmt::print("  {:11} {:12} {:8} {}{}\n", years_text(party.spell), party.role, registry.key_of(party.actor),
                   registry.name_of(party.actor), party.side > 0 ? fmt::format(" (side {})", party.side) : "");
}

void print_history(const Registry& registry, const Partnership& p) {
    fmt::print("\nDepth over time\n");
    for (const registry::DepthPhase& phase : registry::depth_history(p)) {
        const auto* score = registry.score_in(p.id, phase.years.first);
        fmt::print("  {:11} {:10}{}\n", years_text(phase.years),
                   !phase.is_alive ? "dormant"
                   : phase.depth   ? to_string(*phase.depth)
                                   : "not shown",
                   score ? fmt::format(" score {:+.2f} ± {:.2f}", score->score, score->std_error) : "");
        for (const std::size_t position : phase.changed) {
            const Evidence& e = p.evidence[position];
            fmt::print("    {} {:30} {}{}{}\n", e.is_present ? "+" : "-", e.sign, registry.citation_text(e.citation),
                       e.note.empty() ? "" : ", ", e.note);
        }
    }
    fmt::print("  + shown, - looked for and not found; what no source could show is not listed\n");
}

void print_sources(const Registry& registry, const Partnership& p) {
    constexpr std::string_view kCurated = "curated:";
    fmt::print("\nSources\n");
    for (const std::string& source : p.sources) {
        if (!source.starts_with(kCurated)) {
            fmt::print("  {}\n", source);
            continue;
        }
        const std::string key = source.substr(kCurated.size());
        if (const auto* const citation = registry.citation(key))
            fmt::print("  {} <{}>\n", citation->text, citation->url);
        else
            fmt::print("  {}\n", key);
    }
    for (const atlas::RecordMatchRow& match : registry.tables.matches)
        if (match.partnership == p.id && is_taken_for_one(match))
            fmt::print("  {} and {} taken for one ({}, certainty {:.2f}: {})\n", match.first, match.second,
                       match.verdict, match.certainty, match.reason.empty() ? match.likeness : match.reason);
}

Table as_table(const Registry& registry, const Partnership& p) {
    Table table{.columns = {"id", "actor", "role", "first_year", "last_year"}};
    for (const Party& party : p.parties)
        table.rows.push_back({p.id, registry.key_of(party.actor), party.role, std::int64_t{party.spell.first.value()},
                              optional_year(party.spell.last)});
    return table;
}

void show(const CommonOptions& common, const Overlays& overlays, const std::string& id) {
    const Registry registry = load_registry(common, overlays);
    const Partnership& partnership = registry.find(id);
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(registry, partnership).dump(2) << '\n';
            return;
        case Format::csv:
            print(std::cout, as_table(registry, partnership), Format::csv);
            return;
        case Format::text:
            break;
    }
    print_head(registry, partnership);
    print_parties(registry, partnership);
    print_history(registry, partnership);
    print_sources(registry, partnership);
}

}  // namespace

void add_registry_show(CLI::App& command, CommonOptions& common) {
    CLI::App& show_command =
        *command.add_subcommand("show", "Show one partnership with its depth and evidence over time");
    add_common(show_command, common);
    const auto overlays = add_overlay(show_command);
    auto id = std::make_shared<std::string>();
    show_command.add_option("id", *id, "Id, as registry list prints it")->required();
    show_command.callback([&common, overlays, id] { show(common, *overlays, *id); });
}

}  // namespace entente::apps
