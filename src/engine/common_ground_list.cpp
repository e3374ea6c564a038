// SPDX-License-Identifier: Apache-2.0
//
// Which texts all would accept: counts by member and issue, the list, and the asker's own text.
#include <algorithm>
#include <cmath>
#include <map>

#include "common_ground_scene.hpp"
#include "entente/engine/positions.hpp"
#include "own_proposal.hpp"

namespace entente::engine {
namespace {

using norms::Assessment;

void count_by_member(const Scene& scene, CommonGroundAnswer& answer) {
    for (const Assessment& assessment : scene.assessments) {
        for (std::size_t i = 0; i < scene.members.size(); ++i) {
            answer.members[i].mean_chance +=
                scene.consent(assessment, i) / static_cast<double>(scene.assessments.size());
            answer.members[i].num_accepted += scene.accepts(assessment, i) ? 1 : 0;
        }
        answer.num_acceptable += scene.is_acceptable(assessment) ? 1 : 0;
        if (const auto blocker = scene.only_blocker(assessment)) ++answer.members[*blocker].num_blocked;
    }
}

void count_by_issue(const Scene& scene, CommonGroundAnswer& answer) {
    std::map<std::string, CommonGroundIssue> by_label;
    for (std::size_t text = 0; text < scene.texts.size(); ++text) {
        const bool is_acceptable = scene.is_acceptable(scene.assessments[text]);
        std::vector<std::string> labels = scene.proposal(text).issues;
        if (labels.empty()) labels.emplace_back();
        for (const std::string& label : labels) {
            CommonGroundIssue& issue = by_label[label];
            ++issue.num_considered;
            issue.num_acceptable += is_acceptable ? 1 : 0;
        }
    }
    for (auto& [label, issue] : by_label) {
        issue.label = label;
        issue.name = label.empty() ? "without a label" : label_name(label);
        answer.by_issue.push_back(std::move(issue));
    }
    std::ranges::stable_sort(answer.by_issue, std::greater{}, &CommonGroundIssue::num_acceptable);
}

CommonGroundProposal described(const Scene& scene, const norms::Proposal& proposal, const Assessment& assessment,
                               const std::vector<norms::Leaning>& leanings) {
    std::vector<const norms::Voter*> voters;
    for (const norms::Member& member : scene.members) voters.push_back(&member.voter);
    CommonGroundProposal result{
        .date = proposal.date,
        .title = proposal.title,
        .issues = proposal.issues,
        .position = proposal.parameters.discrimination[0],
        .std_error = std::sqrt(proposal.parameters.conditional_cov[0]),
        .positions = norms::on_dimensions(proposal.parameters.discrimination, scene.ground().num_dimensions),
        .worst_member = assessment.worst_member,
        .worst_chance = assessment.worst_chance,
        .is_acceptable = scene.is_acceptable(assessment),
        .chances = assessment.chances};
    result.joint_by_model = norms::joint_chance(scene.ground(), proposal, voters, leanings, scene.options);
    result.joint = result.joint_by_model;
    for (std::size_t i = 0; i < scene.members.size(); ++i)
        result.gains.push_back(
            norms::willingness(scene.ground(), proposal, scene.members[i].voter, leanings[i], scene.options.years_ahead)
                .gain);
    return result;
}

/// A text of the ground, with its joint chance corrected by the set's past.
CommonGroundProposal described(const Scene& scene, const Assessment& assessment, double breadth) {
    const norms::Proposal& proposal = scene.ground().proposals[assessment.proposal];
    std::vector<norms::Leaning> leanings;
    for (const norms::Member& member : scene.members) leanings.push_back(member.leanings[assessment.proposal]);
    CommonGroundProposal result = described(scene, proposal, assessment, leanings);
    result.id = proposal.parameters.id;
    result.joint = scene.track_record->corrected(assessment.proposal, result.joint_by_model, assessment.worst_chance);
    result.breadth = breadth;
    return result;
}

/// Best first: the least willing member's chance in whole percent, then breadth.
void list_best(const Scene& scene, CommonGroundAnswer& answer) {
    std::vector<const Assessment*> order;
    for (const Assessment& assessment : scene.assessments) order.push_back(&assessment);
    std::ranges::stable_sort(order, std::greater{}, [](const Assessment* a) { return a->worst_chance; });
    order.resize(std::max(answer.num_acceptable, std::min(scene.request.num_listed, order.size())));
    struct Ranked {
        double percent, breadth;
        const Assessment* assessment;
    };
    std::vector<Ranked> ranked;
    for (const Assessment* assessment : order)
        ranked.push_back({std::floor(100 * assessment->worst_chance),
                          norms::breadth(scene.ground(), scene.outsiders, assessment->proposal, scene.options),
                          assessment});
    std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
        return a.percent != b.percent ? a.percent > b.percent : a.breadth > b.breadth;
    });
    ranked.resize(std::min(scene.request.num_listed, ranked.size()));
    for (const Ranked& entry : ranked) answer.proposals.push_back(described(scene, *entry.assessment, entry.breadth));
}

/// No forecast for such a text was ever held against what came true: its joint chance is the model's.
void assess_own(const Scene& scene, CommonGroundAnswer& answer) {
    const norms::Proposal proposal = own_proposal(scene.request.proposal, scene.ground(), answer.space);
    const norms::Leaning none{0, scene.ground().habit.persistent_share};
    answer.own_proposal =
        described(scene, proposal, norms::assess_new(scene.ground(), scene.members, proposal, scene.options),
                  std::vector(scene.members.size(), none));
    double sum = 0;
    for (const norms::Member* member : scene.outsiders)
        sum += norms::chance_of(
                   norms::willingness(scene.ground(), proposal, member->voter, none, scene.options.years_ahead))
                   .yes;
    answer.own_proposal->breadth = scene.outsiders.empty() ? 0 : sum / static_cast<double>(scene.outsiders.size());
}

}  // namespace

void list_texts(const Scene& scene, CommonGroundAnswer& answer) {
    count_by_member(scene, answer);
    count_by_issue(scene, answer);
    list_best(scene, answer);
    if (!scene.request.proposal.empty()) assess_own(scene, answer);
    answer.past = scene.track_record->past();
}

}  // namespace entente::engine
