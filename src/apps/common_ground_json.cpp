// SPDX-License-Identifier: Apache-2.0
#include "common_ground_json.hpp"

#include <cmath>

#include "answer_json.hpp"

namespace entente::apps {
namespace {

using engine::CommonGroundAnswer;
using nlohmann::ordered_json;

ordered_json optional_id(const std::optional<RollCallId>& id) {
    return id ? ordered_json(id->value()) : ordered_json(nullptr);
}

const std::string& key_of(const CommonGroundAnswer& answer, std::size_t member) {
    return answer.members[member].actor.key;
}

ordered_json keys_of(const CommonGroundAnswer& answer, const std::vector<std::size_t>& members) {
    ordered_json keys = ordered_json::array();
    for (const std::size_t member : members) keys.push_back(key_of(answer, member));
    return keys;
}

ordered_json key_or_null(const CommonGroundAnswer& answer, const std::optional<std::size_t>& member) {
    return member ? ordered_json(key_of(answer, *member)) : ordered_json(nullptr);
}

ordered_json question_json(const CommonGroundAnswer& answer) {
    const engine::CommonGroundRequest& request = answer.request;
    return {{"asked", request.actors},
            {"issue", request.issue},
            {"issue_name", answer.issue_name},
            {"words", request.words},
            {"as_of", request.as_of->value()},
            {"votes_until", answer.as_of.value()},
            {"years_ahead", answer.years_ahead},
            {"from", request.from->value()},
            {"to", request.to->value()},
            {"threshold", request.threshold},
            {"consent", to_string(request.consent)},
            {"dimensions", answer.num_dimensions}};
}

ordered_json member_json(const engine::CommonGroundMember& member) {
    return {
        {"key", member.actor.key},        {"name", member.actor.name},          {"kind", to_string(member.actor.kind)},
        {"position", member.position},    {"positions", member.positions},      {"se", member.std_error},
        {"accepts", member.num_accepted}, {"blocks_alone", member.num_blocked}, {"mean_chance", member.mean_chance}};
}

ordered_json gains_json(const CommonGroundAnswer& answer, const std::vector<double>& gains) {
    ordered_json json = ordered_json::object();
    for (std::size_t i = 0; i < gains.size(); ++i) json[key_of(answer, i)] = gains[i];
    return json;
}

ordered_json proposal_json(const CommonGroundAnswer& answer, const engine::CommonGroundProposal& proposal) {
    ordered_json chances = ordered_json::object();
    for (std::size_t i = 0; i < proposal.chances.size(); ++i) {
        const norms::Chance& chance = proposal.chances[i];
        chances[key_of(answer, i)] = {
            {"yes", chance.yes}, {"low", chance.low}, {"high", chance.high}, {"no", chance.no}};
    }
    return {{"id", optional_id(proposal.id)},
            {"date", proposal.date},
            {"title", proposal.title},
            {"issue", proposal.issues},
            {"position", proposal.position},
            {"positions", proposal.positions},
            {"se", proposal.std_error},
            {"acceptable", proposal.is_acceptable},
            {"worst_member", key_of(answer, proposal.worst_member)},
            {"worst_chance", proposal.worst_chance},
            {"joint", proposal.joint},
            {"joint_model", proposal.joint_by_model},
            {"breadth", proposal.breadth},
            {"chances", std::move(chances)},
            {"gains", gains_json(answer, proposal.gains)}};
}

ordered_json zone_json(const CommonGroundAnswer& answer, const engine::CommonGroundZone& entry) {
    const norms::Zone& zone = entry.zone;
    const auto end = [&](double value) { return zone.unwilling.empty() ? ordered_json(value) : ordered_json(nullptr); };
    return {{"dimension", zone.dimension},
            {"about", entry.about},
            {"empty", zone.is_empty},
            {"low", end(zone.low)},
            {"high", end(zone.high)},
            {"low_by", key_or_null(answer, zone.low_by)},
            {"high_by", key_or_null(answer, zone.high_by)},
            {"unwilling", keys_of(answer, zone.unwilling)},
            {"text", entry.text}};
}

ordered_json hardest_json(const CommonGroundAnswer& answer, const engine::CommonGroundHardest& hardest) {
    ordered_json concession = nullptr;
    if (hardest.concession)
        concession = {{"id", optional_id(hardest.id)},
                      {"title", hardest.title},
                      {"shift", hardest.concession->shift},
                      {"chance_after", hardest.concession->chance_after},
                      {"lost", keys_of(answer, hardest.concession->lost)}};
    return {{"member", key_of(answer, hardest.member)},
            {"blocks_alone", answer.members[hardest.member].num_blocked},
            {"concession", std::move(concession)},
            {"text", hardest.text}};
}

ordered_json package_json(const CommonGroundAnswer& answer, const engine::CommonGroundPackage& package) {
    const auto number = [](double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); };
    ordered_json parts = ordered_json::array();
    for (const engine::CommonGroundPart& part : package.parts) {
        ordered_json gives = ordered_json::array();
        for (std::size_t i = 0; i < part.gains.size(); ++i)
            if (part.gains[i] < 0) gives.push_back(key_of(answer, i));
        parts.push_back({{"id", part.id.value()},
                         {"date", part.date},
                         {"title", part.title},
                         {"worst_chance", part.worst_chance},
                         {"gives", std::move(gives)},
                         {"gains", gains_json(answer, part.gains)}});
    }
    return {{"proposals", std::move(parts)},
            {"nash", number(package.nash)},
            {"bound", number(package.bound)},
            {"proven", package.is_proven},
            {"gains", gains_json(answer, package.gains)},
            {"other_contents", package.other_contents},
            {"text", package.text}};
}

ordered_json issue_json(const engine::CommonGroundIssue& issue) {
    return {{"issue", issue.label},
            {"name", issue.name},
            {"considered", issue.num_considered},
            {"acceptable", issue.num_acceptable}};
}

ordered_json past_json(const norms::PastForecasts& past) {
    if (past.count == 0) return nullptr;
    const auto mean = [&](double value) {
        return past.num_acceptable > 0 ? ordered_json(value) : ordered_json(nullptr);
    };
    return {{"from", past.first.value()},        {"to", past.last.value()}, {"count", past.count},
            {"acceptable", past.num_acceptable}, {"said", mean(past.said)}, {"corrected", mean(past.corrected)},
            {"came_true", mean(past.came_true)}};
}

}  // namespace

ordered_json to_json(const CommonGroundAnswer& answer) {
    ordered_json json;
    json["question"] = question_json(answer);
    json["text"] = answer.text;
    json["members"] = ordered_json::array();
    for (const engine::CommonGroundMember& member : answer.members) json["members"].push_back(member_json(member));
    json["unknown"] = ordered_json::array();
    for (const Actor& actor : answer.unknown) json["unknown"].push_back({{"key", actor.key}, {"name", actor.name}});
    json["considered"] = answer.num_considered;
    json["acceptable"] = answer.num_acceptable;
    json["by_issue"] = ordered_json::array();
    for (const engine::CommonGroundIssue& issue : answer.by_issue) json["by_issue"].push_back(issue_json(issue));
    json["proposals"] = ordered_json::array();
    for (const engine::CommonGroundProposal& proposal : answer.proposals)
        json["proposals"].push_back(proposal_json(answer, proposal));
    json["own_proposal"] = answer.own_proposal ? proposal_json(answer, *answer.own_proposal) : ordered_json(nullptr);
    json["zone"] = zone_json(answer, answer.zones.front());
    json["zones"] = ordered_json::array();
    for (const engine::CommonGroundZone& zone : answer.zones) json["zones"].push_back(zone_json(answer, zone));
    json["hardest"] = answer.hardest ? hardest_json(answer, *answer.hardest) : ordered_json(nullptr);
    json["package"] = answer.package ? package_json(answer, *answer.package) : ordered_json(nullptr);
    json["alternatives"] = ordered_json::array();
    for (const engine::CommonGroundPackage& package : answer.alternatives)
        json["alternatives"].push_back(package_json(answer, package));
    json["never_agree"] = ordered_json::array();
    for (const engine::CommonGroundDiscord& discord : answer.never_agree)
        json["never_agree"].push_back({{"who", keys_of(answer, discord.who)}, {"text", discord.text}});
    json["past_forecasts"] = past_json(answer.past);
    json["provenance"] = to_json(answer.provenance);
    return json;
}

}  // namespace entente::apps
