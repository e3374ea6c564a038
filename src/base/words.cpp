// SPDX-License-Identifier: Apache-2.0
#include "entente/base/words.hpp"

#include <fmt/format.h>

namespace entente {

std::string enumerated(std::span<const std::string> words) {
    if (words.size() < 2) return words.empty() ? "" : words.front();
    return fmt::format("{} and {}", fmt::join(words.first(words.size() - 1), ", "), words.back());
}

std::string whole_percent(double share) {
    return fmt::format("{:.0f} %", share * 100);
}

}  // namespace entente
