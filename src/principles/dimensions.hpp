// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

namespace entente::principles {

/// Calls run(std::integral_constant<int, K>) for the number of dimensions asked for, 1 .. kMaxDimensions.
template <typename Run>
auto with_dimensions(int num_dimensions, const Run& run) {
    switch (num_dimensions) {
        case 1:
            return run(std::integral_constant<int, 1>{});
        case 2:
            return run(std::integral_constant<int, 2>{});
        default:
            return run(std::integral_constant<int, 3>{});
    }
}

}  // namespace entente::principles
