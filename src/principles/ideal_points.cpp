// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/ideal_points.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "dimensions.hpp"
#include "entente/base/error.hpp"
#include "estimator.hpp"
#include "joint_posterior.hpp"

namespace entente::principles {
namespace {

void require(bool holds, const std::string& field, double value, const std::string& range) {
    if (holds) return;
    throw Error{Errc::wrong_usage,
                "IdealPointOptions::" + field + " is " + std::to_string(value) + "; expected " + range};
}

template <int N, std::size_t M>
void pack_lower(const Mat<N>& matrix, std::array<double, M>& packed) {
    std::size_t at = 0;
    for (int a = 0; a < N; ++a)
        for (int b = 0; b <= a; ++b) packed[at++] = matrix(a, b);
}

/// Joint standard errors take dense matrices over all positions of a year: 3.2 GB each for this many.
constexpr std::size_t kMostJointPositions = 20'000;

void check_joint_size(const Layout& layout, const IdealPointOptions& options) {
    if (options.standard_errors != StandardErrors::joint) return;
    for (std::size_t year = 0; year < layout.num_years; ++year) {
        const std::size_t actors = layout.year_begin[year + 1] - layout.year_begin[year];
        const std::size_t positions = actors * static_cast<std::size_t>(options.num_dimensions);
        if (positions > kMostJointPositions)
            throw Error{Errc::wrong_usage,
                        "joint standard errors of " + std::to_string(positions) + " positions in a year; at most " +
                            std::to_string(kMostJointPositions) + " fit into memory",
                        "Ask for standard errors given the roll calls (StandardErrors::given_roll_calls)."};
    }
}

template <int K>
JointPosterior<K> variances(const Layout& layout, const IdealPointOptions& options, const State<K>& state) {
    if (options.standard_errors == StandardErrors::joint) return joint_posterior<K>(layout, state);
    JointPosterior<K> given;
    for (const auto& slot : state.slots) given.slot_var.push_back(slot.var);
    for (const auto& item : state.items) given.item_var.push_back(item.var);
    return given;
}

template <int K>
std::vector<IdealPoint> points_of(const Layout& layout, const VoteMatrix& votes, const State<K>& state,
                                  const JointPosterior<K>& posterior) {
    std::vector<IdealPoint> points;
    points.reserve(layout.num_slots * K);
    for (const std::uint32_t slot : layout.path_slot)
        for (int a = 0; a < K; ++a)
            points.push_back(point_of<K>(layout, votes, state, slot, a, posterior.slot_var[slot](a, a)));
    return points;
}

template <int K>
std::vector<AbstentionWidth> widths_of(const Layout& layout, const VoteMatrix& votes, const State<K>& state) {
    std::vector<AbstentionWidth> widths;
    widths.reserve(layout.num_slots);
    for (const std::uint32_t slot : layout.path_slot)
        widths.push_back({.actor = votes.actors()[layout.actor_of_path[layout.slot_path[slot]]],
                          .year = votes.years()[layout.slot_year[slot]],
                          .log_width = state.widths.mean[slot],
                          .std_error = std::sqrt(state.widths.var[slot])});
    return widths;
}

template <int K>
std::vector<RollCallParameters> roll_calls_of(const Layout& layout, const VoteMatrix& votes, const State<K>& state,
                                              const JointPosterior<K>& posterior) {
    std::vector<RollCallParameters> roll_calls;
    roll_calls.reserve(layout.item_of_roll_call.size());
    for (std::size_t j = 0; j < layout.item_of_roll_call.size(); ++j) {
        const std::uint32_t item = layout.item_of_roll_call[j];
        const ItemMoments<K>& moments = state.items[item];
        const Mat<K + 2>& var = posterior.item_var[item];
        RollCallParameters parameters{.id = votes.roll_calls()[j].id, .year = votes.roll_calls()[j].year};
        for (int a = 0; a < K; ++a) {
            parameters.discrimination[static_cast<std::size_t>(a)] = moments.mean[a];
            parameters.discrimination_se[static_cast<std::size_t>(a)] = std::sqrt(var(a, a));
        }
        parameters.difficulty = moments.difficulty();
        parameters.difficulty_se = std::sqrt(var(K, K));
        parameters.cut_points = {-moments.spacing(), moments.spacing()};
        parameters.cut_point_se = moments.spacing() * std::sqrt(var(K + 1, K + 1));
        pack_lower<K + 2>(moments.var, parameters.conditional_cov);
        parameters.num_votes = static_cast<int>(votes.votes_on(j).size());
        roll_calls.push_back(parameters);
    }
    return roll_calls;
}

template <int K>
IdealPointFit fit(const VoteMatrix& votes, const IdealPointOptions& options, Seed seed, const Monitor& monitor,
                  const IdealPointFit* initial) {
    const Layout layout(votes, votes.num_roll_calls(), options.bridging == Bridging::same_parameters);
    check_joint_size(layout, options);
    State<K> state =
        initial != nullptr ? warm_start<K>(layout, votes, options, *initial) : cold_start<K>(layout, options, seed);
    FitDiagnostics diagnostics = iterate<K>(layout, options, monitor, state);
    orient<K>(layout, votes, options, state);
    monitor.check_stop();
    IdealPointFit result = fit_of<K>(layout, votes, options, state);
    result.seed = seed;
    result.diagnostics = std::move(diagnostics);
    return result;
}

}  // namespace

template <int K>
IdealPointFit fit_of(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options,
                     const State<K>& state) {
    const JointPosterior<K> posterior = variances<K>(layout, options, state);
    IdealPointFit result;
    result.options = options;
    result.points = points_of<K>(layout, votes, state, posterior);
    result.roll_calls = roll_calls_of<K>(layout, votes, state, posterior);
    for (std::size_t path = 0; path < layout.num_actors; ++path)
        result.tau.push_back({votes.actors()[layout.actor_of_path[path]], std::sqrt(state.tau_sq[path])});
    result.pooled_tau = std::sqrt(state.pooled_tau_sq);
    if (state.widths.is_free) result.abstention_widths = widths_of<K>(layout, votes, state);
    for (int a = 0; a < K + 2; ++a) result.roll_call_prior.mean[static_cast<std::size_t>(a)] = state.item_prior.mean[a];
    pack_lower<K + 2>(state.item_prior.var, result.roll_call_prior.cov);
    return result;
}

#define ENTENTE_INSTANTIATE(K) \
    template IdealPointFit fit_of<K>(const Layout&, const VoteMatrix&, const IdealPointOptions&, const State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

void IdealPointOptions::validate() const {
    require(num_dimensions >= 1 && num_dimensions <= kMaxDimensions, "num_dimensions", num_dimensions,
            "1 to " + std::to_string(kMaxDimensions));
    require(tau_prior_years > 0, "tau_prior_years", tau_prior_years, "more than 0");
    require(step_degrees_of_freedom > 2, "step_degrees_of_freedom", step_degrees_of_freedom, "more than 2");
    require(outlier_bound >= 0, "outlier_bound", outlier_bound, "at least 0");
    require(outlier_sd > 0, "outlier_sd", outlier_sd, "more than 0");
    require(discrimination_sd > 0 && std::isfinite(discrimination_sd), "discrimination_sd", discrimination_sd,
            "a finite number above 0");
    require(difficulty_sd > 0 && std::isfinite(difficulty_sd), "difficulty_sd", difficulty_sd,
            "a finite number above 0");
    require(log_spacing_sd > 0 && std::isfinite(log_spacing_sd), "log_spacing_sd", log_spacing_sd,
            "a finite number above 0");
    require(tolerance > 0, "tolerance", tolerance, "more than 0");
    require(max_iterations >= 1, "max_iterations", max_iterations, "at least 1");
    require(time_limit_s > 0, "time_limit_s", time_limit_s, "more than 0");
}

std::span<const IdealPoint> IdealPointFit::at(ActorId actor, Year year) const noexcept {
    const auto key = [](const IdealPoint& point) { return std::pair{point.actor, point.year}; };
    const auto first = std::lower_bound(points.begin(), points.end(), std::pair{actor, year},
                                        [&](const IdealPoint& point, const auto& value) { return key(point) < value; });
    auto last = first;
    while (last != points.end() && key(*last) == std::pair{actor, year}) ++last;
    return {first, last};
}

const RollCallParameters* IdealPointFit::find(RollCallId id) const noexcept {
    const auto found = std::find_if(roll_calls.begin(), roll_calls.end(),
                                    [&](const RollCallParameters& roll_call) { return roll_call.id == id; });
    return found == roll_calls.end() ? nullptr : &*found;
}

IdealPointFit fit_ideal_points(const VoteMatrix& votes, const IdealPointOptions& options, Seed seed,
                               const Monitor& monitor, const IdealPointFit* initial) {
    options.validate();
    check_anchor(votes, options);
    return with_dimensions(options.num_dimensions, [&](auto dimensions) {
        return fit<decltype(dimensions)::value>(votes, options, seed, monitor, initial);
    });
}

}  // namespace entente::principles
