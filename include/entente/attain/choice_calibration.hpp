// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "entente/attain/formation.hpp"

namespace entente::attain {

/// Makes a score's odds mean what they say: out of its own time a model is too sure of itself, so the share of a set
/// among n candidates is softmax(slope * score), the slope learned on years that the scoring fit had not seen. (A
/// lapse, a share of foundings beyond the model, was tried and made foundings before 1950 less well foretold.)
struct ChoiceCalibration {
    struct OfGroup {
        double slope = 1;
        double log_mean = 0;  ///< Mean over foundings of log mean exp(slope * score) over their candidates.
        int num_cases = 0;
    };
    std::array<OfGroup, kNumCaseGroups> of_group{};

    /// slope * raw - log_mean: log odds against an average candidate, calibrated.
    [[nodiscard]] double score(CaseGroup group, double raw) const noexcept;
};

struct CalibrationOptions {
    int num_blocks = 3;  ///< Earlier blocks, each scored by a model fitted before it.
    int years_per_block = 5;
    double pooled_cases = 30;  ///< Weight of all groups together in each group's own estimate.
    int min_cases = 100;       ///< Fewer foundings before a block: the block is not used.
};

/// Learns the slopes from foundings in the years before `before`, each block scored by a fit of the years before
/// it. Nothing to learn from: the defaults.
[[nodiscard]] ChoiceCalibration calibrate_choice(const CaseTable& table, Year before, const FormationOptions& formation,
                                                 const CalibrationOptions& options, Seed seed,
                                                 const Monitor& monitor = {});

}  // namespace entente::attain
