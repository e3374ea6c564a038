// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace entente {

/// The value of the rank nearest to a share (0 .. 1) of ascending values, of which there is at least one.
[[nodiscard]] inline double nearest_rank(std::span<const double> ascending, double share) noexcept {
    return ascending[static_cast<std::size_t>(share * static_cast<double>(ascending.size() - 1) + 0.5)];
}

}  // namespace entente
