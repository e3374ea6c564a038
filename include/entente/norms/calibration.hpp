// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/norms/acceptance.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::norms {

/// A set whose agreement is predicted. A member of several actors is a body (voter_of_body).
struct VoterSet {
    std::string name{};
    std::vector<std::vector<ActorId>> members{};
};

/// All votes, later ones included, against which predictions are held.
struct Outcomes {
    const principles::VoteMatrix& votes;
    /// By roll call of the matrix: number of its text (number_texts over all roll calls), and its class, by which new
    /// texts are predicted.
    std::vector<std::uint32_t> texts{};
    std::vector<std::string> classes{};
};

enum class TextKind {
    repeated,  ///< Put to the vote before: its parameters are known beforehand.
    fresh,     ///< Never before: predicted by the texts of its class of the last five years.
};

/// One prediction: would all members that voted on a later roll call say yes?
struct AcceptanceCase {
    Year known_until{};
    std::size_t set = 0;  ///< Position among the sets.
    std::uint32_t text = 0;
    TextKind kind = TextKind::repeated;
    bool accepted = false;
    bool predicted_acceptable = false;  ///< Every member's chance was at least the threshold; repeated texts only.
    double predicted = 0;               ///< Joint chance.
    double least_chance = 0;            ///< The least willing member's chance; of fresh texts its mean over the class.
    double past_rate = 0;  ///< Baseline: share of the roll calls of the five years before that the set accepted.
    /// Baseline of repeated texts: how often texts were accepted again that sets had accepted the last time, or had not
    /// (of all sets, in the five years before); for fresh texts the past rate of the class.
    double last_vote = 0;
};

struct PredictionOptions {
    int horizon_years = 5;
    double threshold = 0.8;
};

/// Predicts the acceptance of the roll calls of the years after the basis, up to horizon_years, from the basis alone,
/// and notes what came about. A roll call counts for a set if at least two members and half of them voted on it; the
/// prediction is for those. Nothing of `outcomes` later than the basis goes into a prediction but who voted, and which
/// text a roll call repeats.
[[nodiscard]] std::vector<AcceptanceCase> predict_acceptance(const Basis& basis, const Outcomes& outcomes,
                                                             std::span<const VoterSet> sets,
                                                             const PredictionOptions& options = {});

/// A bin of predictions that are nearly the same.
struct ReliabilityBin {
    double predicted = 0;  ///< Mean.
    double observed = 0;   ///< Share that came true.
    double low = 0;        ///< 90 % interval of the share, by bootstrap over texts: votes on one text go together.
    double high = 0;
    std::size_t count = 0;
};

/// How good predictions were.
struct Reliability {
    std::vector<ReliabilityBin> bins{};  ///< Tenths of the scale; those without a case are left out.
    double calibration_error = 0;        ///< Expected: mean |predicted - observed| of the bins, by their counts.
    double brier = 0;                    ///< Mean squared error.
    double log_score = 0;                ///< Mean log probability of what came about; higher is better.
    std::size_t count = 0;
};

/// A prediction to be judged.
struct Judged {
    double predicted = 0;
    bool came_true = false;
    std::uint32_t cluster = 0;
};

/// Same seed, same intervals.
[[nodiscard]] Reliability reliability_of(std::span<const Judged> predictions, Seed seed);

}  // namespace entente::norms
