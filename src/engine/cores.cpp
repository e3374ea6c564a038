// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/cores.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core_answer.hpp"
#include "core_attain.hpp"
#include "core_inputs.hpp"
#include "core_words.hpp"
#include "ranges.hpp"

namespace entente::engine {
namespace {

using coalition::CoreProblem;
using coalition::Member;

constexpr Year kFirstYearOfHistory{1950};

/// The core of every year; a year in which an actor that is named did not live, or nothing is known, has none.
void add_history(CoreAnswer& answer, const CoreReader& reader, const atlas::World& world, const Monitor& monitor) {
    const Year last = world.as_of();
    for (Year year = kFirstYearOfHistory; year <= last; year = year + 1) {
        monitor.report("finding the core of every year",
                       static_cast<double>(year - kFirstYearOfHistory) / std::max(1, last - kFirstYearOfHistory));
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
    const Year year = world->as_of();
    CoreAnswer answer{.request = request, .as_of = year};
    CoreInputs inputs = reader.inputs(year);
    for (const Issue* issue : reader.issues()) {
        answer.issues.push_back(issue->id);
        answer.issue_names.push_back(issue->name);
    }
    for (const atlas::ActorIndex actor : inputs.pool) answer.pool.push_back(world->actor(actor));
    describe_pool(answer, inputs.problem);

    const coalition::CoreOptions options = options_of(request);
    answer.solution = request.depth ? attainable_cores(engine, request, *world, inputs, options, monitor)
                                    : coalition::minimal_cores(inputs.problem, options, monitor);
    describe_solution(answer, inputs.problem);
    if (request.frontier) {
        inputs = reader.with_places(std::move(inputs), year);
        add_frontier(answer, inputs.problem, monitor);
    }
    if (request.history) add_history(answer, reader, *world, monitor);
    answer.provenance = provenance_of(engine, reader, *world, request, std::move(inputs.caveats));
    answer.text = core_text(answer);
    return answer;
}

}  // namespace entente::engine
