// SPDX-License-Identifier: Apache-2.0
//
// registry: real partnerships, what they are called and what they are.
//
// Question   Which partnerships are there, who was in them when, how are they organised, and how deep do they go?
// In         AgreementRecords as importers brought them (alliances, trade agreements, organisations), the curated
//            registry (data/registry/*.toml), the depth codebook, the scope rules, the actors.
// Out        One Partnership for each real one, with parties over time, scope and the rule that gave it, depth and the
//            evidence for it, label, status and every source; and the list of what was merged and why.
// Read first derive_registry below; its steps stand in order in derive.cpp. codebook.hpp turns columns into signs,
//            scope_rules.hpp facts into a scope, curated.hpp reads what people wrote.
// Method     Depth is the highest step with evidence. A step that a source cannot show is missing, not denied; only
// what
//            a table looked for and did not find is an observed absence. Scope is the first rule of an ordered decision
//            table whose conditions all hold. A coder's finding comes before a table's. The same partnership in several
//            tables is one, with several sources: by a coder's `same_as`, by data/resolutions.toml, or where names,
//            years, members and family are alike enough (match.hpp). Depth over a partnership's life:
//            depth_history.hpp; its scale: depth_scale.hpp; labels against depth: label_audit.hpp; agreement of coders
//            and rules on scope: agreement.hpp.
// Not here   Files and clocks (the engine reads the files).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/records.hpp"
#include "entente/registry/codebook.hpp"
#include "entente/registry/curated.hpp"
#include "entente/registry/depth_history.hpp"
#include "entente/registry/evidence.hpp"
#include "entente/registry/labels.hpp"
#include "entente/registry/match.hpp"
#include "entente/registry/record_names.hpp"
#include "entente/registry/scope_rules.hpp"

namespace entente::registry {

/// What partnerships are derived from. `share_of` may be empty: rules that need shares then never fire.
struct RegistryInputs {
    std::span<const AgreementRecord> agreements{};
    std::span<const Actor> actors{};
    const CuratedRegistry& curated;
    const Codebook& codebook;
    const ScopeRules& scope_rules;
    ShareOf share_of{};
    std::span<const Resolution> resolutions{};
    RecordNames names{};
};

/// A coder's scope beside that of the rules, for the measure of their agreement.
struct ScopeCheck {
    std::string id{};
    Scope coder{};
    Scope rules{};
    std::string rule{};    ///< Id of the rule that gave `rules`.
    std::string reason{};  ///< The coder's reason where they differ; empty: none was given.
};

struct RegistryEstimate {
    std::vector<Partnership> partnerships{};     ///< In the order of their ids.
    std::vector<RecordMatch> matches{};          ///< Pairs of records: merged, left apart, or for review; by their ids.
    std::vector<ScopeCheck> scope_checks{};      ///< One for each curated partnership.
    std::vector<SkipCount> skipped{};            ///< Records that became no partnership, by reason.
    std::vector<std::string> missing_same_as{};  ///< `<partnership> <record>`: named by a coder, held by no table here.
};

/// Partnerships out of agreements and curated entries. Pure and deterministic: the order of records and entries does
/// not matter. Cost: O(records log records + signs), milliseconds for the tables of the field. Throws
/// Error{Errc::bad_input} with all faults if the curated registry has any; Error{Errc::interrupted} on request.
[[nodiscard]] RegistryEstimate derive_registry(const RegistryInputs& inputs, const Monitor& monitor = {});

}  // namespace entente::registry
