// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "entente/attain/model.hpp"
#include "entente/attain/pair_hazard.hpp"
#include "entente/engine/accessions.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/models.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Ends of decades first, since forecasts are scored by decade; closer together for the years that people ask about.
constexpr std::array<int, 12> kAsOf{1949, 1959, 1969, 1979, 1984, 1989, 1994, 1999, 2004, 2009, 2014, 2019};

/// What two states found with each other alone, in absolute terms.
void estimate_pairs(atlas::Atlas& atlas, const atlas::World& world, std::span<const Year> as_of,
                    const EstimateOptions& options, const Monitor& monitor) {
    const auto covered = attain::covered_until(world);
    std::array<Year, attain::kPairFamilies.size()> last;
    for (std::size_t f = 0; f < last.size(); ++f) last[f] = covered[static_cast<std::size_t>(attain::kPairFamilies[f])];
    const attain::Panel panel(world);
    const auto models = attain::fit_pairs(panel, as_of, last, {}, options.seed, monitor);
    const auto info = estimate_info(
        atlas, std::string(kPairModels), "Alliances and trade agreements of two states; one model as of several years.",
        options, {"actors", "partnerships", "known_positions", "cow_nmc", "vdem", "maddison", "cow_contdir"});
    for (const attain::PairModel& model : models)
        if (std::ranges::any_of(model.of_family, &attain::HazardBlend::is_fitted))
            atlas.store_model(
                info, {.name = std::string(kPairModels), .as_of = model.before - 1, .json = attain::to_json(model)});
}

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
    estimate_pairs(atlas, world, as_of, options, monitor);
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
