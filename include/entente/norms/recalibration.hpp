// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace entente::norms {

/// What a forecast that a set agrees rests on: four chances.
struct Clues {
    double joint = 0.5;      ///< By the model, that all consent.
    double least = 0.5;      ///< By the model, the least willing member's.
    double past_rate = 0.5;  ///< Share of the roll calls of the last five years that the set accepted.
    /// How often the set accepted texts again that it had accepted the last time, or had not; for a text that is new to
    /// it the rate of the text's class.
    double last_vote = 0.5;
};

inline constexpr std::size_t kNumClues = 4;

/// Logistic regression of what came about on the log odds of those clues: corrects a model that is too sure of itself,
/// or too careful, by what earlier forecasts came to. By default it changes nothing.
struct Recalibration {
    double bias = 0;
    std::array<double, kNumClues> weights{1, 0, 0, 0};

    /// Chance that all consent, in 0.001 .. 0.999.
    [[nodiscard]] double chance_of(const Clues& clues) const;
};

/// A forecast whose outcome is known.
struct Lesson {
    Clues clues{};
    bool accepted = false;
};

/// Learns a recalibration by maximum a posteriori: each weight has a normal prior of standard deviation `prior_sd`
/// around what `prior` says. A lesson counts a tenth, since votes on one text, and forecasts of one vote, go together.
/// Without lessons the result is the prior.
[[nodiscard]] Recalibration learn_recalibration(std::span<const Lesson> lessons, const Recalibration& prior,
                                                double prior_sd);

}  // namespace entente::norms
