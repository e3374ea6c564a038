// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/attain/frame.hpp"
#include "entente/attain/hazard_blend.hpp"
#include "entente/base/progress.hpp"

namespace entente::attain {

/// Families that two states found often enough to count dyad-years: alliances and trade agreements.
inline constexpr std::array<Family, 2> kPairFamilies{Family::alliance, Family::trade};

/// Columns of a pair: the dyadic features, and log(1 + foundings of the family a year over the three years before).
inline constexpr std::size_t kNumPairColumns = kNumDyadFeatures + 1;

/// Dyads of the states that live in a year, and which of them found something of a family that nobody else is party to.
/// Dyads that a larger founding of the year ties are left out: it is not said of them whether they would have.
struct PairYear {
    Year year{};
    std::vector<std::array<Slot, 2>> pairs{};
    std::vector<std::uint8_t> founds{};
    std::vector<float> weight{};    ///< 1, or the inverse of the share of those that found nothing which was drawn.
    std::vector<float> features{};  ///< pairs x kNumPairColumns.
};

/// All pairs of the year, or of those that found nothing `num_drawn`, in expectation.
/// Features read what was known before the year; `founds` reads the year itself. Cost: about 5 ms for all pairs.
[[nodiscard]] PairYear pair_year(const Panel& panel, const DyadFrame& frame, Family family);
[[nodiscard]] PairYear pair_year(const Panel& panel, const DyadFrame& frame, Family family, int num_drawn, Seed seed);

/// The row of one pair.
void pair_features(const DyadFrame& frame, Family family, Slot a, Slot b, std::span<float, kNumPairColumns> row);

/// The yearly hazard with which two states found an alliance or a trade agreement of their own. It used only what was
/// known before `before`.
struct PairModel {
    Year before{};
    std::array<HazardBlend, kPairFamilies.size()> of_family{};
    /// Of the years that forecasts by this model rest on, up to the next model. A forecast of a year reads those before
    /// it alone.
    std::array<std::vector<YearLevel>, kPairFamilies.size()> levels{};

    /// Nothing fitted for the family: null.
    [[nodiscard]] const HazardBlend* find(Family family) const noexcept;
};

struct PairOptions {
    int pairs_per_year = 500;  ///< Of those that found nothing so many are drawn a year; 100 or more.
    Year first{1920};          ///< First year used.
    BlendOptions blend{.boosting = {.num_trees = 100, .max_leaves = 8, .ridge = 10, .column_share = 0.3}, .ridge = 20};

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Models as of the end of each of the years (ascending). `covered_until` gives the last year that the sources of
/// alliances and of trade agreements cover.
/// Cost: about 1.5 s a model. Same seed, same bits, whatever the number of threads.
[[nodiscard]] std::vector<PairModel> fit_pairs(const Panel& panel, std::span<const Year> as_of,
                                               std::span<const Year, kPairFamilies.size()> covered_until,
                                               const PairOptions& options, Seed seed, const Monitor& monitor = {});

/// By how much the log odds of a year are moved so that the two years before it, the last one counting twice, would
/// have had as many foundings as they had: the level follows waves that a model of earlier years cannot know of. Two
/// years, and how far their few foundings are trusted, were chosen on alliances of 1950-1979 and trade agreements of
/// 1970-1979: docs/decisions/0008-levels-and-affinity.md. `covered_until` as above.
[[nodiscard]] double pair_level(const Panel& panel, const PairModel& model, Family family, Year year,
                                Year covered_until, Seed seed);

[[nodiscard]] std::string to_json(const PairModel& model);
/// Throws Error{failed} for a model of another engine (other features).
[[nodiscard]] PairModel pair_model_from_json(std::string_view json);

}  // namespace entente::attain
