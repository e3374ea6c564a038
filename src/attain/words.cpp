// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <fmt/format.h>

#include "entente/base/words.hpp"

namespace entente::attain {

std::string percent(double probability) {
    if (probability < 0.005) return "less than 1 %";
    if (probability > 0.995 && probability < 1) return "over 99 %";
    return whole_percent(probability);
}

std::string listed(std::span<const std::string> words) {
    if (words.size() > 6) return fmt::format("{} and {} others", fmt::join(words.first(4), ", "), words.size() - 4);
    return words.empty() ? "nobody" : enumerated(words);
}

}  // namespace entente::attain
