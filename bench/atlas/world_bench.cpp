// SPDX-License-Identifier: Apache-2.0
//
// Import and World load at the size of a full atlas: 826 000 votes, 250 000 figures, 60 000 parties.
#include <filesystem>

#include <benchmark/benchmark.h>

#include "atlas/sample_tables.hpp"
#include "entente/atlas/atlas.hpp"

namespace {

namespace fs = std::filesystem;
using namespace entente;
using namespace entente::atlas;

constexpr int kNumStates = 240;

fs::path new_file(const char* name) {
    const fs::path file = fs::temp_directory_path() / name;
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file.string() + end);
    return file;
}

void fill_states_and_roll_calls(Atlas& atlas) {
    atlas.store(testing::states(kNumStates));
    atlas.store(testing::roll_calls(6200));
}

void BM_ImportVotes(benchmark::State& state) {
    const SourceTable votes = testing::votes(6200, 133);
    for (auto _ : state) {
        state.PauseTiming();
        Atlas atlas{new_file("entente_bench_votes.sqlite"), OpenMode::create};
        fill_states_and_roll_calls(atlas);
        state.ResumeTiming();
        atlas.store(votes);
    }
    state.counters["votes/s"] =
        benchmark::Counter(static_cast<double>(votes.votes.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_ImportVotes)->Unit(benchmark::kMillisecond);

void BM_ImportFigures(benchmark::State& state) {
    const SourceTable figures = testing::figures(14, kNumStates, 75);
    for (auto _ : state) {
        state.PauseTiming();
        Atlas atlas{new_file("entente_bench_figures.sqlite"), OpenMode::create};
        atlas.store(testing::states(kNumStates));
        state.ResumeTiming();
        atlas.store(figures);
    }
}
BENCHMARK(BM_ImportFigures)->Unit(benchmark::kMillisecond);

fs::path full_atlas() {
    static const fs::path file = [] {
        fs::path made = new_file("entente_bench_full.sqlite");
        Atlas atlas{made, OpenMode::create};
        fill_states_and_roll_calls(atlas);
        atlas.store(testing::figures(14, kNumStates, 75));
        atlas.store(testing::votes(6200, 133));
        EstimateRows<Partnership> partnerships;
        partnerships.info.name = "registry";
        partnerships.rows = testing::partnerships(3000, 20, kNumStates, Seed{1});
        atlas.store_partnerships(partnerships);
        EstimateRows<KnownPosition> positions;
        positions.info.name = "known_positions";
        for (int k = 1; k <= kNumStates; ++k)
            for (int y = 1946; y < 2020; ++y) positions.rows.push_back({ActorId{k}, Year{y}, 0.01 * k, 0.1});
        atlas.store_known_positions(positions);
        return made;
    }();
    return file;
}

/// From a closed file, as a command does it.
void BM_OpenAndLoadWorld(benchmark::State& state) {
    const fs::path file = full_atlas();
    for (auto _ : state) {
        const Atlas atlas{file, OpenMode::read_only};
        benchmark::DoNotOptimize(atlas.world(Year{static_cast<int>(state.range(0))}));
    }
}
BENCHMARK(BM_OpenAndLoadWorld)->Arg(2019)->Arg(1960)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_ReadVotes(benchmark::State& state) {
    const Atlas atlas{full_atlas(), OpenMode::read_only};
    for (auto _ : state) benchmark::DoNotOptimize(atlas.votes(Year{2019}));
}
BENCHMARK(BM_ReadVotes)->Unit(benchmark::kMillisecond);

void BM_LookUpFigures(benchmark::State& state) {
    const World world = Atlas{full_atlas(), OpenMode::read_only}.world(Year{2019});
    for (auto _ : state)
        for (ActorIndex actor = 0; actor < world.num_actors(); ++actor)
            benchmark::DoNotOptimize(world.figure(3, actor, Year{2000}, 5));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(world.num_actors()));
}
BENCHMARK(BM_LookUpFigures);

}  // namespace

BENCHMARK_MAIN();
