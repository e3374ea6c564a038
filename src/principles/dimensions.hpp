// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include "entente/base/error.hpp"
#include "entente/principles/ideal_points.hpp"

/// Expands one(K) for every number of dimensions on offer: explicit instantiations and dispatch share this one list.
#define ENTENTE_EACH_DIMENSION(one) one(1) one(2) one(3)

namespace entente::principles {

#define ENTENTE_COUNT(K) +1
static_assert(0 ENTENTE_EACH_DIMENSION(ENTENTE_COUNT) == kMaxDimensions);
#undef ENTENTE_COUNT

/// Calls run(std::integral_constant<int, K>) for the number of dimensions asked for, 1 .. kMaxDimensions.
template <typename Run>
auto with_dimensions(int num_dimensions, const Run& run) {
    switch (num_dimensions) {
#define ENTENTE_CASE(K) \
    case K:             \
        return run(std::integral_constant<int, K>{});
        ENTENTE_EACH_DIMENSION(ENTENTE_CASE)
#undef ENTENTE_CASE
        default:
            throw Error{Errc::wrong_usage, "a number of dimensions that is not offered"};
    }
}

}  // namespace entente::principles
