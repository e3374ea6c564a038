// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

namespace entente {

/// `A, B and C`; empty for no words.
[[nodiscard]] std::string enumerated(std::span<const std::string> words);

/// A share in whole per cents: `12 %`.
[[nodiscard]] std::string whole_percent(double share);

}  // namespace entente
