// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/question.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::engine {
namespace {

using atlas::ActorIndex;

constexpr std::string_view kAll = "all";  ///< As --must: the whole pool.

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The World's position of the actor that a text names; it must have lived in the year.
ActorIndex living_actor(std::string_view text, const atlas::World& world, Year year,
                        const sources::Concordance& concordance) {
    const ActorId id = concordance.require(text, year);
    const auto index = world.find(id);
    if (index && world.is_alive(*index, year)) return *index;
    const Actor& actor = concordance.actor(id);
    std::string lives;
    for (const Spell& spell : actor.spells)
        lives += fmt::format("{}{}–{}", lives.empty() ? "" : ", ", spell.first.value(),
                             spell.last ? fmt::format("{}", spell.last->value()) : "");
    throw Error{Errc::unknown_id, fmt::format("{} ({}) did not exist in {}", actor.name, actor.key, year.value()),
                lives.empty() ? std::string{} : fmt::format("Its years: {}.", lives)};
}

void add_item(std::vector<ActorIndex>& pool, std::string_view item, const atlas::World& world, Year year,
              const sources::Concordance& concordance) {
    if (item == kWorld) {
        const auto states = world.living_states(year);
        pool.insert(pool.end(), states.begin(), states.end());
        return;
    }
    if (!item.ends_with(kMembersOf)) {
        pool.push_back(living_actor(item, world, year, concordance));
        return;
    }
    const std::string_view entity = item.substr(0, item.size() - kMembersOf.size());
    const auto members = world.members_of(living_actor(entity, world, year, concordance), year);
    if (members.empty())
        throw Error{Errc::unknown_id, fmt::format("no members of '{}' are known in {}", entity, year.value()),
                    "Only collective entities and clubs have members, in the years that they cover."};
    for (const ActorIndex member : members)
        if (world.is_alive(member, year)) pool.push_back(member);
}

}  // namespace

std::vector<std::string> actor_items(std::string_view text) {
    std::vector<std::string> items;
    std::string item;
    bool is_quoted = false;
    const auto finish = [&] {
        if (const auto name = trimmed(item); !name.empty()) items.emplace_back(name);
        item.clear();
    };
    for (const char c : text) {
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == ',' && !is_quoted)
            finish();
        else
            item += c;
    }
    finish();
    return items;
}

std::vector<ActorIndex> parse_actors(std::string_view text, const atlas::World& world, Year year,
                                     const sources::Concordance& concordance) {
    std::vector<ActorIndex> pool;
    for (const std::string& item : actor_items(text)) add_item(pool, item, world, year, concordance);
    if (pool.empty())
        throw Error{Errc::wrong_usage, "no actor is named", "Name at least two, such as USA,JPN or EU:members,IND."};
    std::ranges::sort(pool);
    pool.erase(std::unique(pool.begin(), pool.end()), pool.end());
    return pool;
}

void name_pool(attain::Question& question, const AskRequest& request, const atlas::World& world,
               const sources::Concordance& concordance) {
    const auto named = [&](std::string_view text) {
        return trimmed(text).empty() ? std::vector<ActorIndex>{}
                                     : parse_actors(text, world, question.as_of, concordance);
    };
    question.pool = parse_actors(request.actors, world, question.as_of, concordance);
    question.must = trimmed(request.must) == kAll ? question.pool : named(request.must);
    const std::vector<ActorIndex> must_not = named(request.must_not);
    for (const ActorIndex actor : question.must) {
        const Actor& one = world.actor(actor);
        if (!std::ranges::binary_search(question.pool, actor))
            throw Error{Errc::wrong_usage,
                        fmt::format("{} ({}) must take part and is not among the actors", one.name, one.key),
                        "Name it among the actors, too."};
        if (std::ranges::binary_search(must_not, actor))
            throw Error{Errc::wrong_usage, fmt::format("{} ({}) must take part and must not", one.name, one.key),
                        "Choose one of the two."};
    }
    std::erase_if(question.pool, [&](ActorIndex actor) { return std::ranges::binary_search(must_not, actor); });
    for (const ActorIndex actor : must_not) question.must_not.push_back(world.actor(actor).key);
    if (question.pool.size() < 2)
        throw Error{Errc::wrong_usage, must_not.empty()
                                           ? "a partnership takes two; name two actors or more"
                                           : "fewer than two actors are left without those that must not take part"};
}

}  // namespace entente::engine
