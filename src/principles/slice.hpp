// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "entente/base/random.hpp"

namespace entente::principles {

/// A draw that leaves the density of one number as it is: slice sampling by stepping out and shrinking (Neal 2003,
/// Annals of Statistics 31:705). `width` is a guess of the slice's length; it matters for speed alone.
template <typename LogDensity>
double slice_draw(double now, double width, const LogDensity& log_density, RandomStream& random) {
    constexpr int kMostSteps = 20;
    const double level = log_density(now) + std::log(random.uniform());
    double low = now - width * random.uniform();
    double high = low + width;
    // The limit on all steps is shared out at random between the two sides, which keeps the draw exact.
    int left = static_cast<int>(random.below(kMostSteps));
    int right = kMostSteps - 1 - left;
    while (left-- > 0 && log_density(low) > level) low -= width;
    while (right-- > 0 && log_density(high) > level) high += width;
    while (true) {
        const double proposed = low + (high - low) * random.uniform();
        if (log_density(proposed) > level || !(high - low > 1e-14)) return proposed;
        (proposed < now ? low : high) = proposed;
    }
}

}  // namespace entente::principles
