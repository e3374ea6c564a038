// SPDX-License-Identifier: Apache-2.0
#include "core_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/words.hpp"

namespace entente::engine {
namespace {

std::string percent(double share) {
    // Rounded down, so that a core that falls short of 80 % never reads as 80 %.
    return fmt::format("{:.1f} %", std::floor(share * 1000 + 1e-9) / 10);
}

std::string name_of(const CoreAnswer& answer, const std::string& key) {
    const auto found = std::ranges::find(answer.pool, key, &Actor::key);
    return found == answer.pool.end() ? key : found->name;
}

std::string listed(const CoreAnswer& answer, const std::vector<std::string>& keys) {
    constexpr std::size_t kMost = 20;
    std::vector<std::string> names;
    for (std::size_t k = 0; k < std::min(keys.size(), kMost); ++k) names.push_back(name_of(answer, keys[k]));
    if (keys.size() > kMost) names.push_back(fmt::format("{} others", keys.size() - kMost));
    return names.empty() ? "nobody" : enumerated(names);
}

std::string shares_text(const std::vector<std::string>& names, const std::vector<double>& shares) {
    std::vector<std::string> parts;
    for (std::size_t k = 0; k < names.size(); ++k)
        parts.push_back(fmt::format("{} of {}", percent(shares[k]), names[k]));
    return fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace

std::string core_text(const CoreAnswer& answer) {
    const std::string asked = shares_text(answer.issue_names, answer.demanded);
    if (!answer.is_feasible())
        return fmt::format("No set of these actors carries {} as asked in {}: {} cannot be met together.", asked,
                           answer.as_of.value(), fmt::join(answer.conflict, "; "));
    const coalition::CoreSolution& solution = answer.solution;
    if (answer.cores.empty())
        return fmt::format("The search was ended before it found a core; none has fewer than {} members.",
                           solution.bound);
    const std::string proof = solution.is_proven()
                                  ? std::string("fewer cannot, which is proven")
                                  : fmt::format("fewer than {} cannot, which is what is proven so far", solution.bound);
    std::string others;
    if (solution.count != "1" && answer.request.all)
        others =
            fmt::format(" It is one of {}{} of that size.", solution.is_count_exact ? "" : "at least ", solution.count);
    return fmt::format("{} {} to carry {} in {}: {}. Together they carry {}; {}.{}", solution.value,
                       solution.value == 1 ? "actor is enough" : "actors are enough", asked, answer.as_of.value(),
                       listed(answer, answer.cores.front()), shares_text(answer.issue_names, answer.shares), proof,
                       others);
}

std::string demand_text(const CoreAnswer& answer, const coalition::Demand& demand) {
    using coalition::DemandKind;
    const CoreRequest& request = answer.request;
    switch (demand.kind) {
        case DemandKind::share:
            return fmt::format("a share of {} of {}", percent(answer.demanded[demand.index]),
                               answer.issues[demand.index]);
        case DemandKind::cohesion:
            return fmt::format("a cohesion of {}", request.cohesion.value_or(0));
        case DemandKind::must:
            return fmt::format("that {} must be in", request.must);
        case DemandKind::must_not:
            return request.must_not.empty() ? std::string("that only actors with a known position can be in")
                                            : fmt::format("that {} must not be in", request.must_not);
        case DemandKind::exclusive:
            return request.not_with.empty()
                       ? std::string("that an entity does not sit beside its members")
                       : fmt::format("that {} do not sit together", fmt::join(request.not_with, ", "));
        case DemandKind::unattainable:
            return fmt::format("that every two could reach {} with a probability of {}",
                               request.depth ? to_string(*request.depth) : "", request.threshold);
        case DemandKind::group:
            return fmt::format("at least {}", request.at_least[demand.index]);
    }
    return {};
}

}  // namespace entente::engine
