// SPDX-License-Identifier: Apache-2.0
#include "dossier.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "entente/base/nearest.hpp"

namespace entente::registry {
namespace {

/// Tables that describe the same population, so that one body may stand in both.
struct TablePair {
    std::string_view first;
    std::string_view second;
};
constexpr std::array<TablePair, 2> kSamePopulation{{{"cow_igo", "digo"}, {"igo_informal", "iigo"}}};

/// Tables date a founding differently (signature, entry into force, first member; every fifth year before 1965).
constexpr int kMaxYearsApart = 5;
/// Likeness of members, or of names where a table has no members, from which two records are one body.
constexpr double kMinLikeness = 0.5;
/// Likeness of names from which different short names do not count.
constexpr double kSameName = 0.8;

std::string_view table_of(const AgreementRecord& record) {
    return std::string_view(record.id).substr(0, record.id.find(':'));
}

/// Lower-case letters and digits only.
std::string plain(std::string_view text) {
    std::string result;
    for (const char letter : text)
        if (std::isalnum(static_cast<unsigned char>(letter)))
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return result;
}

std::string short_name(const AgreementRecord& record) {
    return plain(std::string_view(record.id).substr(record.id.find(':') + 1));
}

double name_likeness(const AgreementRecord& a, const AgreementRecord& b) {
    const std::string first = plain(a.name);
    const std::string second = plain(b.name);
    const std::size_t longer = std::max(first.size(), second.size());
    if (longer == 0) return 0;
    return 1.0 - static_cast<double>(edit_distance(first, second)) / static_cast<double>(longer);
}

std::set<ActorId> actors_of(const AgreementRecord& record) {
    std::set<ActorId> actors;
    for (const Party& party : record.parties) actors.insert(party.actor);
    return actors;
}

/// Share of the smaller body's members that are in the other.
double member_likeness(const AgreementRecord& a, const AgreementRecord& b) {
    const auto first = actors_of(a);
    const auto second = actors_of(b);
    const auto shared =
        std::count_if(first.begin(), first.end(), [&](ActorId actor) { return second.contains(actor); });
    return static_cast<double>(shared) / static_cast<double>(std::min(first.size(), second.size()));
}

/// How surely two records of one population are one body, 0 .. 1.
double likeness(const AgreementRecord& a, const AgreementRecord& b) {
    if (std::abs(a.begun - b.begun) > kMaxYearsApart) return 0;
    const double by_name = name_likeness(a, b);
    if (short_name(a) != short_name(b) && by_name < kSameName) return 0;
    return a.parties.empty() || b.parties.empty() ? by_name : member_likeness(a, b);
}

struct Match {
    double likeness = 0;
    const AgreementRecord* first = nullptr;
    const AgreementRecord* second = nullptr;
};

/// Best matches between the tables of a pair, each record once, likeliest first.
std::vector<Match> matches_of(const TablePair& pair, const std::vector<const AgreementRecord*>& records) {
    std::vector<Match> candidates;
    for (const AgreementRecord* first : records) {
        if (table_of(*first) != pair.first) continue;
        for (const AgreementRecord* second : records)
            if (table_of(*second) == pair.second)
                if (const double like = likeness(*first, *second); like >= kMinLikeness)
                    candidates.push_back({like, first, second});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Match& a, const Match& b) {
        return std::tie(b.likeness, a.first->id, a.second->id) < std::tie(a.likeness, b.first->id, b.second->id);
    });
    std::set<const AgreementRecord*> taken;
    std::vector<Match> matches;
    for (const Match& match : candidates) {
        if (taken.contains(match.first) || taken.contains(match.second)) continue;
        taken.insert({match.first, match.second});
        matches.push_back(match);
    }
    return matches;
}

/// Builds dossiers out of founding records; knows where each record went.
class Collector {
public:
    explicit Collector(const RegistryInputs& inputs) {
        for (const AgreementRecord& record : inputs.agreements)
            (record.document_of.empty() ? foundings_ : documents_).push_back(&record);
        const auto by_id = [](const auto* a, const auto* b) { return a->id < b->id; };
        std::sort(foundings_.begin(), foundings_.end(), by_id);
        std::sort(documents_.begin(), documents_.end(),
                  [](const auto* a, const auto* b) { return std::tie(a->begun, a->id) < std::tie(b->begun, b->id); });
    }

    Dossiers collect(const CuratedRegistry& curated) {
        for (const AgreementRecord* record : foundings_) by_id_.emplace(record->id, record);
        for (const AgreementRecord* document : documents_) by_id_.emplace(document->id, document);
        for (const CuratedPartnership& entry : curated.partnerships) add_entry(entry);
        add_matches();
        for (const AgreementRecord* record : foundings_)
            if (!place_.contains(record)) place(record, new_dossier());
        add_documents();
        for (Dossier& dossier : dossiers_.list) put_leader_first(dossier);
        return std::move(dossiers_);
    }

private:
    void add_entry(const CuratedPartnership& entry) {
        const std::size_t position = new_dossier();
        dossiers_.list[position].entry = &entry;
        for (const std::string& id : entry.same_as) {
            const AgreementRecord* record = founding_of(id);
            if (!record || place_.contains(record))
                dossiers_.missing_same_as.push_back(entry.partnership.id + " " + id);
            else
                place(record, position);
        }
        if (!dossiers_.list[position].records.empty()) dossiers_.list[position].reason = "a coder says so";
    }

    void add_matches() {
        for (const TablePair& pair : kSamePopulation)
            for (const Match& match : matches_of(pair, foundings_)) {
                const auto first = place_.find(match.first);
                const auto second = place_.find(match.second);
                if (first != place_.end() && second != place_.end()) continue;
                const std::size_t position = first != place_.end()    ? first->second
                                             : second != place_.end() ? second->second
                                                                      : new_dossier();
                if (first == place_.end()) place(match.first, position);
                if (second == place_.end()) place(match.second, position);
                Dossier& dossier = dossiers_.list[position];
                dossier.certainty = std::min(dossier.certainty, match.likeness);
                dossier.reason += fmt::format("{}{} and {}: same name, founded within {} years, likeness {:.2f}",
                                              dossier.reason.empty() ? "" : "; ", match.first->id, match.second->id,
                                              kMaxYearsApart, match.likeness);
            }
    }

    void add_documents() {
        for (const AgreementRecord* document : documents_) {
            const AgreementRecord* founding = founding_of(document->document_of);
            if (founding)
                dossiers_.list[place_.at(founding)].documents.push_back(document);
            else
                dossiers_.orphans.push_back(document);
        }
    }

    /// The founding record behind an id: a document may be of a document (provisions coded for a protocol). Null where
    /// the chain ends in nothing or in itself.
    const AgreementRecord* founding_of(std::string_view id) const {
        std::set<std::string_view> seen;
        for (auto found = by_id_.find(id); found != by_id_.end() && seen.insert(id).second; found = by_id_.find(id)) {
            if (found->second->document_of.empty()) return found->second;
            id = found->second->document_of;
        }
        return nullptr;
    }

    /// A record with members leads one without; otherwise the order of ids.
    static void put_leader_first(Dossier& dossier) {
        std::sort(dossier.records.begin(), dossier.records.end(), [](const auto* a, const auto* b) {
            return std::tuple(a->parties.empty(), std::string_view(a->id)) <
                   std::tuple(b->parties.empty(), std::string_view(b->id));
        });
    }

    std::size_t new_dossier() {
        dossiers_.list.emplace_back();
        return dossiers_.list.size() - 1;
    }

    void place(const AgreementRecord* record, std::size_t position) {
        place_.emplace(record, position);
        dossiers_.list[position].records.push_back(record);
    }

    std::vector<const AgreementRecord*> foundings_;
    std::vector<const AgreementRecord*> documents_;
    std::map<std::string_view, const AgreementRecord*> by_id_;
    std::map<const AgreementRecord*, std::size_t> place_;
    Dossiers dossiers_;
};

}  // namespace

Dossiers collect_dossiers(const RegistryInputs& inputs) {
    return Collector(inputs).collect(inputs.curated);
}

}  // namespace entente::registry
