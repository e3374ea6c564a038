// SPDX-License-Identifier: Apache-2.0
#include "views.hpp"

namespace entente::apps::http {
namespace {

constexpr std::string_view kId = "{id}";

}  // namespace

std::span<const Route> routes() {
    static const std::vector<Route> all{
        {"/about", {}, Work::light, as_json<about_view>},
        {"/actors", {}, Work::light, as_json<actors_view>},
        {"/issues", {}, Work::light, as_json<issues_view>},
        {"/ask",
         {"actors", "issue", "as_of", "horizon", "threshold", "impact", "must", "must_not", "history"},
         Work::heavy,
         as_json<ask_view>},
        {"/brief",
         {"actors", "issue", "as_of", "horizon", "threshold", "impact", "must", "must_not", "format"},
         Work::heavy,
         brief_view},
        {"/attainable", {"actor", "issue", "year", "horizon", "threshold"}, Work::heavy, as_json<attainable_view>},
        {"/ties", {"actor", "year"}, Work::heavy, as_json<ties_view>},
        {"/order", {"year", "from", "to", "sight", "issue"}, Work::heavy, as_json<order_view>},
        {"/power", {"issue", "year", "from", "to", "actor"}, Work::heavy, as_json<power_view>},
        {"/principles", {"year", "actor", "issue", "sight"}, Work::heavy, as_json<principles_view>},
        {"/registry",
         {"actor", "scope", "depth", "label", "family", "status", "issue", "year", "text", "by", "sort", "limit",
          "offset"},
         Work::heavy,
         as_json<registry_view>},
        {"/registry/network",
         {"actor", "scope", "depth", "label", "family", "status", "issue", "year", "text", "least", "most"},
         Work::heavy,
         as_json<registry_network_view>},
        {"/core",
         {"issue", "share", "actors", "as_of", "cohesion", "dimensions", "must", "must_not", "not_with", "at_least",
          "depth", "threshold", "horizon", "all", "near", "frontier", "history", "limit", "max_size"},
         Work::heavy,
         as_json<core_view>},
        {"/voting-power",
         {"actors", "issue", "as_of", "quota", "resolution", "coalition", "stake", "cost", "required", "spillover"},
         Work::heavy,
         as_json<voting_power_view>},
        {"/common-ground",
         {"actors", "issue", "words", "as_of", "from", "to", "threshold", "consent", "proposal", "package",
          "alternatives", "limit"},
         Work::heavy,
         as_json<common_ground_view>},
        {"/lookback", {"case", "as_of"}, Work::heavy, as_json<lookback_view>},
        {"/overlay", {}, Work::heavy, as_json<overlay_view>},
        {"/registry/audit", {}, Work::heavy, as_json<registry_audit_view>},
        {"/registry/{id}", {}, Work::heavy, as_json<partnership_view>},
    };
    return all;
}

Found find_route(std::string_view path) {
    for (const Route& route : routes()) {
        if (route.path == path) return {&route, {}};
        if (!route.path.ends_with(kId)) continue;
        const std::string_view head = route.path.substr(0, route.path.size() - kId.size());
        if (path.size() > head.size() && path.starts_with(head) &&
            path.find('/', head.size()) == std::string_view::npos)
            return {&route, std::string(path.substr(head.size()))};
    }
    return {};
}

}  // namespace entente::apps::http
