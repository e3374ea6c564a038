// SPDX-License-Identifier: Apache-2.0
//
// What actors can agree to: the whole answer, the same as a brief, and the bilateral row of one actor with every state.
#include "answer_json.hpp"
#include "entente/engine/brief.hpp"
#include "json_values.hpp"
#include "views.hpp"

namespace entente::apps::http {
namespace {

using nlohmann::ordered_json;

engine::AskRequest request_of(const Query& query, const char* actors, const char* year) {
    engine::AskRequest request{
        .actors = query.required(actors), .issue = query.required("issue"), .as_of = query.year(year)};
    request.horizon_years = query.integer("horizon").value_or(request.horizon_years);
    request.threshold = query.number("threshold").value_or(request.threshold);
    request.impact = query.number("impact").value_or(request.impact);
    request.must = query.text("must");
    request.must_not = query.text("must_not");
    return request;
}

ordered_json row_json(const std::vector<attain::CellAnswer>& row) {
    ordered_json cells = ordered_json::array();
    for (const attain::CellAnswer& cell : row) {
        const auto& chance = cell.chance;
        cells.push_back({{"depth", to_string(cell.cell.depth)},
                         {"probability", chance ? ordered_json(chance->probability) : nullptr},
                         {"low", chance ? ordered_json(chance->low) : nullptr},
                         {"high", chance ? ordered_json(chance->high) : nullptr},
                         {"evidence", to_string(cell.evidence)}});
    }
    return cells;
}

/// reaches: some depth clears the threshold; falls short: none does; unknown: nothing informs it.
std::string_view status_of(const attain::BilateralReach& reach) {
    if (reach.depth) return "reaches";
    for (const attain::CellAnswer& cell : reach.row)
        if (cell.chance) return "falls short";
    return "unknown";
}

}  // namespace

ordered_json ask_view(const Asked& asked) {
    const engine::Engine& engine = asked.stock.engine();
    const engine::AskRequest request = request_of(asked.query, "actors", "as_of");
    const bool wants_history = asked.query.flag("history");
    asked.monitor.report("looking for compositions", 0);
    attain::Answer answer = engine.ask(request, asked.monitor);
    if (wants_history) answer.history = engine.history(request, asked.monitor);
    asked.monitor.report("writing the answer", 1);
    return to_json(answer);
}

ordered_json attainable_view(const Asked& asked) {
    const engine::Engine& engine = asked.stock.engine();
    const engine::AskRequest request = request_of(asked.query, "actor", "year");
    const auto reach = engine.bilateral_reach(request, asked.monitor);
    const auto world = engine.world(request.as_of);
    ordered_json states = ordered_json::array();
    for (const attain::BilateralReach& one : reach) {
        const Actor& actor = world->actor(one.other);
        states.push_back({{"actor", actor.key},
                          {"name", actor.name},
                          {"status", status_of(one)},
                          {"depth", or_null(one.depth)},
                          {"row", row_json(one.row)}});
    }
    return {{"actor", request.actors},          {"issue", request.issue},         {"year", world->as_of().value()},
            {"horizon", request.horizon_years}, {"threshold", request.threshold}, {"states", states}};
}

Document brief_view(const Asked& asked) {
    const std::string format = asked.query.text("format");
    if (!format.empty() && format != "html" && format != "md")
        throw Error{Errc::wrong_usage, fmt::format("'format' is '{}'; expected html or md", format)};
    const auto inputs =
        engine::brief_inputs(asked.stock.engine(), request_of(asked.query, "actors", "as_of"), asked.monitor);
    if (format == "md") return {brief::to_markdown(inputs), "text/markdown; charset=utf-8"};
    return {brief::to_html(inputs), "text/html; charset=utf-8"};
}

}  // namespace entente::apps::http
