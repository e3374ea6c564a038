// SPDX-License-Identifier: Apache-2.0
//
// Frame, features, fit, forecasts and an answer: on the full atlas named by ENTENTE_ATLAS, else on the small made-up
// world of the tests (24 states, which the counters say).
#include <cstdlib>
#include <memory>

#include <benchmark/benchmark.h>

#include "attain/synthetic.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/attain/attain.hpp"

namespace {

using namespace entente;
using namespace entente::attain;

const atlas::World& world() {
    static const std::unique_ptr<const atlas::World> instance = [] {
        const char* file = std::getenv("ENTENTE_ATLAS");
        if (file == nullptr) return std::make_unique<const atlas::World>(synthetic::world());
        const atlas::Atlas atlas(file, atlas::OpenMode::read_only);
        return std::make_unique<const atlas::World>(atlas.world(Year{2014}));
    }();
    return *instance;
}

const Panel& panel() {
    static const Panel instance(world());
    return instance;
}

const std::vector<AttainModel>& models() {
    static const std::vector<AttainModel> instance = [] {
        const std::vector<Year> as_of{world().as_of()};
        return fit_attain(world(), as_of, {}, Seed{1});
    }();
    return instance;
}

std::vector<atlas::ActorIndex> some_states(std::size_t count) {
    std::vector<atlas::ActorIndex> states = world().living_states(world().as_of());
    states.resize(std::min(states.size(), count));
    return states;
}

void BM_Frame(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(panel().frame(world().as_of() + 1));
    state.counters["states"] = static_cast<double>(world().living_states(world().as_of()).size());
}
BENCHMARK(BM_Frame)->Unit(benchmark::kMillisecond);

void BM_CompositionFeatures(benchmark::State& state) {
    const DyadFrame frame = panel().frame(world().as_of() + 1);
    std::vector<Slot> slots;
    for (Slot s = 0; s < state.range(0) && s < frame.num_states(); ++s) slots.push_back(s);
    const Composition composition = Composition::of_states(slots);
    FeatureRow row;
    for (auto _ : state) {
        composition_features(frame, composition, row);
        benchmark::DoNotOptimize(row);
    }
}
BENCHMARK(BM_CompositionFeatures)->Arg(2)->Arg(8)->Arg(30)->Unit(benchmark::kMicrosecond);

void BM_Fit(benchmark::State& state) {
    const std::vector<Year> as_of{world().as_of()};
    for (auto _ : state) benchmark::DoNotOptimize(fit_attain(world(), as_of, {}, Seed{1}));
}
BENCHMARK(BM_Fit)->Unit(benchmark::kSecond)->Iterations(1);

void BM_ForecastDyads(benchmark::State& state) {
    const auto states = some_states(200);
    std::vector<SetCase> sets;
    for (std::size_t i = 0; i < states.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            sets.push_back(
                {.id = "", .year = world().as_of() + 1, .family = Family::trade, .units = {{states[i]}, {states[j]}}});
    (void)models();
    for (auto _ : state) benchmark::DoNotOptimize(predict_partnerships(panel(), models(), sets));
    state.counters["sets/s"] =
        benchmark::Counter(static_cast<double>(sets.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_ForecastDyads)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_Answer(benchmark::State& state) {
    const std::vector<std::optional<double>> shares(world().num_actors(), 0.01);
    Question question{.issue = "general", .issue_name = "Political cooperation in general", .as_of = world().as_of()};
    question.pool = some_states(static_cast<std::size_t>(state.range(0)));
    question.families = {Family::alliance, Family::trade, Family::formal, Family::informal};
    const AnswerInputs inputs{
        .world = world(), .model = models().back(), .shares = shares, .is_more_formal = [](Scope a, Scope b) {
            return a < b;
        }};
    for (auto _ : state) benchmark::DoNotOptimize(answer(inputs, question));
}
BENCHMARK(BM_Answer)->Arg(2)->Arg(6)->Arg(12)->Arg(30)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
