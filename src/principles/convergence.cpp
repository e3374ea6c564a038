// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "entente/base/error.hpp"
#include "entente/base/random.hpp"

namespace entente::principles {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Draws of several chains, chain after chain, each `length` long.
struct Chains {
    std::vector<double> draws{};
    std::size_t length = 0;

    [[nodiscard]] std::size_t count() const { return draws.size() / length; }
    [[nodiscard]] std::span<const double> chain(std::size_t c) const { return {draws.data() + c * length, length}; }
};

std::size_t length_of_chain(std::span<const float> draws, std::size_t num_chains) {
    if (num_chains == 0 || draws.size() % num_chains != 0)
        throw Error{Errc::wrong_usage, std::to_string(draws.size()) + " draws are not those of " +
                                           std::to_string(num_chains) + " chains of one length"};
    return draws.size() / num_chains;
}

/// Each chain's halves as chains of their own; the middle draw of an odd chain is left out.
Chains split(std::span<const float> draws, std::size_t num_chains) {
    const std::size_t length = length_of_chain(draws, num_chains);
    Chains halves{.length = length / 2};
    halves.draws.reserve(2 * num_chains * halves.length);
    for (std::size_t c = 0; c < num_chains; ++c) {
        const auto chain = draws.subspan(c * length, length);
        for (const std::size_t from : {std::size_t{0}, length - halves.length})
            for (std::size_t k = 0; k < halves.length; ++k) halves.draws.push_back(chain[from + k]);
    }
    return halves;
}

/// Nothing can be said of fewer than four draws, of what is not finite, or of a constant.
bool can_be_judged(const Chains& halves) {
    if (halves.length < 2) return false;
    const auto finite = [](double value) { return std::isfinite(value); };
    if (!std::all_of(halves.draws.begin(), halves.draws.end(), finite)) return false;
    const auto [low, high] = std::minmax_element(halves.draws.begin(), halves.draws.end());
    return *low < *high;
}

/// Normal scores of the pooled draws' ranks (equation 14); ties share their mean rank.
Chains rank_normalised(const Chains& chains) {
    const std::size_t n = chains.draws.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return chains.draws[a] != chains.draws[b] ? chains.draws[a] < chains.draws[b] : a < b;
    });
    Chains scores{.draws = std::vector<double>(n), .length = chains.length};
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first;
        while (last + 1 < n && chains.draws[order[last + 1]] == chains.draws[order[first]]) ++last;
        const double rank = 0.5 * static_cast<double>(first + last) + 1;
        const double score = normal_quantile((rank - 0.375) / (static_cast<double>(n) + 0.25));
        for (std::size_t k = first; k <= last; ++k) scores.draws[order[k]] = score;
        first = last + 1;
    }
    return scores;
}

/// Distances from the pooled median.
Chains folded(Chains chains) {
    std::vector<double> sorted = chains.draws;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t n = sorted.size();
    const double median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    for (double& draw : chains.draws) draw = std::abs(draw - median);
    return chains;
}

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Sum of products of deviations `lag` apart, over the number of values: the (biased) autocovariance.
double autocovariance(std::span<const double> values, double mean, std::size_t lag) {
    double sum = 0;
    for (std::size_t k = lag; k < values.size(); ++k) sum += (values[k] - mean) * (values[k - lag] - mean);
    return sum / static_cast<double>(values.size());
}

/// Between- and within-chain variances (equations 1 to 3).
struct Variances {
    double within = 0;
    double total = 0;
};

Variances variances(const Chains& chains, const std::vector<double>& means) {
    const auto n = static_cast<double>(chains.length);
    const auto m = static_cast<double>(chains.count());
    const double grand_mean = mean_of(means);
    Variances result;
    double between = 0;
    for (std::size_t c = 0; c < chains.count(); ++c) {
        result.within += autocovariance(chains.chain(c), means[c], 0) * n / (n - 1) / m;
        between += (means[c] - grand_mean) * (means[c] - grand_mean);
    }
    result.total = result.within * (n - 1) / n + between / (m - 1);
    return result;
}

std::vector<double> chain_means(const Chains& chains) {
    std::vector<double> means;
    for (std::size_t c = 0; c < chains.count(); ++c) means.push_back(mean_of(chains.chain(c)));
    return means;
}

/// Equation 4. Halves that are each constant but differ are infinitely far from mixed.
double basic_rhat(const Chains& chains) {
    const Variances v = variances(chains, chain_means(chains));
    return std::sqrt(v.total / v.within);
}

/// Equations 10 to 13: Geyer's initial monotone sequence of the combined autocorrelations.
double basic_ess(const Chains& chains) {
    const auto n = static_cast<double>(chains.length);
    const auto m = static_cast<double>(chains.count());
    const std::vector<double> means = chain_means(chains);
    const Variances v = variances(chains, means);
    const auto rho = [&](std::size_t lag) {
        double covariance = 0;
        for (std::size_t c = 0; c < chains.count(); ++c)
            covariance += autocovariance(chains.chain(c), means[c], lag) / m;
        return 1 - (v.within - covariance) / v.total;
    };
    double sum = 0;
    double pair = std::numeric_limits<double>::infinity();
    double even = 1;
    double odd = rho(1);
    for (std::size_t lag = 0; lag + 5 < chains.length && even + odd > 0;) {
        pair = std::min(pair, even + odd);
        sum += pair;
        lag += 2;
        even = rho(lag);
        odd = rho(lag + 1);
    }
    const double tau = std::max(-1 + 2 * sum + std::max(even, 0.0), 1 / std::log10(n * m));
    return n * m / tau;
}

/// Which draws lie at or below the quantile, as 0 and 1.
Chains below_quantile(Chains chains, double probability) {
    std::vector<double> sorted = chains.draws;
    std::sort(sorted.begin(), sorted.end());
    const double at = probability * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const double quantile =
        sorted[low] + (at - static_cast<double>(low)) * (sorted[std::min(low + 1, sorted.size() - 1)] - sorted[low]);
    for (double& draw : chains.draws) draw = draw <= quantile ? 1 : 0;
    return chains;
}

double quantile_of_sorted(const std::vector<float>& sorted, double probability) {
    const double at = probability * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (static_cast<double>(sorted[high]) - sorted[low]);
}

}  // namespace

double rhat(std::span<const float> draws, std::size_t num_chains) {
    const Chains halves = split(draws, num_chains);
    if (!can_be_judged(halves)) return kNan;
    const Chains distances = folded(halves);
    const double bulk = basic_rhat(rank_normalised(halves));
    return can_be_judged(distances) ? std::max(bulk, basic_rhat(rank_normalised(distances))) : bulk;
}

double bulk_ess(std::span<const float> draws, std::size_t num_chains) {
    const Chains halves = split(draws, num_chains);
    return can_be_judged(halves) ? basic_ess(rank_normalised(halves)) : kNan;
}

double mean_ess(std::span<const float> draws, std::size_t num_chains) {
    const Chains halves = split(draws, num_chains);
    return can_be_judged(halves) ? basic_ess(halves) : kNan;
}

double tail_ess(std::span<const float> draws, std::size_t num_chains) {
    const Chains halves = split(draws, num_chains);
    if (!can_be_judged(halves)) return kNan;
    double smallest = std::numeric_limits<double>::infinity();
    for (const double probability : {0.05, 0.95}) {
        const Chains below = below_quantile(halves, probability);
        if (can_be_judged(below)) smallest = std::min(smallest, basic_ess(below));
    }
    return std::isfinite(smallest) ? smallest : kNan;
}

PosteriorSummary summarise(std::span<const float> draws, std::size_t num_chains) {
    PosteriorSummary summary;
    if (draws.empty()) return summary;
    const auto n = static_cast<double>(draws.size());
    double sum = 0;
    for (const float draw : draws) sum += draw;
    summary.mean = sum / n;
    double square = 0;
    for (const float draw : draws) square += (draw - summary.mean) * (draw - summary.mean);
    summary.sd = draws.size() > 1 ? std::sqrt(square / (n - 1)) : 0;
    std::vector<float> sorted(draws.begin(), draws.end());
    std::sort(sorted.begin(), sorted.end());
    summary.q05 = quantile_of_sorted(sorted, 0.05);
    summary.median = quantile_of_sorted(sorted, 0.5);
    summary.q95 = quantile_of_sorted(sorted, 0.95);
    summary.rhat = rhat(draws, num_chains);
    summary.ess = bulk_ess(draws, num_chains);
    return summary;
}

}  // namespace entente::principles
