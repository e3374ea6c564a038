// SPDX-License-Identifier: Apache-2.0
#include "classes.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace entente::order {
namespace {

constexpr std::size_t kNumClasses = num_names<OrderClass>;
using Probabilities = std::array<double, kNumClasses>;
using Weights = std::array<double, 5>;

/// The measure that decides: picked by weight among those that know the year.
std::optional<std::size_t> deciding(const Outcome& outcome, const Weights& weight, double pick) {
    double total = 0;
    for (std::size_t k = 0; k < weight.size(); ++k)
        if (!std::isnan(outcome.principles[k])) total += weight[k];
    if (!(total > 0)) return std::nullopt;
    std::optional<std::size_t> last;
    double passed = 0;
    for (std::size_t k = 0; k < weight.size(); ++k) {
        if (std::isnan(outcome.principles[k]) || !(weight[k] > 0)) continue;
        last = k;
        passed += weight[k] / total;
        if (pick < passed) break;
    }
    return last;
}

/// Share of the draws in each class; nothing where a draw cannot be classed.
std::optional<Probabilities> shares_of(const std::vector<Outcome>& outcomes, const Draws& draws, const Weights& weight,
                                       const std::function<void(Cut&)>& fix) {
    Probabilities shares{};
    for (std::size_t draw = 0; draw < outcomes.size(); ++draw) {
        Cut cut = draws.cut(draw);
        if (fix) fix(cut);
        const auto order_class = classify(outcomes[draw], cut, weight);
        if (!order_class) return std::nullopt;
        shares[static_cast<std::size_t>(*order_class)] += 1;
    }
    for (double& share : shares) share /= static_cast<double>(outcomes.size());
    return shares;
}

/// One threshold of the file by its name, and where it sits in a draw.
struct Threshold {
    std::string name;
    Range range;
    std::function<double&(Cut&)> of;
};

std::vector<Threshold> thresholds_of(const Thresholds& thresholds) {
    std::vector<Threshold> list{{"half", thresholds.half, [](Cut& c) -> double& { return c.half; }},
                                {"far", thresholds.far, [](Cut& c) -> double& { return c.far; }},
                                {"pole", thresholds.pole, [](Cut& c) -> double& { return c.pole; }},
                                {"pair", thresholds.pair, [](Cut& c) -> double& { return c.pair; }},
                                {"gap", thresholds.gap, [](Cut& c) -> double& { return c.gap; }}};
    for (const PrincipleMeasure measure : all_values<PrincipleMeasure>()) {
        const auto k = static_cast<std::size_t>(measure);
        if (thresholds.weight[k] > 0)
            list.push_back(
                {std::string(to_string(measure)), thresholds.high[k], [k](Cut& c) -> double& { return c.high[k]; }});
    }
    return list;
}

}  // namespace

std::optional<OrderClass> classify(const Outcome& outcome, const Cut& cut, const Weights& measure_weight) {
    const auto& [first, second, third] = outcome.top;
    if (first >= cut.half || first >= cut.far * second) return OrderClass::unipolar;
    if (second >= cut.pole && first + second >= cut.pair && third <= cut.gap * second) return OrderClass::bipolar;
    const auto measure = deciding(outcome, measure_weight, cut.pick);
    if (!measure) return std::nullopt;
    return outcome.principles[*measure] >= cut.high[*measure] ? OrderClass::polycentric : OrderClass::multipolar;
}

std::vector<Series> class_probabilities(const YearDraws& year, const Draws& draws, const Thresholds& thresholds,
                                        Year when) {
    std::vector<std::pair<std::string, Probabilities>> variants;
    const auto add = [&](const std::string& name, const std::vector<Outcome>& outcomes, const Weights& weight,
                         const std::function<void(Cut&)>& fix) {
        if (outcomes.empty()) return;
        if (const auto shares = shares_of(outcomes, draws, weight, fix)) variants.emplace_back(name, *shares);
    };
    add("", year.outcomes(), thresholds.weight, {});
    if (variants.empty()) return {};
    add("among=system", year.outcomes_in_system(), thresholds.weight, {});
    for (const PowerMeasure measure : all_values<PowerMeasure>())
        add(fmt::format("power={}", to_string(measure)), year.outcomes_by(measure), thresholds.weight, {});
    for (const PrincipleMeasure measure : all_values<PrincipleMeasure>()) {
        Weights only{};
        only[static_cast<std::size_t>(measure)] = 1;
        add(fmt::format("principles={}", to_string(measure)), year.outcomes(), only, {});
    }
    for (const Threshold& threshold : thresholds_of(thresholds)) {
        add(threshold.name + "=low", year.outcomes(), thresholds.weight,
            [&](Cut& cut) { threshold.of(cut) = threshold.range.low; });
        add(threshold.name + "=high", year.outcomes(), thresholds.weight,
            [&](Cut& cut) { threshold.of(cut) = threshold.range.high; });
    }

    std::vector<Series> series;
    for (std::size_t c = 0; c < kNumClasses; ++c) {
        const std::string name{to_string(static_cast<OrderClass>(c))};
        const auto by_class = [c](const auto& variant) { return variant.second[c]; };
        const double low = by_class(*std::ranges::min_element(variants, {}, by_class));
        const double high = by_class(*std::ranges::max_element(variants, {}, by_class));
        for (const auto& [variant, shares] : variants) {
            const double p = shares[c];
            const double error = std::sqrt(p * (1 - p) / static_cast<double>(draws.size()));
            const bool is_main = variant.empty();
            series.push_back({name, variant, {{when, p, error, is_main ? low : p, is_main ? high : p}}});
        }
    }
    return series;
}

}  // namespace entente::order
