// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/overlay.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "toml_fields.hpp"

namespace entente::registry {
namespace {

constexpr Year kEver{9999};  ///< After all evidence.

Partnership* find(std::vector<Partnership>& partnerships, const std::string& id) {
    const auto found = std::ranges::find(partnerships, id, &Partnership::id);
    return found == partnerships.end() ? nullptr : &*found;
}

std::string source_of(const std::string& file) {
    return "overlay:" + file;
}

void replace_findings(Partnership& partnership, const std::vector<Evidence>& evidence) {
    for (const Evidence& finding : evidence)
        std::erase_if(partnership.evidence, [&](const Evidence& known) { return known.sign == finding.sign; });
    partnership.evidence.insert(partnership.evidence.end(), evidence.begin(), evidence.end());
    std::ranges::stable_sort(partnership.evidence, {}, &Evidence::depth);
    partnership.depth = depth_by(partnership, kEver);
}

/// Applies a correction and says which fields it touched.
std::string correct(Partnership& partnership, const Correction& correction) {
    std::string touched;
    const auto touch = [&](std::string_view field) {
        touched += fmt::format("{}{}", touched.empty() ? "" : ", ", field);
    };
    const auto set = [&](std::string_view field, auto& value, const auto& corrected) {
        if (!corrected) return;
        value = *corrected;
        touch(field);
    };
    set("name", partnership.name, correction.name);
    set("label", partnership.label, correction.label);
    set("scope", partnership.scope, correction.scope);
    set("status", partnership.status, correction.status);
    set("begun", partnership.begun, correction.begun);
    set("ended", partnership.ended, correction.ended);
    if (correction.scope) partnership.scope_rule = "overlay";
    for (const Evidence& evidence : correction.evidence) touch(evidence.sign);
    replace_findings(partnership, correction.evidence);
    partnership.sources.push_back(source_of(correction.file));
    return touched;
}

Partnership added(const CuratedPartnership& entry) {
    Partnership partnership = entry.partnership;
    partnership.depth = depth_by(partnership, kEver);
    partnership.scope_rule = "coder";
    partnership.sources.push_back(source_of(entry.file));
    return partnership;
}

}  // namespace

std::vector<OverlayNote> lay_over(std::vector<Partnership>& partnerships, const CuratedRegistry& overlay) {
    std::vector<FileFault> faults = overlay.faults;
    std::vector<std::string> ids;
    for (const Partnership& partnership : partnerships) ids.push_back(partnership.id);
    std::vector<OverlayNote> notes;
    for (const CuratedPartnership& entry : overlay.partnerships) {
        const std::string& id = entry.partnership.id;
        if (find(partnerships, id)) {
            faults.push_back({entry.file, entry.line, 1,
                              fmt::format("partnership '{}' is there already; expected a [[correction]] of it", id)});
            continue;
        }
        partnerships.push_back(added(entry));
        notes.push_back({id, "added", "", entry.file});
    }
    for (const Correction& correction : overlay.corrections) {
        if (Partnership* partnership = find(partnerships, correction.partnership))
            notes.push_back(
                {correction.partnership, correct(*partnership, correction), correction.reason, correction.file});
        else
            faults.push_back({correction.file, correction.line, 1,
                              fmt::format("no partnership '{}'.{}", correction.partnership,
                                          nearest_hint(correction.partnership, ids))});
    }
    if (!faults.empty()) throw Error{Errc::bad_input, describe(faults)};
    std::ranges::sort(partnerships, {}, &Partnership::id);
    return notes;
}

}  // namespace entente::registry
