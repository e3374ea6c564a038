// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/error.hpp"
#include "entente/principles/ideal_points.hpp"
#include "estimator.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// New roll calls settle in a few rounds, since nothing else moves far.
constexpr int kRounds = 12;

template <int N, std::size_t M>
Mat<N> unpack_lower(const std::array<double, M>& packed) {
    Mat<N> matrix;
    std::size_t at = 0;
    for (int a = 0; a < N; ++a)
        for (int b = 0; b <= a; ++b) matrix(a, b) = matrix(b, a) = packed[at++];
    return matrix;
}

/// Index of the first roll call that the fit does not know; all after it must be new.
std::size_t first_new(const IdealPointFit& fit, const VoteMatrix& recent) {
    const auto is_known = [&](const RollCall& roll_call) { return fit.find(roll_call.id) != nullptr; };
    const auto roll_calls = recent.roll_calls();
    const auto first = std::find_if_not(roll_calls.begin(), roll_calls.end(), is_known);
    const auto late = std::find_if(first, roll_calls.end(), is_known);
    if (late != roll_calls.end())
        throw Error{Errc::wrong_usage,
                    "roll call " + std::to_string(first->id.value()) + " is new but comes before roll call " +
                        std::to_string(late->id.value()) + ", which the fit knows",
                    "fit all votes anew"};
    return static_cast<std::size_t>(first - roll_calls.begin());
}

/// Parameters of known roll calls and the common prior as the fit left them.
template <int K>
void hold_known(const IdealPointFit& fit, const VoteMatrix& recent, std::size_t num_known, State<K>& state) {
    for (int a = 0; a < K + 2; ++a) state.item_prior.mean[a] = fit.roll_call_prior.mean[static_cast<std::size_t>(a)];
    state.item_prior.var = unpack_lower<K + 2>(fit.roll_call_prior.cov);
    state.item_prior.precision = spd_inverse<K + 2>(state.item_prior.var);
    for (std::size_t j = 0; j < num_known; ++j) {
        const RollCallParameters& known = *fit.find(recent.roll_calls()[j].id);
        for (int a = 0; a < K; ++a) state.items[j].mean[a] = known.discrimination[static_cast<std::size_t>(a)];
        state.items[j].mean[K] = known.difficulty;
        state.items[j].mean[K + 1] = std::log(known.cut_points[1]);
        state.items[j].var = unpack_lower<K + 2>(known.conditional_cov);
    }
}

/// `old` with the entries of `update` in place of those from its first year on, and with its new ones.
template <typename Entry, typename Key>
std::vector<Entry> merged(const std::vector<Entry>& old, const std::vector<Entry>& update, const Key& key) {
    std::vector<Entry> result;
    std::ranges::set_union(update, old, std::back_inserter(result), {}, key, key);
    return result;
}

template <int K>
IdealPointFit update(const IdealPointFit& fit, const VoteMatrix& recent) {
    const Layout layout(recent, recent.num_roll_calls(), false);
    const std::size_t num_known = first_new(fit, recent);
    State<K> state = warm_start<K>(layout, recent, fit.options, fit);
    hold_known<K>(fit, recent, num_known, state);
    for (int round = 0; round < kRounds; ++round) {
        actor_step<K>(layout, state);
        item_step<K>(layout, state, num_known);
    }
    const IdealPointFit last = fit_of<K>(layout, recent, fit.options, state);

    IdealPointFit result = fit;
    const auto by_point = [](const IdealPoint& p) { return std::tuple{p.actor, p.year, p.dimension}; };
    result.points = merged(fit.points, last.points, by_point);
    result.abstention_widths = merged(fit.abstention_widths, last.abstention_widths, [](const AbstentionWidth& w) {
        return std::pair{w.actor, w.year};
    });
    result.roll_calls.insert(result.roll_calls.end(), last.roll_calls.begin() + static_cast<std::ptrdiff_t>(num_known),
                             last.roll_calls.end());
    result.tau = merged(last.tau, fit.tau, [](const StepScale& scale) { return scale.actor; });
    return result;
}

}  // namespace

IdealPointFit update_ideal_points(const IdealPointFit& fit, const VoteMatrix& recent) {
    if (fit.options.bridging != Bridging::off)
        throw Error{Errc::wrong_usage, "a bridged fit shares parameters between years and cannot be updated",
                    "fit all votes anew"};
    return with_dimensions(fit.options.num_dimensions,
                           [&](auto dimensions) { return update<decltype(dimensions)::value>(fit, recent); });
}

}  // namespace entente::principles
