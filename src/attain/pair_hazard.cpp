// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/pair_hazard.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr std::uint32_t kSampling = 0x50414952;  ///< Purpose of the random streams of this file.
constexpr int kLevelYears = 2;                   ///< Years before a forecast that set its level.
constexpr double kLevelFade = 0.5;               ///< What a year counts against the one after it.
constexpr double kLevelPrior = 3;                ///< Foundings' worth of trust in the model's own level.
constexpr int kLevelPairs = 2000;                ///< Pairs drawn a year to sum what was expected of it.

/// Dyads that a founding of the year ties: those of two states alone, and those of larger ones.
struct TiedPairs {
    std::set<std::array<Slot, 2>> own{};
    std::set<std::array<Slot, 2>> larger{};
};

TiedPairs tied_pairs(const Panel& panel, const DyadFrame& frame, Family family) {
    TiedPairs tied;
    for (const FoundingEvent& event : panel.foundings()) {
        if (event.year != frame.year() || event.family != family) continue;
        const bool is_own = event.units.size() == 2 && event.units[0].size() == 1 && event.units[1].size() == 1;
        for (std::size_t u = 0; u < event.units.size(); ++u)
            for (std::size_t v = 0; v < u; ++v)
                for (const auto x : event.units[u])
                    for (const auto y : event.units[v]) {
                        const Slot a = frame.slot_of(x);
                        const Slot b = frame.slot_of(y);
                        if (a == kNoSlot || b == kNoSlot) continue;
                        (is_own ? tied.own : tied.larger).insert({std::min(a, b), std::max(a, b)});
                    }
    }
    for (const auto& pair : tied.own) tied.larger.erase(pair);
    return tied;
}

/// Adds the pairs of which `is_drawn` says so; those that found something always.
template <typename IsDrawn>
PairYear build(const Panel& panel, const DyadFrame& frame, Family family, float weight, const IsDrawn& is_drawn) {
    const TiedPairs tied = tied_pairs(panel, frame, family);
    PairYear result{.year = frame.year()};
    std::array<float, kNumPairColumns> row{};
    const auto num_states = static_cast<Slot>(frame.num_states());
    for (Slot b = 1; b < num_states; ++b)
        for (Slot a = 0; a < b; ++a) {
            const bool founds = tied.own.contains({a, b});
            const bool is_wanted = is_drawn();  // Asked of every pair, so that a founding moves no other draw.
            if (!founds && (!is_wanted || tied.larger.contains({a, b}))) continue;
            if (!frame.is_living(a) || !frame.is_living(b)) continue;
            result.pairs.push_back({a, b});
            result.founds.push_back(founds ? 1 : 0);
            result.weight.push_back(founds ? 1.0F : weight);
            pair_features(frame, family, a, b, row);
            result.features.insert(result.features.end(), row.begin(), row.end());
        }
    return result;
}

/// What a model expects of a year's pairs, out of a sample of them, and what came.
YearLevel level_of(const Panel& panel, const HazardBlend& hazard, Family family, Year year, Seed seed) {
    const PairYear pairs = pair_year(panel, panel.frame(year), family, kLevelPairs, seed);
    const std::vector<double> odds = hazard.log_odds(pairs.features);
    YearLevel level{.year = year};
    for (std::size_t k = 0; k < odds.size(); ++k) {
        level.expected += static_cast<double>(pairs.weight[k]) * logistic(odds[k]);
        level.observed += pairs.founds[k];
    }
    return level;
}

/// The levels of the years that forecasts by each model rest on, up to the next one.
void keep_levels(const Panel& panel, std::span<const Year, kPairFamilies.size()> covered_until, Seed seed,
                 std::span<PairModel> models) {
    parallel_for(models.size() * kPairFamilies.size(), [&](std::size_t k) {
        const std::size_t m = k / kPairFamilies.size();
        const std::size_t f = k % kPairFamilies.size();
        const HazardBlend& hazard = models[m].of_family[f];
        if (!hazard.is_fitted()) return;
        const Year last =
            m + 1 < models.size() ? std::min(models[m + 1].before - 2, covered_until[f]) : covered_until[f];
        for (Year year = std::max(models[m].before - kLevelYears, panel.first_year()); year <= last; year = year + 1)
            models[m].levels[f].push_back(level_of(panel, hazard, kPairFamilies[f], year, seed));
    });
}

std::string columns_of_pairs() {
    return columns_fingerprint() + ".pairs2";
}

}  // namespace

void PairOptions::validate() const {
    if (pairs_per_year < 100)
        throw Error{Errc::wrong_usage, fmt::format("pairs_per_year is {}; expected 100 or more", pairs_per_year)};
    blend.validate();
}

void pair_features(const DyadFrame& frame, Family family, Slot a, Slot b, std::span<float, kNumPairColumns> row) {
    const auto dyad = frame.dyad(a, b);
    std::ranges::copy(dyad, row.begin());
    row[kNumDyadFeatures] = static_cast<float>(std::log1p(frame.founding_rate(family)));
}

PairYear pair_year(const Panel& panel, const DyadFrame& frame, Family family) {
    return build(panel, frame, family, 1, [] { return true; });
}

PairYear pair_year(const Panel& panel, const DyadFrame& frame, Family family, int num_drawn, Seed seed) {
    const auto n = static_cast<double>(frame.num_states());
    const double share = std::min(1.0, num_drawn / std::max(1.0, n * (n - 1) / 2));
    RandomStream random(
        seed, {kSampling, static_cast<std::uint32_t>(frame.year().value()), static_cast<std::uint32_t>(family)});
    return build(panel, frame, family, static_cast<float>(1 / share), [&] { return random.uniform() < share; });
}

const HazardBlend* PairModel::find(Family family) const noexcept {
    for (std::size_t f = 0; f < kPairFamilies.size(); ++f)
        if (kPairFamilies[f] == family && of_family[f].is_fitted()) return &of_family[f];
    return nullptr;
}

std::vector<PairModel> fit_pairs(const Panel& panel, std::span<const Year> as_of,
                                 std::span<const Year, kPairFamilies.size()> covered_until, const PairOptions& options,
                                 Seed seed, const Monitor& monitor) {
    options.validate();
    if (as_of.empty()) return {};
    const Year first = std::max(panel.first_year(), options.first);
    const auto num_years = static_cast<std::size_t>(std::max(0, as_of.back() - first + 1));
    std::vector<std::array<TrainingRows, kPairFamilies.size()>> by_year(num_years);
    monitor.report("pairs of states", 0);
    parallel_for(num_years, [&](std::size_t y) {
        monitor.check_stop();
        const Year year = first + static_cast<int>(y);
        const DyadFrame frame = panel.frame(year);
        for (std::size_t f = 0; f < kPairFamilies.size(); ++f) {
            if (year > covered_until[f]) continue;  // Not covered is not 'nothing was founded'.
            PairYear pairs = pair_year(panel, frame, kPairFamilies[f], options.pairs_per_year, seed);
            by_year[y][f] = {.num_columns = kNumPairColumns,
                             .features = std::move(pairs.features),
                             .outcome = {pairs.founds.begin(), pairs.founds.end()},
                             .weight = std::move(pairs.weight)};
        }
    });
    std::vector<Sign> signs(kNumPairColumns, Sign::free);
    for (std::size_t c = 0; c < kNumDyadFeatures; ++c) signs[c] = kDyadFeatures[c].sign;
    std::vector<PairModel> models(as_of.size());
    parallel_for(models.size() * kPairFamilies.size(), [&](std::size_t k) {
        if (monitor.stop.stop_requested()) return;
        const std::size_t f = k % kPairFamilies.size();
        PairModel& model = models[k / kPairFamilies.size()];
        const Year last = as_of[k / kPairFamilies.size()];
        TrainingRows rows{.num_columns = kNumPairColumns};
        for (std::size_t y = 0; y < num_years && first + static_cast<int>(y) <= last; ++y) rows.append(by_year[y][f]);
        if (std::ranges::count(rows.outcome, 1.0F) < 10) return;  // Nothing to learn from.
        model.of_family[f] = HazardBlend::fit(rows, signs, options.blend, seed);
    });
    monitor.check_stop();
    for (std::size_t m = 0; m < models.size(); ++m) models[m].before = as_of[m] + 1;
    keep_levels(panel, covered_until, Seed{}, models);
    return models;
}

double pair_level(const Panel& panel, const PairModel& model, Family family, Year year, Year covered_until, Seed seed) {
    const HazardBlend* const hazard = model.find(family);
    const auto f = static_cast<std::size_t>(std::ranges::find(kPairFamilies, family) - kPairFamilies.begin());
    double expected = kLevelPrior;
    double observed = kLevelPrior;
    double weight = 1;
    for (int age = 1; hazard && age <= kLevelYears; ++age, weight *= kLevelFade) {
        const Year before = year - age;
        if (before > covered_until || before < panel.first_year()) continue;
        const auto kept = std::ranges::find(model.levels[f], before, &YearLevel::year);
        const YearLevel level = kept != model.levels[f].end() ? *kept : level_of(panel, *hazard, family, before, seed);
        expected += weight * level.expected;
        observed += weight * level.observed;
    }
    return std::log(observed / expected);
}

std::string to_json(const PairModel& model) {
    nlohmann::json json;
    json["features"] = columns_of_pairs();
    json["before"] = model.before.value();
    for (std::size_t f = 0; f < kPairFamilies.size(); ++f)
        if (model.of_family[f].is_fitted())
            json[std::string(to_string(kPairFamilies[f]))] = {{"hazard", model.of_family[f]},
                                                              {"levels", model.levels[f]}};
    return json.dump();
}

PairModel pair_model_from_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("features", "") != columns_of_pairs())
        throw Error{Errc::failed, "the stored model of pairs belongs to another engine",
                    "Run entente estimate attain."};
    PairModel model{.before = Year{json.at("before").get<int>()}};
    for (std::size_t f = 0; f < kPairFamilies.size(); ++f)
        if (const auto found = json.find(to_string(kPairFamilies[f])); found != json.end()) {
            found->at("hazard").get_to(model.of_family[f]);
            found->at("levels").get_to(model.levels[f]);
        }
    return model;
}

}  // namespace entente::attain
