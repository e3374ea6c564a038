// SPDX-License-Identifier: Apache-2.0
//
// Forecasts for cases in a file: votes of roll calls, foundings of partnerships.
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/attain/attain.hpp"
#include "entente/engine/case_files.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/models.hpp"
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

void predict_partnerships(const CommonOptions& common, const std::filesystem::path& file) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Monitor monitor = monitor_of(common);
    const atlas::World world = atlas.world(common.as_of_year().value_or(atlas.last_year()));
    std::vector<attain::SetCase> sets;
    for (engine::SetRow& row : engine::read_sets(file, world, monitor)) sets.push_back(std::move(row.set));
    const auto models = engine::stored_models(atlas, "attain", attain::model_from_json);
    const auto pairs = engine::stored_models(atlas, engine::kPairModels, attain::pair_model_from_json);
    const auto forecasts = attain::predict_partnerships(attain::Panel(world), models, sets, pairs, monitor);
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
