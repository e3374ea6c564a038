// SPDX-License-Identifier: Apache-2.0
#include "entente/order/claim.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/quantile.hpp"
#include "entente/order/joined.hpp"

namespace entente::order {
namespace {

constexpr std::uint32_t kPeriodMeans = 0x6f05;  ///< Purpose of the random stream.
constexpr std::size_t kFewestYears = 10;

/// Values of a series in a period.
struct Period {
    std::vector<double> values{};
    double std_error = 0;  ///< Mean of the values' own errors.
    double mean = 0;
    double effective_years = 0;
    double mean_sd = 0;  ///< Standard error of the mean.
    Spell years{};
};

std::optional<Period> period_of(const Series& series, const Spell& years) {
    Period period;
    for (const Point& point : series.points) {
        if (!years.holds_in(point.year)) continue;
        if (period.values.empty()) period.years.first = point.year;
        period.years.last = point.year;
        period.values.push_back(point.mean);
        period.std_error += point.std_error;
    }
    if (period.values.size() < kFewestYears) return std::nullopt;
    const auto n = static_cast<double>(period.values.size());
    period.std_error /= n;
    for (const double value : period.values) period.mean += value / n;
    double squares = 0;
    for (const double value : period.values) squares += (value - period.mean) * (value - period.mean);
    period.effective_years = effective_years(period.values);
    // Values that are alike lie nearer to their own mean than to the true one.
    const double variance = squares / n / (1 - 1 / period.effective_years);
    period.mean_sd = std::sqrt(variance / period.effective_years);
    return period;
}

/// A draw of the period's mean: Student's t with as many years as the period is worth, and the values' own error.
double drawn_mean(const Period& period, RandomStream& stream) {
    const double freedom = period.effective_years - 1;
    const double t = stream.normal() / std::sqrt(stream.chi_squared(freedom) / freedom);
    return period.mean + period.mean_sd * t + period.std_error * stream.normal();
}

Range ninety_percent(std::vector<double> draws) {
    std::ranges::sort(draws);
    return {nearest_rank(draws, 0.05), nearest_rank(draws, 0.95)};
}

PeriodMean mean_of(const Period& period, const std::vector<double>& draws) {
    const Range interval = ninety_percent(draws);
    return {.years = period.years,
            .num_years = static_cast<int>(period.values.size()),
            .effective_years = period.effective_years,
            .mean = period.mean,
            .low = interval.low,
            .high = interval.high};
}

void decide(ClaimTest& test, double sure) {
    const bool rose = test.low > 0;
    const bool fell = test.high < 0;
    if (rose && test.p_then_agreed >= sure && test.p_now_divided >= sure) {
        test.verdict = Verdict::supported;
        test.reason = "agreement then, division now, and the difference is beyond doubt";
    } else if (fell || test.p_then_agreed <= 1 - sure || test.p_now_divided <= 1 - sure) {
        test.verdict = Verdict::not_supported;
        test.reason = fell                             ? "division was larger then than now"
                      : test.p_then_agreed <= 1 - sure ? "the main states were divided then, too"
                                                       : "the main states are not divided now";
    } else {
        test.reason = !rose                       ? "the difference may be chance"
                      : test.p_then_agreed < sure ? "division rose, but agreement then is not certain"
                                                  : "division rose, but whether it is large now hangs on the threshold";
    }
}

ClaimTest test_measure(PrincipleMeasure measure, std::span<const Series> series, const Thresholds& thresholds,
                       Seed seed, int num_draws) {
    ClaimTest test{.measure = measure};
    const auto found = std::ranges::find_if(
        series, [&](const Series& s) { return s.name == to_string(measure) && s.variant.empty(); });
    if (found == series.end()) {
        test.reason = "this atlas does not hold it";
        return test;
    }
    const auto then = period_of(*found, thresholds.then);
    const auto now = period_of(*found, thresholds.now);
    if (!then || !now) {
        test.reason = fmt::format("it does not know {}", !then ? "the years then" : "enough years now");
        return test;
    }
    const auto k = static_cast<std::size_t>(measure);
    std::vector<double> then_draws;
    std::vector<double> now_draws;
    std::vector<double> effects;
    int agreed = 0;
    int divided = 0;
    for (int draw = 0; draw < num_draws; ++draw) {
        RandomStream stream(seed, {kPeriodMeans, static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(draw)});
        then_draws.push_back(drawn_mean(*then, stream));
        now_draws.push_back(drawn_mean(*now, stream));
        effects.push_back(now_draws.back() - then_draws.back());
        const double high = thresholds.high[k].at(stream.uniform());
        agreed += then_draws.back() < high;
        divided += now_draws.back() >= high;
    }
    test.then = mean_of(*then, then_draws);
    test.now = mean_of(*now, now_draws);
    test.effect = test.now->mean - test.then->mean;
    const Range interval = ninety_percent(effects);
    test.low = interval.low;
    test.high = interval.high;
    test.p_then_agreed = static_cast<double>(agreed) / num_draws;
    test.p_now_divided = static_cast<double>(divided) / num_draws;
    decide(test, thresholds.sure);
    return test;
}

}  // namespace

std::vector<ClaimTest> test_claim(std::span<const Series> series, const Thresholds& thresholds, Seed seed,
                                  int num_draws) {
    std::vector<ClaimTest> tests;
    for (const PrincipleMeasure measure : all_values<PrincipleMeasure>())
        tests.push_back(test_measure(measure, series, thresholds, seed, num_draws));
    return tests;
}

}  // namespace entente::order
