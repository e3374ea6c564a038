// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "registry_json.hpp"

namespace entente::apps {
namespace {

void print_rows(std::string_view title, const std::vector<registry::LabelRow>& rows) {
    fmt::print("\n{}\n{:24}{:>6}{:>8}  ", title, "", "cases", "score");
    for (const auto depth : Names<Depth>::table) fmt::print("{:>10}", depth);
    fmt::print("{:>10}   ", "none");
    for (const auto scope : Names<Scope>::table) fmt::print("{:>6}", scope.substr(0, 5));
    fmt::print("\n");
    for (const registry::LabelRow& row : rows) {
        fmt::print("{:24}{:>6}{:>+8.2f}  ", row.label, row.num_cases, row.mean_score);
        for (const std::size_t count : row.depths) fmt::print("{:>10}", count);
        fmt::print("   ");
        for (const std::size_t count : row.scopes) fmt::print("{:>6}", count);
        fmt::print("\n");
    }
}

void print_residuals(std::string_view title, const Registry& registry, const std::vector<registry::LabelResidual>& list,
                     std::size_t count) {
    fmt::print("\n{}\n", title);
    for (std::size_t k = 0; k < std::min(count, list.size()); ++k) {
        const registry::LabelResidual& r = list[k];
        fmt::print("  {:+.2f}  {} ({}): label {}, {}, {}, score {:+.2f} ± {:.2f}, expected {:+.2f}\n         {}\n",
                   r.residual, registry.find(r.of.id).name, r.of.id, r.of.label, to_string(r.of.scope),
                   r.of.depth ? to_string(*r.of.depth) : "no depth shown", r.of.score, r.of.std_error, r.expected,
                   evidence_text(registry, r.of.id));
    }
}

void audit(const CommonOptions& common, const Overlays& overlays, std::size_t count) {
    const Registry registry = load_registry(common, overlays);
    const registry::LabelAudit found = audit_labels(registry);
    if (common.format() != Format::text) return print(std::cout, audit_table(registry, found), common.format());
    fmt::print(
        "Labels against measured depth: curated partnerships, whose texts a coder has read. Scores: docs/depth.md.\n"
        "Standard deviation within groups of labels: {:.2f}; mean score of those called strategic: {:+.2f}.\n",
        found.spread, found.strategic_mean);
    print_rows("By group of labels", found.groups);
    print_rows("By label", found.labels);
    print_residuals("Over-labelled: shallower than others with such a label", registry, found.over, count);
    print_residuals("Under-labelled: deeper than others with such a label", registry, found.under, count);
    print_residuals("Thick but unlabelled: no label in the text, deeper than the mean strategic partnership", registry,
                    found.unlabelled, count);
    print_residuals("Unlabelled ties of community: values, identity or culture, of which little is written down",
                    registry, found.community, count);
}

}  // namespace

void add_registry_audit(CLI::App& command, CommonOptions& common) {
    CLI::App& audit_command = *command.add_subcommand("audit", "What partnerships are called against what they are");
    add_common(audit_command, common);
    const auto overlays = add_overlay(audit_command);
    auto count = std::make_shared<std::size_t>(12);
    audit_command.add_option("--top", *count, "How many of each kind to show")->capture_default_str();
    audit_command.callback([&common, overlays, count] { audit(common, *overlays, *count); });
}

}  // namespace entente::apps
