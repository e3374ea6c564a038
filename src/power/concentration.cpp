// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "entente/power/power.hpp"

namespace entente::power {

Concentration concentration(std::span<const double> shares) {
    Concentration result{.num_actors = static_cast<int>(shares.size())};
    std::vector<double> sorted(shares.begin(), shares.end());
    std::ranges::sort(sorted, std::greater<>{});
    const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    if (!(total > 0)) return result;
    for (const double share : sorted) result.herfindahl += (share / total) * (share / total);
    const double even = 1.0 / static_cast<double>(sorted.size());
    result.effective_number = 1.0 / result.herfindahl;
    // A single actor holds everything by definition, where the formula is 0/0.
    result.con = sorted.size() > 1 ? std::sqrt(std::max(0.0, result.herfindahl - even) / (1.0 - even)) : 1.0;
    result.top1 = sorted[0] / total;
    result.top2 = result.top1 + (sorted.size() > 1 ? sorted[1] / total : 0.0);
    return result;
}

}  // namespace entente::power
