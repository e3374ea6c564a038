// SPDX-License-Identifier: Apache-2.0
//
// Power and principles: the order of every year, shares of an issue, positions of states.
#include <algorithm>

#include "entente/power/power.hpp"
#include "order_json.hpp"
#include "power_shares.hpp"
#include "principles.hpp"
#include "views.hpp"

namespace entente::apps::http {
namespace {

using nlohmann::ordered_json;

constexpr const char* kPowerOfSystem = "security";  ///< The issue by whose shares the states of a year are shown.

/// `sight=then`: as it could be known in each year; otherwise with hindsight.
order::Sight sight_of(const Query& query) {
    const std::string word = query.text("sight");
    if (word.empty() || word == "hindsight") return order::Sight::hindsight;
    if (word == "then") return order::Sight::then;
    throw Error{Errc::wrong_usage, fmt::format("'sight' is '{}'; expected hindsight or then", word)};
}

std::optional<int> value_of(std::optional<Year> year) {
    return year ? std::optional{year->value()} : std::nullopt;
}

/// The one actor of a question, whatever its years; nothing where none is asked for.
std::optional<ActorId> actor_of(const Asked& asked, const atlas::World& world, std::optional<Year> year) {
    const std::string text = asked.query.text("actor");
    if (text.empty()) return std::nullopt;
    if (const auto index = world.find_key(text)) return world.actor(*index).id;
    const auto found = asked.stock.engine().find_actors(text, world, year.value_or(world.as_of()));
    if (found.size() != 1)
        throw Error{Errc::wrong_usage, fmt::format("'{}' names {} actors; expected one", text, found.size())};
    return world.actor(found.front()).id;
}

ordered_json share_json(const ShareRow& row) {
    return {{"year", row.year.value()},
            {"actor", row.actor},
            {"name", row.name},
            {"share", row.share},
            {"sd", row.sd},
            {"age_years", row.age_years},
            {"region", row.region},
            {"collective", row.is_collective}};
}

}  // namespace

ordered_json order_view(const Asked& asked) {
    const Query& query = asked.query;
    const Stock& stock = asked.stock;
    const order::Sight sight = sight_of(query);
    CommonOptions common = stock.common();
    const auto world = stock.engine().world(std::nullopt);
    if (sight == order::Sight::then) common.as_of = world->as_of().value();
    const auto year = query.year("year");
    const StoredOrder stored(
        common, {.year = value_of(year), .from = value_of(query.year("from")), .to = value_of(query.year("to"))});
    if (!year) return order_json(stored, Seed{common.seed});
    const std::string issue = query.text("issue").empty() ? kPowerOfSystem : query.text("issue");
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto shares = atlas.impact_shares(power::find_issue(stock.engine().issues(), issue).id);
    const auto positions = stock.positions("", sight);
    ordered_json json = order_year_json(stored, *year, {*world, shares, positions->points});
    json["issue"] = issue;
    return json;
}

ordered_json power_view(const Asked& asked) {
    const Query& query = asked.query;
    const auto year = query.year("year");
    Shares shares = stored_shares(asked.stock.engine(), {.issue = query.required("issue"),
                                                         .year = value_of(year),
                                                         .from = value_of(query.year("from")),
                                                         .to = value_of(query.year("to"))});
    sort_rows(shares.rows);
    ordered_json json{{"issue", shares.rows.front().issue},
                      {"issue_name", shares.issue_name},
                      {"sources", shares.sources},
                      {"concentration", to_json(concentration_table(shares.rows))}};
    const auto world = asked.stock.engine().world(std::nullopt);
    const auto actor = actor_of(asked, *world, year);
    // Two centuries of every state would be megabytes: without a year or an actor, how concentrated each year was.
    json["shares"] = ordered_json::array();
    for (const ShareRow& row : shares.rows)
        if (actor ? world->find_key(row.actor) == world->find(*actor) : year.has_value())
            json["shares"].push_back(share_json(row));
    return json;
}

ordered_json principles_view(const Asked& asked) {
    const Query& query = asked.query;
    const auto year = query.year("year");
    const auto world = asked.stock.engine().world(std::nullopt);
    const auto actor = actor_of(asked, *world, year);
    if (!year && !actor) throw Error{Errc::wrong_usage, "neither 'year' nor 'actor' is given; expected one of them"};
    const std::string issue = query.text("issue");
    const auto positions = asked.stock.positions(issue, sight_of(query));
    std::vector<PositionRow> rows;
    for (const principles::IdealPoint& point : positions->points)
        if ((!year || point.year == *year) && (!actor || point.actor == *actor))
            if (auto row = position_row(point, asked.stock.voters(), issue)) rows.push_back(std::move(*row));
    return {{"issue", issue.empty() ? ordered_json(nullptr) : ordered_json(issue)},
            {"basis", positions->basis},
            {"positions", to_json(position_table(rows, {}, Format::json))}};
}

}  // namespace entente::apps::http
