// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/attain/choice_calibration.hpp"
#include "entente/attain/depth.hpp"
#include "entente/attain/depth_history.hpp"
#include "entente/attain/formation.hpp"
#include "entente/attain/joint.hpp"

namespace entente::attain {

/// A real partnership as a point among others, for comparables: a few standardised features at its founding.
inline constexpr std::size_t kNumPlace = 10;
struct Precedent {
    std::string id{};  ///< Of the partnership, by which a World tells the rest.
    std::array<float, kNumPlace> place{};
};

/// Everything fitted that an answer needs. It used only what was known before `before`.
struct AttainModel {
    Year before{};
    FormationFit formation{};  ///< Which set is founded, for ranking sets of one size (predict partnerships).
    ChoiceCalibration calibration{};
    std::array<JointModel, 4> joint{};  ///< By family: hazards of standing together.
    std::array<DepthModel, 4> depth{};  ///< By family: how deep partnerships go once they exist.
    std::vector<Precedent> precedents{};
};

struct AttainOptions {
    CaseOptions cases{};
    FormationOptions formation{.num_draws = 0};
    JointOptions joint{};
};

/// Models as of the end of each of the years, from one World that covers them all: foundings, figures and ties later
/// than such a year are not used for its model.
/// Cost: about 3 s and 6 s more a model on two cores.
[[nodiscard]] std::vector<AttainModel> fit_attain(const atlas::World& world, std::span<const Year> as_of,
                                                  const AttainOptions& options, Seed seed, const Monitor& monitor = {});

/// Last year that the source of each family covers, no later than the World's: later years are unknown, not empty.
[[nodiscard]] std::array<Year, 4> covered_until(const atlas::World& world);
/// Depth that imported tables show by the year before `before`. What a coder added is the registry's, which was chosen
/// for being well known.
[[nodiscard]] std::optional<Depth> depth_by_tables(const Partnership& partnership, const atlas::World& world,
                                                   Year before);

/// Place of a set among precedents; unknown features are 0, the average.
[[nodiscard]] std::array<float, kNumPlace> place_of(const FeatureRow& features);

[[nodiscard]] std::string to_json(const AttainModel& model);
/// Throws Error{Errc::failed} for a model of another engine (other features).
[[nodiscard]] AttainModel model_from_json(std::string_view json);

}  // namespace entente::attain
