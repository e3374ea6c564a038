// SPDX-License-Identifier: Apache-2.0
#include "common_ground_scene.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "entente/base/nearest.hpp"
#include "entente/base/words.hpp"
#include "entente/engine/positions.hpp"

namespace entente::engine {
namespace {

constexpr int kDefaultYears = 20;
/// A state that has not voted for longer has no known position.
constexpr int kMaxSilence = 5;

bool is_known(const norms::Ground& ground, const norms::Voter& voter) {
    return ground.as_of - voter.stances.back().year <= kMaxSilence;
}

/// Finds the members one by one.
class MemberFinder {
public:
    MemberFinder(Scene& scene, CommonGroundAnswer& answer) : scene_(scene), answer_(answer) {}

    void add(atlas::ActorIndex index) {
        const Actor& actor = scene_.world->actor(index);
        inside_.insert(actor.id);
        std::optional<norms::Voter> voter = voter_of(actor, index);
        if (!voter || !is_known(scene_.ground(), *voter)) {
            answer_.unknown.push_back(actor);
            return;
        }
        const norms::Stance stance = voter->at(scene_.ground().as_of + scene_.options.years_ahead);
        answer_.members.push_back({.actor = actor,
                                   .position = stance.mean[0],
                                   .std_error = std::sqrt(stance.var[0]),
                                   .positions = norms::on_dimensions(stance.mean, scene_.ground().num_dimensions)});
        auto leanings = norms::leanings_of(scene_.ground(), *voter);
        scene_.members.push_back({std::move(*voter), std::move(leanings)});
    }

    void add_outsiders() {
        for (const norms::Member& member : scene_.basis->members)
            if (is_known(scene_.ground(), member.voter) && !inside_.contains(member.voter.actor))
                scene_.outsiders.push_back(&member);
    }

private:
    std::optional<norms::Voter> voter_of(const Actor& actor, atlas::ActorIndex index) {
        const norms::Ground& ground = scene_.ground();
        if (actor.kind != ActorKind::collective) {
            const norms::Voter* found = ground.find(actor.id);
            return found != nullptr ? std::optional(*found) : std::nullopt;
        }
        std::vector<ActorId> ids;
        for (const atlas::ActorIndex member : scene_.world->members_of(index, *scene_.request.as_of))
            if (ground.find(scene_.world->actor(member).id) != nullptr) ids.push_back(scene_.world->actor(member).id);
        inside_.insert(ids.begin(), ids.end());
        if (ids.empty()) return std::nullopt;
        return norms::voter_of_body(ground, actor.id, ids);
    }

    Scene& scene_;
    CommonGroundAnswer& answer_;
    std::set<ActorId> inside_{};
};

void find_members(const Engine& engine, Scene& scene, CommonGroundAnswer& answer) {
    const Year as_of = *scene.request.as_of;
    const std::vector<atlas::ActorIndex> pool = engine.find_actors(scene.request.actors, *scene.world, as_of);
    MemberFinder finder(scene, answer);
    for (const atlas::ActorIndex index : pool) finder.add(index);
    if (scene.members.size() < 2)
        throw Error{Errc::wrong_usage,
                    fmt::format("{} of the {} actors have voted in the years before {}; common ground takes two",
                                scene.members.size(), pool.size(), as_of.value()),
                    "Name states that vote in the General Assembly, or a body such as EU that votes through them."};
    finder.add_outsiders();
}

/// Labels and name of the issue asked about; no labels: all texts.
std::pair<std::vector<std::string>, std::string> issue_of(const Engine& engine, const norms::Ground& ground,
                                                          const std::string& asked) {
    if (asked.empty()) return {};
    std::set<std::string> names;
    for (const norms::Proposal& proposal : ground.proposals)
        names.insert(proposal.issues.begin(), proposal.issues.end());
    if (names.contains(asked)) return {{asked}, label_name(asked)};
    for (const Issue& issue : engine.issues()) {
        if (issue.id == asked) return {issue.vote_labels, issue.name};
        names.insert(issue.id);
    }
    const std::vector<std::string> known(names.begin(), names.end());
    const auto nearest = nearest_names(asked, known);
    throw Error{Errc::unknown_id, fmt::format("no issue '{}'", asked),
                fmt::format("{}: {}.", nearest.empty() ? "The labels and issues are" : "Nearest",
                            fmt::join(nearest.empty() ? known : nearest, ", "))};
}

/// The texts that are asked for.
class TextFilter {
public:
    TextFilter(const CommonGroundRequest& request, std::vector<std::string> labels)
        : request_(request), labels_(std::move(labels)) {
        for (const std::string_view part : parts_of(request_.words))
            if (!part.empty()) alternatives_.emplace_back(part);
    }

    [[nodiscard]] bool fits(const norms::Proposal& proposal) const {
        const Year year = proposal.parameters.year;
        return proposal.is_latest && year >= *request_.from && year <= *request_.to && has_label(proposal) &&
               has_words(proposal);
    }

private:
    [[nodiscard]] bool has_label(const norms::Proposal& proposal) const {
        return labels_.empty() || std::ranges::any_of(proposal.issues, [&](const std::string& label) {
                   return std::ranges::find(labels_, label) != labels_.end();
               });
    }
    [[nodiscard]] bool has_words(const norms::Proposal& proposal) const {
        return alternatives_.empty() || std::ranges::any_of(alternatives_, [&](const std::string& alternative) {
                   return norms::speaks_of(proposal.words, alternative);
               });
    }

    const CommonGroundRequest& request_;
    std::vector<std::string> labels_;
    std::vector<std::string> alternatives_{};
};

/// Several paragraphs of one text voted on apart have one title, and are one norm: the latest stands for them.
void keep_latest_of_title(const norms::Ground& ground, std::vector<std::size_t>& texts) {
    std::set<std::string_view> seen;
    std::vector<std::size_t> kept;
    for (auto text = texts.rbegin(); text != texts.rend(); ++text)
        if (seen.insert(ground.proposals[*text].title).second) kept.push_back(*text);
    texts.assign(kept.rbegin(), kept.rend());
}

void choose_texts(const Engine& engine, Scene& scene, CommonGroundAnswer& answer) {
    const norms::Ground& ground = scene.ground();
    auto [labels, name] = issue_of(engine, ground, scene.request.issue);
    answer.issue_name = name;
    if (!scene.request.from) scene.request.from = *scene.request.as_of - (kDefaultYears - 1);
    if (!scene.request.to) scene.request.to = *scene.request.as_of;
    const TextFilter filter(scene.request, std::move(labels));
    for (std::size_t k = 0; k < ground.proposals.size(); ++k)
        if (filter.fits(ground.proposals[k])) scene.texts.push_back(k);
    keep_latest_of_title(ground, scene.texts);
    answer.num_considered = scene.texts.size();
    if (scene.texts.empty())
        throw Error{Errc::unknown_id, "no text fits the issue, words and years",
                    fmt::format("Known are texts of {} to {}; without words all of an issue's are considered.",
                                ground.proposals.front().parameters.year.value(), ground.as_of.value())};
}

}  // namespace

double Scene::consent(const norms::Assessment& assessment, std::size_t member) const {
    return norms::consent_of(assessment.chances[member], options.consent);
}

bool Scene::accepts(const norms::Assessment& assessment, std::size_t member) const {
    return consent(assessment, member) >= request.threshold;
}

bool Scene::is_acceptable(const norms::Assessment& assessment) const {
    return assessment.worst_chance >= request.threshold;
}

std::optional<std::size_t> Scene::only_blocker(const norms::Assessment& assessment) const {
    if (is_acceptable(assessment)) return std::nullopt;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (i != assessment.worst_member && !accepts(assessment, i)) return std::nullopt;
    return assessment.worst_member;
}

double Scene::gain(std::size_t member, std::size_t proposal) const {
    return norms::willingness(ground(), ground().proposals[proposal], members[member].voter,
                              members[member].leanings[proposal], options.years_ahead)
        .gain;
}

Scene scene_of(const Engine& engine, const CommonGroundRequest& request, CommonGroundAnswer& answer,
               const Monitor& monitor) {
    Scene scene{.basis = engine.norms_basis(request.as_of, monitor, request.num_dimensions),
                .world = engine.world(request.as_of),
                .request = request};
    scene.request.as_of = scene.world->as_of();
    scene.options = {.consent = request.consent, .years_ahead = scene.world->as_of() - scene.ground().as_of + 1};
    find_members(engine, scene, answer);
    choose_texts(engine, scene, answer);
    scene.assessments = norms::assess(scene.ground(), scene.members, scene.texts, scene.options);
    scene.track_record = std::make_unique<norms::TrackRecord>(
        scene.ground(), scene.members,
        norms::ForecastOptions{.threshold = request.threshold, .consent = request.consent});
    answer.request = scene.request;
    answer.as_of = std::min(scene.ground().as_of, scene.world->as_of());
    answer.years_ahead = scene.options.years_ahead;
    answer.num_dimensions = scene.ground().num_dimensions;
    return scene;
}

}  // namespace entente::engine
