// SPDX-License-Identifier: Apache-2.0
#include "chains.hpp"

#include <algorithm>
#include <cmath>

#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr double kImpossible = -1e9;

}  // namespace

Chains::Chains(const Pool& pool, const DyadFrame& frame, const JointModel& model)
    : pool_(pool),
      frame_(frame),
      model_(model),
      pairs_(pool.size() * (pool.size() - 1) / 2, LogHazard{.log_hazard = kImpossible}),
      compatible_(pool.size() * pool.size()) {
    parallel_for(
        pool.size(),
        [&](std::size_t b) {
            for (std::size_t a = 0; a < b; ++a) {
                if (!pool.are_compatible(a, b)) continue;
                compatible_[a * pool.size() + b] = compatible_[b * pool.size() + a] = 1;
                pairs_[index(a, b)] = model.founding_hazard(frame, pool.bloc(a), pool.bloc(b));
            }
        },
        8);
}

bool Chains::is_before(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const noexcept {
    const double first = pair(a, b).log_hazard;
    const double second = pair(c, d).log_hazard;
    if (first != second) return first > second;
    return std::minmax(a, b) < std::minmax(c, d);
}

LogHazard Chains::joining(const Members& chain, std::size_t next, Doubt doubt) const {
    return model_.joining_chance(frame_, pool_.blocs(chain), pool_.bloc(next), doubt);
}

LogHazard Chains::together(const Members& members) const {
    std::size_t first = members[0];
    std::size_t second = members[1];
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = i + 1; j < members.size(); ++j)
            if (pair(members[i], members[j]).log_hazard > pair(first, second).log_hazard) {
                first = members[i];
                second = members[j];
            }
    LogHazard total = pair(first, second);
    double variance = total.std_error * total.std_error;
    Members chain{first, second};
    Members rest;
    std::ranges::copy_if(members, std::back_inserter(rest), [&](std::size_t k) { return k != first && k != second; });
    while (!rest.empty()) {
        std::size_t best = 0;
        LogHazard chance{.log_hazard = kImpossible};
        for (std::size_t k = 0; k < rest.size(); ++k)
            if (const LogHazard one = joining(chain, rest[k], Doubt::left_out); one.log_hazard > chance.log_hazard) {
                chance = one;
                best = k;
            }
        // The doubt takes as long as all else: only of the one that is taken.
        chance = joining(chain, rest[best]);
        total.log_hazard += chance.log_hazard;
        variance += chance.std_error * chance.std_error;
        chain.push_back(rest[best]);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(best));
    }
    total.std_error = std::sqrt(variance);
    return total;
}

}  // namespace entente::attain
