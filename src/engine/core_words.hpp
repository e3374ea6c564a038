// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core_inputs.hpp"

namespace entente::engine {

/// The answer in one sentence.
[[nodiscard]] std::string core_text(const CoreAnswer& answer);
/// The demands of a question that cannot be met together, in words.
[[nodiscard]] std::vector<std::string> conflict_texts(const CoreAnswer& answer, const CoreInputs& inputs,
                                                      const atlas::World& world);

}  // namespace entente::engine
