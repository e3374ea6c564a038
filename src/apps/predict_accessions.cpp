// SPDX-License-Identifier: Apache-2.0
//
// Forecasts of which state becomes a full member of which organisation, for the cases of a file.
#include <iostream>
#include <map>
#include <memory>

#include "command.hpp"
#include "entente/engine/accessions.hpp"
#include "entente/sources/csv.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

constexpr int kLastCowNumber = 999;

atlas::ActorIndex read_state(const sources::CsvReader& csv, sources::Column column, const atlas::World& world) {
    const auto actor = world.find(ActorId{csv.integer(column, 1, kLastCowNumber)});
    if (!actor) throw csv.error(column, "the COW number of a state");
    return *actor;
}

/// Organisations that the atlas does not hold: rows `igo,ccode,membership,first_year,last_year`. A last year in which
/// the atlas's own table closes is no exit.
void add_visitors(engine::AccessionData& data, const std::filesystem::path& file, const atlas::World& world,
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

struct AccessionFile {
    Table table{.columns = {"case_id", "p"}};
    std::vector<attain::AccessionCase> cases{};
};

AccessionFile read_cases(const std::filesystem::path& file, const engine::AccessionData& data,
                         const atlas::World& world, const Monitor& monitor) {
    std::map<std::string, std::uint32_t, std::less<>> position;
    for (std::uint32_t o = 0; o < data.organisations.size(); ++o) position[data.organisations[o].id] = o;
    sources::CsvReader csv(file, ',', monitor);
    const auto case_id = csv.column("case_id");
    const auto igo = csv.column("igo");
    const auto ccode = csv.column("ccode");
    const auto year = csv.column("year");
    AccessionFile result;
    while (csv.next()) {
        const auto found = position.find(csv.text(igo));
        if (found == position.end())
            throw csv.error(igo, "an organisation of the table cow_igo, or one of the file --members");
        result.cases.push_back({found->second, read_state(csv, ccode, world), csv.year(year)});
        std::vector<Value> row;
        row.emplace_back(std::in_place_type<std::string>, csv.text(case_id));
        result.table.rows.push_back(std::move(row));
    }
    return result;
}

void predict_accessions(const CommonOptions& common, const std::filesystem::path& cases,
                        const std::filesystem::path& members) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Monitor monitor = monitor_of(common);
    const atlas::World world = atlas.world(common.as_of_year().value_or(atlas.last_year()));
    engine::AccessionData data = engine::read_accession_data(atlas, world, data_folder());
    if (!members.empty()) add_visitors(data, members, world, monitor);
    AccessionFile file = read_cases(cases, data, world, monitor);
    std::vector<attain::AccessionModel> models;
    for (const Year year : atlas.model_years("accession"))
        models.push_back(attain::accession_model_from_json(atlas.model("accession", year)->json));
    if (models.empty())
        throw Error{Errc::failed, "the atlas holds no model of accessions", "Run entente estimate attain."};
    const attain::Panel panel(world);
    const auto chances = attain::predict_accessions(data.inputs(panel), models, file.cases, monitor);
    for (std::size_t k = 0; k < chances.size(); ++k)
        file.table.rows[k].emplace_back(std::in_place_type<double>, chances[k]);
    print(std::cout, file.table, common.json ? Format::json : Format::csv);
}

}  // namespace

void add_predict_accessions(CLI::App& predict, CommonOptions& common) {
    CLI::App& command =
        *predict.add_subcommand("accessions", "Chances that states become full members of organisations that exist");
    add_common(command, common);
    auto cases = std::make_shared<std::filesystem::path>();
    auto members = std::make_shared<std::filesystem::path>();
    command.add_option("--cases", *cases, "CSV file case_id,igo,ccode,year, plain or gzip")->required();
    command.add_option("--members", *members,
                       "CSV file igo,ccode,membership,first_year,last_year: organisations that the atlas lacks");
    command.callback([&common, cases, members] { predict_accessions(common, *cases, *members); });
}

}  // namespace entente::apps
