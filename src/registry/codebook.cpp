// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/codebook.hpp"

#include <algorithm>

#include "toml_fields.hpp"

namespace entente::registry {
namespace {

ShownBy read_shown_by(const toml::table& table, Faults& faults) {
    Fields fields(table, faults);
    ShownBy shown;
    shown.record = fields.text_or("record", "");
    shown.columns = fields.text_or_texts("column");
    shown.why = fields.text("why");
    if (shown.record.empty() == shown.columns.empty())
        fields.fault("why", "a way of showing names either a 'record' or a 'column'");
    if (!shown.record.empty()) {
        const std::string says = fields.text("says");
        if (says != "yes" && says != "no")
            fields.fault("says", fmt::format("'says' is '{}'; expected yes or no", says));
        shown.says_yes = says == "yes";
    } else {
        shown.yes_min = fields.number_or("yes_min", 1);
        shown.no_max = fields.number("no_max");
        shown.count_min = static_cast<std::size_t>(std::max(1.0, fields.number_or("count_min", 1)));
        if (shown.no_max && *shown.no_max >= shown.yes_min) fields.fault("no_max", "'no_max' must lie below 'yes_min'");
    }
    fields.finish();
    return shown;
}

DepthSign read_sign(const toml::table& table, Faults& faults) {
    Fields fields(table, faults);
    DepthSign sign;
    sign.id = fields.text("id");
    sign.depth = fields.word<Depth>("depth");
    sign.question = fields.text("question");
    sign.definition = fields.text("definition");
    sign.example = fields.text("example");
    sign.near_miss = fields.text("near_miss");
    sign.not_shown = fields.text("not_shown");
    if (!sign.id.starts_with(std::string(to_string(sign.depth)) + "."))
        fields.fault("id", fmt::format("sign '{}' must begin with its depth: '{}.'", sign.id, to_string(sign.depth)));
    for (const toml::table* shown : fields.tables("shown_by")) sign.shown_by.push_back(read_shown_by(*shown, faults));
    fields.finish();
    return sign;
}

About read_about(const toml::table& table, Faults& faults) {
    Fields fields(table, faults);
    About about{.family = fields.word<Family>("family"), .issues = fields.texts("issues")};
    fields.finish();
    return about;
}

std::string_view table_of(std::string_view id) {
    return id.substr(0, id.find_first_of(":."));
}

bool matches(std::string_view recorded, std::string_view column) {
    return recorded.starts_with(column) && (recorded.size() == column.size() || recorded[column.size()] == '.');
}

/// What one way of showing says of a record: the year since which it says yes, or since which it says no.
struct Finding {
    std::optional<Year> yes{};
    std::optional<Year> no{};
    std::string citation{};
};

Finding by_record(const AgreementRecord& record, const ShownBy& shown) {
    if (table_of(record.id) != shown.record) return {};
    Finding finding{.citation = shown.record};
    (shown.says_yes ? finding.yes : finding.no) = record.begun;
    return finding;
}

Finding by_columns(const AgreementRecord& record, const ShownBy& shown) {
    std::vector<Year> yes_years;
    std::size_t num_seen = 0;
    std::size_t num_no = 0;
    Finding finding;
    for (const std::string& column : shown.columns) {
        std::optional<Year> first_yes;
        bool all_no = true;
        bool is_seen = false;
        for (const SignRecord& sign : record.signs) {
            if (!matches(sign.sign, column)) continue;
            is_seen = true;
            if (!shown.no_max || sign.value > *shown.no_max) all_no = false;
            if (sign.value >= shown.yes_min && (!first_yes || sign.since < *first_yes)) first_yes = sign.since;
        }
        num_seen += is_seen;
        num_no += is_seen && all_no;
        if (!first_yes) continue;
        yes_years.push_back(*first_yes);
        finding.citation += (finding.citation.empty() ? "" : "+") + column;
    }
    if (yes_years.size() >= shown.count_min) {
        std::sort(yes_years.begin(), yes_years.end());
        finding.yes = yes_years[shown.count_min - 1];
    } else if (shown.no_max && num_seen == shown.columns.size() && num_no + yes_years.size() == num_seen) {
        finding.no = record.begun;
        finding.citation = shown.columns.front();
    }
    return finding;
}

/// The earliest yes and the earliest no of all ways together.
void add_evidence(const AgreementRecord& record, const DepthSign& sign, std::vector<Evidence>& evidence) {
    Finding yes;
    Finding no;
    for (const ShownBy& shown : sign.shown_by) {
        const Finding found = shown.record.empty() ? by_columns(record, shown) : by_record(record, shown);
        if (found.yes && (!yes.yes || *found.yes < *yes.yes)) yes = found;
        if (found.no && (!no.no || *found.no < *no.no)) no = found;
    }
    const auto add = [&](bool is_present, Year since, const std::string& citation) {
        evidence.push_back(
            {.sign = sign.id, .depth = sign.depth, .is_present = is_present, .since = since, .citation = citation});
    };
    if (no.no && (!yes.yes || *no.no < *yes.yes)) add(false, *no.no, no.citation);
    if (yes.yes) add(true, *yes.yes, yes.citation);
}

}  // namespace

const DepthSign* Codebook::find(std::string_view id) const noexcept {
    const auto found = std::find_if(signs.begin(), signs.end(), [&](const DepthSign& sign) { return sign.id == id; });
    return found == signs.end() ? nullptr : &*found;
}

Codebook parse_codebook(std::string_view toml, std::string_view file) {
    return read_toml(toml, file, [](Fields& fields) {
        Codebook codebook{.edition = fields.text("edition")};
        for (const toml::table* table : fields.tables("sign")) {
            DepthSign sign = read_sign(*table, fields.faults());
            if (codebook.find(sign.id))
                fields.faults().add(table->source(), fmt::format("sign '{}' stands twice", sign.id));
            codebook.signs.push_back(std::move(sign));
        }
        for (const toml::table* table : fields.tables("about"))
            codebook.abouts.push_back(read_about(*table, fields.faults()));
        fields.know("depth");
        if (const toml::table* reasons = fields.table_at("end_reason")) {
            Fields words(*reasons, fields.faults());
            for (const auto& [key, value] : *reasons)
                codebook.status_by_end_reason.emplace(key.str(), words.word<Status>(key.str()));
        }
        return codebook;
    });
}

std::vector<Evidence> evidence_of(const AgreementRecord& record, const Codebook& codebook) {
    std::vector<Evidence> evidence;
    for (const DepthSign& sign : codebook.signs) add_evidence(record, sign, evidence);
    return evidence;
}

DepthReading read_depth(const Partnership& partnership, Year year) noexcept {
    DepthReading reading{};
    for (const Evidence& evidence : partnership.evidence) {
        if (evidence.since > year) continue;
        const auto step = static_cast<std::size_t>(evidence.depth);
        if (evidence.is_present)
            for (std::size_t d = 0; d <= step; ++d) reading[d] = true;
        else if (!reading[step])
            reading[step] = false;
    }
    return reading;
}

}  // namespace entente::registry
