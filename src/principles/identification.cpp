// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include <fmt/format.h>

#include "entente/principles/diagnosis.hpp"

namespace entente::principles {
namespace {

/// A discrimination this many standard errors from 0 tells actors apart.
constexpr double kTellsApart = 2;

bool discriminates(const RollCallParameters& roll_call, int dimension) {
    const auto a = static_cast<std::size_t>(dimension - 1);
    return roll_call.num_votes > 0 &&
           std::fabs(roll_call.discrimination[a]) > kTellsApart * roll_call.discrimination_se[a];
}

void add_dimensions_and_years(const VoteMatrix& votes, const IdealPointFit& fit, const IdentificationLimits& limits,
                              std::vector<IdentificationWarning>& warnings) {
    std::vector<IdentificationWarning> of_years;
    for (int dimension = 1; dimension <= fit.options.num_dimensions; ++dimension) {
        std::map<Year, int> counts;
        for (const Year year : votes.years()) counts[year] = 0;
        int all = 0;
        for (const RollCallParameters& roll_call : fit.roll_calls)
            if (discriminates(roll_call, dimension)) ++counts[roll_call.year], ++all;
        if (all < limits.roll_calls_of_dimension)
            warnings.push_back({.what = Unidentified::dimension,
                                .dimension = dimension,
                                .count = all,
                                .text = fmt::format("dimension {} rests on {} roll calls that discriminate; with fewer "
                                                    "than {} it is mostly its prior",
                                                    dimension, all, limits.roll_calls_of_dimension)});
        for (const auto& [year, count] : counts)
            if (count < limits.roll_calls_of_year)
                of_years.push_back({.what = Unidentified::year,
                                    .year = year,
                                    .dimension = dimension,
                                    .count = count,
                                    .text = fmt::format("in {} only {} roll calls discriminate in dimension {}: its "
                                                        "positions lean on the years around it",
                                                        year.value(), count, dimension)});
    }
    warnings.insert(warnings.end(), of_years.begin(), of_years.end());
}

void add_year_links(const VoteMatrix& votes, const IdentificationLimits& limits,
                    std::vector<IdentificationWarning>& warnings) {
    std::vector<std::set<std::uint32_t>> actors(votes.years().size());
    for (const VoteCell& cell : votes.cells())
        if (cell.weight > 0) actors[votes.year_index(cell.roll_call_index)].insert(cell.actor_index);
    for (std::size_t t = 1; t < actors.size(); ++t) {
        const auto both = std::count_if(actors[t].begin(), actors[t].end(),
                                        [&](std::uint32_t actor) { return actors[t - 1].count(actor) > 0; });
        if (both >= limits.actors_of_year_link) continue;
        warnings.push_back({.what = Unidentified::year_link,
                            .year = votes.years()[t],
                            .count = static_cast<int>(both),
                            .text = fmt::format("only {} actors vote both in {} and in {}: positions of the two years "
                                                "are hardly on one scale",
                                                both, votes.years()[t - 1].value(), votes.years()[t].value())});
    }
}

/// Groups of actors that are linked by votes on the same roll calls: a forest of parents.
class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t root(std::size_t k) {
        while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
        return k;
    }
    void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

private:
    std::vector<std::size_t> parent_;
};

void add_separate_groups(const VoteMatrix& votes, std::vector<IdentificationWarning>& warnings) {
    Groups groups(votes.num_actors());
    for (std::size_t j = 0; j < votes.num_roll_calls(); ++j) {
        const VoteCell* first = nullptr;
        for (const VoteCell& cell : votes.votes_on(j)) {
            if (cell.weight == 0) continue;
            if (first == nullptr) first = &cell;
            groups.join(cell.actor_index, first->actor_index);
        }
    }
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < votes.num_actors(); ++i) members[groups.root(i)].push_back(i);
    if (members.size() < 2) return;
    const auto largest = std::max_element(
        members.begin(), members.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    for (const auto& [root, group] : members) {
        if (root == largest->first) continue;
        const ActorId first = votes.actors()[group.front()];
        warnings.push_back({.what = Unidentified::separate_group,
                            .actor = first,
                            .count = static_cast<int>(group.size()),
                            .text = fmt::format("actor {} and {} others vote on no roll call with the rest: where they "
                                                "stand against it is the prior's",
                                                first.value(), group.size() - 1)});
    }
}

void add_actor_years(const IdealPointFit& fit, const IdentificationLimits& limits,
                     std::vector<IdentificationWarning>& warnings) {
    for (const IdealPoint& point : fit.points) {
        if (point.dimension != 1 || point.num_votes >= limits.votes_of_actor_year) continue;
        warnings.push_back({.what = Unidentified::actor_year,
                            .actor = point.actor,
                            .year = point.year,
                            .count = point.num_votes,
                            .text = fmt::format("actor {} cast {} votes in {}: its position leans on the years around "
                                                "it",
                                                point.actor.value(), point.num_votes, point.year.value())});
    }
}

}  // namespace

std::vector<IdentificationWarning> identification_warnings(const VoteMatrix& votes, const IdealPointFit& fit,
                                                           const IdentificationLimits& limits) {
    std::vector<IdentificationWarning> warnings;
    add_dimensions_and_years(votes, fit, limits, warnings);
    add_year_links(votes, limits, warnings);
    add_separate_groups(votes, warnings);
    add_actor_years(fit, limits, warnings);
    return warnings;
}

}  // namespace entente::principles
