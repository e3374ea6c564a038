// SPDX-License-Identifier: Apache-2.0
#include "dossier.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace entente::registry {
namespace {

std::string_view table_of(std::string_view id) {
    return id.substr(0, id.find(':'));
}

/// ATOP's alliances have no names of their own: they are called after their members.
bool has_own_name(const AgreementRecord& record) {
    return table_of(record.id) != "atop";
}

MatchSide side_of(const AgreementRecord& record) {
    return match_side(record.id, has_own_name(record) ? record.name : "", record.family, record.begun, record.parties);
}

MatchSide side_of(const CuratedPartnership& entry) {
    const Partnership& partnership = entry.partnership;
    return match_side("curated:" + partnership.id, partnership.name, partnership.family, partnership.begun,
                      partnership.parties);
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

    Dossiers collect(const RegistryInputs& inputs) {
        for (const AgreementRecord* record : foundings_) by_id_.emplace(record->id, record);
        for (const AgreementRecord* document : documents_) by_id_.emplace(document->id, document);
        for (const CuratedPartnership& entry : inputs.curated.partnerships) add_entry(entry);
        for (const AgreementRecord* record : foundings_) add_side(side_of(*record));
        settle_by_hand(inputs.resolutions);
        settle_by_likeness();
        for (const AgreementRecord* record : foundings_)
            if (!place_.contains(record->id)) place(record->id, new_dossier());
        add_documents();
        std::erase_if(dossiers_.list, [](const Dossier& d) { return !d.entry && d.records.empty(); });
        for (Dossier& dossier : dossiers_.list) put_leader_first(dossier);
        return std::move(dossiers_);
    }

private:
    void add_side(MatchSide side) {
        position_of_side_.emplace(side.id, sides_.size());
        sides_.push_back(std::move(side));
    }

    void add_entry(const CuratedPartnership& entry) {
        const std::size_t position = new_dossier();
        dossiers_.list[position].entry = &entry;
        add_side(side_of(entry));
        place_.emplace(sides_.back().id, position);
        for (const std::string& id : entry.same_as) {
            const AgreementRecord* record = founding_of(id);
            if (!record || place_.contains(record->id)) {
                dossiers_.missing_same_as.push_back(entry.partnership.id + " " + id);
                continue;
            }
            place(record->id, position);
            dossiers_.matches.push_back({.first = "curated:" + entry.partnership.id,
                                         .second = record->id,
                                         .likeness = compare(side_of(entry), side_of(*record)),
                                         .verdict = MatchVerdict::coder});
        }
    }

    void settle_by_hand(std::span<const Resolution> resolutions) {
        for (const Resolution& resolution : resolutions) {
            const auto first = position_of_side_.find(resolution.first);
            const auto second = position_of_side_.find(resolution.second);
            if (first == position_of_side_.end() || second == position_of_side_.end()) continue;
            settled_.insert(std::minmax(resolution.first, resolution.second));
            if (resolution.is_same && !join(resolution.first, resolution.second)) continue;
            dossiers_.matches.push_back({.first = resolution.first,
                                         .second = resolution.second,
                                         .likeness = compare(sides_[first->second], sides_[second->second]),
                                         .verdict = resolution.is_same ? MatchVerdict::same : MatchVerdict::different,
                                         .reason = resolution.reason});
        }
    }

    /// Pairs that may be one, likeliest first.
    std::vector<RecordMatch> candidates() const {
        std::vector<std::size_t> by_year(sides_.size());
        for (std::size_t k = 0; k < by_year.size(); ++k) by_year[k] = k;
        std::sort(by_year.begin(), by_year.end(), [&](std::size_t a, std::size_t b) {
            return std::tie(sides_[a].begun, sides_[a].id) < std::tie(sides_[b].begun, sides_[b].id);
        });
        std::vector<RecordMatch> found;
        for (std::size_t i = 0; i < by_year.size(); ++i)
            for (std::size_t j = i + 1; j < by_year.size(); ++j) {
                const MatchSide& a = sides_[by_year[i]];
                const MatchSide& b = sides_[by_year[j]];
                if (b.begun - a.begun > kMostYearsApart) break;
                if (table_of(a.id) == table_of(b.id)) continue;
                if (Likeness likeness = compare(a, b); likeness.certainty >= kReviewFrom) {
                    const auto [first, second] = std::minmax(a.id, b.id);
                    found.push_back({.first = first, .second = second, .likeness = std::move(likeness)});
                }
            }
        std::sort(found.begin(), found.end(), [](const RecordMatch& a, const RecordMatch& b) {
            return std::tie(b.likeness.certainty, a.first, a.second) <
                   std::tie(a.likeness.certainty, b.first, b.second);
        });
        return found;
    }

    /// A body stands once in a table: a pair whose dossiers together hold two records of one table is outdone.
    void settle_by_likeness() {
        for (RecordMatch& match : candidates()) {
            if (settled_.contains({match.first, match.second}) || is_together(match.first, match.second)) continue;
            if (share_a_table(match.first, match.second))
                match.verdict = MatchVerdict::outdone;
            else if (match.likeness.certainty >= kMergeFrom && join(match.first, match.second))
                match.verdict = MatchVerdict::merged;
            dossiers_.matches.push_back(std::move(match));
        }
    }

    bool is_together(const std::string& first, const std::string& second) const {
        const auto a = place_.find(first);
        const auto b = place_.find(second);
        return a != place_.end() && b != place_.end() && a->second == b->second;
    }

    /// Tables of the records that stand with this one, itself included; `curated` for an entry.
    std::set<std::string_view> tables_with(const std::string& id) const {
        std::set<std::string_view> tables{table_of(id)};
        const auto found = place_.find(id);
        if (found == place_.end()) return tables;
        const Dossier& dossier = dossiers_.list[found->second];
        if (dossier.entry) tables.insert("curated");
        for (const AgreementRecord* record : dossier.records) tables.insert(table_of(record->id));
        return tables;
    }

    bool share_a_table(const std::string& first, const std::string& second) const {
        const auto a = tables_with(first);
        const auto b = tables_with(second);
        return std::any_of(a.begin(), a.end(), [&](std::string_view table) { return b.contains(table); });
    }

    /// Puts what stands with the second record to the first one. Two coders' entries stay apart.
    bool join(const std::string& first, const std::string& second) {
        if (!place_.contains(first)) place(first, new_dossier());
        if (!place_.contains(second)) place(second, new_dossier());
        const std::size_t into = place_.at(first);
        const std::size_t from = place_.at(second);
        Dossier& kept = dossiers_.list[into];
        Dossier& emptied = dossiers_.list[from];
        if (into == from || (kept.entry && emptied.entry)) return false;
        if (emptied.entry) kept.entry = std::exchange(emptied.entry, nullptr);
        kept.records.insert(kept.records.end(), emptied.records.begin(), emptied.records.end());
        emptied.records.clear();
        for (auto& [id, position] : place_)
            if (position == from) position = into;
        return true;
    }

    void add_documents() {
        for (const AgreementRecord* document : documents_) {
            const AgreementRecord* founding = founding_of(document->document_of);
            if (founding)
                dossiers_.list[place_.at(founding->id)].documents.push_back(document);
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

    void place(const std::string& id, std::size_t position) {
        place_.emplace(id, position);
        dossiers_.list[position].records.push_back(by_id_.at(id));
    }

    std::vector<const AgreementRecord*> foundings_;
    std::vector<const AgreementRecord*> documents_;
    std::map<std::string_view, const AgreementRecord*> by_id_;
    std::vector<MatchSide> sides_;  ///< Curated entries and founding records.
    std::map<std::string, std::size_t, std::less<>> position_of_side_;
    std::map<std::string, std::size_t, std::less<>> place_;  ///< Side to dossier.
    std::set<std::pair<std::string, std::string>> settled_;  ///< By hand; the lesser id first.
    Dossiers dossiers_;
};

}  // namespace

Dossiers collect_dossiers(const RegistryInputs& inputs) {
    return Collector(inputs).collect(inputs);
}

}  // namespace entente::registry
