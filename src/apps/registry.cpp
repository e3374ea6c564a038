// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/nearest.hpp"
#include "entente/engine/question.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

struct Filters {
    std::string actor{};
    std::string scope{};
    std::string depth{};
    std::string family{};
    std::string status{};
    std::string issue{};
    std::optional<int> year{};
};

Value optional_year(std::optional<Year> year) {
    return year ? Value{std::int64_t{year->value()}} : Value{std::monostate{}};
}

std::string key_of(const atlas::World& world, ActorId id) {
    const auto index = world.find(id);
    return index ? world.actor(*index).key : fmt::format("{}", id.value());
}

/// Keys of the parties in their own order, each once.
std::vector<std::string> party_keys(const atlas::World& world, const Partnership& partnership) {
    std::vector<std::string> keys;
    for (const Party& party : partnership.parties) {
        std::string key = key_of(world, party.actor);
        if (std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
    }
    return keys;
}

bool has_party(const Partnership& partnership, ActorId actor) {
    return std::ranges::any_of(partnership.parties, [&](const Party& party) { return party.actor == actor; });
}

bool passes(const Partnership& p, const Filters& filters, std::optional<ActorId> actor) {
    const auto matches = [](const std::string& wanted, std::string_view found) {
        return wanted.empty() || wanted == found;
    };
    const bool lives =
        !filters.year || (p.begun.value() <= *filters.year && (!p.ended || *filters.year <= p.ended->value()));
    return lives && (!actor || has_party(p, *actor)) && matches(filters.scope, to_string(p.scope)) &&
           matches(filters.depth, p.depth ? to_string(*p.depth) : "unknown") &&
           matches(filters.family, to_string(p.family)) && matches(filters.status, to_string(p.status)) &&
           (filters.issue.empty() || std::ranges::find(p.issues, filters.issue) != p.issues.end());
}

void list(const CommonOptions& common, const Filters& filters) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Year as_of = common.as_of_year().value_or(atlas.last_year());
    const atlas::World world = atlas.world(as_of);
    std::optional<ActorId> actor;
    if (!filters.actor.empty()) {
        const auto found = engine::parse_actors(filters.actor, world, filters.year ? Year{*filters.year} : as_of,
                                                sources::Concordance{atlas.actor_records()});
        if (found.size() != 1) throw Error{Errc::wrong_usage, "--actor takes one actor"};
        actor = world.actor(found.front()).id;
    }
    Table table{.columns = {"id", "name", "scope", "depth", "label", "status", "begun", "ended", "parties", "sources",
                            "family", "issues"}};
    for (const Partnership& p : world.partnerships())
        if (passes(p, filters, actor))
            table.rows.push_back({p.id, p.name, std::string(to_string(p.scope)),
                                  p.depth ? Value{std::string(to_string(*p.depth))} : Value{std::monostate{}}, p.label,
                                  std::string(to_string(p.status)), std::int64_t{p.begun.value()},
                                  optional_year(p.ended), party_keys(world, p), p.sources,
                                  std::string(to_string(p.family)), p.issues});
    print(std::cout, table, common.format());
}

const Partnership& find(const atlas::World& world, const std::string& id) {
    std::vector<std::string> ids;
    for (const Partnership& partnership : world.partnerships()) {
        if (partnership.id == id) return partnership;
        ids.push_back(partnership.id);
    }
    throw Error{
        Errc::unknown_id, fmt::format("no partnership '{}'", id),
        fmt::format("Nearest: {}. entente registry list names them all.", fmt::join(nearest_names(id, ids), ", "))};
}

nlohmann::ordered_json to_json(const atlas::World& world, const Partnership& p) {
    const auto year = [](std::optional<Year> y) {
        return y ? nlohmann::ordered_json(y->value()) : nlohmann::ordered_json(nullptr);
    };
    nlohmann::ordered_json parties = nlohmann::ordered_json::array();
    for (const Party& party : p.parties)
        parties.push_back({{"actor", key_of(world, party.actor)},
                           {"role", party.role},
                           {"first_year", party.spell.first.value()},
                           {"last_year", year(party.spell.last)},
                           {"side", party.side}});
    nlohmann::ordered_json evidence = nlohmann::ordered_json::array();
    for (const Evidence& e : p.evidence)
        evidence.push_back({{"sign", e.sign},
                            {"depth", to_string(e.depth)},
                            {"present", e.is_present},
                            {"since", e.since.value()},
                            {"citation", e.citation},
                            {"note", e.note}});
    return {{"id", p.id},
            {"name", p.name},
            {"family", to_string(p.family)},
            {"scope", to_string(p.scope)},
            {"scope_rule", p.scope_rule},
            {"depth", p.depth ? nlohmann::ordered_json(to_string(*p.depth)) : nlohmann::ordered_json(nullptr)},
            {"label", p.label},
            {"status", to_string(p.status)},
            {"begun", p.begun.value()},
            {"ended", year(p.ended)},
            {"issues", p.issues},
            {"parties", parties},
            {"evidence", evidence},
            {"sources", p.sources}};
}

void show_text(const atlas::World& world, const Partnership& p) {
    fmt::print("{}\n{}\n\n", p.name, std::string(display_width(p.name), '='));
    fmt::print("{} {}, {}, since {}{}\n", to_string(p.scope), to_string(p.family), to_string(p.status), p.begun.value(),
               p.ended ? fmt::format(" until {}", p.ended->value()) : "");
    fmt::print("scope by rule {}; depth {}; label {}\n\nParties\n", p.scope_rule,
               p.depth ? to_string(*p.depth) : "not shown by any source", p.label);
    for (const Party& party : p.parties)
        fmt::print("  {:8} {:10} {}{}\n", key_of(world, party.actor), party.role, party.spell.first.value(),
                   party.spell.last ? fmt::format("–{}", party.spell.last->value()) : "–");
    fmt::print("\nEvidence\n");
    for (const Evidence& e : p.evidence)
        fmt::print("  {} {:10} {:28} since {}  {}  {}\n", e.is_present ? "+" : "-", to_string(e.depth), e.sign,
                   e.since.value(), e.citation, e.note);
    fmt::print("\nSources\n  {}\n", fmt::join(p.sources, "\n  "));
}

void show(const CommonOptions& common, const std::string& id) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const atlas::World world = atlas.world(common.as_of_year().value_or(atlas.last_year()));
    const Partnership& partnership = find(world, id);
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(world, partnership).dump(2) << '\n';
            return;
        case Format::text:
            show_text(world, partnership);
            return;
        case Format::csv:
            break;
    }
    Table table{.columns = {"id", "actor", "role", "first_year", "last_year"}};
    for (const Party& party : partnership.parties)
        table.rows.push_back({partnership.id, key_of(world, party.actor), party.role,
                              std::int64_t{party.spell.first.value()}, optional_year(party.spell.last)});
    print(std::cout, table, Format::csv);
}

}  // namespace

void add_registry(CLI::App& app, CommonOptions& common) {
    CLI::App& command =
        *app.add_subcommand("registry", "Partnerships: parties, scope, measured depth, evidence, sources");
    command.require_subcommand(1);

    CLI::App& list_command = *command.add_subcommand("list", "List partnerships");
    add_common(list_command, common);
    auto filters = std::make_shared<Filters>();
    list_command.add_option("--actor", filters->actor, "With this actor as a party");
    list_command.add_option("--scope", filters->scope,
                            "bilateral, multilateral, minilateral, maxilateral or plurilateral");
    list_command.add_option("--depth", filters->depth,
                            "practice, interests, rules, values, identity, culture or unknown");
    list_command.add_option("--family", filters->family, "alliance, trade, formal, informal or other");
    list_command.add_option("--status", filters->status, "active, ended, failed, lapsed or suspended");
    list_command.add_option("--issue", filters->issue, "On this issue");
    list_command.add_option("--year", filters->year, "In force in this year");
    list_command.callback([&common, filters] { list(common, *filters); });

    CLI::App& show_command = *command.add_subcommand("show", "Show one partnership with its evidence");
    add_common(show_command, common);
    auto id = std::make_shared<std::string>();
    show_command.add_option("id", *id, "Id, as registry list prints it")->required();
    show_command.callback([&common, id] { show(common, *id); });

    add_registry_check(command, common);
}

}  // namespace entente::apps
