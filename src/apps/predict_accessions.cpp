// SPDX-License-Identifier: Apache-2.0
//
// Forecasts of which state becomes a full member of which organisation, for the cases of a file.
#include <iostream>
#include <memory>

#include "command.hpp"
#include "entente/engine/case_files.hpp"
#include "entente/engine/models.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void predict_accessions(const CommonOptions& common, const std::filesystem::path& cases,
                        const std::filesystem::path& members) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Monitor monitor = monitor_of(common);
    const atlas::World world = atlas.world(common.as_of_year().value_or(atlas.last_year()));
    engine::AccessionData data = engine::read_accession_data(atlas, world, data_folder());
    if (!members.empty()) engine::add_visitors(data, members, world, monitor);
    const auto rows = engine::read_accession_cases(cases, data, world, monitor);
    std::vector<attain::AccessionCase> asked;
    for (const engine::AccessionRow& row : rows) asked.push_back(row.asked);
    const auto models = engine::stored_models(atlas, "accession", attain::accession_model_from_json);
    if (models.empty())
        throw Error{Errc::failed, "the atlas holds no model of accessions", "Run entente estimate attain."};
    const attain::Panel panel(world);
    const auto chances = attain::predict_accessions(data.inputs(panel), models, asked, monitor);
    Table table{.columns = {"case_id", "p"}};
    for (std::size_t k = 0; k < chances.size(); ++k) {
        std::vector<Value> row;
        row.emplace_back(std::in_place_type<std::string>, rows[k].id);
        row.emplace_back(std::in_place_type<double>, chances[k]);
        table.rows.push_back(std::move(row));
    }
    print(std::cout, table, common.json ? Format::json : Format::csv);
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
