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

}  // namespace entente::registry
