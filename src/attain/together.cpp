// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "steps.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kLargestTogether = 40;  ///< Beyond this the chain of joining is an extrapolation too far.

/// Yearly rate at which partnerships of each scope came to an end (or failed, lapsed, were suspended) in the years
/// before as_of; a half is added to the ends and a year to the years.
std::array<double, kNumScopes> rates_of_ending(const atlas::World& world, Year as_of) {
    constexpr int kYears = 30;
    std::array<double, kNumScopes> ends{};
    std::array<double, kNumScopes> years{};
    for (const Partnership& partnership : world.partnerships()) {
        const auto scope = static_cast<std::size_t>(partnership.scope);
        const Year last = partnership.ended.value_or(as_of);
        const Year first = std::max(partnership.begun, as_of - kYears);
        if (last <= first) continue;
        years[scope] += last - first;
        ends[scope] += partnership.ended.has_value();
    }
    std::array<double, kNumScopes> rates;
    for (std::size_t s = 0; s < kNumScopes; ++s) rates[s] = (ends[s] + 0.5) / (years[s] + 1);
    return rates;
}

/// On the issue before not, deeper before shallower, older before younger.
bool comes_before(const Bond& a, const Bond& b) {
    const auto depth = [](const Bond& bond) { return bond.depth ? static_cast<int>(*bond.depth) : -1; };
    return std::tuple(!a.is_on_issue, -depth(a), a.since, a.id) < std::tuple(!b.is_on_issue, -depth(b), b.since, b.id);
}

std::vector<Bond> bonds_of(const Inquiry& inquiry) {
    const Question& question = inquiry.question;
    const auto rates = rates_of_ending(inquiry.inputs.world, question.as_of);
    std::vector<Bond> bonds;
    for (std::size_t k = 0; k < inquiry.ground.rosters.size(); ++k) {
        const Partnership& partnership = inquiry.inputs.world.partnerships()[k];
        const Roster& roster = inquiry.ground.rosters[k];
        if (partnership.status != Status::active || partnership.ended || roster.is_universal ||
            !touches_issue(partnership, question) || inquiry.pool.parties_in(roster).size() < inquiry.pool.size())
            continue;
        bonds.push_back(
            {.id = partnership.id,
             .name = partnership.name,
             .scope = partnership.scope,
             .depth = roster.depth,
             .since = partnership.begun,
             .is_on_issue = is_on_issue(partnership, question),
             .endures = std::pow(1 - rates[static_cast<std::size_t>(partnership.scope)], question.horizon_years)});
    }
    std::ranges::sort(bonds, comes_before);
    return bonds;
}

}  // namespace

Together find_together(const Inquiry& inquiry) {
    Together together{.bonds = bonds_of(inquiry)};
    const Members all = inquiry.pool.everyone();
    if (all.size() <= kLargestTogether && inquiry.pool.are_parties(all))
        together.foundings = inquiry.prospects.foundings_of_all(all);
    return together;
}

}  // namespace entente::attain
