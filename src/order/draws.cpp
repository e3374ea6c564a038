// SPDX-License-Identifier: Apache-2.0
#include "draws.hpp"

#include <numeric>

#include "entente/base/parallel.hpp"

namespace entente::order {
namespace {

constexpr std::size_t kNumKinds = 4;
enum Purpose : std::uint32_t { kWeights = 0x6f01, kCuts, kNormals };

std::array<double, kNumSides> dirichlet(RandomStream& stream, double concentration) {
    std::array<double, kNumSides> weights{};
    for (double& weight : weights) weight = stream.gamma(concentration);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= total;
    return weights;
}

Cut cut_of(RandomStream& stream, const Thresholds& thresholds) {
    Cut cut{.half = thresholds.half.at(stream.uniform()),
            .far = thresholds.far.at(stream.uniform()),
            .pole = thresholds.pole.at(stream.uniform()),
            .pair = thresholds.pair.at(stream.uniform()),
            .gap = thresholds.gap.at(stream.uniform())};
    for (std::size_t k = 0; k < cut.high.size(); ++k) cut.high[k] = thresholds.high[k].at(stream.uniform());
    cut.alpha = thresholds.alpha.at(stream.uniform());
    cut.pick = stream.uniform();
    return cut;
}

}  // namespace

Draws::Draws(std::span<const YearSystem> systems, const OrderOptions& options, Seed seed) {
    const auto num_draws = static_cast<std::size_t>(options.num_draws);
    for (std::size_t draw = 0; draw < num_draws; ++draw) {
        RandomStream weights(seed, {kWeights, static_cast<std::uint32_t>(draw), 0});
        weights_.push_back(dirichlet(weights, options.thresholds.weight_concentration));
        RandomStream cuts(seed, {kCuts, static_cast<std::uint32_t>(draw), 0});
        cuts_.push_back(cut_of(cuts, options.thresholds));
    }
    std::vector<ActorId> actors;
    for (const YearSystem& system : systems)
        for (const State& state : system.states)
            if (slot_of_.try_emplace(state.id, slot_of_.size()).second) actors.push_back(state.id);
    normals_.resize(actors.size() * kNumKinds * num_draws);
    parallel_for(actors.size() * kNumKinds, [&](std::size_t k) {
        RandomStream stream(seed, {kNormals, static_cast<std::uint32_t>(actors[k / kNumKinds].value()),
                                   static_cast<std::uint32_t>(k % kNumKinds)});
        for (std::size_t draw = 0; draw < num_draws; ++draw) normals_[k * num_draws + draw] = stream.normal();
    });
}

std::span<const double> Draws::normals(ActorId actor, std::size_t kind) const {
    return std::span(normals_).subspan((slot_of_.at(actor) * kNumKinds + kind) * size(), size());
}

}  // namespace entente::order
