// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "entente/attain/attain.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

/// The newest model that knew nothing of the year.
template <typename Model>
const Model* model_for(std::span<const Model> models, Year year) {
    const Model* newest = nullptr;
    for (const Model& model : models)
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
                                             const DepthCovariates& inputs) {
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

/// What is known at the start of a year of the depth of partnerships.
struct DepthKnown {
    Reached record{};
    DepthHistory history;
};

SetForecast forecast(const SetCase& set, const DyadFrame& frame, const AttainModel& model, const DepthKnown& known,
                     bool has_pair_hazard) {
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
    const JointModel& joint = model.joint[f];
    if (joint.num_foundings > 0 && !has_pair_hazard) {
        std::vector<const Bloc*> parties;
        for (const Bloc& bloc : blocs) parties.push_back(&bloc);
        const std::size_t size = std::min(blocs.size(), joint.exact_share.size() - 1);
        result.p_form = std::exp(joint.together(frame, parties, Doubt::left_out).log_hazard) * joint.exact_share[size];
    }
    std::vector<atlas::ActorIndex> states;
    for (const Slot slot : composition.members) states.push_back(frame.states()[slot]);
    const DepthHistoryInputs history = known.history.inputs(set.family, states);
    result.at_least = depth_chances(model.depth[f], known.record, depth_covariates(set.year, history));
    return result;
}

SetForecast unknown_forecast() {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    SetForecast forecast{.p_form = kUnknown, .score = kUnknown};
    forecast.at_least.fill(kUnknown);
    return forecast;
}

/// The two states of a set, where it is two states that act for themselves.
std::optional<std::array<Slot, 2>> pair_of(const SetCase& set, const DyadFrame& frame) {
    if (set.units.size() != 2 || set.units[0].size() != 1 || set.units[1].size() != 1) return std::nullopt;
    const Slot a = frame.slot_of(set.units[0].front());
    const Slot b = frame.slot_of(set.units[1].front());
    if (a == kNoSlot || b == kNoSlot || a == b) return std::nullopt;
    return std::array{a, b};
}

/// Replaces `p_form` of the pairs among the sets of a year by their own hazard.
void forecast_pairs(const Panel& panel, const DyadFrame& frame, const PairModel& model, std::span<const SetCase> sets,
                    std::span<const std::size_t> positions, std::vector<SetForecast>& forecasts) {
    const auto covered = covered_until(panel.world());
    for (const Family family : kPairFamilies) {
        const HazardBlend* const hazard = model.find(family);
        if (!hazard) continue;
        std::vector<std::size_t> asked;
        std::vector<float> features;
        std::array<float, kNumPairColumns> row{};
        for (const std::size_t k : positions)
            if (const auto pair = sets[k].family == family ? pair_of(sets[k], frame) : std::nullopt) {
                pair_features(frame, family, (*pair)[0], (*pair)[1], row);
                features.insert(features.end(), row.begin(), row.end());
                asked.push_back(k);
            }
        if (asked.empty()) continue;
        const double shift =
            pair_level(panel, model, family, frame.year(), covered[static_cast<std::size_t>(family)], Seed{});
        const std::vector<double> odds = hazard->log_odds(features);
        for (std::size_t k = 0; k < asked.size(); ++k) forecasts[asked[k]].p_form = logistic(odds[k] + shift);
    }
}

/// Writes the forecasts of one year's sets.
void forecast_year(const Panel& panel, const AttainModel& model, const PairModel* hazard,
                   std::span<const DepthRecord> records, Year year, std::span<const SetCase> sets,
                   std::span<const std::size_t> positions, std::vector<SetForecast>& forecasts) {
    // States that come to life later are parties of some treaties all the same: they are seen, without figures.
    std::vector<atlas::ActorIndex> named;
    for (const std::size_t k : positions)
        for (const auto& unit : sets[k].units) named.insert(named.end(), unit.begin(), unit.end());
    const DyadFrame frame = panel.frame(year, named);
    const DepthKnown known{depths_on_record(panel.world(), year), DepthHistory(records, year)};
    parallel_for(
        positions.size(),
        [&](std::size_t k) {
            const SetCase& set = sets[positions[k]];
            const bool has_pair_hazard = hazard && hazard->find(set.family) && pair_of(set, frame);
            forecasts[positions[k]] = forecast(set, frame, model, known, has_pair_hazard);
        },
        16);
    if (hazard) forecast_pairs(panel, frame, *hazard, sets, positions, forecasts);
}

}  // namespace

std::vector<SetForecast> predict_partnerships(const Panel& panel, std::span<const AttainModel> models,
                                              std::span<const SetCase> sets, std::span<const PairModel> pairs,
                                              const Monitor& monitor) {
    std::map<Year, std::vector<std::size_t>> by_year;
    for (std::size_t k = 0; k < sets.size(); ++k) by_year[sets[k].year].push_back(k);
    const std::vector<DepthRecord> records = depth_records(panel.world());
    std::vector<SetForecast> forecasts(sets.size(), unknown_forecast());
    const std::vector<std::pair<Year, std::vector<std::size_t>>> years(by_year.begin(), by_year.end());
    monitor.report("forecasting", 0);
    parallel_for(years.size(), [&](std::size_t y) {
        if (monitor.stop.stop_requested()) return;
        const auto& [year, positions] = years[y];
        if (const AttainModel* const model = model_for(models, year))
            forecast_year(panel, *model, model_for(pairs, year), records, year, sets, positions, forecasts);
    });
    monitor.check_stop();
    return forecasts;
}

}  // namespace entente::attain
