// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "entente/registry/label_audit.hpp"
#include "registry.hpp"

namespace entente::apps {

/// One partnership as `registry show --json` prints it: what it is, its parties, every finding, its depth over time,
/// the texts it rests on, and what its label leads to expect.
[[nodiscard]] nlohmann::ordered_json to_json(const Registry& registry, const Partnership& partnership);

/// The label audit, over curated partnerships, whose label somebody has read.
[[nodiscard]] registry::LabelAudit audit_labels(const Registry& registry);

/// Whether two records were merged, or named as one by a coder's entry.
[[nodiscard]] bool is_taken_for_one(const atlas::RecordMatchRow& match);

/// The deepest findings that stand, as few as tell the depth.
[[nodiscard]] std::string evidence_text(const Registry& registry, const std::string& id);

/// A row for each finding of the audit, worst first within its kind.
[[nodiscard]] Table audit_table(const Registry& registry, const registry::LabelAudit& audit);

/// Labels and groups of labels with what they are, and the findings: `{groups, labels, spread, strategic_mean,
/// findings}`.
[[nodiscard]] nlohmann::ordered_json audit_json(const Registry& registry, const registry::LabelAudit& audit);

}  // namespace entente::apps
