// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document.hpp"

namespace entente::brief {

/// The table as it is shown; squares that the answer does not have are empty.
[[nodiscard]] std::array<Square, kNumCells> squares_of(const attain::Answer& answer);

}  // namespace entente::brief
