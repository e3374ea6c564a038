// SPDX-License-Identifier: Apache-2.0
#include "registry_json.hpp"

#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "entente/engine/registry_files.hpp"
#include "entente/registry/depth_history.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

using Json = nlohmann::ordered_json;

Json year_json(std::optional<Year> year) {
    return year ? Json(year->value()) : Json(nullptr);
}

Json depth_json(std::optional<Depth> depth) {
    return depth ? Json(to_string(*depth)) : Json(nullptr);
}

Json finding_json(const Evidence& e) {
    return {{"sign", e.sign},           {"depth", to_string(e.depth)}, {"present", e.is_present},
            {"since", e.since.value()}, {"citation", e.citation},      {"note", e.note}};
}

Json history_json(const Registry& registry, const Partnership& p) {
    Json history = Json::array();
    for (const registry::DepthPhase& phase : registry::depth_history(p)) {
        const auto* score = registry.score_in(p.id, phase.years.first);
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

/// The texts that its facts rest on, each once, in the order of keys.
Json references_json(const Registry& registry, const Partnership& p) {
    constexpr std::string_view kCurated = "curated:";
    std::set<std::string> keys;
    for (const std::string& source : p.sources)
        if (source.starts_with(kCurated)) keys.insert(source.substr(kCurated.size()));
    for (const Evidence& e : p.evidence) keys.insert(e.citation);
    if (const auto* entry = registry.entry_of(p.id)) keys.insert(entry->label_citation);
    Json references = Json::array();
    for (const std::string& key : keys)
        if (const auto* citation = registry.citation(key))
            references.push_back({{"key", key}, {"text", citation->text}, {"url", citation->url}});
    return references;
}

/// Records of two tables that were taken for this one partnership.
Json matches_json(const Registry& registry, const Partnership& p) {
    Json matches = Json::array();
    for (const atlas::RecordMatchRow& match : registry.tables.matches)
        if (match.partnership == p.id && is_taken_for_one(match))
            matches.push_back({{"first", match.first},
                               {"second", match.second},
                               {"verdict", match.verdict},
                               {"certainty", match.certainty},
                               {"reason", match.reason.empty() ? match.likeness : match.reason}});
    return matches;
}

/// The kinds of finding of the audit, by the name that a row of it bears.
using AuditKind = std::pair<const char*, std::vector<registry::LabelResidual> registry::LabelAudit::*>;
constexpr std::array kAuditKinds{AuditKind{"over-labelled", &registry::LabelAudit::over},
                                 AuditKind{"under-labelled", &registry::LabelAudit::under},
                                 AuditKind{"unlabelled", &registry::LabelAudit::unlabelled},
                                 AuditKind{"unlabelled community", &registry::LabelAudit::community}};

/// What the audit says of one; null where it says nothing.
Json label_json(const Registry& registry, const Partnership& p) {
    if (!registry.entry_of(p.id)) return nullptr;
    const registry::LabelAudit audit = audit_labels(registry);
    for (const auto& [kind, list] : kAuditKinds)
        for (const registry::LabelResidual& r : audit.*list)
            if (r.of.id == p.id)
                return {{"finding", kind},
                        {"group", r.group},
                        {"score", r.of.score},
                        {"expected", r.expected},
                        {"residual", r.residual}};
    return nullptr;
}

Json label_row_json(const registry::LabelRow& row) {
    Json depths = Json::object();
    for (const Depth depth : all_values<Depth>())
        depths[std::string(to_string(depth))] = row.depths[static_cast<std::size_t>(depth)];
    depths["none"] = row.depths.back();
    Json scopes = Json::object();
    for (const Scope scope : all_values<Scope>())
        scopes[std::string(to_string(scope))] = row.scopes[static_cast<std::size_t>(scope)];
    return {{"label", row.label},      {"group", row.group}, {"cases", row.num_cases},
            {"score", row.mean_score}, {"depths", depths},   {"scopes", scopes}};
}

Json label_rows_json(const std::vector<registry::LabelRow>& rows) {
    Json list = Json::array();
    for (const registry::LabelRow& row : rows) list.push_back(label_row_json(row));
    return list;
}

std::vector<registry::LabelCase> cases_of(const Registry& registry) {
    std::vector<registry::LabelCase> cases;
    for (const Partnership& p : registry.world.partnerships()) {
        const auto* score = registry.last_score(p.id);
        if (!registry.entry_of(p.id) || !score) continue;
        cases.push_back({.id = p.id,
                         .label = p.label,
                         .scope = p.scope,
                         .depth = score->depth,
                         .score = score->score,
                         .std_error = score->std_error});
    }
    return cases;
}

}  // namespace

nlohmann::ordered_json to_json(const Registry& registry, const Partnership& p) {
    Json parties = Json::array();
    for (const Party& party : p.parties)
        parties.push_back({{"actor", registry.key_of(party.actor)},
                           {"name", registry.name_of(party.actor)},
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
            {"sources", p.sources},
            {"references", references_json(registry, p)},
            {"same_as", matches_json(registry, p)},
            {"label_audit", label_json(registry, p)},
            {"note", entry ? entry->note : std::string{}}};
}

bool is_taken_for_one(const atlas::RecordMatchRow& match) {
    return match.verdict == "merged" || match.verdict == "same";
}

registry::LabelAudit audit_labels(const Registry& registry) {
    return registry::audit_labels(cases_of(registry), engine::label_vocabulary(data_folder()));
}

std::string evidence_text(const Registry& registry, const std::string& id) {
    const Partnership& p = registry.find(id);
    std::string text;
    for (const std::size_t k : registry::standing_evidence(p, p.ended.value_or(registry.world.as_of()))) {
        const Evidence& e = p.evidence[k];
        text += fmt::format("{}{}{}", text.empty() ? "" : " ", e.is_present ? "+" : "-", e.sign);
    }
    return text.empty() ? "nothing shown" : text;
}

Table audit_table(const Registry& registry, const registry::LabelAudit& audit) {
    Table table{.columns = {"finding", "id", "name", "label", "group", "scope", "depth", "score", "std_error",
                            "expected", "residual", "evidence"}};
    for (const auto& [kind, list] : kAuditKinds)
        for (const registry::LabelResidual& r : audit.*list)
            table.rows.push_back({std::string(kind), r.of.id, registry.find(r.of.id).name, r.of.label, r.group,
                                  std::string(to_string(r.of.scope)), optional_depth(r.of.depth), r.of.score,
                                  r.of.std_error, r.expected, r.residual, evidence_text(registry, r.of.id)});
    return table;
}

nlohmann::ordered_json audit_json(const Registry& registry, const registry::LabelAudit& audit) {
    return {{"groups", label_rows_json(audit.groups)},
            {"labels", label_rows_json(audit.labels)},
            {"spread", audit.spread},
            {"strategic_mean", audit.strategic_mean},
            {"findings", to_json(audit_table(registry, audit))}};
}

}  // namespace entente::apps
