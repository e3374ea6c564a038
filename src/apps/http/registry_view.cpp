// SPDX-License-Identifier: Apache-2.0
//
// Partnerships: lists and counts, one of them, their network, and what an actor shares with every other.
#include <algorithm>

#include "entente/registry/ties.hpp"
#include "json_values.hpp"
#include "registry_json.hpp"
#include "registry_select.hpp"
#include "views.hpp"

namespace entente::apps::http {
namespace {

using nlohmann::ordered_json;

constexpr int kPage = 50;
constexpr int kLongestPage = 5000;
constexpr int kLinks = 600;  ///< More cannot be told apart in a picture.
constexpr int kMostLinks = 20000;

RegistryFilters filters_of(const Query& query) {
    RegistryFilters filters{.actor = query.text("actor"),
                            .label = query.text("label"),
                            .issue = query.text("issue"),
                            .text = query.text("text")};
    if (const auto year = query.year("year")) filters.year = year->value();
    if (const auto scope = query.word<Scope>("scope")) filters.scope = to_string(*scope);
    if (const auto family = query.word<Family>("family")) filters.family = to_string(*family);
    if (const auto status = query.word<Status>("status")) filters.status = to_string(*status);
    filters.depth = query.text("depth");
    if (filters.depth != "unknown") (void)query.word<Depth>("depth");
    filters.by = query.list("by");
    return filters;
}

/// By what a list can be sorted; `-` before a name turns it round.
using Before = bool (*)(const Partnership*, const Partnership*);
constexpr std::array<std::pair<std::string_view, Before>, 5> kSorts{{
    {"id", [](const Partnership* a, const Partnership* b) { return a->id < b->id; }},
    {"name", [](const Partnership* a, const Partnership* b) { return a->name < b->name; }},
    {"begun", [](const Partnership* a, const Partnership* b) { return a->begun < b->begun; }},
    {"depth", [](const Partnership* a, const Partnership* b) { return a->depth < b->depth; }},
    {"parties", [](const Partnership* a, const Partnership* b) { return a->parties.size() < b->parties.size(); }},
}};

void sort_by(std::vector<const Partnership*>& list, std::string name) {
    if (name.empty()) return;
    const bool is_reversed = name.front() == '-';
    if (is_reversed) name.erase(0, 1);
    std::vector<std::string_view> names;
    for (const auto& [known, before] : kSorts) {
        names.push_back(known);
        if (known != name) continue;
        std::ranges::stable_sort(list, [&](const Partnership* a, const Partnership* b) {
            return is_reversed ? before(b, a) : before(a, b);
        });
        return;
    }
    throw Error{Errc::wrong_usage, fmt::format("'sort' is '{}'; expected {}", name, fmt::join(names, ", "))};
}

/// The strongest first: by depth, then by number, then by ids.
bool is_stronger(const registry::SharedTies& a, const registry::SharedTies& b) {
    if (a.depth != b.depth) return a.depth > b.depth;
    if (a.count != b.count) return a.count > b.count;
    return std::pair{a.first, a.second} < std::pair{b.first, b.second};
}

ordered_json nodes_json(const Registry& registry, const std::vector<registry::SharedTies>& links) {
    std::map<ActorId, int> degrees;
    for (const registry::SharedTies& link : links) {
        ++degrees[link.first];
        ++degrees[link.second];
    }
    ordered_json nodes = ordered_json::array();
    for (const auto& [id, degree] : degrees) {
        const auto index = registry.world.find(id);
        if (!index) continue;
        const Actor& actor = registry.world.actor(*index);
        nodes.push_back({{"id", actor.key},
                         {"name", actor.name},
                         {"kind", to_string(actor.kind)},
                         {"region", actor.region},
                         {"degree", degree}});
    }
    return nodes;
}

}  // namespace

ordered_json registry_view(const Asked& asked) {
    const auto registry = asked.stock.registry();
    const RegistryFilters filters = filters_of(asked.query);
    auto selected = select(asked.stock.common(), *registry, filters);
    const std::size_t total = selected.size();
    if (!filters.by.empty())
        return {{"total", total}, {"by", filters.by}, {"counts", to_json(partnership_counts(selected, filters))}};
    sort_by(selected, asked.query.text("sort"));
    const auto limit = static_cast<std::size_t>(asked.query.integer("limit", 0, kLongestPage).value_or(kPage));
    const auto offset = static_cast<std::size_t>(asked.query.integer("offset", 0).value_or(0));
    selected.erase(selected.begin(), selected.begin() + static_cast<std::ptrdiff_t>(std::min(offset, total)));
    if (selected.size() > limit) selected.resize(limit);
    return {{"total", total},
            {"offset", offset},
            {"limit", limit},
            {"partnerships", to_json(partnership_list(*registry, selected, filters))}};
}

ordered_json partnership_view(const Asked& asked) {
    const auto registry = asked.stock.registry();
    return to_json(*registry, registry->find(asked.id));
}

ordered_json registry_audit_view(const Asked& asked) {
    const auto registry = asked.stock.registry();
    return audit_json(*registry, audit_labels(*registry));
}

ordered_json overlay_view(const Asked& asked) {
    ordered_json notes = ordered_json::array();
    // Held while its notes are read: a writer may lay another overlay meanwhile.
    const auto registry = asked.stock.registry();
    for (const registry::OverlayNote& note : registry->notes)
        notes.push_back({{"partnership", note.partnership}, {"what", note.what}, {"reason", note.reason}});
    return {{"notes", notes}};
}

ordered_json registry_network_view(const Asked& asked) {
    const auto registry = asked.stock.registry();
    RegistryFilters filters = filters_of(asked.query);
    const Year year = filters.year ? Year{*filters.year} : registry->world.as_of();
    filters.year = year.value();
    const int least = asked.query.integer("least", 1).value_or(1);
    const auto most = static_cast<std::size_t>(asked.query.integer("most", 1, kMostLinks).value_or(kLinks));
    const auto selected = select(asked.stock.common(), *registry, filters);
    auto links = registry::shared_ties(selected, registry->world, year);
    std::erase_if(links, [&](const registry::SharedTies& link) { return link.count < least; });
    std::ranges::sort(links, is_stronger);
    const std::size_t total = links.size();
    if (links.size() > most) links.resize(most);
    ordered_json list = ordered_json::array();
    for (const registry::SharedTies& link : links)
        list.push_back({{"source", registry->key_of(link.first)},
                        {"target", registry->key_of(link.second)},
                        {"count", link.count},
                        {"depth", or_null(link.depth)},
                        {"deepest", link.deepest}});
    return {{"year", year.value()},
            {"partnerships", selected.size()},
            {"total_links", total},
            {"left_out", total - links.size()},
            {"nodes", nodes_json(*registry, links)},
            {"links", list}};
}

ordered_json ties_view(const Asked& asked) {
    const auto registry = asked.stock.registry();
    const atlas::World& world = registry->world;
    const Year year = asked.query.year("year").value_or(world.as_of());
    const std::string text = asked.query.required("actor");
    const auto actors = asked.stock.engine().find_actors(text, world, year);
    if (actors.size() != 1)
        throw Error{Errc::wrong_usage, fmt::format("'{}' names {} actors; expected one", text, actors.size())};
    const Actor& actor = world.actor(actors.front());
    std::vector<const Partnership*> all;
    for (const Partnership& partnership : world.partnerships()) all.push_back(&partnership);
    std::map<ActorId, registry::SharedTies> by_other;
    for (registry::SharedTies& ties : registry::shared_ties(all, world, year, actor.id))
        by_other.emplace(ties.first == actor.id ? ties.second : ties.first, std::move(ties));
    ordered_json others = ordered_json::array();
    for (atlas::ActorIndex index = 0; index < world.num_actors(); ++index) {
        const Actor& other = world.actor(index);
        const auto found = by_other.find(other.id);
        const bool is_tied = found != by_other.end();
        // Every living state is told of, so that a map can tell 'none on record' from 'not there'.
        if (other.id == actor.id || !(is_tied || (other.kind == ActorKind::state && world.is_alive(index, year))))
            continue;
        others.push_back({{"actor", other.key},
                          {"name", other.name},
                          {"kind", to_string(other.kind)},
                          {"count", is_tied ? found->second.count : 0},
                          {"depth", is_tied ? or_null(found->second.depth) : nullptr},
                          {"deepest", is_tied ? found->second.deepest : std::vector<std::string>{}}});
    }
    return {{"actor", actor.key}, {"name", actor.name}, {"year", year.value()}, {"others", others}};
}

}  // namespace entente::apps::http
