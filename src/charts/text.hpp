// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::charts {

/// Width of a text in pixels. The font is the reader's, so this is that of the widest usual one (DejaVu Sans), by
/// classes of characters: room is left for it, and narrower fonts leave a little more.
[[nodiscard]] double text_width(std::string_view utf8, double size_px) noexcept;

/// Lines no wider than `width_px`, broken at blanks; a word that is too long stands alone.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double size_px, double width_px);

/// The text if it fits, else its beginning and an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, double size_px, double width_px);

}  // namespace entente::charts
