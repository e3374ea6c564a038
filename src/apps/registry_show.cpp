// SPDX-License-Identifier: Apache-2.0
//
// One partnership as a desk officer's page: what it is, who is in it, how deep it went and on what evidence.
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "entente/registry/depth_history.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

using Json = nlohmann::ordered_json;

Json year_json(std::optional<Year> year) {
    return year ? Json(year->value()) : Json(nullptr);
}

Json depth_json(std::optional<Depth> depth) {
    return depth ? Json(to_string(*depth)) : Json(nullptr);
}

std::string years_text(const Spell& years) {
    return years.last == years.first ? fmt::format("{}", years.first.value())
           : years.last              ? fmt::format("{}–{}", years.first.value(), years.last->value())
                                     : fmt::format("{}–", years.first.value());
}

/// The stored score of the years that a phase begins in; null where none is stored.
const atlas::DepthScoreRow* score_in(const Registry& registry, const std::string& id, Year year) {
    for (const atlas::DepthScoreRow& row : registry.tables.depth_scores)
        if (row.partnership == id && row.years.holds_in(year)) return &row;
    return nullptr;
}

/// A citation key with its text, or a table's column as it is.
std::string citation_text(const Registry& registry, const std::string& key) {
    const auto found = std::ranges::find(registry.tables.citations, key, &atlas::CitationRow::key);
    return found == registry.tables.citations.end() ? key : found->text;
}

Json finding_json(const Evidence& e) {
    return {{"sign", e.sign},           {"depth", to_string(e.depth)}, {"present", e.is_present},
            {"since", e.since.value()}, {"citation", e.citation},      {"note", e.note}};
}

Json history_json(const Registry& registry, const Partnership& p) {
    Json history = Json::array();
    for (const registry::DepthPhase& phase : registry::depth_history(p)) {
        const auto* score = score_in(registry, p.id, phase.years.first);
        Json changed = Json::array();
        for (const std::size_t position : phase.changed) changed.push_back(finding_json(p.evidence[position]));
        history.push_back({{"first_year", phase.years.first.value()},
                           {"last_year", year_json(phase.years.last)},
                           {"alive", phase.is_alive},
                           {"depth", depth_json(phase.depth)},
                           {"score", score ? Json(score->score) : Json(nullptr)},
                           {"std_error", score ? Json(score->std_error) : Json(nullptr)},
                           {"changed", changed}});
    }
    return history;
}

Json to_json(const Registry& registry, const Partnership& p) {
    Json parties = Json::array();
    for (const Party& party : p.parties)
        parties.push_back({{"actor", registry.key_of(party.actor)},
                           {"role", party.role},
                           {"first_year", party.spell.first.value()},
                           {"last_year", year_json(party.spell.last)},
                           {"side", party.side}});
    Json evidence = Json::array();
    for (const Evidence& e : p.evidence) evidence.push_back(finding_json(e));
    const auto* entry = registry.entry_of(p.id);
    return {{"id", p.id},
            {"name", p.name},
            {"family", to_string(p.family)},
            {"scope", to_string(p.scope)},
            {"scope_rule", p.scope_rule},
            {"scope_reason", entry ? Json(entry->scope_reason) : Json(nullptr)},
            {"depth", depth_json(p.depth)},
            {"label", p.label},
            {"label_from", entry ? year_json(entry->label_from) : Json(nullptr)},
            {"label_citation", entry ? Json(entry->label_citation) : Json(nullptr)},
            {"sure", entry ? Json(entry->is_sure) : Json(nullptr)},
            {"status", to_string(p.status)},
            {"begun", p.begun.value()},
            {"ended", year_json(p.ended)},
            {"issues", p.issues},
            {"parties", parties},
            {"evidence", evidence},
            {"history", history_json(registry, p)},
            {"sources", p.sources}};
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
    if (entry && !entry->label_citation.empty()) fmt::print(" ({})", citation_text(registry, entry->label_citation));
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
        const auto* score = score_in(registry, p.id, phase.years.first);
        fmt::print("  {:11} {:10}{}\n", years_text(phase.years),
                   !phase.is_alive ? "dormant"
                   : phase.depth   ? to_string(*phase.depth)
                                   : "not shown",
                   score ? fmt::format(" score {:+.2f} ± {:.2f}", score->score, score->std_error) : "");
        for (const std::size_t position : phase.changed) {
            const Evidence& e = p.evidence[position];
            fmt::print("    {} {:30} {}{}{}\n", e.is_present ? "+" : "-", e.sign, citation_text(registry, e.citation),
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
        const auto found = std::ranges::find(registry.tables.citations, key, &atlas::CitationRow::key);
        if (found == registry.tables.citations.end())
            fmt::print("  {}\n", key);
        else
            fmt::print("  {} <{}>\n", found->text, found->url);
    }
    for (const atlas::RecordMatchRow& match : registry.tables.matches)
        if (match.partnership == p.id && (match.verdict == "merged" || match.verdict == "same"))
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
