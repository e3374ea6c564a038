// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "dossier.hpp"
#include "entente/base/error.hpp"
#include "entente/registry/registry.hpp"

namespace entente::registry {
namespace {

constexpr Year kEver{9999};  ///< After all evidence.

/// Status at the end of what the records cover. Whichever record knows the reason for the end says it.
Status status_of(const Dossier& dossier, const Codebook& codebook) {
    if (!dossier.records.front()->ended) return Status::active;
    for (const AgreementRecord* record : dossier.records) {
        const auto known = codebook.status_by_end_reason.find(record->end_reason);
        if (record->ended && known != codebook.status_by_end_reason.end()) return known->second;
    }
    return Status::ended;
}

std::vector<std::string> issues_of(Family family, const Codebook& codebook) {
    for (const About& about : codebook.abouts)
        if (about.family == family) return about.issues;
    return {};
}

/// Some tables know a body by its short name only: its long one, else the first record's that is more than its id.
std::string name_of(const std::vector<const AgreementRecord*>& records, const RecordNames& names) {
    for (const AgreementRecord* record : records)
        if (const auto known = names.find(record->id); known != names.end()) return known->second;
    for (const AgreementRecord* record : records)
        if (!record->name.empty() && !record->id.ends_with(":" + record->name)) return record->name;
    return records.front()->name;
}

/// What the leading record of a table says, without depth and scope.
Partnership partnership_of(const Dossier& dossier, const RegistryInputs& inputs) {
    if (dossier.entry) return dossier.entry->partnership;
    const AgreementRecord& lead = *dossier.records.front();
    Partnership partnership{.id = lead.id, .name = name_of(dossier.records, inputs.names), .family = lead.family};
    partnership.status = status_of(dossier, inputs.codebook);
    partnership.begun = lead.begun;
    partnership.ended = lead.ended;
    partnership.issues = issues_of(lead.family, inputs.codebook);
    partnership.parties = lead.parties;
    return partnership;
}

bool has_party(const Partnership& partnership, ActorId actor) {
    return std::any_of(partnership.parties.begin(), partnership.parties.end(),
                       [&](const Party& party) { return party.actor == actor; });
}

/// Parties that a coder's list of well-known ones leaves out.
void add_missing_parties(Partnership& partnership, const Dossier& dossier) {
    if (!dossier.entry || dossier.entry->has_all_parties || dossier.records.empty()) return;
    const Partnership listed = partnership;
    for (const Party& party : dossier.records.front()->parties)
        if (!has_party(listed, party.actor)) partnership.parties.push_back(party);
}

/// A coder's finding on a sign stands alone; else what all records and later documents show together.
void gather_evidence(Partnership& partnership, const Dossier& dossier, const Codebook& codebook) {
    std::vector<std::vector<Evidence>> sources;
    for (const auto* list : {&dossier.records, &dossier.documents})
        for (const AgreementRecord* record : *list) sources.push_back(evidence_of(*record, codebook));
    const std::vector<Evidence> coded = partnership.evidence;
    for (Evidence& evidence : join_evidence(sources, codebook)) {
        const bool is_coded =
            std::any_of(coded.begin(), coded.end(), [&](const Evidence& other) { return other.sign == evidence.sign; });
        if (!is_coded) partnership.evidence.push_back(std::move(evidence));
    }
    std::stable_sort(partnership.evidence.begin(), partnership.evidence.end(),
                     [](const Evidence& a, const Evidence& b) { return a.depth < b.depth; });
}

void gather(Partnership& partnership, const Dossier& dossier, const Codebook& codebook) {
    add_missing_parties(partnership, dossier);
    for (const AgreementRecord* record : dossier.records) partnership.sources.push_back(record->id);
    gather_evidence(partnership, dossier, codebook);
    partnership.depth = depth_by(partnership, kEver);
}

/// Tables of alliances, trade agreements and formal organisations hold binding texts; those of informal ones do not.
std::optional<double> treaty_fact(const Partnership& partnership, const CuratedPartnership* entry) {
    if (entry && entry->has_treaty) return *entry->has_treaty ? 1 : 0;
    if (partnership.family == Family::other) return std::nullopt;
    return partnership.family == Family::informal ? 0 : 1;
}

const ScopeRule& rule_for(const Partnership& partnership, const CuratedPartnership* entry, const RegistryInputs& inputs,
                          const KindOf& kind_of) {
    ScopeFacts facts = founding_facts(partnership, kind_of);
    if (const auto treaty = treaty_fact(partnership, entry)) facts.set(ScopeFact::treaty, *treaty);
    facts.set(ScopeFact::open_club, entry && entry->is_open_club ? 1 : 0);
    if (inputs.share_of && !partnership.issues.empty())
        if (const auto share =
                inputs.share_of(founders_of(partnership), partnership.begun, partnership.issues.front())) {
            facts.set(ScopeFact::share, share->share);
            facts.set(ScopeFact::size_share, share->size_share);
        }
    return inputs.scope_rules.decide(facts);
}

/// The coder's scope stands where there is one; the rules' verdict stands beside it.
void decide_scope(Partnership& partnership, const CuratedPartnership* entry, const ScopeRule& rule,
                  RegistryEstimate& estimate) {
    if (entry)
        estimate.scope_checks.push_back({partnership.id, partnership.scope, rule.scope, rule.id, entry->scope_reason});
    const bool overruled = entry && partnership.scope != rule.scope;
    partnership.scope_rule = overruled ? "coder" : rule.id;
    if (!entry) partnership.scope = rule.scope;
}

void count_skip(RegistryEstimate& estimate, std::string_view reason, const AgreementRecord& record) {
    for (SkipCount& skip : estimate.skipped)
        if (skip.reason == reason) {
            ++skip.count;
            return;
        }
    estimate.skipped.push_back({.reason = std::string(reason), .count = 1, .first_line = 0, .example = record.id});
}

/// Tells of each pair which partnership its first record went to.
void name_partnerships(std::vector<RecordMatch>& matches, const std::vector<Dossier>& dossiers) {
    std::map<std::string, std::string> partnership_of;
    for (const Dossier& dossier : dossiers) {
        const std::string id = dossier.entry ? dossier.entry->partnership.id : dossier.records.front()->id;
        if (dossier.entry) partnership_of.emplace("curated:" + id, id);
        for (const AgreementRecord* record : dossier.records) partnership_of.emplace(record->id, id);
    }
    for (RecordMatch& match : matches) match.partnership = partnership_of[match.first];
}

}  // namespace

RegistryEstimate derive_registry(const RegistryInputs& inputs, const Monitor& monitor) {
    if (!inputs.curated.faults.empty()) throw Error{Errc::bad_input, describe(inputs.curated.faults)};
    std::map<ActorId, ActorKind> kinds;
    for (const Actor& actor : inputs.actors) kinds.emplace(actor.id, actor.kind);
    const KindOf kind_of = [&](ActorId id) -> std::optional<ActorKind> {
        const auto found = kinds.find(id);
        return found == kinds.end() ? std::nullopt : std::optional{found->second};
    };

    RegistryEstimate estimate;
    Dossiers dossiers = collect_dossiers(inputs);
    estimate.missing_same_as = std::move(dossiers.missing_same_as);
    estimate.matches = std::move(dossiers.matches);
    name_partnerships(estimate.matches, dossiers.list);
    for (const AgreementRecord* orphan : dossiers.orphans)
        count_skip(estimate, "later document of an agreement that no table here holds", *orphan);
    for (const Dossier& dossier : dossiers.list) {
        monitor.check_stop();
        Partnership partnership = partnership_of(dossier, inputs);
        gather(partnership, dossier, inputs.codebook);
        if (partnership.parties.empty()) {
            count_skip(estimate, "no parties recorded", *dossier.records.front());
            continue;
        }
        decide_scope(partnership, dossier.entry, rule_for(partnership, dossier.entry, inputs, kind_of), estimate);
        estimate.partnerships.push_back(std::move(partnership));
    }
    std::sort(estimate.partnerships.begin(), estimate.partnerships.end(),
              [](const Partnership& a, const Partnership& b) { return a.id < b.id; });
    std::sort(estimate.matches.begin(), estimate.matches.end(), [](const RecordMatch& a, const RecordMatch& b) {
        return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    std::sort(estimate.scope_checks.begin(), estimate.scope_checks.end(),
              [](const ScopeCheck& a, const ScopeCheck& b) { return a.id < b.id; });
    return estimate;
}

}  // namespace entente::registry
