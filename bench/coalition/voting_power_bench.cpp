// SPDX-License-Identifier: Apache-2.0
//
// Voting power on one core: 193 weights as uneven as the world's economies, and 193 uniform weights up to 10,000.
// With ENTENTE_ATLAS the first are the gross domestic products of 2012 as that atlas has them.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <benchmark/benchmark.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"
#include "entente/coalition/voting_power.hpp"

namespace {

using namespace entente;
using namespace entente::coalition;

constexpr std::size_t kNumVoters = 193;

/// Shares of the 193 largest economies of 2012, or a made-up list of the same unevenness.
std::vector<double> economies() {
    std::vector<double> shares;
    if (const char* const file = std::getenv("ENTENTE_ATLAS")) {
        const atlas::World world = atlas::Atlas(file, atlas::OpenMode::read_only).world(Year{2012});
        if (const auto series = world.find_series("gdp_usd"))
            for (const atlas::ActorIndex state : world.living_states(Year{2012}))
                if (const auto figure = world.figure(*series, state, Year{2012}, 5)) shares.push_back(figure->value);
    }
    std::ranges::sort(shares, std::ranges::greater{});
    while (shares.size() < kNumVoters) shares.push_back(shares.empty() ? 1.0 : shares.back() * std::exp(-0.055));
    shares.resize(kNumVoters);
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= total;
    return shares;
}

WeightedVote vote_of(std::vector<std::uint64_t> weights) {
    const std::uint64_t quota = quota_of(weights, 0.5) + 1;
    return {{{.weights = std::move(weights), .quota = quota}}};
}

WeightedVote economies_vote(std::int64_t resolution) {
    return vote_of(whole_weights(economies(), static_cast<std::uint64_t>(resolution)));
}

WeightedVote uniform_vote() {
    RandomStream random(Seed{1}, {.purpose = 1});
    std::vector<std::uint64_t> weights;
    for (std::size_t k = 0; k < kNumVoters; ++k) weights.push_back(1 + random.below(10'000));
    return vote_of(std::move(weights));
}

/// Both indices; `error` is the proven bound on Shapley's values.
void run(benchmark::State& state, const WeightedVote& vote, const VotingPowerOptions& options = {}) {
    const ThreadLimit limit(1);
    double error = 0;
    for (auto _ : state) {
        const VotingPower power = voting_power(vote, options);
        error = power.shapley.error;
        benchmark::DoNotOptimize(power.banzhaf.values.data());
    }
    state.counters["error"] = error;
}

void BM_Economies(benchmark::State& state) {
    run(state, economies_vote(state.range(0)));
}
void BM_Uniform(benchmark::State& state) {
    run(state, uniform_vote());
}

/// Banzhaf alone: Shapley's quadrature is what the limit on operations keeps out, and its sample is small.
void BM_BanzhafOfEconomies(benchmark::State& state) {
    const WeightedVote vote = economies_vote(state.range(0));
    const double table = static_cast<double>(vote.rules[0].quota) * 4 * kNumVoters * 1.1;
    run(state, vote, {.max_operations = table, .num_samples = 1000});
}

BENCHMARK(BM_BanzhafOfEconomies)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Economies)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Uniform)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
