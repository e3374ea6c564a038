// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// Optimal-string-alignment distance: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964), by
/// byte. O(|a| |b|) time.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The up to `count` candidates nearest to `text`, ignoring ASCII case, nearest first; ties in the candidates' order.
/// Candidates further away than half of the longer text are left out: a poor guess is worse than none.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view text, std::span<const std::string> candidates,
                                                     std::size_t count = 3);

}  // namespace entente
