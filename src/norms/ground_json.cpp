// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdio>
#include <string>

#include <nlohmann/json.hpp>

#include "entente/base/error.hpp"
#include "entente/norms/ground.hpp"

namespace entente::norms {
namespace {

using nlohmann::json;

/// In few significant digits: far below any standard error, and a third of the size as text.
json rounded(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    double result = 0;
    std::from_chars(text, text + sizeof text, result);
    return result;
}
constexpr int kDigits = 4;
constexpr int kVarianceDigits = 3;

std::size_t num_covariances(int num_dimensions) {
    const auto n = static_cast<std::size_t>(num_dimensions) + 2;
    return n * (n + 1) / 2;
}

json proposal_json(const Proposal& proposal, int num_dimensions) {
    const principles::RollCallParameters& p = proposal.parameters;
    json numbers = json::array();
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d)
        numbers.push_back(rounded(p.discrimination[d], kDigits));
    numbers.push_back(rounded(p.difficulty, kDigits));
    numbers.push_back(rounded(p.cut_points[1], kDigits));
    for (std::size_t k = 0; k < num_covariances(num_dimensions); ++k)
        numbers.push_back(rounded(p.conditional_cov[k], kVarianceDigits));
    json result{{"id", p.id.value()},    {"year", p.year.value()},          {"text", proposal.text},
                {"date", proposal.date}, {"title", proposal.title},         {"issues", proposal.issues},
                {"votes", p.num_votes},  {"parameters", std::move(numbers)}};
    if (proposal.words != proposal.title) result["words"] = proposal.words;
    if (!proposal.is_latest) result["repeated"] = true;
    return result;
}

Proposal proposal_from(const json& object, int num_dimensions) {
    Proposal proposal{.text = object.at("text").get<std::uint32_t>(),
                      .date = object.at("date").get<std::string>(),
                      .title = object.at("title").get<std::string>(),
                      .issues = object.at("issues").get<std::vector<std::string>>(),
                      .is_latest = !object.contains("repeated")};
    proposal.words = object.value("words", proposal.title);
    principles::RollCallParameters& p = proposal.parameters;
    p.id = RollCallId{object.at("id").get<std::int32_t>()};
    p.year = Year{object.at("year").get<int>()};
    p.num_votes = object.at("votes").get<int>();
    const json& numbers = object.at("parameters");
    std::size_t at = 0;
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d)
        p.discrimination[d] = numbers.at(at++).get<double>();
    p.difficulty = numbers.at(at++).get<double>();
    p.cut_points[1] = numbers.at(at++).get<double>();
    p.cut_points[0] = -p.cut_points[1];
    for (std::size_t k = 0; k < num_covariances(num_dimensions); ++k)
        p.conditional_cov[k] = numbers.at(at++).get<double>();
    return proposal;
}

/// Stances as rows: year, means, variances, width.
json stance_json(const Stance& stance, int num_dimensions) {
    json row{stance.year.value()};
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d)
        row.push_back(rounded(stance.mean[d], kDigits));
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d)
        row.push_back(rounded(stance.var[d], kVarianceDigits));
    row.push_back(rounded(stance.width, kVarianceDigits));
    return row;
}

Stance stance_from(const json& row, int num_dimensions) {
    std::size_t at = 0;
    Stance stance{.year = Year{row.at(at++).get<int>()}};
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d) stance.mean[d] = row.at(at++);
    for (std::size_t d = 0; d < static_cast<std::size_t>(num_dimensions); ++d) stance.var[d] = row.at(at++);
    stance.width = row.at(at++);
    return stance;
}

json voter_json(const Voter& voter, int num_dimensions) {
    json stances = json::array();
    for (const Stance& stance : voter.stances) stances.push_back(stance_json(stance, num_dimensions));
    return {{"actor", voter.actor.value()},
            {"tau", rounded(voter.tau, kDigits)},
            {"stances", std::move(stances)},
            {"ballots", voter.ballots}};
}

Voter voter_from(const json& object, int num_dimensions, std::size_t num_proposals) {
    Voter voter{.actor = ActorId{object.at("actor").get<std::int32_t>()},
                .tau = object.at("tau"),
                .ballots = object.at("ballots").get<std::string>()};
    for (const json& row : object.at("stances")) voter.stances.push_back(stance_from(row, num_dimensions));
    if (voter.stances.empty() || voter.ballots.size() != num_proposals)
        throw Error{Errc::bad_input, "a voter without stances, or with more or fewer ballots than proposals"};
    return voter;
}

json correction_json(const Recalibration& correction) {
    json row{rounded(correction.bias, kDigits)};
    for (const double weight : correction.weights) row.push_back(rounded(weight, kDigits));
    return row;
}

Recalibration correction_from(const json& row) {
    Recalibration correction{.bias = row.at(0)};
    for (std::size_t k = 0; k < kNumClues; ++k) correction.weights[k] = row.at(k + 1);
    return correction;
}

}  // namespace

std::string to_json(const Ground& ground) {
    json proposals = json::array();
    for (const Proposal& proposal : ground.proposals)
        proposals.push_back(proposal_json(proposal, ground.num_dimensions));
    json voters = json::array();
    for (const Voter& voter : ground.voters) voters.push_back(voter_json(voter, ground.num_dimensions));
    json corrections = json::array();
    for (const Recalibration& correction : ground.corrections) corrections.push_back(correction_json(correction));
    const Habit& habit = ground.habit;
    return json{{"as_of", ground.as_of.value()},
                {"dimensions", ground.num_dimensions},
                {"habit",
                 {{"persistent_share", habit.persistent_share},
                  {"yearly_memory", habit.yearly_memory},
                  {"redraft_var", habit.redraft_var},
                  {"common_share", habit.common_share}}},
                {"corrections", std::move(corrections)},
                {"proposals", std::move(proposals)},
                {"voters", std::move(voters)}}
        .dump();
}

Ground ground_from_json(std::string_view text) {
    try {
        const json object = json::parse(text);
        Ground ground{.as_of = Year{object.at("as_of").get<int>()}, .num_dimensions = object.at("dimensions")};
        const json& habit = object.at("habit");
        ground.habit = {.persistent_share = habit.at("persistent_share"),
                        .yearly_memory = habit.at("yearly_memory"),
                        .redraft_var = habit.at("redraft_var"),
                        .common_share = habit.at("common_share")};
        // Models stored before corrections were learned have none.
        for (std::size_t k = 0; object.contains("corrections") && k < ground.corrections.size(); ++k)
            ground.corrections[k] = correction_from(object.at("corrections").at(k));
        for (const json& proposal : object.at("proposals"))
            ground.proposals.push_back(proposal_from(proposal, ground.num_dimensions));
        for (const json& voter : object.at("voters"))
            ground.voters.push_back(voter_from(voter, ground.num_dimensions, ground.proposals.size()));
        return ground;
    } catch (const json::exception& error) {
        throw Error{Errc::bad_input, std::string("the model of norms cannot be read: ") + error.what()};
    }
}

}  // namespace entente::norms
