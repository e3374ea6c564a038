// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/accessions.hpp"

#include <algorithm>

#include "entente/engine/estimates.hpp"
#include "entente/sources/csv.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Models are refitted every fifth year, and once as of the table's last year.
constexpr int kFirstModel = 1969;
constexpr int kYearsBetween = 5;

attain::Predecessors read_predecessors(const std::filesystem::path& file) {
    const Monitor silent;
    sources::CsvReader csv(file, ',', silent);
    const auto actor = csv.column("actor_id");
    const auto predecessor = csv.column("predecessor_id");
    const auto kind = csv.column("kind");
    constexpr int kLastId = 9999;
    attain::Predecessors predecessors;
    while (csv.next()) {
        const bool continues = csv.text(kind) == "continues";
        if (!continues && csv.text(kind) != "succeeds") throw csv.error(kind, "continues or succeeds");
        predecessors[ActorId{csv.integer(actor, 1, kLastId)}] = {ActorId{csv.integer(predecessor, 1, kLastId)},
                                                                 continues};
    }
    return predecessors;
}

}  // namespace

AccessionData read_accession_data(const atlas::Atlas& atlas, const atlas::World& world,
                                  const std::filesystem::path& data) {
    AccessionData result;
    const auto records = atlas.agreements();
    result.organisations = attain::organisations_of(records, kOrganisationTable, world);
    if (result.organisations.empty())
        throw Error{Errc::failed, "the atlas holds no organisations with members by year",
                    "Import a folder with the table cow_igo_memberships: entente import DIR."};
    for (const AgreementRecord& record : records)
        if (record.id.starts_with(kOrganisationTable))
            result.covered_until = std::max(result.covered_until, record.covered_until);
    result.predecessors = read_predecessors(data / "actors" / "predecessors.csv");
    return result;
}

void estimate_accessions(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    const atlas::World world = atlas.world(atlas.last_year());
    const AccessionData data = read_accession_data(atlas, world, options.data);
    std::vector<Year> as_of;
    for (Year year{kFirstModel}; year < data.covered_until; year = year + kYearsBetween) as_of.push_back(year);
    as_of.push_back(data.covered_until);
    const attain::Panel panel(world);
    const auto models = attain::fit_accessions(data.inputs(panel), as_of, {}, options.seed, monitor);
    const auto info = estimate_info(
        atlas, "accession", "Which state enters which organisation; one model as of the end of each of several years.",
        options, {"actors", "cow_igo", "partnerships", "known_positions", "vdem", "maddison", "cow_nmc"});
    for (const attain::AccessionModel& model : models)
        atlas.store_model(info, {.name = "accession", .as_of = model.before - 1, .json = attain::to_json(model)});
}

}  // namespace entente::engine
