// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document.hpp"
#include "words.hpp"

namespace entente::brief {

/// Why: what speaks for and against, how they compare with others, and the nearest precedents.
[[nodiscard]] Section reasons(const attain::Answer& answer, const NameBook& names);

/// Nice to have or need to have, in a sentence or two.
[[nodiscard]] std::string need_in_words(const attain::Answer& answer, const NameBook& names);

}  // namespace entente::brief
