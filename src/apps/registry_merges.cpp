// SPDX-License-Identifier: Apache-2.0
//
// What was taken for one partnership and why, and how well the rules of scope agree with coders.
#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "entente/registry/agreement.hpp"
#include "entente/registry/match.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

struct MergeOptions {
    std::string verdict{};
    bool list = false;
};

Table as_rows(const std::vector<atlas::RecordMatchRow>& matches, const std::string& verdict) {
    Table table{.columns = {"first", "second", "partnership", "verdict", "certainty", "likeness", "reason"}};
    for (const atlas::RecordMatchRow& match : matches)
        if (verdict.empty() || match.verdict == verdict)
            table.rows.push_back({match.first, match.second, match.partnership, match.verdict, match.certainty,
                                  match.likeness, match.reason});
    return table;
}

/// Pairs by verdict with the mean of their certainty and the wrong merges to be expected among them.
void print_summary(const std::vector<atlas::RecordMatchRow>& matches) {
    struct Sum {
        int count = 0;
        double certainty = 0;
    };
    std::map<std::string, Sum> sums;
    for (const atlas::RecordMatchRow& match : matches) {
        ++sums[match.verdict].count;
        sums[match.verdict].certainty += match.certainty;
    }
    fmt::print("{:10} {:>6} {:>15}\n", "verdict", "pairs", "mean certainty");
    for (const auto verdict : Names<registry::MatchVerdict>::table) {
        const Sum& sum = sums[std::string(verdict)];
        if (sum.count > 0) fmt::print("{:10} {:>6} {:>15.3f}\n", verdict, sum.count, sum.certainty / sum.count);
    }
    const Sum& merged = sums["merged"];
    fmt::print("\n{} pairs were merged by likeness; their certainties lead to expect {:.1f} wrong ones.\n",
               merged.count, merged.count - merged.certainty);
    const Sum& coder = sums["coder"];
    const auto found = std::ranges::count_if(matches, [](const atlas::RecordMatchRow& match) {
        return match.verdict == "coder" && match.certainty >= registry::kMergeFrom;
    });
    fmt::print(
        "Of {} pairs that coders name, likeness alone would have merged {} ({:.0f} %): it misses more than it "
        "invents.\n",
        coder.count, found, coder.count > 0 ? 100.0 * static_cast<double>(found) / coder.count : 0.0);
    fmt::print(
        "Pairs for review wait in `entente registry merges --verdict review`; data/resolutions.toml settles "
        "them.\n");
}

void merges(const CommonOptions& common, const MergeOptions& options) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto matches = atlas.registry_tables().matches;
    if (common.format() == Format::text && options.verdict.empty()) return print_summary(matches);
    print(std::cout, as_rows(matches, options.verdict), common.format());
}

Table as_rows(const std::vector<atlas::CuratedEntryRow>& entries) {
    Table table{.columns = {"partnership", "coder", "rules", "rule", "agree", "held_out", "reason"}};
    for (const atlas::CuratedEntryRow& entry : entries)
        table.rows.push_back({entry.partnership, std::string(to_string(entry.coder_scope)),
                              std::string(to_string(entry.rules_scope)), entry.rule,
                              entry.coder_scope == entry.rules_scope, !entry.knew_rules, entry.scope_reason});
    return table;
}

void print_agreement(std::string_view title, const std::vector<atlas::CuratedEntryRow>& entries, bool knew_rules) {
    std::vector<registry::ScopePair> pairs;
    for (const atlas::CuratedEntryRow& entry : entries)
        if (entry.knew_rules == knew_rules) pairs.push_back({entry.coder_scope, entry.rules_scope});
    const auto agreement = registry::scope_agreement(pairs);
    fmt::print("{}: {} entries, agreement {:.3f}, by chance {:.3f}, kappa {:.3f} (95 % interval {:.3f} to {:.3f})\n",
               title, agreement.num_cases, agreement.observed, agreement.expected, agreement.kappa, agreement.low,
               agreement.high);
}

void print_cross_table(const std::vector<atlas::CuratedEntryRow>& entries) {
    std::array<std::array<int, kNumScopes>, kNumScopes> counts{};
    for (const atlas::CuratedEntryRow& entry : entries)
        if (!entry.knew_rules)
            ++counts[static_cast<std::size_t>(entry.coder_scope)][static_cast<std::size_t>(entry.rules_scope)];
    fmt::print("\nHeld-out entries: coder in rows, rules in columns\n{:14}", "");
    for (const Scope scope : all_values<Scope>()) fmt::print("{:>14}", to_string(scope));
    fmt::print("\n");
    for (const Scope coder : all_values<Scope>()) {
        fmt::print("{:14}", to_string(coder));
        for (const Scope rules : all_values<Scope>())
            fmt::print("{:>14}", counts[static_cast<std::size_t>(coder)][static_cast<std::size_t>(rules)]);
        fmt::print("\n");
    }
}

void scopes(const CommonOptions& common) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto entries = atlas.registry_tables().entries;
    if (common.format() != Format::text) return print(std::cout, as_rows(entries), common.format());
    print_agreement("Entries that the rules were not written from", entries, false);
    print_agreement("Entries that they were written from", entries, true);
    print_cross_table(entries);
}

}  // namespace

void add_registry_merges(CLI::App& command, CommonOptions& common) {
    CLI::App& merges_command =
        *command.add_subcommand("merges", "Records taken for one partnership, with the certainty and the reason");
    add_common(merges_command, common);
    auto options = std::make_shared<MergeOptions>();
    merges_command
        .add_option("--verdict", options->verdict,
                    "List the pairs of this verdict: coder, same, merged, different, "
                    "outdone or review")
        ->check(CLI::IsMember(std::vector<std::string>(Names<registry::MatchVerdict>::table.begin(),
                                                       Names<registry::MatchVerdict>::table.end())));
    merges_command.callback([&common, options] { merges(common, *options); });
}

void add_registry_scopes(CLI::App& command, CommonOptions& common) {
    CLI::App& scopes_command = *command.add_subcommand(
        "scopes", "Agreement of the scope rules with coders (Cohen's kappa), held-out entries first");
    add_common(scopes_command, common);
    scopes_command.callback([&common] { scopes(common); });
}

}  // namespace entente::apps
