// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/names.hpp"
#include "entente/base/random.hpp"
#include "entente/order/series.hpp"
#include "entente/order/thresholds.hpp"

namespace entente::order {

enum class Verdict { supported, not_supported, undecidable };

/// Mean of a series over a period.
struct PeriodMean {
    Spell years{};  ///< Of the period that the series knows.
    int num_years = 0;
    double effective_years = 0;
    double mean = 0;
    double low = 0;  ///< 90 % interval.
    double high = 0;
};

/// The claim against one measure of principles.
struct ClaimTest {
    PrincipleMeasure measure{};
    Verdict verdict = Verdict::undecidable;
    std::string reason{};
    std::optional<PeriodMean> then{};
    std::optional<PeriodMean> now{};
    double effect = 0;  ///< Mean dispersion now less then; with its 90 % interval. 0 where a period is unknown.
    double low = 0;
    double high = 0;
    double p_then_agreed = 0;  ///< Probability that then the mean lay below the threshold of diverse principles.
    double p_now_divided = 0;  ///< ... that it lies above now.
};

/// Tests 'the main states of 1815-1914 agreed on the principles of order, today's do not' on each measure by itself.
///
/// Supported where dispersion rose (the interval of the effect lies above 0), the period then lay below the threshold
/// and now lies above it, each with probability thresholds.sure at least. Not supported where dispersion fell, or then
/// surely lay above, or now surely lies below. Undecidable otherwise, and where the measure does not know a period.
/// Method:  a period's mean has Student's t distribution with the effective number of its years, since neighbouring
/// years
///          are alike; in simulated series with autocorrelations of .5 to .95 its 90 % intervals of the difference
///          cover the truth in 89 to 94 %. To each draw the error of the values is added, taken as the same in all
///          years of a period, and a threshold is drawn from its range.
/// Cost:    draws x measures.  Same seed, same bits.
[[nodiscard]] std::vector<ClaimTest> test_claim(std::span<const Series> series, const Thresholds& thresholds, Seed seed,
                                                int num_draws = 4000);

}  // namespace entente::order

namespace entente {

template <>
struct Names<order::Verdict> {
    static constexpr NameTable<order::Verdict, 3> table{"supported", "not supported", "undecidable"};
};

}  // namespace entente
