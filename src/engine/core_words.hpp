// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/engine/cores.hpp"

namespace entente::engine {

/// The answer in one sentence.
[[nodiscard]] std::string core_text(const CoreAnswer& answer);
/// The demands of a question that cannot be met together, in words.
[[nodiscard]] std::vector<std::string> conflict_texts(const CoreAnswer& answer, const coalition::CoreProblem& problem);

}  // namespace entente::engine
