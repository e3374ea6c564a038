// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/base.hpp"
#include "entente/norms/norms.hpp"

namespace entente::engine {

/// Which predictions are held against what came about.
struct NormsCalibrationRequest {
    Year from{1990};  ///< First and last year up to which votes are known: the five years after each are predicted.
    Year to{2014};
    double threshold = 0.8;       ///< As in CommonGroundRequest.
    std::size_t num_random = 28;  ///< Random sets of 2 to 8 states, drawn anew each year.
    int num_dimensions = norms::kDimensions;
    norms::Habit habit{};
    Seed seed{};
};

/// The predictions of one kind of text, and those of the baselines on the same cases.
struct NormsScore {
    norms::TextKind kind = norms::TextKind::repeated;
    norms::Reliability predicted{};
    norms::Reliability recalibrated{};  ///< By what the predictions of earlier years came to.
    norms::Reliability past_rate{};
    norms::Reliability last_vote{};
};

/// Of one set: how often its agreement was predicted and came about.
struct SetScore {
    std::string name{};
    std::size_t count = 0;
    double predicted = 0;     ///< Mean joint chance.
    double recalibrated = 0;  ///< The same, recalibrated.
    double observed = 0;      ///< Share accepted.
    double brier = 0;
    double recalibrated_brier = 0;
    std::size_t num_acceptable = 0;      ///< Repeated texts that every member was predicted to accept at the threshold,
    double acceptable_predicted = 0;     ///< their mean joint chance,
    double acceptable_recalibrated = 0;  ///< the same, recalibrated,
    double acceptable_observed = 0;      ///< and the share of them that all accepted.
};

struct NormsCalibration {
    NormsCalibrationRequest request{};
    std::array<NormsScore, 2> scores{};  ///< Repeated texts, fresh texts.
    std::vector<SetScore> sets{};        ///< Named sets, all random sets as one, then all together.
};

/// Acceptance predicted from the votes up to each year t against the roll calls of t+1 ... t+5, for the five permanent
/// members, the EU with India, Brazil and South Africa, G20, BRICS and random sets. One fit a year.
///
/// Recalibrated predictions as of t have learned from the predictions made as of t-10 ... t-5, whose outcomes are known
/// by t (norms::learn_recalibration); so fits begin ten years before request.from.
/// Throws: Error{failed} where the atlas holds no votes; Error{wrong_usage} where no year is left; Error{interrupted}.
[[nodiscard]] NormsCalibration calibrate_norms(const atlas::Atlas& atlas, const NormsCalibrationRequest& request,
                                               const Monitor& monitor = {});

/// The same for several habits (request.habit is not read), on the same fits.
[[nodiscard]] std::vector<NormsCalibration> compare_habits(const atlas::Atlas& atlas,
                                                           const NormsCalibrationRequest& request,
                                                           std::span<const norms::Habit> habits,
                                                           const Monitor& monitor = {});

}  // namespace entente::engine
