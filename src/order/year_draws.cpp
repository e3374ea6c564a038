// SPDX-License-Identifier: Apache-2.0
#include "year_draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "entente/base/quantile.hpp"
#include "entente/order/dispersion.hpp"
#include "entente/power/power.hpp"

namespace entente::order {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kDisputes = 0x6f04;  ///< Purpose of the random stream.
enum : std::size_t { kRegimes, kPolity, kVotes, kAlliances, kDisputesAt };

std::array<double, 3> top_three(std::span<const double> powers) {
    std::array<double, 3> top{};
    std::vector<double> sorted(3 + powers.size(), 0.0);
    std::ranges::copy(powers, sorted.begin());
    std::ranges::partial_sort(sorted, sorted.begin() + 3, std::greater<>{});
    const double total = std::accumulate(powers.begin(), powers.end(), 0.0);
    for (std::size_t k = 0; k < top.size(); ++k) top[k] = total > 0 ? sorted[k] / total : 0;
    return top;
}

}  // namespace

Point summary(Year year, std::vector<double> draws) {
    const auto count = static_cast<double>(draws.size());
    const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / count;
    double squares = 0;
    for (const double value : draws) squares += (value - mean) * (value - mean);
    std::ranges::sort(draws);
    return {.year = year,
            .mean = mean,
            .std_error = count > 1 ? std::sqrt(squares / (count - 1)) : 0,
            .low = nearest_rank(draws, 0.05),
            .high = nearest_rank(draws, 0.95)};
}

YearDraws::YearDraws(const YearSystem& system, const Draws& draws, const Thresholds& thresholds, Seed seed)
    : system_(system),
      draws_(draws),
      capability_log_sd_(thresholds.capability_log_sd),
      carried_log_sd_(thresholds.carried_log_sd) {
    for (const State& state : system.states) {
        capability_normals_.push_back(draws.normals(state.id, 0));
        for (std::size_t k = 0; k < place_normals_.size(); ++k)
            place_normals_[k].push_back(draws.normals(state.id, k + 1));
    }
    if (system.num_disputes && system.pair_years > 0) {
        // Jeffreys' posterior of a Poisson rate.
        RandomStream stream(seed, {kDisputes, static_cast<std::uint32_t>(system.year.value()), 0});
        for (std::size_t draw = 0; draw < draws.size(); ++draw)
            disputes_.push_back(stream.gamma(*system.num_disputes + 0.5) / system.pair_years);
    }
    draw_all();
}

YearDraws::Shares YearDraws::powers(std::size_t draw, std::optional<PowerMeasure> only) const {
    std::array<double, kNumSides> weights = draws_.weights(draw);
    if (only && *only != PowerMeasure::product) {
        weights.fill(0);
        weights[static_cast<std::size_t>(*only)] = 1;
    }
    Shares power(system_.states.size());
    for (std::size_t k = 0; k < power.size(); ++k) {
        const State& state = system_.states[k];
        const double value = only == PowerMeasure::product
                                 ? state.product.value_or(0)
                                 : std::inner_product(weights.begin(), weights.end(), state.sides.begin(), 0.0);
        const double log_sd = std::hypot(capability_log_sd_, carried_log_sd_ * std::sqrt(state.age_years));
        power[k] = value * std::exp(log_sd * capability_normals_[k][draw]);
    }
    return power;
}

void YearDraws::places(std::size_t draw, std::size_t measure, std::size_t count, const Shares& power, Shares& weight,
                       Shares& place) const {
    weight.clear();
    place.clear();
    for (std::size_t k = 0; k < count; ++k) {
        const auto& known = system_.states[k].places[measure];
        if (!known) continue;
        const double value = known->mean + known->sd * place_normals_[measure][k][draw];
        weight.push_back(power[k]);
        place.push_back(measure == kVotes ? value : std::clamp(value, 0.0, 1.0));
    }
}

double YearDraws::portfolio_distance(std::size_t draw, const Shares& power) const {
    double sum = 0;
    double total = 0;
    for (const PortfolioDistance& pair : system_.portfolios) {
        const auto& weights = draws_.weights(draw);
        const double weight = power[pair.first] * power[pair.second];
        sum += weight * std::inner_product(weights.begin(), weights.end(), pair.distance.begin(), 0.0);
        total += weight;
    }
    return total > 0 ? sum / total : kUnknown;
}

std::array<double, 5> YearDraws::principles(std::size_t draw, const Shares& power) const {
    std::array<double, 5> result{};
    Shares weight;
    Shares place;
    for (std::size_t measure = 0; measure < 3; ++measure) {
        places(draw, measure, system_.num_majors, power, weight, place);
        result[measure] = place.size() > 1 ? weighted_sd(weight, place) : kUnknown;
    }
    result[kAlliances] = portfolio_distance(draw, power);
    result[kDisputesAt] = disputes_.empty() ? kUnknown : disputes_[draw];
    return result;
}

void YearDraws::draw_all() {
    const std::size_t num_draws = draws_.size();
    outcomes_.resize(num_draws);
    Shares weight;
    Shares place;
    const auto polarised = [&](std::size_t draw, std::size_t measure, const Shares& power) {
        places(draw, measure, system_.num_majors, power, weight, place);
        return place.size() > 1 ? polarisation(weight, place, draws_.cut(draw).alpha) : kUnknown;
    };
    const auto spread = [&](std::size_t draw, std::size_t measure, const Shares& power) {
        places(draw, measure, system_.states.size(), power, weight, place);
        return place.size() > 1 ? weighted_sd(weight, place) : kUnknown;
    };
    for (std::size_t draw = 0; draw < num_draws; ++draw) {
        const Shares power = powers(draw, std::nullopt);
        const std::span<const double> majors = std::span{power}.first(system_.num_majors);
        outcomes_[draw] = {.top = top_three(majors), .principles = principles(draw, power)};
        const power::Concentration among_majors = power::concentration(majors);
        const power::Concentration in_system = power::concentration(power);
        const std::pair<const char*, double> values[] = {
            {"poles_majors", among_majors.effective_number},
            {"con_majors", among_majors.con},
            {"top1_majors", among_majors.top1},
            {"top2_majors", among_majors.top2},
            {"poles_system", in_system.effective_number},
            {"con_system", in_system.con},
            {"top1_system", in_system.top1},
            {"regimes", outcomes_[draw].principles[kRegimes]},
            {"polity", outcomes_[draw].principles[kPolity]},
            {"votes", outcomes_[draw].principles[kVotes]},
            {"alliances", outcomes_[draw].principles[kAlliances]},
            {"disputes", outcomes_[draw].principles[kDisputesAt]},
            {"regimes_polarisation", polarised(draw, kRegimes, power)},
            {"votes_polarisation", polarised(draw, kVotes, power)},
            {"regimes_system", spread(draw, kRegimes, power)},
            {"votes_system", spread(draw, kVotes, power)},
        };
        for (const auto& [name, value] : values)
            if (!std::isnan(value)) series_[name].push_back(value);
    }
}

std::vector<Outcome> YearDraws::outcomes_by(PowerMeasure measure) const {
    if (measure == PowerMeasure::product && !system_.has_product) return {};
    std::vector<Outcome> outcomes(draws_.size());
    for (std::size_t draw = 0; draw < outcomes.size(); ++draw) {
        const Shares power = powers(draw, measure);
        outcomes[draw] = {.top = top_three(std::span{power}.first(system_.num_majors)),
                          .principles = principles(draw, power)};
    }
    return outcomes;
}

std::vector<Outcome> YearDraws::outcomes_in_system() const {
    std::vector<Outcome> outcomes = outcomes_;
    for (std::size_t draw = 0; draw < outcomes.size(); ++draw)
        outcomes[draw].top = top_three(powers(draw, std::nullopt));
    return outcomes;
}

std::pair<int, int> YearDraws::known(std::size_t measure, std::size_t count) const {
    int number = 0;
    int age = 0;
    for (std::size_t k = 0; k < count; ++k)
        if (const auto& place = system_.states[k].places[measure]) {
            ++number;
            age = std::max(age, place->age_years);
        }
    return {number, age};
}

std::vector<std::pair<std::string, Point>> YearDraws::points() const {
    std::vector<std::pair<std::string, Point>> points;
    const auto oldest = [&](std::size_t count) {
        int age = 0;
        for (std::size_t k = 0; k < count; ++k) age = std::max(age, system_.states[k].age_years);
        return age;
    };
    const std::size_t num_majors = system_.num_majors;
    const std::size_t num_states = system_.states.size();
    for (const auto& [name, draws] : series_) {
        Point point = summary(system_.year, draws);
        const bool is_system = name.ends_with("_system");
        const std::size_t count = is_system ? num_states : num_majors;
        point.count = static_cast<int>(count);
        point.age_years = oldest(count);
        constexpr std::pair<std::string_view, std::size_t> kPlaces[] = {
            {"regimes", kRegimes}, {"polity", kPolity}, {"votes", kVotes}};
        for (const auto& [prefix, measure] : kPlaces)
            if (name.starts_with(prefix)) {
                const auto [number, age] = known(measure, count);
                point.count = number;
                point.age_years = std::max(point.age_years, age);
            }
        if (name == "disputes") {
            point.count = *system_.num_disputes;
            point.age_years = 0;
        }
        points.emplace_back(name, point);
    }
    return points;
}

}  // namespace entente::order
