// SPDX-License-Identifier: Apache-2.0
#include "system.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "entente/base/error.hpp"

namespace entente::order {
namespace {

using atlas::ActorIndex;
using atlas::SeriesIndex;

/// Components of each side of capability, as the published index has them.
constexpr std::array<std::array<std::string_view, 2>, kNumSides> kComponents{
    {{"tpop", "upop"}, {"irst", "pec"}, {"milex", "milper"}}};
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kPolityRange = 20;  ///< -10 .. 10.
constexpr int kDisputeYears = 5;

/// Mean of the values that are known; unknown if none is.
template <std::size_t N>
double mean_known(const std::array<double, N>& values) {
    double sum = 0;
    int count = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0 ? sum / count : kUnknown;
}

}  // namespace

SystemReader::SystemReader(const atlas::World& world, std::span<const atlas::KnownPosition> positions,
                           const Thresholds& thresholds)
    : world_(world),
      thresholds_(thresholds),
      product_(world.find_series("gdp_usd")),
      libdem_(world.find_series("libdem")),
      polity_(world.find_series("polity2")) {
    for (std::size_t side = 0; side < kNumSides; ++side)
        for (const std::string_view name : kComponents[side])
            if (const auto series = world.find_series(name, "cow_nmc")) {
                components_[side].push_back(*series);
                last_year_ = std::max(last_year_, world.series()[*series].last_year);
            }
    if (std::ranges::any_of(components_, &std::vector<SeriesIndex>::empty) || world.major_powers().empty())
        throw Error{Errc::failed, "the atlas holds no capabilities or no major powers",
                    "Import cow_nmc and cow_majors; the starter atlas brings the estimate ready made."};
    last_year_ = std::min(last_year_ + thresholds.max_age_years, world.as_of());
    for (const atlas::KnownPosition& position : positions) positions_[position.actor].push_back(position);
    for (auto& [actor, rows] : positions_) std::ranges::sort(rows, {}, &atlas::KnownPosition::year);
    for (const Partnership& partnership : world.partnerships()) add_commitments(partnership);
}

std::vector<double> SystemReader::component(SeriesIndex series, std::span<const ActorIndex> actors, Year year,
                                            std::vector<int>& ages) const {
    std::vector<double> shares(actors.size(), kUnknown);
    double total = 0;
    for (std::size_t k = 0; k < actors.size(); ++k) {
        const auto figure = world_.figure(series, actors[k], year, thresholds_.max_age_years);
        if (!figure || !(figure->value >= 0)) continue;
        shares[k] = figure->value;
        total += figure->value;
        ages[k] = std::max(ages[k], figure->age_years);
    }
    for (double& share : shares) share = total > 0 ? share / total : kUnknown;
    return shares;
}

std::optional<Place> SystemReader::figure_place(std::optional<SeriesIndex> series, ActorIndex actor, Year year) const {
    if (!series) return std::nullopt;
    const auto figure = world_.figure(*series, actor, year);
    if (!figure) return std::nullopt;
    return Place{figure->value, figure->sd.value_or(0.0), 0};
}

std::optional<Place> SystemReader::vote_place(ActorId actor, Year year) const {
    const auto rows = positions_.find(actor);
    if (rows == positions_.end()) return std::nullopt;
    const auto after = std::ranges::upper_bound(rows->second, year, {}, &atlas::KnownPosition::year);
    if (after == rows->second.begin()) return std::nullopt;
    const atlas::KnownPosition& last = *std::prev(after);
    const int age = year - last.year;
    if (age > thresholds_.max_age_years) return std::nullopt;
    return Place{last.mean, std::hypot(last.std_error, thresholds_.carried_position_sd * std::sqrt(age)), age};
}

YearSystem SystemReader::read(Year year) const {
    const auto actors = world_.living_states(year);
    std::vector<int> ages(actors.size(), 0);
    std::array<std::vector<std::array<double, 2>>, kNumSides> sides;
    for (std::size_t side = 0; side < kNumSides; ++side) {
        sides[side].assign(actors.size(), {kUnknown, kUnknown});
        for (std::size_t c = 0; c < components_[side].size(); ++c) {
            const auto shares = component(components_[side][c], actors, year, ages);
            for (std::size_t k = 0; k < actors.size(); ++k) sides[side][k][c] = shares[k];
        }
    }
    std::vector<int> product_ages(actors.size(), 0);
    const auto product = product_ ? component(*product_, actors, year, product_ages) : std::vector<double>{};

    YearSystem system{.year = year};
    std::vector<State> others;
    for (std::size_t k = 0; k < actors.size(); ++k) {
        std::array<double, kNumSides> known{};
        for (std::size_t side = 0; side < kNumSides; ++side) known[side] = mean_known(sides[side][k]);
        const double mean = mean_known(known);
        if (std::isnan(mean)) continue;
        const ActorId id = world_.actor(actors[k]).id;
        State state{.id = id, .sides = known, .age_years = ages[k]};
        // A side without any figure is taken as the mean of the others.
        for (double& side : state.sides)
            if (std::isnan(side)) side = mean;
        if (!product.empty() && !std::isnan(product[k])) state.product = product[k];
        state.places = {figure_place(libdem_, actors[k], year), figure_place(polity_, actors[k], year),
                        vote_place(id, year)};
        if (auto& polity = state.places[1])
            polity = Place{(polity->mean + kPolityRange / 2) / kPolityRange, thresholds_.polity_sd / kPolityRange, 0};
        (world_.is_major_power(actors[k], year) ? system.states : others).push_back(std::move(state));
    }
    system.num_majors = system.states.size();
    system.states.insert(system.states.end(), others.begin(), others.end());
    system.has_product = std::ranges::all_of(system.majors(), [](const State& s) { return s.product.has_value(); });
    add_portfolios(system);
    add_disputes(system);
    return system;
}

void SystemReader::add_commitments(const Partnership& alliance) {
    constexpr std::pair<std::string_view, double> kLevels[] = {
        {"rules.active_obligation", 3}, {"interests.restraint", 2}, {"interests.consultation", 1}};
    if (std::ranges::none_of(alliance.sources, [](const std::string& s) { return s.starts_with("atop:"); })) return;
    double level = 0;
    for (const Evidence& evidence : alliance.evidence)
        for (const auto& [sign, value] : kLevels)
            if (evidence.is_present && evidence.sign == sign) level = std::max(level, value);
    if (!(level > 0)) return;
    const auto ends = [&](const Party& party) { return party.spell.last ? party.spell.last : alliance.ended; };
    for (std::size_t a = 0; a < alliance.parties.size(); ++a)
        for (std::size_t b = a + 1; b < alliance.parties.size(); ++b) {
            const Party& first = alliance.parties[a];
            const Party& second = alliance.parties[b];
            if (first.role != "member" || second.role != "member" || first.actor == second.actor) continue;
            Spell both{std::max(first.spell.first, second.spell.first), ends(first)};
            const auto other = ends(second);
            if (other && (!both.last || *other < *both.last)) both.last = other;
            commitments_.push_back({first.actor, second.actor, both, level});
        }
}

void SystemReader::add_portfolios(YearSystem& system) const {
    if (!world_.is_covered("atop", system.year).value_or(false)) return;
    std::map<ActorId, std::size_t> position;
    for (std::size_t k = 0; k < system.states.size(); ++k) position[system.states[k].id] = k;
    // level[i][k]: what major power i owes state k. To itself everybody owes everything.
    std::vector<std::vector<double>> level(system.num_majors, std::vector<double>(system.states.size(), 0.0));
    for (std::size_t i = 0; i < system.num_majors; ++i) level[i][i] = 3;
    const auto raise = [&](std::size_t from, std::size_t to, double value) {
        if (from < system.num_majors) level[from][to] = std::max(level[from][to], value);
    };
    for (const Commitment& commitment : commitments_) {
        if (!commitment.spell.holds_in(system.year)) continue;
        const auto a = position.find(commitment.first);
        const auto b = position.find(commitment.second);
        if (a == position.end() || b == position.end()) continue;
        raise(a->second, b->second, commitment.level);
        raise(b->second, a->second, commitment.level);
    }
    for (std::size_t i = 0; i < system.num_majors; ++i)
        for (std::size_t j = i + 1; j < system.num_majors; ++j) {
            PortfolioDistance pair{.first = i, .second = j};
            std::array<double, kNumSides> weight{};
            for (std::size_t k = 0; k < system.states.size(); ++k)
                for (std::size_t side = 0; side < kNumSides; ++side) {
                    const double share = system.states[k].sides[side];
                    weight[side] += share;
                    pair.distance[side] += share * std::abs(level[i][k] - level[j][k]) / 3;
                }
            for (std::size_t side = 0; side < kNumSides; ++side) pair.distance[side] /= weight[side];
            system.portfolios.push_back(pair);
        }
}

int SystemReader::num_major_pairs(Year year) const {
    const auto states = world_.living_states(year);
    const auto majors = std::ranges::count_if(states, [&](ActorIndex k) { return world_.is_major_power(k, year); });
    return static_cast<int>(majors * (majors - 1) / 2);
}

void SystemReader::add_disputes(YearSystem& system) const {
    if (!world_.is_covered("gml_mid", system.year).value_or(false)) return;
    const auto is_major = [&](ActorId id, Year year) {
        const auto actor = world_.find(id);
        return actor && world_.is_major_power(*actor, year);
    };
    int count = 0;
    for (const DisputeRecord& dispute : world_.disputes())
        if (dispute.year <= system.year && system.year - dispute.year < kDisputeYears &&
            is_major(dispute.first, dispute.year) && is_major(dispute.second, dispute.year))
            ++count;
    for (int back = 0; back < kDisputeYears; ++back)
        if (world_.is_covered("gml_mid", system.year - back).value_or(false))
            system.pair_years += num_major_pairs(system.year - back);
    system.num_disputes = count;
}

}  // namespace entente::order
