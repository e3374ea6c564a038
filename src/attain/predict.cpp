// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "entente/attain/attain.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

/// The newest model that knew nothing of the year.
const AttainModel* model_for(std::span<const AttainModel> models, Year year) {
    const AttainModel* newest = nullptr;
    for (const AttainModel& model : models)
        if (model.before <= year) newest = &model;
    return newest;
}

std::vector<Bloc> blocs_of(const SetCase& set, const DyadFrame& frame) {
    std::vector<Bloc> blocs;
    for (const auto& unit : set.units) {
        Bloc bloc;
        for (const atlas::ActorIndex actor : unit)
            if (const Slot slot = frame.slot_of(actor); slot != kNoSlot) bloc.push_back(slot);
        if (!bloc.empty()) blocs.push_back(std::move(bloc));
    }
    return blocs;
}

Composition composition_of(std::span<const Bloc> blocs) {
    Composition composition;
    for (const Bloc& bloc : blocs) {
        for (const Slot slot : bloc) {
            composition.members.push_back(slot);
            composition.unit.push_back(static_cast<std::uint16_t>(composition.num_units));
        }
        ++composition.num_units;
    }
    composition.normalise();
    return composition;
}

/// How many partnerships on record, known before a year, reached each step by a table's sign or a coder's finding. Not
/// the curated ones alone: those were chosen for being well known, and are deeper than most.
using Reached = std::array<int, kNumDepths>;

Reached depths_on_record(const atlas::World& world, Year before) {
    Reached reached{};
    for (const Partnership& partnership : world.partnerships()) {
        if (partnership.begun >= before) continue;
        const auto depth = depth_by(partnership, before - 1);
        for (std::size_t d = 0; depth && d <= static_cast<std::size_t>(*depth); ++d) ++reached[d];
    }
    return reached;
}

/// P(D >= d | founded). Steps that the family's tables cannot show continue from the deepest that they can, by the
/// shares of those on record that went on; NaN where nothing informs them.
std::array<double, kNumDepths> depth_chances(const DepthModel& model, const Reached& record,
                                             const DepthInputs& inputs) {
    std::array<double, kNumDepths> chance{};
    double shown = 1;
    std::size_t deepest = 0;
    for (std::size_t d = 0; d < kNumDepths; ++d) {
        if (const auto known = model.at_least(static_cast<Depth>(d), inputs)) {
            shown = chance[d] = std::min(shown, known->probability);
            deepest = d;
        } else {
            chance[d] = record[deepest] > 0 ? shown * (record[d] + 0.5) / (record[deepest] + 1.0)
                                            : std::numeric_limits<double>::quiet_NaN();
        }
    }
    return chance;
}

SetForecast forecast(const SetCase& set, const DyadFrame& frame, const AttainModel& model, const Reached& record) {
    const std::vector<Bloc> blocs = blocs_of(set, frame);
    SetForecast result;
    if (blocs.size() < 2) {
        // Fewer than two states: nothing can be founded, and it ranks last.
        result.score = -30;
        return result;
    }
    const Composition composition = composition_of(blocs);
    FeatureRow row;
    composition_features(frame, composition, row);
    const CaseGroup group = case_group(set.family, size_class(composition));
    result.score = model.calibration.score(group, model.formation.score(group, row));

    const auto f = static_cast<std::size_t>(set.family);
    std::vector<const Bloc*> parties;
    for (const Bloc& bloc : blocs) parties.push_back(&bloc);
    const JointModel& joint = model.joint[f];
    if (joint.num_foundings > 0) {
        const std::size_t size = std::min(blocs.size(), joint.exact_share.size() - 1);
        result.p_form = std::exp(joint.together(frame, parties).log_hazard) * joint.exact_share[size];
    }
    result.at_least = depth_chances(model.depth[f], record, depth_inputs(row, set.year));
    return result;
}

SetForecast unknown_forecast() {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    SetForecast forecast{.p_form = kUnknown, .score = kUnknown};
    forecast.at_least.fill(kUnknown);
    return forecast;
}

}  // namespace

std::vector<SetForecast> predict_partnerships(const Panel& panel, std::span<const AttainModel> models,
                                              std::span<const SetCase> sets, const Monitor& monitor) {
    std::map<Year, std::vector<std::size_t>> by_year;
    for (std::size_t k = 0; k < sets.size(); ++k) by_year[sets[k].year].push_back(k);
    std::vector<SetForecast> forecasts(sets.size(), unknown_forecast());
    std::size_t done = 0;
    for (const auto& of_year : by_year) {
        const Year year = of_year.first;
        const std::vector<std::size_t>& positions = of_year.second;
        monitor.report("forecasting", static_cast<double>(done) / static_cast<double>(sets.size()));
        monitor.check_stop();
        const AttainModel* model = model_for(models, year);
        if (!model) continue;
        // States that come to life later are parties of some treaties all the same: they are seen, without figures.
        std::vector<atlas::ActorIndex> named;
        for (const std::size_t k : positions)
            for (const auto& unit : sets[k].units) named.insert(named.end(), unit.begin(), unit.end());
        const DyadFrame frame = panel.frame(year, named);
        const Reached record = depths_on_record(panel.world(), year);
        parallel_for(
            positions.size(),
            [&](std::size_t k) { forecasts[positions[k]] = forecast(sets[positions[k]], frame, *model, record); }, 16);
        done += positions.size();
    }
    return forecasts;
}

}  // namespace entente::attain
