// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/cores.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "core_attain.hpp"
#include "core_inputs.hpp"
#include "core_words.hpp"
#include "ranges.hpp"

namespace entente::engine {
namespace {

using coalition::CoreProblem;
using coalition::Member;

constexpr Year kFirstYearOfHistory{1950};
constexpr std::uint64_t kCountNodes = 1'000'000;
constexpr std::size_t kMostNext = 10;
constexpr std::size_t kMostCarried = 30;

std::vector<std::string> keys_of(const CoreAnswer& answer, const std::vector<Member>& members) {
    std::vector<std::string> keys;
    for (const Member member : members) keys.push_back(answer.pool[member].key);
    return keys;
}

std::vector<double> shares_of(const CoreProblem& problem, const std::vector<Member>& members) {
    std::vector<double> shares;
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue) {
        std::int64_t sum = 0;
        for (const Member member : members) sum += problem.share(member, issue);
        shares.push_back(coalition::share_of_units(sum));
    }
    return shares;
}

double distance(std::int64_t squared) {
    return std::sqrt(static_cast<double>(squared)) / static_cast<double>(coalition::kPositionUnit);
}

/// The largest distance of two members; nothing where principles were not asked about or are not known.
std::optional<double> cohesion_of(const CoreProblem& problem, const std::vector<Member>& members) {
    const auto is_unplaced = [&](Member member) { return std::ranges::binary_search(problem.unplaced, member); };
    if (problem.num_dimensions == 0 || std::ranges::any_of(members, is_unplaced)) return std::nullopt;
    std::int64_t widest = 0;
    for (const Member a : members)
        for (const Member b : members) widest = std::max(widest, problem.squared_distance(a, b));
    return distance(widest);
}

/// What all of the pool carry, an entity's members not counted beside it.
std::vector<double> pool_shares(const CoreInputs& inputs, const atlas::World& world) {
    std::set<Member> beside;
    const auto is_entity = [&](Member member) {
        return world.actor(inputs.pool[member]).kind == ActorKind::collective;
    };
    for (const auto& [a, b] : inputs.problem.exclusive) {
        if (is_entity(a)) beside.insert(b);
        if (is_entity(b)) beside.insert(a);
    }
    std::vector<Member> all;
    for (Member k = 0; k < inputs.pool.size(); ++k)
        if (!beside.contains(k) || is_entity(k)) all.push_back(k);
    std::vector<double> shares = shares_of(inputs.problem, all);
    for (double& share : shares) share = std::min(share, 1.0);
    return shares;
}

std::vector<Carried> carried_by(const CoreAnswer& answer, const CoreProblem& problem) {
    std::vector<Member> order(answer.pool.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto largest = [&](Member member) {
        std::int64_t share = 0;
        for (std::size_t issue = 0; issue < problem.num_issues; ++issue)
            share = std::max(share, problem.share(member, issue));
        return share;
    };
    std::ranges::stable_sort(order, std::greater{}, largest);
    std::vector<Carried> carried;
    for (std::size_t k = 0; k < std::min(order.size(), kMostCarried); ++k)
        carried.push_back({answer.pool[order[k]].key, answer.pool[order[k]].name, shares_of(problem, {order[k]})});
    return carried;
}

/// Who could join the first core, and what that would add to the least of its shares.
std::vector<NextMember> next_members(const CoreAnswer& answer, const CoreProblem& problem) {
    const std::vector<Member>& core = answer.solution.cores.front();
    const auto least = [](const std::vector<double>& shares) { return *std::ranges::min_element(shares); };
    const double now = least(shares_of(problem, core));
    std::vector<NextMember> next;
    for (Member member = 0; member < problem.num_actors; ++member) {
        if (std::ranges::binary_search(core, member)) continue;
        std::vector<Member> wider = core;
        wider.push_back(member);
        if (!coalition::is_core(problem, wider)) continue;
        next.push_back({answer.pool[member].key, least(shares_of(problem, wider)) - now});
    }
    std::ranges::stable_sort(next, std::greater{}, &NextMember::gain);
    if (next.size() > kMostNext) next.resize(kMostNext);
    return next;
}

void add_frontier(CoreAnswer& answer, const CoreProblem& problem, const Monitor& monitor) {
    if (!answer.cores.empty()) answer.cohesion = cohesion_of(problem, answer.solution.cores.front());
    const coalition::Frontier found = coalition::frontier(problem, answer.request.max_size, {}, monitor);
    answer.is_frontier_proven = found.is_proven;
    for (const coalition::FrontierPoint& point : found.points)
        answer.frontier.push_back(
            {point.size, coalition::share_of_units(point.share),
             problem.num_dimensions > 0 ? std::optional{distance(point.squared_diameter)} : std::nullopt,
             keys_of(answer, point.members)});
}

/// The core of every year; a year in which an actor that is named did not live, or nothing is known, has none.
void add_history(CoreAnswer& answer, const CoreReader& reader, const atlas::World& world, const Monitor& monitor) {
    for (Year year = kFirstYearOfHistory; year <= answer.as_of; year = year + 1) {
        monitor.report("finding the core of every year", static_cast<double>(year - kFirstYearOfHistory) /
                                                             std::max(1, answer.as_of - kFirstYearOfHistory));
        if (monitor.stop.stop_requested()) return;
        CoreInputs inputs;
        try {
            inputs = reader.inputs(year);
        } catch (const Error& error) {
            if (error.errc() != Errc::unknown_id && error.errc() != Errc::failed) throw;
            continue;
        }
        const auto solution = coalition::minimal_cores(inputs.problem, {}, monitor);
        CoreOfYear of_year{.year = year, .is_proven = solution.termination != coalition::Termination::limit_reached};
        if (!solution.cores.empty()) {
            of_year.size = solution.cores.front().size();
            for (const Member member : solution.cores.front())
                of_year.members.push_back(world.actor(inputs.pool[member]).key);
        }
        answer.history.push_back(std::move(of_year));
    }
}

/// Sources of the shares and positions that the answer rests on.
attain::Provenance provenance_of(const Engine& engine, const CoreReader& reader, const atlas::World& world,
                                 const CoreRequest& request, std::vector<std::string> caveats) {
    attain::Provenance provenance{.engine_version = ENTENTE_VERSION,
                                  .atlas_fingerprint = engine.atlas_fingerprint(),
                                  .seed = Seed{}.value(),
                                  .caveats = std::move(caveats)};
    std::set<std::string> used;
    for (const Issue* issue : reader.issues())
        for (const ImpactWeight& weight : issue->weights)
            if (const auto series = world.find_series(weight.series)) used.insert(world.series()[*series].source);
    if (request.cohesion || request.frontier) {
        used.insert("un_votes");
        if (!reader.basis().empty())
            provenance.caveats.push_back("Principles are positions in UN roll calls. " + reader.basis());
    }
    if (!request.costs.empty() && request.frontier)
        provenance.caveats.push_back("The frontier counts members, whatever they cost.");
    std::ranges::copy_if(world.sources(), std::back_inserter(provenance.sources),
                         [&](const SourceInfo& source) { return used.contains(source.id); });
    provenance.estimates.assign(world.estimates().begin(), world.estimates().end());
    provenance.caveats.push_back("A share is what an actor has of the issue's figures, not what it would give.");
    if (request.depth)
        provenance.caveats.push_back(
            "Attainability is asked of every pair of members; that all of them agree at once is rarer.");
    return provenance;
}

coalition::CoreOptions options_of(const CoreRequest& request) {
    coalition::CoreOptions options;
    if (request.all || request.near) options.max_count_nodes = kCountNodes;
    if (request.all) options.max_listed = request.max_listed;
    if (request.near) options.max_near = request.max_listed;
    return options;
}

void name_result(CoreAnswer& answer, const CoreProblem& problem) {
    for (const auto& core : answer.solution.cores) answer.cores.push_back(keys_of(answer, core));
    for (const auto& core : answer.solution.near) answer.near.push_back(keys_of(answer, core));
    if (!answer.request.costs.empty() && answer.is_feasible())
        answer.cost_bound = coalition::cost_of_units(answer.solution.bound);
    if (answer.solution.cores.empty()) return;
    if (answer.cost_bound) answer.cost = coalition::cost_of_units(answer.solution.value);
    answer.shares = shares_of(problem, answer.solution.cores.front());
    answer.cohesion = cohesion_of(problem, answer.solution.cores.front());
    answer.next_members = next_members(answer, problem);
}

}  // namespace

void CoreRequest::validate() const {
    if (issues.empty()) throw Error{Errc::wrong_usage, "no issue is named"};
    if (shares.size() != 1 && shares.size() != issues.size())
        throw Error{Errc::wrong_usage, fmt::format("{} shares for {} issues; expected one for all or one for each",
                                                   shares.size(), issues.size())};
    for (const double share : shares) check_part("share", share);
    if (cohesion) check_range("cohesion", *cohesion, 0, 20);
    check_range("dimensions", num_dimensions, 1, 3);
    check_range("threshold", threshold, 0, 1);
    check_range("horizon", horizon_years, 1, 20);
    check_range("max_listed", static_cast<double>(max_listed), 1, 100'000);
    check_range("max_size", static_cast<double>(max_size), 1, 100);
    if (history && num_dimensions > 1)
        throw Error{Errc::wrong_usage, fmt::format("dimensions is {}; history has positions in 1", num_dimensions)};
    if (history && depth) throw Error{Errc::wrong_usage, "history does not go with a depth"};
    if (history && !costs.empty()) throw Error{Errc::wrong_usage, "history counts members; it does not go with costs"};
}

CoreAnswer find_cores(const Engine& engine, const CoreRequest& request, const Monitor& monitor) {
    request.validate();
    const auto world = engine.world(request.as_of);
    const CoreReader reader(engine, request, world, monitor);
    CoreAnswer answer{.request = request, .as_of = world->as_of()};
    CoreInputs inputs = reader.inputs(answer.as_of);
    for (const Issue* issue : reader.issues()) {
        answer.issues.push_back(issue->id);
        answer.issue_names.push_back(issue->name);
    }
    for (const atlas::ActorIndex actor : inputs.pool) answer.pool.push_back(world->actor(actor));
    for (const std::int64_t threshold : inputs.problem.thresholds)
        answer.demanded.push_back(coalition::share_of_units(threshold));
    answer.pool_shares = pool_shares(inputs, *world);
    answer.carried = carried_by(answer, inputs.problem);

    const coalition::CoreOptions options = options_of(request);
    answer.solution = request.depth ? attainable_cores(engine, request, *world, inputs, options, monitor)
                                    : coalition::minimal_cores(inputs.problem, options, monitor);
    name_result(answer, inputs.problem);
    answer.conflict = conflict_texts(answer, inputs, *world);
    if (request.frontier) {
        inputs = reader.with_places(std::move(inputs), answer.as_of);
        add_frontier(answer, inputs.problem, monitor);
    }
    if (request.history) add_history(answer, reader, *world, monitor);
    answer.provenance = provenance_of(engine, reader, *world, request, std::move(inputs.caveats));
    answer.text = core_text(answer);
    return answer;
}

}  // namespace entente::engine
