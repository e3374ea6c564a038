// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "entente/norms/calibration.hpp"

namespace entente::norms {

/// What a recalibrated chance rests on: log odds of the model's joint chance, of its least willing member's chance, and
/// of the two baselines.
inline constexpr std::size_t kNumClues = 4;

/// Logistic regression of what came about on those clues: corrects a model that is too sure of itself, by what earlier
/// predictions of its own came to. By default it changes nothing.
struct Recalibration {
    double bias = 0;
    std::array<double, kNumClues> weights{1, 0, 0, 0};

    /// Chance that a case is accepted, in 0.001 .. 0.999.
    [[nodiscard]] double chance_of(const AcceptanceCase& entry) const;
};

/// Learns it from the cases of a kind whose outcome is known.
///
/// Method:  maximum a posteriori by Newton steps; the prior is a normal around 'changes nothing' with a standard
///          deviation of 0.5 for each weight. A case counts a tenth, since votes on one text and in sets that overlap
///          go together.
/// Result:  'changes nothing' where there are no cases of that kind.
[[nodiscard]] Recalibration learn_recalibration(std::span<const AcceptanceCase> cases, TextKind kind);

}  // namespace entente::norms
