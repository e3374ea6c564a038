// SPDX-License-Identifier: Apache-2.0
#include "core_instances.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/random.hpp"
#include "entente/power/power.hpp"

namespace entente::bench {
namespace {

using coalition::CoreProblem;

constexpr Year kYear{2012};
constexpr std::array kSeries{"co2_kt", "trade_usd", "gdp_usd"};
constexpr std::uint32_t kStream = 0x62656e63;  // 'benc'

struct State {
    std::array<double, kSeries.size()> shares{};
    std::array<std::array<double, 3>, 3> places{};  ///< In one, two and three dimensions.
};

std::vector<State> states_of(const std::filesystem::path& file) {
    const atlas::Atlas atlas(file, atlas::OpenMode::read_only);
    const atlas::World world = atlas.world(kYear);
    std::map<ActorId, State> states;
    for (std::size_t k = 0; k < 3; ++k)
        for (const auto& row : atlas.ideal_points(k == 0 ? "ideal_points" : fmt::format("ideal_points_{}d", k + 1)))
            if (row.year == kYear) states[row.actor].places[k][static_cast<std::size_t>(row.dimension - 1)] = row.mean;
    std::vector<State> found;
    std::vector<power::ImpactShares> shares;
    for (const char* series : kSeries)
        shares.push_back(power::impact_shares(world, {.id = series, .weights = {{series, 1.0}}}, kYear));
    for (const atlas::ActorIndex actor : world.living_states(kYear)) {
        const auto state = states.find(world.actor(actor).id);
        if (state == states.end()) continue;
        for (std::size_t k = 0; k < kSeries.size(); ++k)
            state->second.shares[k] = shares[k].of_actor[actor] ? shares[k].of_actor[actor]->share : 0;
        found.push_back(state->second);
    }
    return found;
}

/// The shares of one issue, made flat, square-root or tied, and summing to at most 1.
std::vector<double> reshaped(std::vector<double> shares, std::string_view shape, RandomStream& random) {
    for (double& share : shares) {
        if (shape == "flat") share = 1 + 0.05 * random.uniform();
        if (shape == "sqrt") share = std::sqrt(share);
        if (shape == "tied") share = std::ceil(share * 200) / 200;
    }
    double sum = 0;
    for (const double share : shares) sum += share;
    for (double& share : shares) share /= sum;
    return shares;
}

CoreProblem problem_of(const std::vector<State>& states, std::string_view shape, std::size_t num_dimensions,
                       double threshold, double cohesion) {
    RandomStream random(Seed{1}, {.purpose = kStream});
    CoreProblem problem{.num_actors = states.size(), .num_issues = kSeries.size(), .num_dimensions = num_dimensions};
    problem.shares.resize(states.size() * kSeries.size());
    for (std::size_t issue = 0; issue < kSeries.size(); ++issue) {
        std::vector<double> shares;
        for (const State& state : states) shares.push_back(state.shares[issue]);
        shares = reshaped(std::move(shares), shape, random);
        for (std::size_t k = 0; k < states.size(); ++k)
            problem.shares[k * kSeries.size() + issue] = coalition::share_units(std::min(shares[k], 1.0));
        problem.thresholds.push_back(coalition::share_units(threshold));
    }
    for (const State& state : states)
        for (std::size_t d = 0; d < num_dimensions; ++d)
            problem.positions.push_back(coalition::position_units(state.places[num_dimensions - 1][d]));
    problem.cohesion = coalition::position_units(cohesion);
    return problem;
}

}  // namespace

std::vector<CoreInstance> core_instances(const std::filesystem::path& atlas) {
    const std::vector<State> states = states_of(atlas);
    std::vector<CoreInstance> instances;
    for (const std::string_view shape : {"real", "flat", "sqrt", "tied"})
        for (const std::size_t num_dimensions : {1U, 2U, 3U})
            for (const double threshold : {0.2, 0.4})
                for (const double cohesion : {1.5, 2.5})
                    instances.push_back({fmt::format("{}-{}d-{}-{}", shape, num_dimensions, threshold, cohesion),
                                         problem_of(states, shape, num_dimensions, threshold, cohesion)});
    return instances;
}

CoreProblem many_actors(std::size_t num_actors) {
    RandomStream random(Seed{2}, {.purpose = kStream});
    CoreProblem problem{.num_actors = num_actors, .num_issues = 3, .num_dimensions = 1};
    std::vector<double> weights(num_actors * 3);
    std::array<double, 3> sums{};
    for (std::size_t k = 0; k < weights.size(); ++k) {
        weights[k] = std::pow(1 - random.uniform(), -0.7);
        sums[k % 3] += weights[k];
    }
    for (std::size_t k = 0; k < weights.size(); ++k)
        problem.shares.push_back(coalition::share_units(weights[k] / sums[k % 3]));
    for (std::size_t k = 0; k < num_actors; ++k)
        problem.positions.push_back(coalition::position_units(random.normal()));
    problem.thresholds.assign(3, coalition::share_units(0.3));
    problem.cohesion = coalition::position_units(1);
    return problem;
}

}  // namespace entente::bench
