// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/base/names.hpp"
#include "entente/base/progress.hpp"
#include "entente/coalition/core_problem.hpp"

namespace entente::coalition {

/// Why a search ended.
enum class Termination {
    proven,         ///< The value is minimal (or the share largest): nothing better exists.
    limit_reached,  ///< Stopped by the stop token or the limit of nodes; value and bound hold, the gap between is open.
    infeasible,     ///< No set meets the demands, proven.
};

/// What a core is asked for: used to name demands that cannot be met together.
enum class DemandKind { share, cohesion, must, must_not, exclusive, unattainable, group };

struct Demand {
    DemandKind kind{};
    std::size_t index = 0;                           ///< Of the issue (share) or the group; 0 else.
    std::vector<Member> members{};                   ///< must, must_not: those of them who matter.
    std::vector<std::pair<Member, Member>> pairs{};  ///< exclusive, unattainable: the same.
    friend bool operator==(const Demand&, const Demand&) = default;
};

struct CoreOptions {
    /// Nodes after which the search gives up; a limit by nodes, unlike one by time, gives the same result everywhere.
    std::uint64_t max_nodes = UINT64_MAX;
    /// Most optimal cores that are listed. 0: none but one.
    std::size_t max_listed = 1;
    /// Most nodes spent on listing and counting all of them; 0: one core is enough.
    std::uint64_t max_count_nodes = 0;
    /// Most cores of one member more that are listed, or with costs those that are dearer by at most what the cheapest
    /// actor costs; in them no member is superfluous. 0: not looked for.
    std::size_t max_near = 0;
};

struct CoreSolution {
    Termination termination = Termination::proven;
    /// Cost of a minimal core in kCostUnit, or its size where the problem has no costs. Meaningless if infeasible.
    std::int64_t value = 0;
    std::int64_t bound = 0;  ///< No core costs less. Equals `value` where proven.
    /// Minimal cores, each ascending, in lexicographic order; the first `max_listed` that the search meets. Empty: none
    /// found.
    std::vector<std::vector<Member>> cores{};
    std::string count{};                      ///< How many minimal cores there are, in decimal digits.
    bool is_count_exact = false;              ///< Else there are at least that many.
    std::vector<std::vector<Member>> near{};  ///< Cores within one member, without superfluous members.
    bool is_near_complete = true;             ///< Whether `near` are all of them.
    std::vector<std::int64_t> multipliers{};  ///< Of the issues and groups, in the certificate of the bound.
    std::string certificate{};                ///< Why nothing smaller exists, in words that can be checked.
    std::vector<Demand> conflict{};           ///< If infeasible: the fewest demands that cannot be met together.
    bool is_conflict_smallest = true;  ///< Else they conflict, but the search was ended before it knew of no fewer.
    std::uint64_t num_nodes = 0;

    [[nodiscard]] bool is_proven() const noexcept { return termination == Termination::proven; }
};

/// Every core of least cost: sets that meet all demands of the problem and cost as little as any that does.
///
/// Exact: whole numbers throughout, so that neither threshold nor cohesion is a matter of rounding. Deterministic.
/// Cost:   one core among 193 actors about 1 ms; NP-hard in general, so a stop token or max_nodes may end it: then
///         `value` is the best found and `bound` what is proven.
/// Throws: what CoreProblem::validate throws. An infeasible problem is an answer, not an error.
[[nodiscard]] CoreSolution minimal_cores(const CoreProblem& problem, const CoreOptions& options = {},
                                         const Monitor& monitor = {});

/// Whether a set meets every demand of the problem: what a solution can be checked with.
[[nodiscard]] bool is_core(const CoreProblem& problem, std::span<const Member> members);

/// Who could join a core, ascending: the others who may be in and sit with all of its members (ascending).
/// Cost: O(actors x members).
[[nodiscard]] std::vector<Member> who_could_join(const CoreProblem& problem, std::span<const Member> core);

}  // namespace entente::coalition

template <>
struct entente::Names<entente::coalition::Termination> {
    static constexpr NameTable<coalition::Termination, 3> table{"proven", "limit_reached", "infeasible"};
};
template <>
struct entente::Names<entente::coalition::DemandKind> {
    static constexpr NameTable<coalition::DemandKind, 7> table{"share",     "cohesion",     "must", "must_not",
                                                               "exclusive", "unattainable", "group"};
};
