// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "entente/order/smoother.hpp"
#include "indices.hpp"

namespace entente::order {
namespace {

constexpr double kNinetyPercent = 1.6448536269514722;

/// A state's movement towards the core, and its weight.
struct Movement {
    double weight = 0;
    double towards = 0;
};

std::optional<double> measured(const State& state, std::size_t place) {
    if (!state.places[place] || state.places[place]->age_years > 0) return std::nullopt;
    return state.places[place]->mean;
}

bool is_core(const State& state, const Thresholds& thresholds) {
    return state.places[0] && state.places[0]->mean >= thresholds.liberal_democracy;
}

std::optional<double> core_position(const YearSystem& system, std::size_t place, const Thresholds& thresholds) {
    double sum = 0;
    double total = 0;
    for (const State& state : system.states) {
        const auto position = measured(state, place);
        if (!position || !is_core(state, thresholds)) continue;
        sum += state.capability() * *position;
        total += state.capability();
    }
    return total > 0 ? std::optional{sum / total} : std::nullopt;
}

std::vector<Movement> movements(const YearSystem& before, const YearSystem& after, std::size_t place,
                                const Thresholds& thresholds) {
    std::vector<Movement> list;
    const auto core = core_position(before, place, thresholds);
    if (!core) return list;
    std::map<ActorId, double> now;
    for (const State& state : after.states)
        if (const auto position = measured(state, place)) now[state.id] = *position;
    for (const State& state : before.states) {
        const auto position = measured(state, place);
        const auto moved_to = now.find(state.id);
        if (is_core(state, thresholds) || !state.places[0] || !position || moved_to == now.end()) continue;
        const double direction = *core >= *position ? 1 : -1;
        list.push_back({state.capability(), direction * (moved_to->second - *position)});
    }
    return list;
}

Point mean_of(Year year, const std::vector<Movement>& list) {
    double total = 0;
    double sum = 0;
    for (const Movement& movement : list) {
        total += movement.weight;
        sum += movement.weight * movement.towards;
    }
    const double mean = sum / total;
    double squares = 0;
    for (const Movement& movement : list) squares += std::pow(movement.weight / total * (movement.towards - mean), 2);
    const double error = std::sqrt(squares);
    return {
        year, mean, error, mean - kNinetyPercent * error, mean + kNinetyPercent * error, static_cast<int>(list.size())};
}

}  // namespace

std::vector<Series> magnetism(std::span<const YearSystem> systems, std::size_t place, const char* name,
                              const Thresholds& thresholds, Sight sight) {
    constexpr std::size_t kFewest = 5;  // The spread between fewer says nothing.
    Series raw{.name = name};
    for (std::size_t k = 1; k < systems.size(); ++k) {
        const auto list = movements(systems[k - 1], systems[k], place, thresholds);
        if (list.size() >= kFewest) raw.points.push_back(mean_of(systems[k].year, list));
    }
    if (raw.points.empty()) return {};
    Series smoothed{.name = std::string(name) + "_smooth", .points = smooth(raw.points, sight)};
    return {std::move(raw), std::move(smoothed)};
}

}  // namespace entente::order
