// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/label_audit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace entente::registry {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kStrategic = "strategic";
constexpr double kPriorCases =
    4;  ///< Weight of the mean of all beside a group's own: groups of two or three are common.

/// Sum and number of scores.
struct Tally {
    double sum = 0;
    double count = 0;
    [[nodiscard]] double mean() const { return count > 0 ? sum / count : 0; }
};

std::string group_of(const std::string& word, std::span<const Label> vocabulary) {
    const auto found =
        std::find_if(vocabulary.begin(), vocabulary.end(), [&](const Label& label) { return label.word == word; });
    return found == vocabulary.end() ? word : found->group;
}

void count(LabelRow& row, const LabelCase& of) {
    ++row.num_cases;
    row.mean_score += (of.score - row.mean_score) / static_cast<double>(row.num_cases);
    ++row.depths[of.depth ? static_cast<std::size_t>(*of.depth) : kNumDepths];
    ++row.scopes[static_cast<std::size_t>(of.scope)];
}

/// One row for each different name, in the order in which the vocabulary has them, then by name.
template <typename NameOf>
std::vector<LabelRow> rows_by(std::span<const LabelCase> cases, std::span<const Label> vocabulary, NameOf name_of) {
    std::vector<LabelRow> rows;
    const auto row_of = [&](const std::string& name) -> LabelRow& {
        const auto known = std::find_if(rows.begin(), rows.end(), [&](const LabelRow& r) { return r.label == name; });
        return known != rows.end() ? *known : rows.emplace_back(LabelRow{.label = name});
    };
    for (const Label& label : vocabulary) row_of(name_of(label.word)).group = label.group;
    for (const LabelCase& of : cases) {
        LabelRow& row = row_of(name_of(of.label));
        row.group = group_of(of.label, vocabulary);
        count(row, of);
    }
    std::erase_if(rows, [](const LabelRow& row) { return row.num_cases == 0; });
    return rows;
}

double pooled_spread(std::span<const LabelCase> cases, const std::map<std::string, Tally>& groups,
                     std::span<const Label> vocabulary) {
    double square = 0;
    for (const LabelCase& of : cases) {
        const double distance = of.score - groups.at(group_of(of.label, vocabulary)).mean();
        square += distance * distance;
    }
    const double freedom = static_cast<double>(cases.size()) - static_cast<double>(groups.size());
    return freedom > 0 ? std::sqrt(square / freedom) : 0;
}

/// Mean of the others of the group, drawn towards the mean of all.
double expected_of(const LabelCase& of, Tally group, const Tally& all) {
    group.sum -= of.score;
    group.count -= 1;
    return (group.sum + kPriorCases * all.mean()) / (group.count + kPriorCases);
}

}  // namespace

LabelAudit audit_labels(std::span<const LabelCase> cases, std::span<const Label> vocabulary) {
    LabelAudit audit;
    audit.labels = rows_by(cases, vocabulary, [](const std::string& word) { return word; });
    audit.groups = rows_by(cases, vocabulary, [&](const std::string& word) { return group_of(word, vocabulary); });
    std::map<std::string, Tally> groups;
    Tally labelled;
    for (const LabelCase& of : cases) {
        const std::string group = group_of(of.label, vocabulary);
        groups[group].sum += of.score;
        groups[group].count += 1;
        if (group == kNone) continue;
        labelled.sum += of.score;
        labelled.count += 1;
    }
    audit.spread = pooled_spread(cases, groups, vocabulary);
    const auto strategic = groups.find(std::string(kStrategic));
    audit.strategic_mean = strategic == groups.end() ? labelled.mean() : strategic->second.mean();
    for (const LabelCase& of : cases) {
        LabelResidual residual{.of = of, .group = group_of(of.label, vocabulary)};
        const bool has_label = residual.group != kNone;
        residual.expected = has_label ? expected_of(of, groups[residual.group], labelled) : audit.strategic_mean;
        residual.residual = audit.spread > 0 ? (of.score - residual.expected) / audit.spread : 0;
        if (has_label && residual.residual != 0) (residual.residual < 0 ? audit.over : audit.under).push_back(residual);
        if (has_label) continue;
        if (residual.residual > 0)
            audit.unlabelled.push_back(residual);
        else if (of.depth && tie_of(*of.depth) == Tie::gemeinschaft)
            audit.community.push_back(residual);
    }
    for (auto* list : {&audit.over, &audit.under, &audit.unlabelled})
        std::stable_sort(list->begin(), list->end(), [](const LabelResidual& a, const LabelResidual& b) {
            return std::abs(a.residual) > std::abs(b.residual);
        });
    std::stable_sort(audit.community.begin(), audit.community.end(),
                     [](const LabelResidual& a, const LabelResidual& b) {
                         return a.of.depth != b.of.depth ? a.of.depth > b.of.depth : a.residual > b.residual;
                     });
    return audit;
}

}  // namespace entente::registry
