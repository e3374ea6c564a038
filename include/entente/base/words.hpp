// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// `A, B and C`; empty for no words.
[[nodiscard]] std::string enumerated(std::span<const std::string> words);

/// A share in whole per cents: `12 %`.
[[nodiscard]] std::string whole_percent(double share);

/// What stands between the marks of a list, blanks around it cut off; views into `text`. A list without a mark has one
/// part, and an empty text one empty part: who does not want empty parts leaves them out.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view text, char mark = ',');

}  // namespace entente
