// SPDX-License-Identifier: Apache-2.0
//
// Who stands in the way: the member that is hardest to bring along and what would bring it, and members that never
// agree.
#include <algorithm>

#include <fmt/format.h>

#include "common_ground_scene.hpp"
#include "common_ground_words.hpp"

namespace entente::engine {
namespace {

using norms::Assessment;

/// Of the texts that one member alone blocks, concessions are sought on so many, those nearest to its consent.
constexpr std::size_t kMaxConcessions = 50;

/// Texts that all but this member accept, those nearest to its consent first.
std::vector<const Assessment*> blocked_by(const Scene& scene, std::size_t member) {
    std::vector<const Assessment*> blocked;
    for (const Assessment& assessment : scene.assessments)
        if (scene.only_blocker(assessment) == member) blocked.push_back(&assessment);
    std::ranges::stable_sort(blocked, std::greater{}, [](const Assessment* a) { return a->worst_chance; });
    if (blocked.size() > kMaxConcessions) blocked.resize(kMaxConcessions);
    return blocked;
}

/// The member without whom most more texts would be acceptable.
void find_hardest(const Scene& scene, CommonGroundAnswer& answer) {
    const auto hardest = std::ranges::max_element(answer.members, [](const auto& a, const auto& b) {
        return a.num_blocked != b.num_blocked ? a.num_blocked < b.num_blocked : a.mean_chance > b.mean_chance;
    });
    if (hardest->num_blocked == 0) return;
    CommonGroundHardest result{.member = static_cast<std::size_t>(hardest - answer.members.begin())};
    for (const Assessment* blocked : blocked_by(scene, result.member)) {
        const auto concession =
            norms::smallest_concession(scene.ground(), answer.space, scene.members, blocked->proposal, result.member,
                                       scene.request.threshold, scene.options);
        if (concession && (!result.concession || concession->shift < result.concession->shift))
            result.concession = concession;
    }
    if (result.concession) {
        const norms::Proposal& proposal = scene.ground().proposals[result.concession->proposal];
        result.id = proposal.parameters.id;
        result.title = proposal.title;
    }
    result.text = hardest_text(answer, result);
    answer.hardest = std::move(result);
}

bool ever_accept(const Scene& scene, std::size_t i, std::size_t k) {
    return std::ranges::any_of(scene.assessments, [&](const Assessment& assessment) {
        return scene.accepts(assessment, i) && scene.accepts(assessment, k);
    });
}

void find_discord(const Scene& scene, CommonGroundAnswer& answer) {
    const auto is_alone = [&](std::size_t i) { return answer.members[i].num_accepted == 0; };
    const auto name = [&](std::size_t i) { return answer.members[i].actor.name; };
    for (std::size_t i = 0; i < scene.members.size(); ++i)
        if (is_alone(i))
            answer.never_agree.push_back({{i}, fmt::format("{} would accept none of the texts.", name(i))});
    for (std::size_t i = 0; i < scene.members.size(); ++i)
        for (std::size_t k = i + 1; k < scene.members.size(); ++k)
            if (!is_alone(i) && !is_alone(k) && !ever_accept(scene, i, k))
                answer.never_agree.push_back(
                    {{i, k}, fmt::format("{} and {} would accept none of the texts together.", name(i), name(k))});
}

}  // namespace

void find_obstacles(const Scene& scene, CommonGroundAnswer& answer) {
    find_hardest(scene, answer);
    find_discord(scene, answer);
}

}  // namespace entente::engine
