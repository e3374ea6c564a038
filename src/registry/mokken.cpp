// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/mokken.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/quantile.hpp"

namespace entente::registry {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kBootstrap = 0x4d4f4b31;  ///< Purpose of the random stream.

/// Errors seen and expected; a pair without variation expects none and says nothing.
struct Errors {
    double seen = 0;
    double expected = 0;

    Errors& operator+=(const Errors& other) {
        seen += other.seen;
        expected += other.expected;
        return *this;
    }
    [[nodiscard]] double h() const { return expected > 0 ? 1 - seen / expected : kUndefined; }
};

std::vector<ItemPair> count_pairs(const AnswerTable& table, std::span<const double> weights) {
    std::vector<ItemPair> pairs;
    for (std::size_t i = 0; i < table.num_items(); ++i)
        for (std::size_t j = i + 1; j < table.num_items(); ++j) pairs.push_back({.first = i, .second = j});
    for (std::size_t k = 0; k < table.num_patterns(); ++k) {
        if (weights[k] == 0) continue;
        const auto pattern = table.pattern(k);
        std::size_t at = 0;
        for (std::size_t i = 0; i < table.num_items(); ++i) {
            if (pattern[i] == Answer::unknown) {
                at += table.num_items() - i - 1;
                continue;
            }
            for (std::size_t j = i + 1; j < table.num_items(); ++j, ++at) {
                if (pattern[j] == Answer::unknown) continue;
                const bool first = pattern[i] == Answer::yes;
                const bool second = pattern[j] == Answer::yes;
                (first    ? second ? pairs[at].both : pairs[at].first_only
                 : second ? pairs[at].second_only
                          : pairs[at].neither) += weights[k];
            }
        }
    }
    return pairs;
}

Errors errors_of(const ItemPair& pair, ItemOrder order) {
    const double n = pair.both + pair.first_only + pair.second_only + pair.neither;
    if (n == 0) return {};
    const bool first_is_easier = order == ItemOrder::as_listed || pair.first_only >= pair.second_only;
    const double first_yes = pair.both + pair.first_only;
    const double second_yes = pair.both + pair.second_only;
    return first_is_easier ? Errors{pair.second_only, (n - first_yes) * second_yes / n}
                           : Errors{pair.first_only, (n - second_yes) * first_yes / n};
}

double difference_of(const ItemPair& pair) {
    const double n = pair.both + pair.first_only + pair.second_only + pair.neither;
    return n > 0 ? (pair.first_only - pair.second_only) / n : kUndefined;
}

/// All coefficients of one sample: pairs' H, pairs' difference, items, scale.
std::vector<double> coefficients(const std::vector<ItemPair>& pairs, std::size_t num_items, ItemOrder order) {
    std::vector<Errors> by_item(num_items);
    Errors all;
    std::vector<double> values;
    for (const ItemPair& pair : pairs) {
        const Errors errors = errors_of(pair, order);
        by_item[pair.first] += errors;
        by_item[pair.second] += errors;
        all += errors;
        values.push_back(errors.h());
    }
    for (const ItemPair& pair : pairs) values.push_back(difference_of(pair));
    for (const Errors& errors : by_item) values.push_back(errors.h());
    values.push_back(all.h());
    return values;
}

/// Counts of a sample of cases drawn with replacement.
std::vector<double> resample(const AnswerTable& table, Seed seed, std::uint32_t sample) {
    RandomStream random(seed, {.purpose = kBootstrap, .item = sample});
    std::vector<double> weights(table.num_patterns());
    const auto num_cases = static_cast<std::uint32_t>(table.num_cases());
    for (std::uint32_t k = 0; k < num_cases; ++k) weights[table.pattern_of()[random.below(num_cases)]] += 1;
    return weights;
}

/// Percentile interval of the defined values; NaN where there are none.
std::pair<double, double> interval(std::vector<double> values, double coverage) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return {kUndefined, kUndefined};
    std::sort(values.begin(), values.end());
    return {nearest_rank(values, (1 - coverage) / 2), nearest_rank(values, (1 + coverage) / 2)};
}

}  // namespace

void MokkenOptions::validate() const {
    if (num_bootstrap < 0 || num_bootstrap > 100'000)
        throw Error{Errc::wrong_usage, fmt::format("num_bootstrap is {}; expected 0 .. 100000", num_bootstrap)};
    if (!(coverage >= 0.5 && coverage <= 0.999))
        throw Error{Errc::wrong_usage, fmt::format("coverage is {}; expected 0.5 .. 0.999", coverage)};
}

MokkenScale scale_by_mokken(const AnswerTable& table, const MokkenOptions& options, Seed seed) {
    options.validate();
    MokkenScale scale{.pairs = count_pairs(table, table.counts())};
    const std::vector<double> values = coefficients(scale.pairs, table.num_items(), options.order);
    std::vector<std::vector<double>> samples(values.size());
    for (int b = 0; b < options.num_bootstrap && table.num_cases() > 0; ++b) {
        const auto weights = resample(table, seed, static_cast<std::uint32_t>(b));
        const auto drawn = coefficients(count_pairs(table, weights), table.num_items(), options.order);
        for (std::size_t k = 0; k < drawn.size(); ++k) samples[k].push_back(drawn[k]);
    }
    std::size_t next = 0;
    const auto take = [&] {
        const auto [low, high] = interval(std::move(samples[next]), options.coverage);
        return Coefficient{values[next++], low, high};
    };
    for (ItemPair& pair : scale.pairs) pair.h = take();
    for (ItemPair& pair : scale.pairs) pair.difference = take();
    for (std::size_t k = 0; k < table.num_items(); ++k) scale.items.push_back(take());
    scale.scale = take();
    return scale;
}

}  // namespace entente::registry
