// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "panel_data.hpp"

namespace entente::attain {

namespace {

constexpr int kFirstYear = 1817;  // The state list starts in 1816, and features look one year back.
constexpr std::string_view kActivePactSign = "rules.active_obligation";

bool is_fitted(Family family) {
    return family != Family::other;
}

/// Entries that only curators hold were chosen for being well known.
bool is_from_table(const Partnership& partnership) {
    return std::any_of(partnership.sources.begin(), partnership.sources.end(),
                       [](const std::string& source) { return !source.starts_with("curated"); });
}

Tie tie_of(const atlas::World& world, const Partnership& partnership, std::uint32_t position) {
    Tie tie{.kind = tie_kind_of(partnership.family), .partnership = position};
    for (const Party& party : partnership.parties) {
        const auto actor = world.find(party.actor);
        if (!actor || party.role != "member" || world.actor(*actor).kind != ActorKind::state) continue;
        tie.parties.push_back({.actor = *actor,
                               .first = party.spell.first.value(),
                               .last = party.spell.last ? party.spell.last->value() : kOpenEnd,
                               .side = partnership.family == Family::trade ? party.side : 0});
    }
    for (const Evidence& evidence : partnership.evidence)
        if (evidence.is_present && evidence.sign == kActivePactSign)
            tie.active_since = std::min(tie.active_since, evidence.since.value());
    return tie;
}

/// Units of those that were parties in the founding year and lived then.
std::vector<std::vector<atlas::ActorIndex>> founding_units(const atlas::World& world, const Tie& tie, int year) {
    std::map<int, std::vector<atlas::ActorIndex>> unit_of_side;
    std::vector<std::vector<atlas::ActorIndex>> units;
    std::vector<atlas::ActorIndex> seen;
    for (const TieParty& party : tie.parties) {
        if (party.first > year || party.last < year || !world.is_alive(party.actor, Year{year})) continue;
        if (std::find(seen.begin(), seen.end(), party.actor) != seen.end()) continue;
        seen.push_back(party.actor);
        if (party.side > 0)
            unit_of_side[party.side].push_back(party.actor);
        else
            units.push_back({party.actor});
    }
    for (auto& [side, unit] : unit_of_side) units.push_back(std::move(unit));
    for (auto& unit : units) std::sort(unit.begin(), unit.end());
    std::sort(units.begin(), units.end());
    return units;
}

FoundingTies founding_of(const FoundingEvent& event) {
    FoundingTies founding{.kind = tie_kind_of(event.family), .year = event.year.value()};
    founding.weight = 1.0F / static_cast<float>(event.units.size() - 1);
    for (std::size_t u = 0; u < event.units.size(); ++u) {
        founding.members.insert(founding.members.end(), event.units[u].begin(), event.units[u].end());
        for (std::size_t v = 0; v < u; ++v)
            for (const auto a : event.units[u])
                for (const auto b : event.units[v]) founding.dyads.emplace_back(std::min(a, b), std::max(a, b));
    }
    return founding;
}

/// Numbers texts in alphabetical order; the empty text is 0.
std::vector<int> number_texts(const atlas::World& world, std::string Actor::*text, int& count) {
    std::map<std::string, int> number{{"", 0}};
    for (const Actor& actor : world.actors())
        if (actor.kind == ActorKind::state) number.emplace(actor.*text, 0);
    count = 0;
    for (auto& [name, n] : number) n = count++;
    std::vector<int> result;
    for (const Actor& actor : world.actors()) {
        const auto found = number.find(actor.*text);
        result.push_back(found == number.end() ? 0 : found->second);
    }
    return result;
}

int born_of(const Actor& actor) {
    int born = kOpenEnd;
    for (const Spell& spell : actor.spells) born = std::min(born, spell.first.value());
    return born;
}

}  // namespace

TieKind tie_kind_of(Family family) noexcept {
    return family == Family::alliance ? TieKind::alliance
           : family == Family::trade  ? TieKind::trade
                                      : TieKind::organisation;
}

Panel::Panel(const atlas::World& world) {
    auto data = std::make_unique<Data>();
    data->world = &world;
    std::array<bool, kNumTieKinds> has_ties{};
    std::uint32_t position = 0;
    for (const Partnership& partnership : world.partnerships()) {
        const std::uint32_t p = position++;
        if (!is_fitted(partnership.family) || partnership.status == Status::failed) continue;
        data->ties.push_back(tie_of(world, partnership, p));
        const auto kind = static_cast<std::size_t>(data->ties.back().kind);
        has_ties[kind] = true;
        if (partnership.sources.empty() || is_from_table(partnership)) data->is_kind_covered[kind] = true;
        const int year = partnership.begun.value();
        if (year < kFirstYear || !is_from_table(partnership)) continue;
        auto units = founding_units(world, data->ties.back(), year);
        if (units.size() < 2) continue;
        data->events.push_back({p, partnership.family, partnership.begun, std::move(units)});
    }
    for (std::size_t k = 0; k < kNumTieKinds; ++k) data->is_kind_covered[k] = data->is_kind_covered[k] || !has_ties[k];
    const auto partnerships = world.partnerships();
    std::sort(data->events.begin(), data->events.end(), [&](const FoundingEvent& a, const FoundingEvent& b) {
        return std::tie(a.year, partnerships[a.partnership].id) < std::tie(b.year, partnerships[b.partnership].id);
    });
    for (const FoundingEvent& event : data->events) data->foundings.push_back(founding_of(event));
    int num_regions = 0;
    data->region = number_texts(world, &Actor::region, num_regions);
    data->subregion = number_texts(world, &Actor::subregion, data->num_subregions);
    if (num_regions > 64 || data->num_subregions > 64)
        throw Error{Errc::bad_input, "more than 64 regions or subregions among the states; UN M49 has 6 and 22"};
    for (const Actor& actor : world.actors()) data->born.push_back(born_of(actor));
    data_ = std::move(data);
}

Panel::~Panel() = default;
Panel::Panel(Panel&&) noexcept = default;
Panel& Panel::operator=(Panel&&) noexcept = default;

std::span<const FoundingEvent> Panel::foundings() const noexcept {
    return data_->events;
}
const atlas::World& Panel::world() const noexcept {
    return *data_->world;
}
Year Panel::first_year() const noexcept {
    return Year{kFirstYear};
}
Year Panel::last_year() const noexcept {
    return data_->world->as_of() + 1;
}

}  // namespace entente::attain
