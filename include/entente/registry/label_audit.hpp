// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/cell.hpp"
#include "entente/registry/labels.hpp"

namespace entente::registry {

/// A partnership whose label a coder read in its text, with the depth of its last living year.
struct LabelCase {
    std::string id{};
    std::string label{};
    Scope scope{};
    std::optional<Depth> depth{};
    double score = 0;
    double std_error = 0;
};

/// What partnerships of one label, or of labels that say much the same, are.
struct LabelRow {
    std::string label{};
    std::string group{};
    std::size_t num_cases = 0;
    double mean_score = 0;
    std::array<std::size_t, kNumDepths + 1> depths{};  ///< The last one: no step shown.
    std::array<std::size_t, kNumScopes> scopes{};
};

/// A partnership against what its label leads to expect.
struct LabelResidual {
    LabelCase of{};
    std::string group{};
    double expected = 0;  ///< Mean score of the others with such a label, drawn towards the mean of all.
    double residual = 0;  ///< (score - expected) / spread, in standard deviations within groups.
};

struct LabelAudit {
    std::vector<LabelRow> labels{};  ///< In the vocabulary's order; labels without cases are left out.
    std::vector<LabelRow> groups{};
    double spread = 0;                        ///< Pooled standard deviation of scores within groups.
    double strategic_mean = 0;                ///< Mean score of the group `strategic`.
    std::vector<LabelResidual> over{};        ///< Labelled and shallower than their label leads to expect; worst first.
    std::vector<LabelResidual> under{};       ///< Labelled and deeper.
    std::vector<LabelResidual> unlabelled{};  ///< Without a label, and deeper than the mean `strategic` one.
    /// Without a label and no deeper by score, but resting on values, identity or culture: ties of community of which
    /// little is written down. Deepest step first.
    std::vector<LabelResidual> community{};
};

/// Holds labels against measured depth.
///
/// Method:  a label's claim is what partnerships with such a label are on average; a case's expected score is the mean
///          of the others in its group, drawn towards the mean of all labelled cases as if four of those were in it;
///          the residual is in pooled standard deviations within groups. For a partnership without a label the measure
///          is the mean of the `strategic` ones: how much deeper it is than what calls itself strategic.
/// Missing: only cases whose text a coder has read belong here; that a table gives no label is not the label `none`.
[[nodiscard]] LabelAudit audit_labels(std::span<const LabelCase> cases, std::span<const Label> vocabulary);

}  // namespace entente::registry
