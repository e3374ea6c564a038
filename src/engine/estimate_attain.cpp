// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "entente/attain/model.hpp"
#include "entente/engine/accessions.hpp"
#include "entente/engine/estimates.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Ends of decades first, since forecasts are scored by decade; closer together for the years that people ask about.
constexpr std::array<int, 12> kAsOf{1949, 1959, 1969, 1979, 1984, 1989, 1994, 1999, 2004, 2009, 2014, 2019};

}  // namespace

void estimate_attain(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    const Year last = atlas.last_year();
    const atlas::World world = atlas.world(last);
    std::vector<Year> as_of;
    for (const int year : kAsOf)
        if (Year{year} <= last) as_of.emplace_back(year);
    const auto models = attain::fit_attain(world, as_of, {}, options.seed, monitor);
    const auto info = estimate_info(
        atlas, "attain", "Founding, joining, accession and depth; one model as of the end of each of several years.",
        options,
        {"actors", "partnerships", "known_positions", "cow_nmc", "vdem", "maddison", "gml_mid", "tss_rivalries",
         "cow_contdir", "cow_capitals", "cow_majors"});
    for (const attain::AttainModel& model : models)
        atlas.store_model(info, {.name = "attain", .as_of = model.before - 1, .json = attain::to_json(model)});
    if (atlas.source_fingerprint(kOrganisationTable)) estimate_accessions(atlas, options, monitor);
}

void estimate_all(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    // An atlas without votes or agreements keeps the positions and models that were shipped with it.
    const bool has_votes = atlas.source_fingerprint("un_votes").has_value();
    const bool has_agreements = !atlas.agreements().empty();
    if (has_votes) estimate_principles(atlas, options, monitor);
    if (has_votes) estimate_norms(atlas, options, monitor);
    estimate_power(atlas, options, monitor);
    estimate_registry(atlas, options, monitor);
    if (atlas.source_fingerprint("cow_nmc") && atlas.source_fingerprint("cow_majors"))
        estimate_order(atlas, options, monitor);
    if (has_agreements) estimate_attain(atlas, options, monitor);
}

}  // namespace entente::engine
