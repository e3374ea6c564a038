// SPDX-License-Identifier: Apache-2.0
#include "conflict.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "instance.hpp"
#include "solver.hpp"

namespace entente::coalition {
namespace {

constexpr std::uint64_t kMostNodes = 5'000'000;  ///< For one question of feasibility,
constexpr std::uint64_t kAllNodes = 20'000'000;  ///< and for all of them.

/// Demands that are there, those first that one would rather be told of. They are told from the last to the first.
std::vector<Demand> demands_of(const CoreProblem& problem) {
    std::vector<Demand> demands;
    for (std::size_t k = problem.num_issues; k-- > 0;)
        if (problem.thresholds[k] > 0) demands.push_back({.kind = DemandKind::share, .index = k});
    if (problem.cohesion) demands.push_back({.kind = DemandKind::cohesion});
    if (!problem.must.empty()) demands.push_back({.kind = DemandKind::must});
    for (std::size_t k = problem.groups.size(); k-- > 0;)
        if (problem.groups[k].least > 0) demands.push_back({.kind = DemandKind::group, .index = k});
    if (!problem.must_not.empty()) demands.push_back({.kind = DemandKind::must_not});
    if (!problem.unattainable.empty()) demands.push_back({.kind = DemandKind::unattainable});
    if (!problem.exclusive.empty()) demands.push_back({.kind = DemandKind::exclusive});
    return demands;
}

void drop(CoreProblem& problem, const Demand& demand) {
    switch (demand.kind) {
        case DemandKind::share:
            problem.thresholds[demand.index] = 0;
            return;
        case DemandKind::cohesion:
            problem.cohesion.reset();
            return;
        case DemandKind::must:
            problem.must.clear();
            return;
        case DemandKind::must_not:
            problem.must_not.clear();
            return;
        case DemandKind::exclusive:
            problem.exclusive.clear();
            return;
        case DemandKind::unattainable:
            problem.unattainable.clear();
            return;
        case DemandKind::group:
            problem.groups[demand.index].least = 0;
            return;
    }
}

class ConflictFinder {
public:
    ConflictFinder(const CoreProblem& problem, const Monitor& monitor)
        : problem_(problem), monitor_(monitor), demands_(demands_of(problem)), fewest_(all()) {}

    Conflict find() {
        const Demands found = smallest();
        Conflict conflict{.is_smallest = is_certain_};
        CoreProblem only = with(found);
        name_those_who_matter(only);
        for (std::size_t k = demands_.size(); k-- > 0;)
            if ((found >> k & 1) != 0) conflict.demands.push_back(named(demands_[k], only));
        return conflict;
    }

private:
    using Demands = std::uint64_t;  ///< Bit k: demands_[k]. There are at most 16 issues and groups, and five others.

    [[nodiscard]] Demands all() const { return (Demands{1} << demands_.size()) - 1; }
    [[nodiscard]] CoreProblem with(Demands demands) const {
        CoreProblem problem = problem_;
        for (std::size_t k = 0; k < demands_.size(); ++k)
            if ((demands >> k & 1) == 0) drop(problem, demands_[k]);
        return problem;
    }

    /// Whether it is proven that no set meets the demands. What cannot be told in time is taken to be met.
    [[nodiscard]] bool is_infeasible(const CoreProblem& problem) {
        const Instance instance(problem);
        if (!instance.forced()) return true;
        if (instance.is_met_by(*instance.forced())) return false;
        Effort effort(std::min(kMostNodes, nodes_left_), monitor_.stop);
        CoreSolver solver(instance, effort);
        const bool is_finished = solver.find_best(Goal::any);
        nodes_left_ -= std::min(nodes_left_, effort.num_nodes());
        if (!is_finished && !solver.best()) is_certain_ = false;
        return is_finished && !solver.best();
    }

    /// The same of a set of demands; keeps the smallest that cannot be met.
    [[nodiscard]] bool conflicts(Demands demands) {
        if (!is_infeasible(with(demands))) return false;
        if (std::popcount(demands) < std::popcount(fewest_)) fewest_ = demands;
        return true;
    }

    /// All demands are known to conflict, so that the search ends at the latest there.
    [[nodiscard]] Demands smallest() {
        std::vector<Demands> to_hit{all()};
        while (true) {
            const Demands tried = smallest_that_hits(to_hit);
            if (std::popcount(tried) >= std::popcount(fewest_) || conflicts(tried)) return fewest_;
            to_hit.push_back(all() & ~grown(tried));
        }
    }
    /// Adds demands for as long as all can be met, and that is worth while: a conflict of one more is not known yet.
    [[nodiscard]] Demands grown(Demands met) {
        const int size = std::popcount(met);
        for (std::size_t k = 0; k < demands_.size() && std::popcount(fewest_) > size + 1; ++k) {
            const Demands more = met | Demands{1} << k;
            if (more != all() && more != met && !conflicts(more)) met = more;
        }
        return met;
    }
    [[nodiscard]] Demands smallest_that_hits(std::span<const Demands> to_hit) const {
        for (std::size_t size = 1; size < demands_.size(); ++size)
            for (Demands set = (Demands{1} << size) - 1; set <= all(); set = next_of_size(set))
                if (std::ranges::all_of(to_hit, [&](Demands part) { return (set & part) != 0; })) return set;
        return all();
    }
    /// The next larger number with as many bits (Gosper).
    [[nodiscard]] static Demands next_of_size(Demands set) {
        const Demands low = set & (~set + 1);
        const Demands ripple = set + low;
        return ripple | ((set ^ ripple) / low >> 2);
    }

    void name_those_who_matter(CoreProblem& problem) {
        keep_needed(problem, problem.exclusive);
        keep_needed(problem, problem.unattainable);
        keep_needed(problem, problem.must_not);
        keep_needed(problem, problem.must);
    }
    /// Leaves in a list of an infeasible problem what makes it infeasible, and nothing else.
    template <typename Entry>
    void keep_needed(const CoreProblem& problem, std::vector<Entry>& list) {
        if (list.size() < 2) return;
        const std::vector<Entry> entries = list;
        list.clear();
        list = explained<Entry>(problem, list, false, entries);
    }
    template <typename Entry>
    std::vector<Entry> explained(const CoreProblem& problem, std::vector<Entry>& list, bool has_grown,
                                 std::span<const Entry> entries) {
        if (has_grown && is_infeasible(problem)) return {};
        if (entries.size() == 1) return {entries.front()};
        const auto first = entries.first(entries.size() / 2);
        const auto rest = entries.subspan(first.size());
        const std::vector<Entry> background = list;
        list.insert(list.end(), first.begin(), first.end());
        std::vector<Entry> of_rest = explained<Entry>(problem, list, true, rest);
        list = background;
        list.insert(list.end(), of_rest.begin(), of_rest.end());
        std::vector<Entry> needed = explained<Entry>(problem, list, !of_rest.empty(), first);
        list = background;
        needed.insert(needed.end(), of_rest.begin(), of_rest.end());
        return needed;
    }

    [[nodiscard]] static Demand named(Demand demand, const CoreProblem& problem) {
        if (demand.kind == DemandKind::must) demand.members = problem.must;
        if (demand.kind == DemandKind::must_not) demand.members = problem.must_not;
        if (demand.kind == DemandKind::exclusive) demand.pairs = problem.exclusive;
        if (demand.kind == DemandKind::unattainable) demand.pairs = problem.unattainable;
        return demand;
    }

    const CoreProblem& problem_;
    const Monitor& monitor_;
    std::vector<Demand> demands_;
    Demands fewest_;
    std::uint64_t nodes_left_ = kAllNodes;
    bool is_certain_ = true;
};

}  // namespace

Conflict find_conflict(const CoreProblem& problem, const Monitor& monitor) {
    return ConflictFinder(problem, monitor).find();
}

}  // namespace entente::coalition
