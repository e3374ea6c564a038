// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/agreement.hpp"

#include <cmath>
#include <limits>

namespace entente::registry {
namespace {

constexpr double kNormal975 = 1.959963984540054;

/// Shares of both judges.
struct Margins {
    std::vector<double> rows;
    std::vector<double> columns;
};

Margins margins_of(const std::vector<std::vector<double>>& shares) {
    Margins margins{std::vector<double>(shares.size()), std::vector<double>(shares.size())};
    for (std::size_t i = 0; i < shares.size(); ++i)
        for (std::size_t j = 0; j < shares.size(); ++j) {
            margins.rows[i] += shares[i][j];
            margins.columns[j] += shares[i][j];
        }
    return margins;
}

/// Equation 13 of Fleiss, Cohen and Everitt (1969), for unweighted kappa.
double variance_of(const std::vector<std::vector<double>>& shares, const Margins& margins, const Agreement& agreement) {
    const double kappa = agreement.kappa;
    double sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        for (std::size_t j = 0; j < shares.size(); ++j) {
            const double factor = i == j ? 1 - (margins.rows[i] + margins.columns[i]) * (1 - kappa)
                                         : (1 - kappa) * (margins.columns[i] + margins.rows[j]);
            sum += shares[i][j] * factor * factor;
        }
    const double centre = kappa - agreement.expected * (1 - kappa);
    const double spread = 1 - agreement.expected;
    return (sum - centre * centre) / (static_cast<double>(agreement.num_cases) * spread * spread);
}

}  // namespace

Agreement cohens_kappa(const std::vector<std::vector<double>>& counts) {
    double n = 0;
    for (const auto& row : counts)
        for (const double count : row) n += count;
    Agreement agreement{.num_cases = static_cast<std::size_t>(n)};
    auto shares = counts;
    for (auto& row : shares)
        for (double& share : row) share /= n;
    const Margins margins = margins_of(shares);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        agreement.observed += shares[i][i];
        agreement.expected += margins.rows[i] * margins.columns[i];
    }
    if (!(agreement.expected < 1)) {
        agreement.kappa = agreement.low = agreement.high = std::numeric_limits<double>::quiet_NaN();
        return agreement;
    }
    agreement.kappa = (agreement.observed - agreement.expected) / (1 - agreement.expected);
    const double reach = kNormal975 * std::sqrt(std::max(0.0, variance_of(shares, margins, agreement)));
    agreement.low = agreement.kappa - reach;
    agreement.high = std::min(1.0, agreement.kappa + reach);
    return agreement;
}

Agreement scope_agreement(std::span<const ScopePair> pairs) {
    std::vector<std::vector<double>> counts(kNumScopes, std::vector<double>(kNumScopes));
    for (const ScopePair& pair : pairs)
        counts[static_cast<std::size_t>(pair.coder)][static_cast<std::size_t>(pair.rules)] += 1;
    return cohens_kappa(counts);
}

}  // namespace entente::registry
