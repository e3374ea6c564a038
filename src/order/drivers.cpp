// SPDX-License-Identifier: Apache-2.0
#include "drivers.hpp"

#include <functional>
#include <map>
#include <string>

#include "entente/order/dispersion.hpp"
#include "entente/order/shapley.hpp"
#include "entente/power/power.hpp"

namespace entente::order {
namespace {

/// A major power's share and place in a year; no share where it is none in that year, or has no place.
struct Standing {
    double power = 0;
    double place = 0;
};

struct Mover {
    ActorId id{};
    std::array<Standing, 2> standing{};  ///< Before, after.
};

double poles(std::span<const double> power, std::span<const double>) {
    return power::concentration(power).effective_number;
}

/// A series that is explained: which place it reads (nothing: power alone) and how it is computed.
struct Explained {
    const char* series;
    std::optional<std::size_t> place;
    std::function<double(std::span<const double>, std::span<const double>)> measure;
};

const std::array<Explained, 3>& explained() {
    static const std::array<Explained, 3> kExplained{
        {{"poles_majors", std::nullopt, poles}, {"regimes", 0, weighted_sd}, {"votes", 2, weighted_sd}}};
    return kExplained;
}

std::vector<Mover> movers_of(const YearSystem& before, const YearSystem& after, std::optional<std::size_t> place) {
    std::map<ActorId, Mover> movers;
    const YearSystem* const years[] = {&before, &after};
    for (std::size_t when = 0; when < 2; ++when)
        for (const State& state : years[when]->majors()) {
            if (place && !state.places[*place]) continue;
            Mover& mover = movers[state.id];
            mover.id = state.id;
            mover.standing[when] = {state.capability(), place ? state.places[*place]->mean : 0.0};
        }
    std::vector<Mover> list;
    for (const auto& [id, mover] : movers) list.push_back(mover);
    return list;
}

int num_present(const std::vector<Mover>& movers, std::size_t when) {
    int count = 0;
    for (const Mover& mover : movers) count += mover.standing[when].power > 0;
    return count;
}

}  // namespace

std::vector<Driver> drivers_of(const YearSystem& before, const YearSystem& after) {
    std::vector<Driver> drivers;
    for (const Explained& what : explained()) {
        const auto movers = movers_of(before, after, what.place);
        if (num_present(movers, 0) < 2 || num_present(movers, 1) < 2) continue;
        const auto parts = shapley_values(movers.size(), [&](std::uint32_t moved) {
            std::vector<double> power;
            std::vector<double> place;
            for (std::size_t k = 0; k < movers.size(); ++k) {
                const Standing& standing = movers[k].standing[(moved >> k) & 1U];
                if (!(standing.power > 0)) continue;
                power.push_back(standing.power);
                place.push_back(standing.place);
            }
            return what.measure(power, place);
        });
        for (std::size_t k = 0; k < movers.size(); ++k)
            drivers.push_back({what.series, movers[k].id, after.year, parts[k]});
    }
    return drivers;
}

}  // namespace entente::order
