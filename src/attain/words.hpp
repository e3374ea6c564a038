// SPDX-License-Identifier: Apache-2.0
//
// Small change of the sentences in an answer.
#pragma once

#include <span>
#include <string>

namespace entente::attain {

/// A probability as a diplomat reads it: `12 %`, `less than 1 %`, `over 99 %`.
[[nodiscard]] std::string percent(double probability);

/// `A, B and C`; of more than six the first four and how many others.
[[nodiscard]] std::string listed(std::span<const std::string> words);

}  // namespace entente::attain
