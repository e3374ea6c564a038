// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "entente/attain/cases.hpp"
#include "entente/attain/frame.hpp"
#include "entente/attain/logistic.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {

/// A party as it negotiates: one state, or the states of a collective entity that act as one.
using Bloc = std::vector<Slot>;

/// A hazard on the log scale, and the standard error of its logit.
struct LogHazard {
    double log_hazard = 0;
    double std_error = 0;
};

/// Whether a hazard's standard error is worked out: it costs more than the hazard.
enum class Doubt { measured, left_out };

class Newcomer;

/// How partnerships of one family come about, one party after the other.
///
/// A set stands together in a new partnership with the yearly hazard
///     lambda(S) = h(a, b) * product over further parties c of pi(c | those before it),
/// the chain rule of probability: h is the hazard that a founding holds the first dyad, pi the chance that a founding
/// which holds some parties holds one more. The first dyad is the likeliest one of S, the others follow in the order of
/// their chance, so that lambda is a function of the set. An outsider joins what exists with the yearly hazard
/// `accession`. All three are logistic regressions on dyadic features averaged over the dyads between the new party and
/// the others.
struct JointModel {
    std::array<float, kNumDyadFeatures> mean{};  ///< Of the features, over sampled dyads.
    std::array<float, kNumDyadFeatures> inverse_sd{};
    LogisticFit founding{};               ///< Of a dyad.
    LogisticFit joining{};                ///< Of a further party, given parties of a founding.
    LogisticFit accession{};              ///< Of an outsider, to a partnership that exists.
    std::array<double, 9> exact_share{};  ///< Chance that a founding which holds k parties holds no more; k = 2 .. 8.
    int num_foundings = 0;

    [[nodiscard]] LogHazard founding_hazard(const DyadFrame& frame, const Bloc& a, const Bloc& b,
                                            Doubt doubt = Doubt::measured) const;
    [[nodiscard]] LogHazard joining_chance(const DyadFrame& frame, std::span<const Bloc* const> have, const Bloc& next,
                                           Doubt doubt = Doubt::measured) const;
    /// The same with the states of those who are there in one list.
    [[nodiscard]] LogHazard joining_chance(const DyadFrame& frame, std::span<const Slot> have, std::size_t num_parties,
                                           const Bloc& next, Doubt doubt) const;
    /// The same of a newcomer that has met all of them (src/attain/newcomer.hpp).
    [[nodiscard]] LogHazard joining_chance(const DyadFrame& frame, const Newcomer& next, std::size_t num_parties,
                                           Doubt doubt) const;
    [[nodiscard]] LogHazard accession_hazard(const DyadFrame& frame, const Bloc& members, const Bloc& next) const;
    /// lambda(S) of two or more parties. Cost: O(dyads).
    [[nodiscard]] LogHazard together(const DyadFrame& frame, std::span<const Bloc* const> parties,
                                     Doubt doubt = Doubt::measured) const;
};

struct JointOptions {
    int years_back = 40;       ///< Years of foundings before `before` that are used.
    int dyads_per_year = 700;  ///< Dyads without a founding that are sampled a year.
    int max_dyads = 40;        ///< A founding of many counts as at most this many dyads.
    double ridge = 20;
};

/// Fits the four families' models on foundings and accessions of the years [before - years_back, before).
/// `covered_until` gives the last year that the family's source covers: later years are unknown, not empty.
/// Cost: about 3 s on two cores. Same seed, same bits, whatever the number of threads.
[[nodiscard]] std::array<JointModel, 4> fit_joint(const Panel& panel, Year before,
                                                  const std::array<Year, 4>& covered_until, const JointOptions& options,
                                                  Seed seed, const Monitor& monitor = {});

}  // namespace entente::attain
