// SPDX-License-Identifier: Apache-2.0
//
// A whole question as the server asks it, warm: the year's World, model and frame are kept, everything else is new.
// The atlas is the one named by ENTENTE_ATLAS, the content the folder `data` beside it or under the working directory.
//
// usage: ENTENTE_ATLAS=FILE ask_bench   (from the root of the repository)
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>

#include "entente/attain/attain.hpp"
#include "entente/base/parallel.hpp"
#include "entente/engine/engine.hpp"

namespace {

using namespace entente;

const Year kAsOf{2014};

const engine::Engine& engine_of_atlas() {
    static const engine::Engine instance = [] {
        const char* file = std::getenv("ENTENTE_ATLAS");
        if (file == nullptr) throw std::runtime_error("ENTENTE_ATLAS names no atlas");
        return engine::Engine(file, "data");
    }();
    return instance;
}

/// Codes of the first states of the year in the order of their numbers, or of the members of the United Nations.
std::string some_actors(std::size_t count) {
    const auto world = engine_of_atlas().world(kAsOf);
    std::string actors;
    for (const atlas::ActorIndex actor : world->living_states(kAsOf)) {
        if (count-- == 0) break;
        actors += (actors.empty() ? "" : ",") + world->actor(actor).key;
    }
    return actors;
}

/// Counts what the table's cells rest on, so that a figure of speed says what was had for it.
void count_cells(benchmark::State& state, const attain::Answer& answer) {
    const auto count = [&](attain::Certificate certificate) {
        return static_cast<double>(std::ranges::count(answer.matrix, certificate, &attain::CellAnswer::certificate));
    };
    state.counters["actors"] = static_cast<double>(answer.actors.size());
    state.counters["certified"] = count(attain::Certificate::certified);
    state.counters["bounded"] = count(attain::Certificate::bounded);
}

/// Actors, share of the issue in per cent, threads (0: all cores).
void BM_Ask(benchmark::State& state) {
    const ThreadLimit limit(static_cast<std::size_t>(state.range(2)));
    const engine::AskRequest request{.actors = some_actors(static_cast<std::size_t>(state.range(0))),
                                     .issue = "climate",
                                     .as_of = kAsOf,
                                     .impact = static_cast<double>(state.range(1)) / 100};
    attain::Answer answer = engine_of_atlas().ask(request);
    for (auto _ : state) answer = engine_of_atlas().ask(request);
    count_cells(state, answer);
}
BENCHMARK(BM_Ask)
    ->ArgNames({"actors", "impact", "threads"})
    ->Args({2, 0, 1})
    ->Args({10, 0, 1})
    ->Args({30, 0, 1})
    ->Args({30, 10, 1})
    ->Args({193, 0, 0})
    ->Args({193, 60, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
