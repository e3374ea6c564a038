// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/curated.hpp"

#include <algorithm>
#include <set>

#include "toml_fields.hpp"

namespace entente::registry {
namespace {

/// The Correlates of War recognise some states long after they signed treaties (Bhutan in 1971, its treaty with India
/// is of 1949; the Cook Islands in 1992, in free association with New Zealand since 1965): a party may be
/// that much older than its actor's record.
constexpr int kRecognitionLag = 30;

/// Names that entries may refer to, and what the files before this one defined.
struct KnownNames {
    std::map<std::string, const Actor*, std::less<>> actors{};
    std::vector<std::string> actor_keys{};
    std::vector<std::string> issues{};
    std::vector<std::string> signs{};
    std::span<const std::string> labels{};
    std::map<std::string, std::string, std::less<>> citation_keys{};  ///< Key to place, of all files.
    bool has_all_citations = true;                                    ///< false: one stood in an entry that is no TOML.
    std::map<std::string, std::string, std::less<>> ids{};            ///< Partnership to place.
    std::map<std::string, std::string, std::less<>> titles{};         ///< Name and first year to place.
    std::map<std::string, std::string, std::less<>> records{};        ///< Record of a table to place.
    bool is_overlay = false;
};

KnownNames names_of(const CuratedContext& context) {
    KnownNames names;
    for (const Actor& actor : context.actors) {
        names.actors.emplace(actor.key, &actor);
        names.actor_keys.push_back(actor.key);
    }
    for (const Issue& issue : context.issues) names.issues.push_back(issue.id);
    for (const DepthSign& sign : context.codebook.signs) names.signs.push_back(sign.id);
    names.labels = context.labels;
    names.is_overlay = context.is_overlay;
    for (const std::string& key : context.citations) names.citation_keys.emplace(key, "the registry");
    return names;
}

bool stands_in(std::span<const std::string> list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// Notes where a name stands; a fault where it stood before.
void note_place(std::map<std::string, std::string, std::less<>>& places, const std::string& name, std::string_view what,
                const toml::source_region& where, Faults& faults) {
    if (name.empty()) return;
    const auto [known, is_new] = places.emplace(name, fmt::format("{} line {}", faults.file(), where.begin.line));
    if (!is_new) faults.add(where, fmt::format("{} '{}' stands twice; first in {}", what, name, known->second));
}

void require_citation(Fields& fields, std::string_view field, const std::string& key, const KnownNames& names) {
    if (key.empty() || !names.has_all_citations || names.citation_keys.contains(key)) return;
    std::vector<std::string> keys;
    for (const auto& [known, place] : names.citation_keys) keys.push_back(known);
    fields.fault(field, fmt::format("no citation '{}'.{}", key, nearest_hint(key, keys)));
}

Evidence read_finding(Fields& fields, const KnownNames& names, const Codebook& codebook) {
    Evidence evidence;
    evidence.sign = fields.text("sign");
    evidence.is_present = fields.flag("value").value_or(true);
    evidence.since = fields.required_year("from");
    evidence.citation = fields.text("cite");
    evidence.note = fields.text_or("note", "");
    require_citation(fields, "cite", evidence.citation, names);
    if (const DepthSign* sign = codebook.find(evidence.sign))
        evidence.depth = sign->depth;
    else if (!evidence.sign.empty())
        fields.fault("sign", fmt::format("no sign '{}' in the codebook.{}", evidence.sign,
                                         nearest_hint(evidence.sign, names.signs)));
    return evidence;
}

/// Reads one [[correction]].
Correction read_correction(const toml::table& table, const KnownNames& names, const Codebook& codebook,
                           Faults& faults) {
    Fields fields(table, faults);
    Correction correction{.partnership = fields.text("partnership"), .reason = fields.text("reason")};
    correction.file = faults.file();
    correction.line = static_cast<int>(table.source().begin.line);
    if (fields.has("name")) correction.name = fields.text("name");
    if (fields.has("label")) correction.label = fields.text("label");
    if (fields.has("scope")) correction.scope = fields.word<Scope>("scope");
    if (fields.has("status")) correction.status = fields.word<Status>("status");
    correction.begun = fields.year("begun");
    correction.ended = fields.year("ended");
    for (const toml::table* row : fields.tables("evidence")) {
        Fields finding(*row, faults);
        correction.evidence.push_back(read_finding(finding, names, codebook));
        finding.finish();
    }
    fields.finish();
    return correction;
}

/// Reads one [[partnership]].
class EntryReader {
public:
    EntryReader(const toml::table& table, const KnownNames& names, const Codebook& codebook, Faults& faults)
        : fields_(table, faults), names_(names), codebook_(codebook), faults_(faults) {}

    CuratedPartnership read() {
        read_identity();
        read_life();
        read_label();
        read_parties();
        read_evidence();
        read_sources();
        fields_.finish();
        entry_.file = faults_.file();
        entry_.line = static_cast<int>(fields_.where("id").begin.line);
        return std::move(entry_);
    }

private:
    void read_identity() {
        Partnership& partnership = entry_.partnership;
        partnership.id = fields_.text("id");
        if (partnership.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
            fields_.fault("id", fmt::format("id '{}'; expected lower-case letters, digits and '-'", partnership.id));
        partnership.name = fields_.text("name");
        partnership.scope = fields_.word<Scope>("scope");
        partnership.family = fields_.word<Family>("family");
        partnership.issues = fields_.texts("issues");
        if (partnership.issues.empty())
            fields_.fault("issues", "'issues' is missing or empty; expected ids of issues.toml");
        for (const std::string& issue : partnership.issues)
            if (!stands_in(names_.issues, issue))
                fields_.fault("issues", fmt::format("no issue '{}'.{}", issue, nearest_hint(issue, names_.issues)));
        entry_.scope_reason = fields_.text_or("scope_reason", "");
        entry_.has_treaty = fields_.flag("treaty");
        entry_.is_open_club = fields_.flag("open_club").value_or(false);
        entry_.has_all_parties = fields_.flag("parties_complete").value_or(true);
        entry_.note = fields_.text_or("note", "");
        const std::string confidence = fields_.text("confidence");
        if (!confidence.empty() && confidence != "sure" && confidence != "doubtful")
            fields_.fault("confidence", fmt::format("'confidence' is '{}'; expected sure or doubtful", confidence));
        entry_.is_sure = confidence != "doubtful";
    }

    void read_life() {
        Partnership& partnership = entry_.partnership;
        partnership.begun = fields_.required_year("begun");
        partnership.ended = fields_.year("ended");
        partnership.status = fields_.word<Status>("status");
        if (partnership.ended && *partnership.ended < partnership.begun)
            fields_.fault("ended", fmt::format("ended {} before it began in {}", partnership.ended->value(),
                                               partnership.begun.value()));
        if (partnership.status != Status::active && !partnership.ended)
            fields_.fault("status", fmt::format("status '{}' needs 'ended', the last year in which it was alive",
                                                to_string(partnership.status)));
        if (partnership.status == Status::active && partnership.ended)
            fields_.fault("ended", "an active partnership has no 'ended'");
        for (const toml::table* table : fields_.tables("spells")) {
            Fields spell_fields(*table, faults_);
            entry_.spells.push_back(read_spell(spell_fields, partnership));
            spell_fields.finish();
        }
        for (std::size_t k = 1; k < entry_.spells.size(); ++k)
            if (overlap(entry_.spells[k - 1], entry_.spells[k]))
                fields_.fault("spells", "spells overlap or are not in order");
    }

    void read_label() {
        Partnership& partnership = entry_.partnership;
        partnership.label = fields_.text("label");
        entry_.label_citation = fields_.text_or("label_cite", "");
        entry_.label_from = fields_.year("label_from");
        const bool has_label = partnership.label != "none";
        if (has_label && entry_.label_citation.empty())
            fields_.fault("label", fmt::format("label '{}' needs a 'label_cite'", partnership.label));
        if (!has_label && !entry_.label_citation.empty()) fields_.fault("label_cite", "'label_cite' without a label");
        if (!entry_.label_citation.empty()) require_citation(fields_, "label_cite", entry_.label_citation, names_);
        if (!partnership.label.empty() && !names_.labels.empty() && !stands_in(names_.labels, partnership.label))
            fields_.fault("label", fmt::format("no label '{}' in labels.toml.{}", partnership.label,
                                               nearest_hint(partnership.label, names_.labels)));
        if (entry_.label_from && !is_alive_in(*entry_.label_from))
            fields_.fault("label_from", fmt::format("{} is no year of the partnership's life, {}",
                                                    entry_.label_from->value(), life_text()));
    }

    void read_parties() {
        Partnership& partnership = entry_.partnership;
        for (const toml::table* table : fields_.tables("parties")) {
            Fields fields(*table, faults_);
            Party party;
            const std::string key = fields.text("actor");
            party.spell = read_spell(fields, partnership);
            party.role = fields.text("role");
            party.side = static_cast<int>(fields.number_or("side", 0));
            fields.know("before_record");
            fields.finish();
            check_within_spells(fields, party.spell);
            if (const auto actor = names_.actors.find(key); actor != names_.actors.end()) {
                party.actor = actor->second->id;
                check_lifetime(fields, party, *actor->second);
            } else if (!key.empty()) {
                fields.fault("actor", fmt::format("no actor '{}'.{}", key, nearest_hint(key, names_.actor_keys)));
                continue;
            }
            for (const Party& other : partnership.parties)
                if (other.actor == party.actor && overlap(other.spell, party.spell))
                    fields.fault("actor", fmt::format("'{}' has two spells that overlap", key));
            partnership.parties.push_back(std::move(party));
        }
        if (partnership.parties.size() < 2)
            fields_.fault("parties", fmt::format("{} known parties; expected a list of at least two tables",
                                                 partnership.parties.empty() ? "no" : "too few"));
    }

    void read_evidence() {
        for (const toml::table* table : fields_.tables("evidence")) {
            Fields fields(*table, faults_);
            Evidence evidence = read_finding(fields, names_, codebook_);
            if (fields.has("from") && !is_alive_in(evidence.since))
                fields.fault("from", fmt::format("evidence of {} outside of the partnership's life, {}",
                                                 evidence.since.value(), life_text()));
            for (const Evidence& other : entry_.partnership.evidence)
                if (other.sign == evidence.sign && other.since == evidence.since)
                    fields.fault("sign",
                                 fmt::format("'{}' is answered twice for {}", evidence.sign, evidence.since.value()));
            fields.finish();
            entry_.partnership.evidence.push_back(std::move(evidence));
        }
    }

    void read_sources() {
        const std::vector<std::string> keys = fields_.texts("sources");
        if (keys.empty()) fields_.fault("sources", "'sources' is missing or empty; expected citation keys");
        for (const std::string& key : keys) {
            require_citation(fields_, "sources", key, names_);
            entry_.partnership.sources.push_back("curated:" + key);
        }
        entry_.same_as = fields_.texts("same_as");
        for (const std::string& record : entry_.same_as)
            if (record.find(':') == std::string::npos)
                fields_.fault("same_as", fmt::format("'{}'; expected <table>:<record>", record));
    }

    /// `from` and `to` of a table, within the partnership's life.
    Spell read_spell(Fields& fields, const Partnership& partnership) {
        Spell spell{.first = fields.required_year("from"), .last = fields.year("to")};
        if (spell.last && *spell.last < spell.first)
            fields.fault("to",
                         fmt::format("ends in {} before it starts in {}", spell.last->value(), spell.first.value()));
        if (fields.has("from") && spell.first < partnership.begun)
            fields.fault("from", fmt::format("starts in {}, before the partnership began in {}", spell.first.value(),
                                             partnership.begun.value()));
        if (partnership.ended && (spell.first > *partnership.ended || (spell.last && *spell.last > *partnership.ended)))
            fields.fault("to", fmt::format("lasts beyond the partnership's end in {}", partnership.ended->value()));
        if (partnership.ended && !spell.last) spell.last = partnership.ended;
        return spell;
    }

    bool is_alive_in(Year year) const {
        const Partnership& partnership = entry_.partnership;
        return partnership.begun <= year && (!partnership.ended || year <= *partnership.ended);
    }

    std::string life_text() const {
        const Partnership& partnership = entry_.partnership;
        return partnership.ended ? fmt::format("{} to {}", partnership.begun.value(), partnership.ended->value())
                                 : fmt::format("which began in {}", partnership.begun.value());
    }

    void check_within_spells(Fields& fields, const Spell& spell) {
        const bool is_within =
            entry_.spells.empty() || std::any_of(entry_.spells.begin(), entry_.spells.end(), [&](const Spell& life) {
                return life.holds_in(spell.first) && (!life.last || (spell.last && *spell.last <= *life.last));
            });
        if (!is_within)
            fields.fault("from", "reaches beyond one spell of the partnership; give a party one spell for each");
    }

    /// A party was born by its first year and is not dead before its last one; without `to` it stays until its own end.
    void check_lifetime(Fields& fields, Party& party, const Actor& actor) {
        const bool is_before_record = fields.flag("before_record").value_or(false);
        if (actor.spells.empty()) return;
        const bool is_born =
            is_before_record || std::any_of(actor.spells.begin(), actor.spells.end(), [&](const Spell& life) {
                return Spell{life.first - kRecognitionLag, life.last}.holds_in(party.spell.first);
            });
        if (!is_born)
            fields.fault("from", fmt::format("'{}' did not live in {}; {}; expected a year of its life, or "
                                             "'before_record = true' where the text names it all the same",
                                             actor.key, party.spell.first.value(), lives_text(actor)));
        const std::optional<Year> death = actor.spells.back().last;
        if (!is_born || !death || (party.spell.last && *party.spell.last <= *death)) return;
        if (fields.has("to"))
            fields.fault("to", fmt::format("'{}' is a party beyond its own end; {}", actor.key, lives_text(actor)));
        party.spell.last = death;
    }

    static std::string lives_text(const Actor& actor) {
        std::string text;
        for (const Spell& life : actor.spells)
            text += fmt::format("{}{} to {}", text.empty() ? "it is recorded from " : ", ", life.first.value(),
                                life.last ? std::to_string(life.last->value()) : "now");
        return text;
    }

    static bool overlap(const Spell& a, const Spell& b) {
        return (!a.last || b.first <= *a.last) && (!b.last || a.first <= *b.last);
    }

    Fields fields_;
    const KnownNames& names_;
    const Codebook& codebook_;
    Faults& faults_;
    CuratedPartnership entry_;
};

Citation read_citation(const toml::table& table, Faults& faults) {
    Fields fields(table, faults);
    Citation citation{
        .key = fields.text("key"), .text = fields.text("text"), .url = fields.text("url"), .file = faults.file()};
    if (!citation.url.empty() && !citation.url.starts_with("https://") && !citation.url.starts_with("http://"))
        fields.fault("url", fmt::format("'{}'; expected an address that begins with https://", citation.url));
    fields.finish();
    return citation;
}

/// A file between its two readings: citations first, so that entries of any file may use them.
struct OpenFile {
    Faults faults;
    toml::table root;
    std::map<std::string, Citation, std::less<>> citations{};
};

OpenFile open_file(const RegistryText& text, KnownNames& names) {
    OpenFile file{.faults = Faults(text.file), .root = {}};
    file.root = parse_toml_entries(text.toml, text.file, file.faults);
    if (!file.faults.empty()) names.has_all_citations = false;
    Fields fields(file.root, file.faults);
    for (const toml::table* table : fields.tables("citation")) {
        Citation citation = read_citation(*table, file.faults);
        note_place(names.citation_keys, citation.key, "citation", table->source(), file.faults);
        file.citations.emplace(citation.key, std::move(citation));
    }
    fields.know("partnership");
    if (names.is_overlay) fields.know("correction");
    fields.finish();
    return file;
}

std::vector<CuratedPartnership> read_entries(OpenFile& file, KnownNames& names, const Codebook& codebook) {
    std::vector<CuratedPartnership> entries;
    Fields fields(file.root, file.faults);
    for (const toml::table* table : fields.tables("partnership")) {
        CuratedPartnership entry = EntryReader(*table, names, codebook, file.faults).read();
        const Partnership& partnership = entry.partnership;
        note_place(names.ids, partnership.id, "partnership", table->source(), file.faults);
        note_place(names.titles, fmt::format("{}, {}", partnership.name, partnership.begun.value()), "partnership",
                   table->source(), file.faults);
        for (const std::string& record : entry.same_as)
            note_place(names.records, record, "record", table->source(), file.faults);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<Correction> read_corrections(OpenFile& file, const KnownNames& names, const Codebook& codebook) {
    std::vector<Correction> corrections;
    if (!names.is_overlay) return corrections;
    Fields fields(file.root, file.faults);
    for (const toml::table* table : fields.tables("correction"))
        corrections.push_back(read_correction(*table, names, codebook, file.faults));
    return corrections;
}

}  // namespace

CuratedRegistry parse_curated(std::span<const RegistryText> files, const CuratedContext& context) {
    KnownNames names = names_of(context);
    std::vector<OpenFile> open_files;
    for (const RegistryText& text : files) open_files.push_back(open_file(text, names));
    CuratedRegistry registry;
    for (OpenFile& file : open_files) {
        auto entries = read_entries(file, names, context.codebook);
        auto corrections = read_corrections(file, names, context.codebook);
        if (file.faults.empty()) {
            registry.citations.merge(file.citations);
            std::move(corrections.begin(), corrections.end(), std::back_inserter(registry.corrections));
            std::move(entries.begin(), entries.end(), std::back_inserter(registry.partnerships));
        }
        registry.faults.insert(registry.faults.end(), file.faults.list().begin(), file.faults.list().end());
    }
    return registry;
}

}  // namespace entente::registry
