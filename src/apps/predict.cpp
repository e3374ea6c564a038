// SPDX-License-Identifier: Apache-2.0
//
// Forecasts for cases in a file: votes of roll calls, foundings of partnerships.
#include <charconv>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/attain/attain.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/principles/vote_forecast.hpp"
#include "entente/sources/concordance.hpp"
#include "entente/sources/csv.hpp"

namespace entente::apps {
namespace {

// --- votes -----------------------------------------------------------------------------------------------------------

struct VoteCells {
    Table table{.columns = {"rcid", "country", "p_yes", "p_abstain", "p_no"}};
    std::vector<principles::CellQuery> queries{};
};

/// Rows `rcid,country`: the country by ISO alpha-2 code, or by its name as in the votes table, in the roll call's year.
VoteCells read_cells(const std::filesystem::path& file, const atlas::VoteTable& votes,
                     const sources::Concordance& concordance, const Monitor& monitor) {
    std::map<RollCallId, Year> year_of;
    for (const RollCallRecord& roll_call : votes.roll_calls) year_of[roll_call.id] = roll_call.year;
    sources::CsvReader csv(file, ',', monitor);
    const auto rcid = csv.column("rcid");
    const auto country = csv.column("country");
    VoteCells cells;
    while (csv.next()) {
        const RollCallId id{csv.integer(rcid, 0, std::numeric_limits<int>::max())};
        const auto year = year_of.find(id);
        if (year == year_of.end()) throw csv.error(rcid, "the rcid of a roll call in the atlas");
        const std::string text{csv.text(country)};
        auto found = concordance.resolve_in_source("un_votes", text, year->second);
        if (!found.actor) found = concordance.resolve("iso2", text, year->second);
        if (!found.actor) throw csv.error(country, "an ISO alpha-2 code, or the country's name as in the votes table");
        cells.queries.push_back({.actor = *found.actor, .roll_call = id});
        std::vector<Value> row;
        row.emplace_back(std::in_place_type<std::int64_t>, id.value());
        row.emplace_back(std::in_place_type<std::string>, text);
        cells.table.rows.push_back(std::move(row));
    }
    return cells;
}

void predict_votes(const CommonOptions& common, const std::filesystem::path& file) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Monitor monitor = monitor_of(common);
    const atlas::VoteTable votes = atlas.votes(common.as_of_year().value_or(atlas.last_year()));
    if (votes.votes.empty())
        throw Error{Errc::failed, "the atlas holds no votes",
                    "Import a folder with the roll calls: entente import DIR."};
    VoteCells cells = read_cells(file, votes, sources::Concordance{atlas.actor_records()}, monitor);
    const auto forecast = principles::forecast_votes(engine::vote_matrix(votes, engine::VoteClock::session),
                                                     cells.queries, {}, Seed{common.seed}, monitor);
    const std::vector<principles::VoteProbabilities>& chances = forecast.probabilities;
    if (forecast.num_set_aside > 0)
        say(common, fmt::format("the atlas holds {} of the {} votes asked for; no prediction has seen them",
                                forecast.num_set_aside, cells.queries.size()));
    for (std::size_t k = 0; k < chances.size(); ++k)
        for (const double p : {chances[k].p_yes, chances[k].p_abstain, chances[k].p_no})
            cells.table.rows[k].emplace_back(std::in_place_type<double>, p);
    print(std::cout, cells.table, common.json ? Format::json : Format::csv);
}

// --- partnerships ----------------------------------------------------------------------------------------------------

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// Members `2+20+70` by COW number, in units of the sizes `2;1` (default: each by itself).
std::vector<std::vector<atlas::ActorIndex>> read_units(const sources::CsvReader& csv, sources::Column members,
                                                       std::optional<sources::Column> units,
                                                       const atlas::World& world) {
    std::vector<atlas::ActorIndex> actors;
    for (const std::string_view part : split(csv.text(members), '+')) {
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
    for (const std::string_view part : split(csv.text(*units), ';')) {
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

std::vector<attain::SetCase> read_sets(const std::filesystem::path& file, const atlas::World& world,
                                       const Monitor& monitor) {
    sources::CsvReader csv(file, ',', monitor);
    const auto id = csv.column("set_id");
    const auto year = csv.column("year");
    const auto family = csv.column("family");
    const auto members = csv.column("members");
    const auto units = csv.find_column("units");
    std::vector<attain::SetCase> sets;
    while (csv.next()) {
        const auto kind = from_string<Family>(csv.text(family));
        if (!kind || *kind == Family::other) throw csv.error(family, "alliance, trade, formal or informal");
        sets.push_back({.id = std::string(csv.text(id)),
                        .year = csv.year(year),
                        .family = *kind,
                        .units = read_units(csv, members, units, world)});
    }
    return sets;
}

void predict_partnerships(const CommonOptions& common, const std::filesystem::path& file) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Monitor monitor = monitor_of(common);
    const atlas::World world = atlas.world(common.as_of_year().value_or(atlas.last_year()));
    const auto sets = read_sets(file, world, monitor);
    std::vector<attain::AttainModel> models;
    for (const Year year : atlas.model_years("attain"))
        models.push_back(attain::model_from_json(atlas.model("attain", year)->json));
    const auto forecasts = attain::predict_partnerships(attain::Panel(world), models, sets, monitor);
    Table table{.columns = {"set_id", "p_form", "score"}};
    for (const Depth depth : all_values<Depth>()) table.columns.push_back(fmt::format("p_{}", to_string(depth)));
    for (std::size_t k = 0; k < sets.size(); ++k) {
        std::vector<Value> row;
        row.emplace_back(std::in_place_type<std::string>, sets[k].id);
        for (const double p : {forecasts[k].p_form, forecasts[k].score})
            row.emplace_back(std::in_place_type<double>, p);
        for (const double p : forecasts[k].at_least) row.emplace_back(std::in_place_type<double>, p);
        table.rows.push_back(std::move(row));
    }
    print(std::cout, table, common.json ? Format::json : Format::csv);
}

}  // namespace

void add_predict(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("predict", "Forecasts for the cases of a file");
    command.require_subcommand(1);

    CLI::App& votes = *command.add_subcommand("votes", "Chances of yes, abstain and no for rows rcid,country");
    add_common(votes, common);
    auto cells = std::make_shared<std::filesystem::path>();
    votes.add_option("--cells", *cells, "CSV file, plain or gzip")->required();
    votes.callback([&common, cells] { predict_votes(common, *cells); });

    CLI::App& partnerships =
        *command.add_subcommand("partnerships", "Chances that sets found a partnership, and how deep it goes");
    add_common(partnerships, common);
    auto sets = std::make_shared<std::filesystem::path>();
    partnerships.add_option("--sets", *sets, "CSV file set_id,year,family,members[,units], plain or gzip")->required();
    partnerships.callback([&common, sets] { predict_partnerships(common, *sets); });

    add_predict_accessions(command, common);
}

}  // namespace entente::apps
