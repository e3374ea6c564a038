// SPDX-License-Identifier: Apache-2.0
#include "core_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/words.hpp"

namespace entente::engine {
namespace {

/// As it was asked for.
std::string percent(double share) {
    return fmt::format("{:.10g} %", share * 100);
}

/// As it is: rounded down, so that a core that falls short of 80 % never reads as 80 %.
std::string carried(double share) {
    return fmt::format("{:.2f} %", std::floor(share * 10'000 + 1e-8) / 100);
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

/// The least that a set takes by what is minimised, as far as it is proven.
std::string proof_text(const CoreAnswer& answer) {
    const bool is_proven = answer.solution.is_proven();
    if (answer.cost_bound)
        return is_proven ? std::string("no set that does costs less, which is proven")
                         : fmt::format("none that does costs less than {}, which is what is proven so far",
                                       *answer.cost_bound);
    return is_proven ? std::string("fewer cannot, which is proven")
                     : fmt::format("fewer than {} cannot, which is what is proven so far", answer.solution.bound);
}

std::string year_text(const CoreAnswer& answer) {
    return answer.as_of ? fmt::format(" in {}", answer.as_of->value()) : std::string();
}

std::string infeasible_text(const CoreAnswer& answer) {
    return fmt::format("No set of these actors does what is asked{}: {} cannot be met{}{}.", year_text(answer),
                       enumerated(answer.conflict), answer.conflict.size() > 1 ? " together" : "",
                       answer.solution.is_conflict_smallest
                           ? ""
                           : "; the search was ended before it knew whether fewer of these conflict");
}

/// Names a few actors of the pool, or pairs of them.
class Namer {
public:
    using Pair = std::pair<coalition::Member, coalition::Member>;

    Namer(const CoreAnswer& answer, const coalition::CoreProblem& problem) : answer_(answer), problem_(problem) {}

    [[nodiscard]] const std::string& operator()(coalition::Member member) const { return answer_.pool[member].name; }
    [[nodiscard]] bool is_entity(coalition::Member member) const {
        return answer_.pool[member].kind == ActorKind::collective;
    }
    [[nodiscard]] std::string operator()(const std::vector<coalition::Member>& members) const {
        return few(members, [&](coalition::Member member) { return (*this)(member); });
    }
    /// Pairs of whom both carry most come first.
    [[nodiscard]] std::string operator()(std::vector<Pair> pairs) const {
        const auto carried_by_both = [&](const Pair& pair) {
            std::int64_t share = 0;
            for (std::size_t issue = 0; issue < problem_.num_issues; ++issue)
                share =
                    std::max(share, std::min(problem_.share(pair.first, issue), problem_.share(pair.second, issue)));
            return share;
        };
        std::ranges::stable_sort(pairs, std::greater{}, carried_by_both);
        return few(pairs, [&](const Pair& pair) {
            return fmt::format("{} with {}", (*this)(pair.first), (*this)(pair.second));
        });
    }

private:
    template <typename List, typename Name>
    [[nodiscard]] static std::string few(const List& list, const Name& name) {
        constexpr std::size_t kMost = 4;
        std::vector<std::string> names;
        for (std::size_t k = 0; k < std::min(list.size(), kMost); ++k) names.push_back(name(list[k]));
        if (list.size() > kMost) names.push_back(fmt::format("{} more", list.size() - kMost));
        return enumerated(names);
    }

    const CoreAnswer& answer_;
    const coalition::CoreProblem& problem_;
};

/// Whom a cohesion leaves out for want of a position, where that matters.
std::string unplaced_text(const CoreAnswer& answer, const coalition::CoreProblem& problem, const Namer& names) {
    if (problem.unplaced.size() == problem.num_actors) return ", where nobody's position is known";
    std::vector<coalition::Member> forced;
    for (const coalition::Demand& demand : answer.solution.conflict)
        if (demand.kind == coalition::DemandKind::must)
            std::ranges::copy_if(demand.members, std::back_inserter(forced), [&](coalition::Member member) {
                return std::ranges::binary_search(problem.unplaced, member);
            });
    return forced.empty() ? "" : fmt::format(", where no position is known of {}", names(forced));
}

std::string demand_text(const CoreAnswer& answer, const coalition::Demand& demand,
                        const coalition::CoreProblem& problem, const Namer& names) {
    using coalition::DemandKind;
    const CoreRequest& request = answer.request;
    const auto is_of_entity = [&](const auto& pair) {
        return names.is_entity(pair.first) || names.is_entity(pair.second);
    };
    switch (demand.kind) {
        case DemandKind::share:
            return fmt::format("a share of {} of {}", percent(answer.demanded[demand.index]),
                               answer.issues[demand.index]);
        case DemandKind::cohesion:
            return fmt::format("a cohesion of {}{}", request.cohesion.value_or(0),
                               unplaced_text(answer, problem, names));
        case DemandKind::must:
            return fmt::format("that {} must be in", names(demand.members));
        case DemandKind::must_not:
            return fmt::format("that {} must not be in", names(demand.members));
        case DemandKind::exclusive:
            return std::ranges::all_of(demand.pairs, is_of_entity)
                       ? fmt::format("that an entity does not sit beside its members ({})", names(demand.pairs))
                       : fmt::format("who does not sit with whom ({})", names(demand.pairs));
        case DemandKind::unattainable:
            return fmt::format("that every two could reach {} with a probability of {} (not {})",
                               request.depth ? to_string(*request.depth) : "", request.threshold, names(demand.pairs));
        case DemandKind::group:
            return fmt::format("at least {}", request.at_least[demand.index]);
    }
    return {};
}

std::string shares_text(const std::vector<std::string>& names, const std::vector<double>& shares) {
    std::vector<std::string> parts;
    for (std::size_t k = 0; k < names.size(); ++k)
        parts.push_back(fmt::format("{} of {}", percent(shares[k]), names[k]));
    return enumerated(parts);
}

}  // namespace

std::string core_text(const CoreAnswer& answer) {
    if (!answer.is_feasible()) return infeasible_text(answer);
    const coalition::CoreSolution& solution = answer.solution;
    if (answer.cores.empty()) return solution.certificate;
    const std::vector<std::string>& core = answer.cores.front();
    std::vector<std::string> reached;
    for (const double share : answer.shares) reached.push_back(carried(share));
    std::string others;
    if (solution.count != "1" && answer.request.all)
        others = fmt::format(" It is one of {}{} of that {}.", solution.is_count_exact ? "" : "at least ",
                             solution.count, answer.cost ? "cost" : "size");
    const std::string cost = answer.cost ? fmt::format(" at a cost of {}", *answer.cost) : "";
    return fmt::format("{} {}{} {} enough to carry {}{}: {}. They carry {}; {}.{}", core.size(),
                       core.size() == 1 ? "actor" : "actors", cost, core.size() == 1 ? "is" : "are",
                       shares_text(answer.issue_names, answer.demanded), year_text(answer), listed(answer, core),
                       enumerated(reached), proof_text(answer), others);
}

std::vector<std::string> conflict_texts(const CoreAnswer& answer, const coalition::CoreProblem& problem) {
    const Namer names(answer, problem);
    std::vector<std::string> texts;
    for (const coalition::Demand& demand : answer.solution.conflict)
        texts.push_back(demand_text(answer, demand, problem, names));
    return texts;
}

}  // namespace entente::engine
