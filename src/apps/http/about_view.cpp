// SPDX-License-Identifier: Apache-2.0
//
// What there is: the engine, the atlas, the views, actors and issues.
#include <map>
#include <set>

#include "views.hpp"

namespace entente::apps::http {
namespace {

using nlohmann::ordered_json;

/// ISO 3166 numeric codes, by which maps know their shapes; the latest one of each actor.
std::map<ActorId, std::string> numeric_codes(const Stock& stock) {
    std::map<ActorId, std::string> codes;
    for (const ActorCode& code : atlas::Atlas(stock.common().atlas, atlas::OpenMode::read_only).actor_records().codes)
        if (code.system == "ison") codes[code.actor] = code.code;
    return codes;
}

/// First parts of the routes' paths: what a page can offer.
ordered_json view_names() {
    ordered_json names = ordered_json::array();
    for (const Route& route : routes())
        if (route.path.find('{') == std::string_view::npos) names.push_back(route.path.substr(1));
    return names;
}

}  // namespace

std::string text_of(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json about_view(const Asked& asked) {
    const engine::Engine& engine = asked.stock.engine();
    const Spell years = engine.years();
    return {{"engine_version", ENTENTE_VERSION},
            {"atlas",
             {{"fingerprint", engine.atlas_fingerprint()},
              {"path_name", engine.atlas_file().filename().string()},
              {"first_year", years.first.value()},
              {"last_year", years.last.value_or(years.first).value()}}},
            {"default_question",
             {{"actors", "USA,JPN,AUS,CAN,MEX,VNM"},
              {"issue", "trade"},
              {"as_of", 2012},
              {"horizon", 10},
              {"threshold", 0.5},
              {"impact", 0}}},
            {"views", view_names()}};
}

ordered_json actors_view(const Asked& asked) {
    const auto world = asked.stock.engine().world(std::nullopt);
    const auto codes = numeric_codes(asked.stock);
    ordered_json list = ordered_json::array();
    for (atlas::ActorIndex index = 0; index < world->num_actors(); ++index) {
        const Actor& actor = world->actor(index);
        const auto born = actor.spells.empty() ? ordered_json() : ordered_json(actor.spells.front().first.value());
        const bool has_died = !actor.spells.empty() && actor.spells.back().last.has_value();
        const auto code = codes.find(actor.id);
        list.push_back({{"id", actor.key},
                        {"name", actor.name},
                        {"kind", to_string(actor.kind)},
                        {"born", born},
                        {"died", has_died ? ordered_json(actor.spells.back().last->value()) : ordered_json()},
                        {"members", !world->members_of(index, world->as_of()).empty()},
                        {"region", actor.region},
                        {"iso_numeric", code != codes.end() ? ordered_json(code->second) : nullptr}});
    }
    return list;
}

ordered_json issues_view(const Asked& asked) {
    ordered_json list = ordered_json::array();
    for (const Issue& issue : asked.stock.engine().issues())
        list.push_back({{"id", issue.id}, {"name", issue.name}, {"description", issue.description}});
    return list;
}

}  // namespace entente::apps::http
