// SPDX-License-Identifier: Apache-2.0
#include "core_json.hpp"

#include "answer_json.hpp"
#include "json_values.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

ordered_json costs_json(const engine::CoreRequest& request) {
    ordered_json costs = ordered_json::array();
    for (const engine::ActorCost& cost : request.costs) costs.push_back({{"actors", cost.actors}, {"cost", cost.cost}});
    return costs;
}

/// Null for a table of the asker's own, which the server does not take.
ordered_json year_json(const engine::CoreAnswer& answer) {
    return answer.as_of ? ordered_json(answer.as_of->value()) : ordered_json(nullptr);
}

ordered_json question_json(const engine::CoreAnswer& answer) {
    const engine::CoreRequest& request = answer.request;
    return {{"issues", answer.issues},
            {"issue_names", answer.issue_names},
            {"shares", answer.demanded},
            {"asked", request.actors},
            {"num_actors", answer.pool.size()},
            {"as_of", year_json(answer)},
            {"cohesion", or_null(request.cohesion)},
            {"dimensions", request.num_dimensions},
            {"must", request.must},
            {"must_not", request.must_not},
            {"not_with", request.not_with},
            {"at_least", request.at_least},
            {"costs", costs_json(request)},
            {"depth", or_null(request.depth)},
            {"threshold", request.threshold},
            {"horizon", request.horizon_years}};
}

ordered_json frontier_json(const engine::CoreAnswer& answer) {
    ordered_json frontier = ordered_json::array();
    for (const engine::CoreFrontierPoint& point : answer.frontier)
        frontier.push_back({{"size", point.size},
                            {"share", point.share},
                            {"cohesion", or_null(point.cohesion)},
                            {"diameter", or_null(point.cohesion)},
                            {"members", point.members}});
    return frontier;
}

ordered_json history_json(const engine::CoreAnswer& answer) {
    ordered_json history = ordered_json::array();
    for (const engine::CoreOfYear& year : answer.history)
        history.push_back({{"year", year.year.value()},
                           {"size", or_null(year.size)},
                           {"members", year.members},
                           {"proven", year.is_proven}});
    return history;
}

ordered_json actors_json(const engine::CoreAnswer& answer) {
    ordered_json actors = ordered_json::array();
    for (const engine::Carried& carried : answer.carried)
        actors.push_back({{"actor", carried.actor}, {"name", carried.name}, {"shares", carried.shares}});
    return actors;
}

ordered_json next_json(const engine::CoreAnswer& answer) {
    ordered_json next = ordered_json::array();
    for (const engine::NextMember& member : answer.next_members)
        next.push_back({{"actor", member.actor}, {"gain", member.gain}});
    return next;
}

/// In members, or where actors have costs in those.
ordered_json bound_json(const engine::CoreAnswer& answer) {
    if (!answer.is_feasible()) return nullptr;
    return answer.cost_bound ? ordered_json(*answer.cost_bound) : ordered_json(answer.solution.bound);
}

}  // namespace

ordered_json to_json(const engine::CoreAnswer& answer) {
    const coalition::CoreSolution& solution = answer.solution;
    const bool has_core = !answer.cores.empty();
    ordered_json json;
    json["question"] = question_json(answer);
    json["as_of"] = year_json(answer);
    json["issues"] = answer.issues;
    json["text"] = answer.text;
    json["feasible"] = answer.is_feasible();
    json["cores"] = answer.cores;
    json["size"] = has_core ? ordered_json(answer.cores.front().size()) : ordered_json(nullptr);
    json["shares"] = answer.shares;
    json["bound"] = bound_json(answer);
    json["proven"] = solution.termination != coalition::Termination::limit_reached;
    json["termination"] = to_string(solution.termination);
    json["cost"] = or_null(answer.cost);
    json["cohesion"] = or_null(answer.cohesion);
    json["count"] = solution.count;
    json["count_exact"] = solution.is_count_exact;
    json["near"] = answer.near;
    json["near_complete"] = solution.is_near_complete;
    json["frontier"] = frontier_json(answer);
    json["frontier_proven"] = answer.is_frontier_proven;
    json["next_member"] = next_json(answer);
    json["history"] = history_json(answer);
    json["carried"] = actors_json(answer);
    json["pool_shares"] = answer.pool_shares;
    json["conflict"] = answer.conflict;
    json["conflict_smallest"] = solution.is_conflict_smallest;
    json["certificate"] = solution.certificate;
    json["multipliers"] = solution.multipliers;
    json["nodes"] = solution.num_nodes;
    json["provenance"] = to_json(answer.provenance);
    return json;
}

}  // namespace entente::apps
