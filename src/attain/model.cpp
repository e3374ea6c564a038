// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

namespace entente::attain {
namespace {

/// Which source tells of which family, and so until when it is covered.
constexpr std::array<std::string_view, 4> kSourceOfFamily{"atop", "desta", "cow_igo", "igo_informal"};

std::size_t column_of(std::string_view name) {
    for (std::size_t k = 0; k < kNumColumns; ++k)
        if (column_name(k) == name) return k;
    throw Error{Errc::failed, "no feature " + std::string(name)};
}

/// Feature, centre and scale: rough, fixed, and the same for every model, so that distances mean the same.
struct PlaceAxis {
    const char* column;
    float centre;
    float scale;
};
constexpr std::array<PlaceAxis, kNumPlace> kPlace{{{"mean.log_distance", 7.5F, 1.0F},
                                                   {"mean.principle_distance", 0.8F, 0.7F},
                                                   {"max.principle_distance", 1.5F, 1.0F},
                                                   {"min.min_democracy", 0.3F, 0.3F},
                                                   {"max.democracy_gap", 0.4F, 0.3F},
                                                   {"mean.log_gdp_product", 38.0F, 4.0F},
                                                   {"max.rivalry", 0.2F, 0.4F},
                                                   {"mean.allied", 0.4F, 0.5F},
                                                   {"log_units", 1.5F, 1.0F},
                                                   {"num_regions", 1.8F, 1.0F}}};

template <typename Axes>
auto axis_columns(const Axes& axes) {
    std::array<std::size_t, std::tuple_size_v<Axes>> columns{};
    for (std::size_t k = 0; k < columns.size(); ++k) columns[k] = column_of(axes[k].column);
    return columns;
}

float on_axis(const FeatureRow& features, std::size_t column, const PlaceAxis& axis) {
    const float z = (features[column] - axis.centre) / axis.scale;
    return std::isnan(z) ? 0.0F : std::clamp(z, -4.0F, 4.0F);
}

/// Whether a table shows the sign: it cites an imported source, or the record that the partnership was derived from.
/// What a coder added is the registry's, which was chosen for being well known.
bool is_from_table(const Evidence& evidence, const Partnership& partnership, const atlas::World& world) {
    const std::string_view table = std::string_view(evidence.citation).substr(0, evidence.citation.find_first_of(".+"));
    return std::ranges::any_of(world.sources(), [&](const SourceInfo& source) { return source.id == table; }) ||
           std::ranges::any_of(partnership.sources, [&](const std::string& source) {
               return std::string_view(source).substr(0, source.find(':')) == table;
           });
}

std::vector<atlas::ActorIndex> founders_of(const Partnership& partnership, const atlas::World& world) {
    std::vector<atlas::ActorIndex> founders;
    for (const Party& party : partnership.parties)
        if (const auto actor = world.find(party.actor); actor && party.spell.first <= partnership.begun)
            founders.push_back(*actor);
    return founders;
}

/// Depth that tables show by the year before `before`, with what was known of the parties at the founding.
std::array<DepthModel, 4> fit_depths(const CaseTable& cases, const atlas::World& world,
                                     std::span<const DepthRecord> records, Year before) {
    std::array<DepthData, 4> data;
    std::array<std::array<bool, kNumDepths>, 4> observable{};
    std::array<std::vector<DepthCovariates>, 4> inputs;
    std::optional<std::pair<Year, DepthHistory>> history;  // Cases are in the order of years.
    for (const Case& one : cases.cases) {
        if (one.year >= before) continue;
        if (!history || history->first != one.year) history.emplace(one.year, DepthHistory(records, one.year));
        const Partnership& partnership = world.partnerships()[one.partnership];
        const auto f = static_cast<std::size_t>(family_of(one.group));
        for (const Evidence& evidence : partnership.evidence)
            if (evidence.since < before && is_from_table(evidence, partnership, world))
                observable[f][static_cast<std::size_t>(evidence.depth)] = true;
        const std::optional<Depth> depth = depth_by_tables(partnership, world, before);
        if (!depth) continue;
        inputs[f].push_back(
            depth_covariates(one.year, history->second.inputs(family_of(one.group), founders_of(partnership, world))));
        data[f].depth.push_back(*depth);
        data[f].year.push_back(one.year.value());
    }
    std::array<DepthModel, 4> models;
    for (std::size_t f = 0; f < models.size(); ++f) {
        if (data[f].depth.empty()) continue;
        data[f].x.resize(static_cast<Eigen::Index>(inputs[f].size()), kNumDepthCovariates);
        for (std::size_t k = 0; k < inputs[f].size(); ++k)
            for (std::size_t c = 0; c < kNumDepthCovariates; ++c)
                data[f].x(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(c)) = inputs[f][k][c];
        models[f] = fit_depth(data[f], observable[f]);
    }
    return models;
}

/// Places of foundings, and of the curated partnerships of states: failures are among the latter.
std::vector<Precedent> find_precedents(const Panel& panel, Year before) {
    const atlas::World& world = panel.world();
    std::map<Year, std::vector<std::uint32_t>> by_year;
    for (std::uint32_t p = 0; p < world.partnerships().size(); ++p) {
        const Partnership& partnership = world.partnerships()[p];
        if (partnership.begun >= Year{1945} && partnership.begun < before) by_year[partnership.begun].push_back(p);
    }
    std::vector<Precedent> precedents;
    for (const auto& [year, positions] : by_year) {
        const DyadFrame frame = panel.frame(year);
        for (const std::uint32_t p : positions) {
            const Partnership& partnership = world.partnerships()[p];
            std::vector<Slot> slots;
            for (const Party& party : partnership.parties) {
                const auto actor = world.find(party.actor);
                const Slot slot = actor && party.spell.first <= year + 1 ? frame.slot_of(*actor) : kNoSlot;
                if (slot != kNoSlot && std::ranges::find(slots, slot) == slots.end()) slots.push_back(slot);
            }
            if (slots.size() < 2 || slots.size() > 60) continue;
            FeatureRow row;
            composition_features(frame, Composition::of_states(slots), row);
            precedents.push_back({.id = partnership.id, .place = place_of(row)});
        }
    }
    return precedents;
}

}  // namespace

std::array<Year, 4> covered_until(const atlas::World& world) {
    std::array<Year, 4> last;
    last.fill(world.as_of());
    for (const SourceInfo& source : world.sources())
        for (std::size_t f = 0; f < last.size(); ++f)
            if (source.id == kSourceOfFamily[f] && source.last_year)
                last[f] = std::min(world.as_of(), *source.last_year);
    return last;
}

std::optional<Depth> depth_by_tables(const Partnership& partnership, const atlas::World& world, Year before) {
    std::optional<Depth> depth;
    for (const Evidence& evidence : partnership.evidence)
        if (evidence.is_present && evidence.since < before && is_from_table(evidence, partnership, world) &&
            (!depth || evidence.depth > *depth))
            depth = evidence.depth;
    return depth;
}

std::array<float, kNumPlace> place_of(const FeatureRow& features) {
    static const auto columns = axis_columns(kPlace);
    std::array<float, kNumPlace> place{};
    for (std::size_t k = 0; k < columns.size(); ++k) place[k] = on_axis(features, columns[k], kPlace[k]);
    return place;
}

std::vector<AttainModel> fit_attain(const atlas::World& world, std::span<const Year> as_of,
                                    const AttainOptions& options, Seed seed, const Monitor& monitor) {
    const Panel panel(world);
    monitor.report("sets that could have been founded", 0);
    const CaseTable cases = sample_cases(panel, options.cases, seed, monitor);
    const auto covered = covered_until(world);
    const std::vector<DepthRecord> records = depth_records(world);
    std::vector<AttainModel> models;
    for (const Year year : as_of) {
        monitor.report("models as of " + std::to_string(year.value()),
                       static_cast<double>(models.size()) / static_cast<double>(as_of.size()));
        const Year before = year + 1;
        models.push_back({.before = before,
                          .formation = fit_formation(cases, before, options.formation, seed, monitor),
                          .calibration = calibrate_choice(cases, before, options.formation, {}, seed, monitor),
                          .joint = fit_joint(panel, before, covered, options.joint, seed, monitor),
                          .depth = fit_depths(cases, world, records, before),
                          .precedents = find_precedents(panel, before)});
    }
    return models;
}

}  // namespace entente::attain
