// SPDX-License-Identifier: Apache-2.0
//
// The steps of one iteration, in the order in which fit_ideal_points takes them. Each is O(votes) or less, reads the
// state and replaces a part of it; parallel where it pays, with the same bits at any number of threads.
#pragma once

#include <vector>

#include "entente/principles/ideal_points.hpp"
#include "layout.hpp"
#include "model.hpp"

namespace entente::principles {

/// Positions before any iteration: the leading axes of agreement of the votes, constant over each actor's years.
template <int K>
void start_positions(const Layout& layout, Seed seed, State<K>& state);

/// Items before any iteration: difficulty and spacing from the shares of the three votes, discrimination at its prior.
template <int K>
void start_item(const Layout& layout, std::size_t item, State<K>& state);

/// What the votes of a slot say of its position, exp(rhs'x - x' info x / 2), and of its log width of abstention.
template <int K>
struct SlotInformation {
    Vec<K> rhs = Vec<K>::Zero();
    Mat<K> info = Mat<K>::Zero();
    /// The part of info that is left where the items' parameters are not known but to be found from the same votes.
    Mat<K> net_info = Mat<K>::Zero();
    double width_gradient = 0;
    double width_info = 0;
};

/// Positions (and widths) of every actor given the items: a Gaussian approximation of the votes at the current
/// positions, then a forward filter and backward smoother along the years.
template <int K>
void actor_step(const Layout& layout, State<K>& state);

/// Every actor's widths of abstention along its years, and the variances of their walk; nothing where widths are
/// common.
template <int K>
void width_step(const Layout& layout, const std::vector<SlotInformation<K>>& information, State<K>& state);

/// Parameters of every item given the positions: one damped Newton step each from `first_item` on. Returns the log
/// posterior of these items at the parameters before the step.
template <int K>
double item_step(const Layout& layout, State<K>& state, std::size_t first_item = 0);

/// Moves each year's positions and items together, which no vote can see, to where the priors want them: without it the
/// two other steps would creep along that ridge.
template <int K>
void year_scale_step(const Layout& layout, State<K>& state);

/// The weakly informative prior of the options, from which the items' common prior is learned.
template <int K>
[[nodiscard]] ItemPrior<K> fixed_item_prior(const IdealPointOptions& options);

/// Step scales and the items' common prior.
template <int K>
void prior_step(const Layout& layout, const IdealPointOptions& options, State<K>& state);

/// Pooled positions to mean 0 and variance 1, items and step scales along with them.
template <int K>
void standardise(const Layout& layout, State<K>& state);

}  // namespace entente::principles
