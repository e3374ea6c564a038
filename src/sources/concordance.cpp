// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/concordance.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/nearest.hpp"

namespace entente::sources {
namespace {

/// Systems in which a bare number, or bare letters, are looked up.
constexpr std::array<std::string_view, 4> kNumberSystems{"cow", "gw", "ison", "un"};
constexpr std::array<std::string_view, 2> kLetterSystems{"iso2", "iso3"};
/// Systems whose codes are upper case and may be typed in either.
constexpr std::array<std::string_view, 3> kUpperCaseSystems{"iso2", "iso3", "cowabb"};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_leading_zeros(std::string_view number) {
    return number.substr(std::min(number.find_first_not_of('0'), number.size() - 1));
}

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// Sets the years of a holder or exclusion from a record's open or closed ends.
template <typename Years, typename Record>
void set_years(Years& years, const Record& record) {
    if (record.first) years.first = record.first->value();
    if (record.last) years.last = record.last->value();
}

template <typename Map>
const typename Map::mapped_type* find_in(const Map& map, std::string_view text) {
    const auto found = map.find(text);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Concordance::Concordance(ActorRecords records) : records_(std::move(records)) {
    index_actors();
    index_codes();
    index_names();
    index_exclusions();
}

void Concordance::index_actors() {
    for (std::size_t k = 0; k < records_.actors.size(); ++k) {
        const Actor& actor = records_.actors[k];
        if (!by_id_.emplace(actor.id, k).second)
            throw Error{Errc::bad_input, fmt::format("two actors have the id {}", actor.id.value())};
        if (!by_key_.emplace(actor.key, actor.id).second)
            throw Error{Errc::bad_input, fmt::format("two actors have the key '{}'", actor.key)};
    }
}

void Concordance::index_codes() {
    for (const ActorCode& code : records_.codes) {
        Holder holder{.actor = actor(code.actor).id};
        set_years(holder, code);
        by_code_[code.system][code.code].push_back(holder);
    }
}

void Concordance::index_names() {
    const auto add = [&](std::string_view spelling, const Holder& holder) {
        const auto entry = by_name_.try_emplace(fold_name(spelling), names_.size()).first;
        if (entry->second == names_.size()) names_.emplace_back();
        names_[entry->second].push_back(holder);
        by_spelling_.emplace(spelling, entry->second);
    };
    std::unordered_map<ActorId, bool> has_names;
    for (const ActorAlias& alias : records_.aliases) {
        Holder holder{.actor = actor(alias.actor).id};
        set_years(holder, alias);
        add(alias.alias, holder);
        has_names[alias.actor] = true;
    }
    // An actor without aliases (a user's own) is known by its name; all others list theirs, with the years.
    for (const Actor& actor : records_.actors)
        if (!has_names.contains(actor.id)) add(actor.name, Holder{.actor = actor.id});
}

void Concordance::index_exclusions() {
    for (const NotAnActor& text : records_.not_actors) {
        Exclusion exclusion{.reason = text.reason};
        set_years(exclusion, text);
        not_actors_[text.source][text.text].push_back(std::move(exclusion));
    }
}

const Concordance::Holders* Concordance::find_code(std::string_view system, std::string_view code) const {
    const auto* const codes = find_in(by_code_, system);
    if (codes == nullptr || code.empty()) return nullptr;
    if (const Holders* const exact = find_in(*codes, code)) return exact;
    if (is_number(code)) return find_in(*codes, without_leading_zeros(code));
    const bool is_upper_case =
        std::find(kUpperCaseSystems.begin(), kUpperCaseSystems.end(), system) != kUpperCaseSystems.end();
    return is_upper_case ? find_in(*codes, upper(code)) : nullptr;
}

const Concordance::Holders* Concordance::find_name(std::string_view text) const {
    const std::size_t* found = find_in(by_spelling_, text);
    if (found == nullptr) found = find_in(by_name_, fold_name(text));
    if (found == nullptr) {
        const std::size_t comma = text.find(',');
        if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) return nullptr;
        const std::string turned = fmt::format("{} {}", text.substr(comma + 1), text.substr(0, comma));
        found = find_in(by_name_, fold_name(turned));
    }
    return found == nullptr ? nullptr : &names_[*found];
}

void Concordance::sort_by_key(std::vector<ActorId>& actors) const {
    std::sort(actors.begin(), actors.end(),
              [&](ActorId a, ActorId b) { return a != b && actor(a).key < actor(b).key; });
    actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
}

Resolution Concordance::resolution_of(std::vector<ActorId> actors, bool is_in_force) const {
    if (actors.empty()) return {};
    const bool is_one = std::all_of(actors.begin(), actors.end(), [&](ActorId id) { return id == actors.front(); });
    if (is_one) return {.actor = actors.front(), .candidates = {}, .is_in_force = is_in_force};
    sort_by_key(actors);
    return {.actor = std::nullopt, .candidates = std::move(actors), .is_in_force = is_in_force};
}

Resolution Concordance::settle(const Holders& holders, std::optional<Year> year) const {
    const auto is_in_force = [&](const Holder& holder) {
        if (!year) return holder.last == std::numeric_limits<int>::max();
        return holder.first <= year->value() && year->value() <= holder.last;
    };
    if (holders.size() == 1)
        return {.actor = holders.front().actor, .candidates = {}, .is_in_force = is_in_force(holders.front())};
    std::vector<ActorId> in_force;
    std::vector<ActorId> all;
    for (const Holder& holder : holders) {
        all.push_back(holder.actor);
        if (is_in_force(holder)) in_force.push_back(holder.actor);
    }
    return in_force.empty() ? resolution_of(std::move(all), false) : resolution_of(std::move(in_force), true);
}

Resolution Concordance::resolve(std::string_view system, std::string_view code, std::optional<Year> year) const {
    if (system == "key") {
        const ActorId* const id = find_in(by_key_, code);
        return id == nullptr ? Resolution{} : Resolution{.actor = *id};
    }
    const Holders* const holders = find_code(system, code);
    return holders == nullptr ? Resolution{} : settle(*holders, year);
}

Resolution Concordance::resolve_name(std::string_view text, std::optional<Year> year) const {
    const Holders* const holders = find_name(text);
    return holders == nullptr ? Resolution{} : settle(*holders, year);
}

/// `system:code`; nothing if the text before the colon is no system.
std::optional<Resolution> Concordance::resolve_prefixed(std::string_view text, std::optional<Year> year) const {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string system = lower(trimmed(text.substr(0, colon)));
    const std::string_view code = trimmed(text.substr(colon + 1));
    if (system == "iso") system = is_number(code) ? "ison" : code.size() == 2 ? "iso2" : "iso3";
    if (system != "key" && !by_code_.contains(system)) return std::nullopt;
    return resolve(system, code, year);
}

Resolution Concordance::resolve_any(std::string_view text, std::optional<Year> year) const {
    text = trimmed(text);
    if (text.empty()) return {};
    if (const ActorId* const id = find_in(by_key_, text)) return {.actor = *id};
    if (const auto prefixed = resolve_prefixed(text, year)) return *prefixed;
    if (const ActorId* const id = find_in(by_key_, upper(text))) return {.actor = *id};
    Holders holders;
    const auto add = [&](const Holders* found) {
        if (found != nullptr) holders.insert(holders.end(), found->begin(), found->end());
    };
    if (is_number(text)) {
        for (const std::string_view system : kNumberSystems) add(find_code(system, text));
    } else {
        for (const std::string_view system : kLetterSystems) add(find_code(system, text));
        add(find_name(text));
    }
    return settle(holders, year);
}

Resolution Concordance::resolve_in_source(std::string_view source, std::string_view text,
                                          std::optional<Year> year) const {
    if (const Holders* const holders = find_code(source, text)) return settle(*holders, year);
    return resolve_name(text, year);
}

std::optional<std::string_view> Concordance::reason_not_actor(std::string_view source, std::string_view text,
                                                              Year year) const {
    const auto* const texts = find_in(not_actors_, source);
    const auto* const exclusions = texts == nullptr ? nullptr : find_in(*texts, text);
    if (exclusions == nullptr) return std::nullopt;
    for (const Exclusion& exclusion : *exclusions)
        if (exclusion.first <= year.value() && year.value() <= exclusion.last) return exclusion.reason;
    return std::nullopt;
}

ActorId Concordance::require(std::string_view text, std::optional<Year> year) const {
    const Resolution resolution = resolve_any(text, year);
    if (resolution.actor) return *resolution.actor;
    if (resolution.is_ambiguous()) {
        std::vector<std::string> labels;
        for (const ActorId id : resolution.candidates) labels.push_back(label(id));
        throw Error{Errc::wrong_usage,
                    fmt::format("'{}' is ambiguous{}: {}", text,
                                year ? fmt::format(" in {}", year->value()) : std::string{}, fmt::join(labels, "; ")),
                    fmt::format("name one of them by its key: {}", actor(resolution.candidates.front()).key)};
    }
    const std::vector<std::string> names = nearest(text);
    throw Error{Errc::unknown_id, fmt::format("no actor '{}'", text),
                names.empty() ? std::string{"use a code, a name, or system:code (cow:2, iso:840)"}
                              : fmt::format("nearest: {}", fmt::join(names, "; "))};
}

std::vector<std::string> Concordance::nearest(std::string_view text, std::size_t count) const {
    std::vector<std::string> spellings;
    std::vector<ActorId> owners;
    const auto add = [&](std::string spelling, ActorId owner) {
        spellings.push_back(std::move(spelling));
        owners.push_back(owner);
    };
    for (const Actor& actor : records_.actors) add(fold_name(actor.name), actor.id);
    for (const ActorAlias& alias : records_.aliases) add(fold_name(alias.alias), alias.actor);
    for (const Actor& actor : records_.actors) add(lower(actor.key), actor.id);
    // Several spellings of one actor may lead: ask for all in order, keep the first of each.
    std::vector<std::string> labels;
    for (const std::string& spelling : nearest_names(fold_name(text), spellings, 10 * count)) {
        if (labels.size() >= count) break;
        const auto at =
            static_cast<std::size_t>(std::find(spellings.begin(), spellings.end(), spelling) - spellings.begin());
        std::string found = label(owners[at]);
        if (std::find(labels.begin(), labels.end(), found) == labels.end()) labels.push_back(std::move(found));
    }
    return labels;
}

const Actor& Concordance::actor(ActorId id) const {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) throw Error{Errc::unknown_id, fmt::format("no actor has the id {}", id.value())};
    return records_.actors[found->second];
}

std::string Concordance::label(ActorId id) const {
    const Actor& found = actor(id);
    return fmt::format("{} ({})", found.name, found.key);
}

}  // namespace entente::sources
