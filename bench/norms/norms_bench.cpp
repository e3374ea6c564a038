// SPDX-License-Identifier: Apache-2.0
//
// Acceptable texts out of 6,200 for 30 members, and the best package of five: a made-up ground of that size, fixed
// seed, one dimension.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <benchmark/benchmark.h>

#include "entente/base/random.hpp"
#include "entente/norms/norms.hpp"

namespace {

using namespace entente;
using namespace entente::norms;

constexpr std::size_t kNumTexts = 6200;
constexpr int kFirst = 1960;
constexpr int kYears = 60;

Proposal made_up_text(std::size_t number, RandomStream& random) {
    Proposal proposal{.text = static_cast<std::uint32_t>(number)};
    principles::RollCallParameters& p = proposal.parameters;
    p.id = RollCallId{static_cast<std::int32_t>(number + 1)};
    p.year = Year{kFirst + static_cast<int>(number * kYears / kNumTexts)};
    p.discrimination[0] = random.normal();
    p.difficulty = -1 + random.normal();
    p.cut_points = {-0.5, 0.5};
    p.conditional_cov[0] = 0.04;
    p.conditional_cov[2] = 0.02;
    p.conditional_cov[5] = 0.01;
    return proposal;
}

Ground made_up_ground(std::size_t num_voters) {
    RandomStream random(Seed{1}, {.purpose = 1});
    Ground ground{.as_of = Year{kFirst + kYears - 1}};
    for (std::size_t k = 0; k < kNumTexts; ++k) ground.proposals.push_back(made_up_text(k, random));
    for (std::size_t k = 0; k < num_voters; ++k) {
        Voter voter{.actor = ActorId{static_cast<std::int32_t>(k + 2)}, .tau = 0.1};
        double mean = random.normal();
        for (int year = kFirst; year < kFirst + kYears; ++year) {
            mean += 0.1 * random.normal();
            voter.stances.push_back({.year = Year{year}, .mean = {mean}, .var = {0.02}});
        }
        for (std::size_t j = 0; j < kNumTexts; ++j) voter.ballots += "nayy."[random.below(5)];
        ground.voters.push_back(std::move(voter));
    }
    return ground;
}

const Basis& basis() {
    static const Basis instance = make_basis(made_up_ground(200));
    return instance;
}

std::vector<Member> some_members(std::size_t count) {
    return {basis().members.begin(), basis().members.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::size_t> all_texts() {
    std::vector<std::size_t> texts(kNumTexts);
    std::iota(texts.begin(), texts.end(), std::size_t{0});
    return texts;
}

void BM_AcceptableTexts(benchmark::State& state) {
    const std::vector<Member> members = some_members(static_cast<std::size_t>(state.range(0)));
    const std::vector<std::size_t> texts = all_texts();
    std::size_t num_acceptable = 0;
    for (auto _ : state) {
        const std::vector<Assessment> assessments = assess(basis().ground, members, texts);
        num_acceptable = static_cast<std::size_t>(
            std::ranges::count_if(assessments, [](const Assessment& a) { return a.worst_chance >= 0.8; }));
        benchmark::DoNotOptimize(num_acceptable);
    }
    state.counters["texts"] = static_cast<double>(kNumTexts);
    state.counters["acceptable"] = static_cast<double>(num_acceptable);
}
BENCHMARK(BM_AcceptableTexts)->Arg(5)->Arg(30)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_BestPackage(benchmark::State& state) {
    const std::vector<Member> members = some_members(static_cast<std::size_t>(state.range(0)));
    Gains gains(members.size(), kNumTexts);
    for (std::size_t j = 0; j < kNumTexts; ++j)
        for (std::size_t i = 0; i < members.size(); ++i)
            gains.at(i, j) =
                willingness(basis().ground, basis().ground.proposals[j], members[i].voter, members[i].leanings[j], 1)
                    .gain;
    Package package;
    for (auto _ : state) benchmark::DoNotOptimize(package = best_package(gains));
    state.counters["texts"] = static_cast<double>(kNumTexts);
    state.counters["proven"] = package.is_proven ? 1 : 0;
    state.counters["gap"] = std::exp((package.log_bound - package.log_nash) / static_cast<double>(members.size())) - 1;
}
BENCHMARK(BM_BestPackage)->Arg(2)->Arg(5)->Arg(30)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
