// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/case_files.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "entente/base/words.hpp"
#include "entente/sources/csv.hpp"

namespace entente::engine {
namespace {

constexpr int kLastCowNumber = 999;

atlas::ActorIndex read_state(const sources::CsvReader& csv, sources::Column column, const atlas::World& world) {
    const auto actor = world.find(ActorId{csv.integer(column, 1, kLastCowNumber)});
    if (!actor) throw csv.error(column, "the COW number of a state");
    return *actor;
}

/// Members `2+20+70` by COW number, in units of the sizes `2;1` (default: each by itself).
std::vector<std::vector<atlas::ActorIndex>> read_units(const sources::CsvReader& csv, sources::Column members,
                                                       std::optional<sources::Column> units,
                                                       const atlas::World& world) {
    std::vector<atlas::ActorIndex> actors;
    for (const std::string_view part : parts_of(csv.text(members), '+')) {
        int number = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), number);
        const auto actor = world.find(ActorId{number});
        if (parsed.ec != std::errc{} || parsed.ptr != part.data() + part.size() || !actor)
            throw csv.error(members, "COW numbers of states joined by '+'");
        actors.push_back(*actor);
    }
    std::vector<std::vector<atlas::ActorIndex>> result;
    if (!units || csv.is_missing(*units)) {
        for (const atlas::ActorIndex actor : actors) result.push_back({actor});
        return result;
    }
    std::size_t next = 0;
    for (const std::string_view part : parts_of(csv.text(*units), ';')) {
        std::size_t size = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), size);
        if (parsed.ec != std::errc{} || size == 0 || next + size > actors.size())
            throw csv.error(*units, "sizes of units that add up to the members");
        result.emplace_back(actors.begin() + static_cast<std::ptrdiff_t>(next),
                            actors.begin() + static_cast<std::ptrdiff_t>(next + size));
        next += size;
    }
    if (next != actors.size()) throw csv.error(*units, "sizes of units that add up to the members");
    return result;
}

}  // namespace

std::vector<SetRow> read_sets(const std::filesystem::path& file, const atlas::World& world, const Monitor& monitor) {
    sources::CsvReader csv(file, ',', monitor);
    const auto id = csv.column("set_id");
    const auto year = csv.column("year");
    const auto family = csv.column("family");
    const auto members = csv.column("members");
    const auto units = csv.find_column("units");
    const auto event = csv.find_column("event");
    const auto candidate = csv.find_column("candidate");
    constexpr int kMostCandidates = 1'000'000;
    std::vector<SetRow> rows;
    while (csv.next()) {
        const auto kind = from_string<Family>(csv.text(family));
        if (!kind || *kind == Family::other) throw csv.error(family, "alliance, trade, formal or informal");
        rows.push_back({.set = {.id = std::string(csv.text(id)),
                                .year = csv.year(year),
                                .family = *kind,
                                .units = read_units(csv, members, units, world)},
                        .event = event ? std::string(csv.text(*event)) : std::string(),
                        .candidate = candidate ? csv.integer(*candidate, 0, kMostCandidates) : 0});
    }
    return rows;
}

std::vector<AccessionRow> read_accession_cases(const std::filesystem::path& file, const AccessionData& data,
                                               const atlas::World& world, const Monitor& monitor) {
    std::map<std::string, std::uint32_t, std::less<>> position;
    for (std::uint32_t o = 0; o < data.organisations.size(); ++o) position[data.organisations[o].id] = o;
    sources::CsvReader csv(file, ',', monitor);
    const auto case_id = csv.column("case_id");
    const auto igo = csv.column("igo");
    const auto ccode = csv.column("ccode");
    const auto year = csv.column("year");
    const auto event = csv.find_column("event");
    const auto weight = csv.find_column("weight");
    std::vector<AccessionRow> rows;
    while (csv.next()) {
        const auto found = position.find(csv.text(igo));
        if (found == position.end())
            throw csv.error(igo, "an organisation of the table cow_igo, or one of the file --members");
        rows.push_back({.id = std::string(csv.text(case_id)),
                        .asked = {found->second, read_state(csv, ccode, world), csv.year(year)},
                        .joins = event && csv.integer(*event, 0, 1) == 1,
                        .weight = weight ? csv.number(*weight) : 1.0});
    }
    return rows;
}

void add_visitors(AccessionData& data, const std::filesystem::path& file, const atlas::World& world,
                  const Monitor& monitor) {
    sources::CsvReader csv(file, ',', monitor);
    const auto igo = csv.column("igo");
    const auto ccode = csv.column("ccode");
    const auto membership = csv.column("membership");
    const auto first_year = csv.column("first_year");
    const auto last_year = csv.column("last_year");
    std::map<std::string, attain::Organisation> visitors;
    while (csv.next()) {
        const std::string id(csv.text(igo));
        const auto role =
            csv.text(membership) == "full"
                ? attain::MembershipRole::member
                : from_string<attain::MembershipRole>(csv.text(membership)).value_or(attain::MembershipRole::member);
        if (csv.text(membership) != "full" && role == attain::MembershipRole::member)
            throw csv.error(membership, "full, associate or observer");
        const Year first = csv.year(first_year);
        const Year last = csv.year(last_year);
        if (last < first) throw csv.error(last_year, "a last year not before the first");
        attain::Organisation& one = visitors[id];
        one.begun = one.spells.empty() ? first : std::min(one.begun, first);
        one.spells.push_back({.actor = read_state(csv, ccode, world),
                              .role = role,
                              .first = first,
                              .last = last >= data.covered_until ? std::nullopt : std::optional{last}});
    }
    for (auto& [id, one] : visitors) {
        if (std::ranges::find(data.organisations, id, &attain::Organisation::id) != data.organisations.end()) continue;
        one.id = id;
        one.is_visitor = true;
        data.organisations.push_back(std::move(one));
    }
}

}  // namespace entente::engine
