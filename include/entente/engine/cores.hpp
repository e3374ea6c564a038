// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entente/attain/answer.hpp"
#include "entente/coalition/coalition.hpp"
#include "entente/engine/engine.hpp"

namespace entente::engine {

/// What it takes to win or keep an actor, in whatever the asker counts: concessions, visits, money.
struct ActorCost {
    std::string actors{};  ///< See parse_actors (question.hpp): each of them costs so much.
    double cost = 1;       ///< Above 0 and up to 1e9.
    std::string place{};   ///< Where it is stated, such as a line of a file; empty: in the question.
};

/// Reads `ACTORS=COST`. Throws Error{wrong_usage} for anything else.
[[nodiscard]] ActorCost parse_actor_cost(std::string_view text);
/// Reads a table with the columns `actor` and `cost`. Throws Error{bad_input} naming line, column and value.
[[nodiscard]] std::vector<ActorCost> read_actor_costs(const std::filesystem::path& file, const Monitor& monitor = {});

/// A question about minilateral cores as a person puts it.
struct CoreRequest {
    std::vector<std::string> issues{};  ///< Ids of issues in data/issues.toml; a core carries its share of each.
    std::vector<double> shares{0.8};    ///< Share to be carried, above 0 and up to 1: one for all issues, or one each.
    std::string actors = "world";       ///< Who could take part; see parse_actors (question.hpp).
    std::optional<Year> as_of{};        ///< Default: the last year that the atlas knows.
    std::optional<double> cohesion{};   ///< Largest distance in principles of two members, 0 .. 20; nothing: any.
    int num_dimensions = 1;             ///< Of the space of principles, 1 .. 3.
    /// A core is then the cheapest set instead of the smallest. Who is not named costs 1; what is stated later holds;
    /// actors that are not asked about do not matter.
    std::vector<ActorCost> costs{};
    std::string must{};                   ///< Actors of the pool that every core holds.
    std::string must_not{};               ///< Actors that no core holds.
    std::vector<std::string> not_with{};  ///< Pairs `A:B` that do not sit together.
    /// `k:GROUP`: at least k members from a UN region or subregion, or out of an entity's or club's members.
    std::vector<std::string> at_least{};
    /// Every two members could reach this depth with each other, with a probability of `threshold` or more within
    /// `horizon_years`; pairs that stand so deep already do.
    std::optional<Depth> depth{};
    double threshold = 0.5;         ///< 0 .. 1
    int horizon_years = 10;         ///< 1 .. 20
    bool all = false;               ///< List and count every minimal core.
    bool near = false;              ///< List those of one member more (dearer by the cheapest actor's cost), too.
    bool frontier = false;          ///< The frontier of size, share and cohesion.
    bool history = false;           ///< The core for the same share in every year since 1950.
    std::size_t max_listed = 1000;  ///< Cores, and near ones, that are listed, 1 .. 100,000.
    std::size_t max_size = 20;      ///< Largest size on the frontier, 1 .. 100.

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// A point of the frontier in the names of actors.
struct CoreFrontierPoint {
    std::size_t size = 0;
    double share = 0;                  ///< Least share over the issues, 0 .. 1.
    std::optional<double> cohesion{};  ///< Largest distance of two members; nothing where nobody asked about it.
    std::vector<std::string> members{};
};

/// What one more member would add to the first core: to the least of the issues' shares.
struct NextMember {
    std::string actor{};
    double gain = 0;
};

/// The core for the same shares in another year.
struct CoreOfYear {
    Year year{};
    std::optional<std::size_t> size{};  ///< Nothing: no set carried the share.
    std::vector<std::string> members{};
    bool is_proven = true;
};

/// What an actor carries of each issue.
struct Carried {
    std::string actor{};
    std::string name{};
    std::vector<double> shares{};
};

struct CoreAnswer {
    CoreRequest request{};
    std::optional<Year> as_of{};  ///< Nothing: the answer is of a table of the asker's own.
    std::vector<std::string> issues{};
    std::vector<std::string> issue_names{};
    std::vector<double> demanded{};                 ///< Share of each issue.
    std::vector<Actor> pool{};                      ///< Who could take part, in the order of ids.
    std::vector<std::vector<std::string>> cores{};  ///< Keys.
    std::vector<std::vector<std::string>> near{};
    coalition::CoreSolution solution{};  ///< Members are positions in `pool`.
    std::optional<double> cost{};        ///< Of each core; nothing where members are counted.
    std::optional<double> cost_bound{};  ///< No set that meets the demands costs less.
    std::vector<double> shares{};        ///< Of each issue that the first core carries.
    std::vector<double> pool_shares{};   ///< Of each issue that all of the pool carry.
    std::optional<double> cohesion{};    ///< Largest distance of two members of the first core.
    std::vector<Carried> carried{};      ///< Of the pool, those who carry most, largest first.
    std::vector<CoreFrontierPoint> frontier{};
    bool is_frontier_proven = true;
    std::vector<NextMember> next_members{};  ///< The largest gains first; at most ten.
    std::vector<CoreOfYear> history{};
    std::vector<std::string> conflict{};  ///< Demands that cannot be met together, in words.
    std::string text{};                   ///< The answer in one sentence.
    attain::Provenance provenance{};

    [[nodiscard]] bool is_feasible() const noexcept {
        return solution.termination != coalition::Termination::infeasible;
    }
};

/// Who must be in the room: the smallest sets of actors that carry a share of one or several issues.
///
/// Shares and positions are those known in the year. A collective entity takes the place of its members: it carries
/// their sum, stands at the mean of their positions and does not sit beside them. An actor without a known position
/// cannot be in where cohesion is asked for, nor on a frontier of cohesion; where nobody's position is known, the
/// frontier is of size and share alone. One dimension: positions as they could be known in the year; two or
/// three: as the atlas stores them for its last year, else fitted to the votes of the five years up to then.
/// With `depth` the pairs of actors that a core would hold are checked as they come up, until none is left that fails:
/// exact for pairs of which one is a state; the joint chance of all is not a constraint.
/// A stop gives the best found and the proven bound.
/// Throws: Error{unknown_id, wrong_usage} for what the request names, Error{bad_input} for what a table of costs names;
///         Error{failed} where the atlas has no positions or
///         model that are asked for. Demands that cannot be met are an answer.
[[nodiscard]] CoreAnswer find_cores(const Engine& engine, const CoreRequest& request, const Monitor& monitor = {});

/// The same out of a table of the asker's own, a row an actor: `actor` names it; a column of the name of each of the
/// request's issues has its share, 0 to 1 (empty: nothing); `cost`, where there is such a column, what it costs; `x`,
/// `y` and `z` where it stands (empty: not known), read for as many dimensions as a cohesion or a frontier needs;
/// `group` what at_least can name. request.actors, as_of and what rests on an atlas are not looked at. Throws:
/// Error{bad_input} naming line, column and value, or shares that sum to more than 1; Error{unknown_id,
///         wrong_usage} for what the request names, a depth or a history.
[[nodiscard]] CoreAnswer find_cores(const std::filesystem::path& table, const CoreRequest& request,
                                    const Monitor& monitor = {});

}  // namespace entente::engine
