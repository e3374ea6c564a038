// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/engine/cores.hpp"

namespace entente::engine {

/// The answer in one sentence.
[[nodiscard]] std::string core_text(const CoreAnswer& answer);
/// A demand of the question in words.
[[nodiscard]] std::string demand_text(const CoreAnswer& answer, const coalition::Demand& demand);

}  // namespace entente::engine
