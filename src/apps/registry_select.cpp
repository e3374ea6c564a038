// SPDX-License-Identifier: Apache-2.0
#include "registry_select.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "entente/engine/question.hpp"
#include "entente/registry/depth_history.hpp"

namespace entente::apps {
namespace {

/// Depth in the year asked about, else the one that is known.
std::optional<Depth> depth_of(const Partnership& p, const RegistryFilters& filters) {
    return filters.year ? registry::depth_in(p, Year{*filters.year}) : p.depth;
}

std::string depth_text(const Partnership& p, const RegistryFilters& filters) {
    const auto depth = depth_of(p, filters);
    return std::string(depth ? to_string(*depth) : "unknown");
}

/// Keys of the parties in their own order, each once; of the year asked about, if any.
std::vector<std::string> party_keys(const Registry& registry, const Partnership& p, const RegistryFilters& filters) {
    std::vector<std::string> keys;
    for (const Party& party : p.parties) {
        if (filters.year && !party.spell.holds_in(Year{*filters.year})) continue;
        std::string key = registry.key_of(party.actor);
        if (std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
    }
    return keys;
}

bool lives_in(const Partnership& p, Year year) {
    const auto lives = registry::lives_of(p);
    return std::ranges::any_of(lives, [&](const Spell& life) { return life.holds_in(year); });
}

/// Whether a text holds another, whatever the case of its ASCII letters.
bool holds_text(std::string_view text, std::string_view part) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return !std::ranges::search(text, part, same).empty() || part.empty();
}

bool passes(const Partnership& p, const RegistryFilters& filters, std::optional<ActorId> actor) {
    const auto matches = [](const std::string& wanted, std::string_view found) {
        return wanted.empty() || wanted == found;
    };
    const auto is_party = [&](const Party& party) {
        return party.actor == *actor && (!filters.year || party.spell.holds_in(Year{*filters.year}));
    };
    return (!filters.year || lives_in(p, Year{*filters.year})) &&
           (!actor || std::ranges::any_of(p.parties, is_party)) && matches(filters.scope, to_string(p.scope)) &&
           matches(filters.depth, depth_text(p, filters)) && matches(filters.label, p.label) &&
           matches(filters.family, to_string(p.family)) && matches(filters.status, to_string(p.status)) &&
           (holds_text(p.name, filters.text) || holds_text(p.id, filters.text)) &&
           (filters.issue.empty() || std::ranges::find(p.issues, filters.issue) != p.issues.end());
}

std::optional<ActorId> find_actor(const CommonOptions& common, const Registry& registry,
                                  const RegistryFilters& filters) {
    if (filters.actor.empty()) return std::nullopt;
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Year year = filters.year ? Year{*filters.year} : registry.world.as_of();
    const auto found =
        engine::parse_actors(filters.actor, registry.world, year, sources::Concordance{atlas.actor_records()});
    if (found.size() != 1) throw Error{Errc::wrong_usage, "--actor takes one actor"};
    return registry.world.actor(found.front()).id;
}

/// What partnerships can be counted by: the words of one, in a table's order.
struct Grouping {
    std::string_view name;
    std::function<std::string(const Partnership&, const RegistryFilters&)> word_of;
    std::vector<std::string> words;  ///< All of them in order; empty: those that occur, sorted.
};

template <typename Enum>
std::vector<std::string> words_of() {
    return {Names<Enum>::table.begin(), Names<Enum>::table.end()};
}

std::vector<std::string> depth_words() {
    auto words = words_of<Depth>();
    words.emplace_back("unknown");
    return words;
}

std::vector<std::string> cell_words() {
    std::vector<std::string> words;
    for (const std::string& scope : words_of<Scope>())
        for (const std::string& depth : depth_words()) words.push_back(scope + ":" + depth);
    return words;
}

std::vector<Grouping> groupings() {
    using P = const Partnership&;
    using F = const RegistryFilters&;
    return {
        {"cell", [](P p, F f) { return std::string(to_string(p.scope)) + ":" + depth_text(p, f); }, cell_words()},
        {"scope", [](P p, F) { return std::string(to_string(p.scope)); }, words_of<Scope>()},
        {"depth", [](P p, F f) { return depth_text(p, f); }, depth_words()},
        {"decade", [](P p, F) { return fmt::format("{}s", p.begun.value() / 10 * 10); }, {}},
        {"family", [](P p, F) { return std::string(to_string(p.family)); }, words_of<Family>()},
        {"status", [](P p, F) { return std::string(to_string(p.status)); }, words_of<Status>()},
        {"label", [](P p, F) { return p.label; }, {}},
    };
}

Grouping grouping_of(const std::string& name) {
    std::vector<std::string> names;
    for (Grouping& grouping : groupings()) {
        if (grouping.name == name) return std::move(grouping);
        names.emplace_back(grouping.name);
    }
    throw Error{Errc::wrong_usage, fmt::format("--by '{}'; expected one or two of {}", name, fmt::join(names, ", "))};
}

std::vector<std::string> words_in(const Grouping& grouping, const std::vector<const Partnership*>& selected,
                                  const RegistryFilters& filters) {
    if (!grouping.words.empty()) return grouping.words;
    std::set<std::string> words;
    for (const Partnership* p : selected) words.insert(grouping.word_of(*p, filters));
    return {words.begin(), words.end()};
}

}  // namespace

std::vector<const Partnership*> select(const CommonOptions& common, const Registry& registry,
                                       const RegistryFilters& filters) {
    const auto actor = find_actor(common, registry, filters);
    std::vector<const Partnership*> selected;
    for (const Partnership& p : registry.world.partnerships())
        if (passes(p, filters, actor)) selected.push_back(&p);
    return selected;
}

Table partnership_list(const Registry& registry, const std::vector<const Partnership*>& selected,
                       const RegistryFilters& filters) {
    Table table{.columns = {"id", "name", "scope", "depth", "label", "status", "begun", "ended", "parties", "sources",
                            "family", "issues"}};
    for (const Partnership* p : selected)
        table.rows.push_back({p->id, p->name, std::string(to_string(p->scope)), optional_depth(depth_of(*p, filters)),
                              p->label, std::string(to_string(p->status)), std::int64_t{p->begun.value()},
                              optional_year(p->ended), party_keys(registry, *p, filters), p->sources,
                              std::string(to_string(p->family)), p->issues});
    return table;
}

Table partnership_counts(const std::vector<const Partnership*>& selected, const RegistryFilters& filters) {
    if (filters.by.size() > 2) throw Error{Errc::wrong_usage, "--by takes one or two groupings"};
    const Grouping rows = grouping_of(filters.by.front());
    const bool has_columns = filters.by.size() == 2;
    const Grouping columns = has_columns ? grouping_of(filters.by.back()) : Grouping{};
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    std::map<std::string, std::int64_t> totals;
    for (const Partnership* p : selected) {
        const std::string row = rows.word_of(*p, filters);
        ++totals[row];
        if (has_columns) ++counts[{row, columns.word_of(*p, filters)}];
    }
    Table table{.columns = {std::string(rows.name)}};
    const auto column_words = has_columns ? words_in(columns, selected, filters) : std::vector<std::string>{};
    table.columns.insert(table.columns.end(), column_words.begin(), column_words.end());
    table.columns.emplace_back("all");
    for (const std::string& row : words_in(rows, selected, filters)) {
        std::vector<Value> values{row};
        for (const std::string& column : column_words) values.emplace_back(counts[{row, column}]);
        values.emplace_back(totals[row]);
        table.rows.push_back(std::move(values));
    }
    return table;
}

}  // namespace entente::apps
