// SPDX-License-Identifier: Apache-2.0
//
// order: what kind of international order each year had, and which way it moves.
//
// Question   Is the world unipolar, bipolar, multipolar or polycentric; since when; how sure is that? Is liberal order
//            still attractive, and is new cooperation still bound by rules?
// In         A World; positions of states in the General Assembly; thresholds with ranges (data/order.toml).
// Out        Series by year since 1816, each value with its interval: dispersion of power, dispersion of principles
//            by five measures, probabilities of four classes, magnetism, constitutionalism, and the counts under them.
//            For the years of change, the part of each actor (shapley.hpp). The test of a claim about two
//            periods (claim.hpp).
// Read first estimate_order(); then the catalogue of series in series.hpp.
// Method     Draws over what is uncertain: how the sides of capability weigh, how well they are measured, where states
//            stand, where the thresholds lie and which measure of principles decides. docs/order.md.
// Not here   Ideal points (principles), impact shares of issues (power), storage and printing.
#pragma once

#include <span>

#include "entente/atlas/world.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/order/series.hpp"
#include "entente/order/thresholds.hpp"

namespace entente::order {

/// Whether an estimate of a year may use what came to be known later.
enum class Sight {
    hindsight,  ///< Smoothed positions and indices: the best that can be said today of each year.
    then,       ///< Positions and indices of a year rest on that year and earlier ones only.
};

struct OrderOptions {
    Thresholds thresholds{};
    Sight sight = Sight::hindsight;
    int num_draws = 1000;  ///< A probability of one half then has a Monte Carlo error of 0.016.
    Year first{1816};

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Everything about order that is stored.
struct Order {
    std::vector<Series> series{};
    std::vector<Driver> drivers{};
};

/// Order of every year from `options.first` to the last that the World's capabilities reach.
///
/// Model:   docs/order.md. Dispersion is computed among the major powers (Correlates of War list) and in the whole
///          system; classes rest on the major powers.
/// Input:   positions of actors by year, smoothed or as known then; standard errors are used. Series of the World:
///          cinc's six components, gdp_usd, libdem, polity2; its alliances, disputes and organisations. What the World
///          lacks is left out: a series that rests on it is absent, never zero.
/// Cost:    O(years x states x draws). Same seed, same bits, whatever the number of threads.
/// Throws:  Error{Errc::failed} where the World holds no capabilities or no major powers.
[[nodiscard]] Order estimate_order(const atlas::World& world, std::span<const atlas::KnownPosition> positions,
                                   const OrderOptions& options, Seed seed, const Monitor& monitor);

}  // namespace entente::order
