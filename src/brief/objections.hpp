// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "document.hpp"
#include "words.hpp"

namespace entente::brief {

/// From this visibility on a step is in full view.
inline constexpr double kExposed = 0.7;

/// The square on the frontier that a brief leads with: the deepest, of those the likeliest, of those the one with most
/// members. Nothing without a frontier.
[[nodiscard]] const attain::CellAnswer* headline(const attain::Answer& answer);

/// The strongest case against the advice that the answer itself gives, the weightiest first: the low end of the range,
/// what stands already, precedents that failed, who stands in the way, thin evidence, no better than chance, exposure,
/// no need. Only what the figures bear out; may be empty.
[[nodiscard]] std::vector<Line> objections(const attain::Answer& answer, const NameBook& names);

}  // namespace entente::brief
