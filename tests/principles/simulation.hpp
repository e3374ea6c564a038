// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/principles/principles.hpp"

namespace entente::principles {

/// An assembly whose positions and roll calls are known, drawn from the model itself.
struct SimulationPlan {
    int num_actors = 60;
    int num_years = 12;
    int roll_calls_a_year = 40;
    int num_dimensions = 1;
    double tau = 0.15;
    double share_absent = 0.1;
    double discrimination_sd = 1.2;
    double difficulty_sd = 1.0;
    double spacing = 0.4;
    double width_sd = 0;   ///< Of actors' log widths of abstention in their first year; 0: all 1.
    double width_tau = 0;  ///< Of their yearly steps.
    std::uint64_t seed = 1;
};

struct Simulation {
    SimulationPlan plan;
    std::vector<std::vector<std::vector<double>>> positions{};  ///< [dimension][year][actor], pooled mean 0, variance 1
    std::vector<std::vector<double>> discrimination{};          ///< [dimension][roll call]
    std::vector<double> difficulty{};                           ///< [roll call]
    std::vector<double> spacing{};                              ///< [roll call]
    std::vector<std::vector<double>> log_width{};               ///< [year][actor]
    std::vector<RollCall> roll_calls{};
    std::vector<VoteRecord> votes{};

    [[nodiscard]] VoteMatrix matrix() const { return VoteMatrix{roll_calls, votes}; }
};

/// Actors have the ids 1 .. num_actors, years run from 2001, roll calls have the ids 1 .. .
inline Simulation simulate(const SimulationPlan& plan) {
    enum : std::uint32_t { position_stream = 1, roll_call_stream, vote_stream, width_stream };
    const Seed seed{plan.seed};
    const auto dimensions = static_cast<std::size_t>(plan.num_dimensions);
    const auto actors = static_cast<std::size_t>(plan.num_actors);
    const auto years = static_cast<std::size_t>(plan.num_years);
    Simulation result{.plan = plan};
    for (std::size_t a = 0; a < dimensions; ++a) {
        RandomStream random{seed, {position_stream, static_cast<std::uint32_t>(a), 0}};
        std::vector<std::vector<double>> x(years, std::vector<double>(actors));
        double sum = 0;
        double square = 0;
        for (std::size_t t = 0; t < years; ++t)
            for (std::size_t i = 0; i < actors; ++i) {
                x[t][i] = t == 0 ? random.normal() : x[t - 1][i] + plan.tau * random.normal();
                sum += x[t][i];
                square += x[t][i] * x[t][i];
            }
        const auto n = static_cast<double>(years * actors);
        const double mean = sum / n;
        const double sd = std::sqrt(square / n - mean * mean);
        for (auto& year : x)
            for (double& value : year) value = (value - mean) / sd;
        result.positions.push_back(x);
        result.discrimination.emplace_back();
    }
    result.log_width.assign(years, std::vector<double>(actors, 0));
    RandomStream widths{seed, {width_stream, 0, 0}};
    for (std::size_t t = 0; t < years; ++t)
        for (std::size_t i = 0; i < actors; ++i)
            result.log_width[t][i] = t == 0 ? plan.width_sd * widths.normal()
                                            : result.log_width[t - 1][i] + plan.width_tau * widths.normal();
    std::int32_t id = 0;
    for (std::size_t t = 0; t < years; ++t)
        for (int j = 0; j < plan.roll_calls_a_year; ++j) {
            ++id;
            result.roll_calls.push_back({RollCallId{id}, Year{2001 + static_cast<int>(t)}, std::nullopt});
            RandomStream random{seed, {roll_call_stream, static_cast<std::uint32_t>(id), 0}};
            for (std::size_t a = 0; a < dimensions; ++a)
                result.discrimination[a].push_back(plan.discrimination_sd * random.normal());
            result.difficulty.push_back(plan.difficulty_sd * random.normal());
            result.spacing.push_back(plan.spacing * std::exp(0.3 * random.normal()));
            for (std::size_t i = 0; i < actors; ++i) {
                RandomStream noise{seed, {vote_stream, static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(i)}};
                if (noise.uniform() < plan.share_absent) continue;
                double latent = noise.normal() - result.difficulty.back();
                for (std::size_t a = 0; a < dimensions; ++a)
                    latent += result.discrimination[a].back() * result.positions[a][t][i];
                const double cut = result.spacing.back() * std::exp(result.log_width[t][i]);
                const Vote vote = latent < -cut ? Vote::no : latent > cut ? Vote::yes : Vote::abstain;
                result.votes.push_back({RollCallId{id}, ActorId{static_cast<std::int32_t>(i) + 1}, vote});
            }
        }
    return result;
}

/// How well a fit found the truth.
struct Recovery {
    double rmse = 0;
    double correlation = 0;
    double coverage_90 = 0;              ///< Share of positions inside their 90 % interval.
    double conditional_coverage_90 = 0;  ///< The same with conditional_std_error.
    double discrimination_coverage_90 = 0;
    double difficulty_coverage_90 = 0;
    double cut_point_coverage_90 = 0;
    double discrimination_slope = 0;  ///< Regression of estimated on true discriminations.
};

inline constexpr double kNormalQuantile95 = 1.6448536269514722;

/// 1 where an error lies inside the 90 % interval.
inline double inside_90(double error, double std_error) {
    return std::fabs(error) < kNormalQuantile95 * std_error ? 1.0 : 0.0;
}

/// Positions: all dimensions together.
inline void compare_positions(const Simulation& truth, const IdealPointFit& fit, Recovery& result) {
    double xy = 0, xx = 0, yy = 0, x_sum = 0, y_sum = 0, square = 0, n = 0;
    for (const IdealPoint& point : fit.points) {
        const double x = truth.positions[static_cast<std::size_t>(point.dimension - 1)][static_cast<std::size_t>(
            point.year.value() - 2001)][static_cast<std::size_t>(point.actor.value() - 1)];
        const double error = point.mean - x;
        n += 1, x_sum += x, y_sum += point.mean, xx += x * x, yy += point.mean * point.mean, xy += x * point.mean;
        square += error * error;
        result.coverage_90 += inside_90(error, point.std_error);
        result.conditional_coverage_90 += inside_90(error, point.conditional_std_error);
    }
    result.rmse = std::sqrt(square / n);
    result.correlation = (xy - x_sum * y_sum / n) / std::sqrt((xx - x_sum * x_sum / n) * (yy - y_sum * y_sum / n));
    result.coverage_90 /= n;
    result.conditional_coverage_90 /= n;
}

/// Roll calls' parameters: discriminations of all dimensions together.
inline void compare_roll_calls(const Simulation& truth, const IdealPointFit& fit, Recovery& result) {
    double bb = 0, bt = 0;
    for (std::size_t j = 0; j < fit.roll_calls.size(); ++j) {
        const RollCallParameters& roll_call = fit.roll_calls[j];
        for (std::size_t a = 0; a < truth.discrimination.size(); ++a) {
            const double beta = truth.discrimination[a][j];
            bt += beta * roll_call.discrimination[a];
            bb += beta * beta;
            result.discrimination_coverage_90 +=
                inside_90(roll_call.discrimination[a] - beta, roll_call.discrimination_se[a]);
        }
        result.difficulty_coverage_90 += inside_90(roll_call.difficulty - truth.difficulty[j], roll_call.difficulty_se);
        result.cut_point_coverage_90 += inside_90(roll_call.cut_points[1] - truth.spacing[j], roll_call.cut_point_se);
    }
    const auto num_roll_calls = static_cast<double>(fit.roll_calls.size());
    result.discrimination_coverage_90 /= num_roll_calls * static_cast<double>(truth.discrimination.size());
    result.difficulty_coverage_90 /= num_roll_calls;
    result.cut_point_coverage_90 /= num_roll_calls;
    result.discrimination_slope = bt / bb;
}

/// Signs and axes: of the estimates against the truth's; see alignment.hpp where they are not the same.
inline Recovery compare(const Simulation& truth, const IdealPointFit& fit) {
    Recovery result;
    compare_positions(truth, fit, result);
    compare_roll_calls(truth, fit, result);
    return result;
}

}  // namespace entente::principles
