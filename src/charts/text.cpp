// SPDX-License-Identifier: Apache-2.0
#include "text.hpp"

namespace entente::charts {
namespace {

/// Advance widths of DejaVu Sans in em, rounded up, by classes of characters.
double em_of(unsigned char lead) noexcept {
    constexpr std::string_view narrow = "iIjlft.,:;'|!()[] ";
    constexpr std::string_view wide = "mwMWQGOD%&@";
    const char c = static_cast<char>(lead);
    if (narrow.find(c) != std::string_view::npos) return 0.39;
    if (wide.find(c) != std::string_view::npos) return 0.92;
    if (c >= 'A' && c <= 'Z') return 0.70;
    return 0.62;
}

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

double text_width(std::string_view utf8, double size_px) noexcept {
    double em = 0;
    for (const char c : utf8)
        if (!is_continuation(c)) em += em_of(static_cast<unsigned char>(c));
    return em * size_px;
}

std::vector<std::string> wrap(std::string_view text, double size_px, double width_px) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view word) {
        const bool fits =
            !lines.empty() &&
            text_width(lines.back(), size_px) + text_width(" ", size_px) + text_width(word, size_px) <= width_px;
        if (fits)
            lines.back().append(" ").append(word);
        else
            lines.emplace_back(word);
    };
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        if (blank != 0) add(text.substr(0, blank));
        text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
    }
    return lines;
}

std::string shortened(std::string_view text, double size_px, double width_px) {
    if (text_width(text, size_px) <= width_px) return std::string(text);
    const double room = width_px - text_width("\u2026", size_px);
    std::size_t end = text.size();
    while (end > 0 &&
           (text_width(text.substr(0, end), size_px) > room || (end < text.size() && is_continuation(text[end]))))
        --end;
    while (end > 0 && text[end - 1] == ' ') --end;
    return std::string(text.substr(0, end)) + "\u2026";
}

}  // namespace entente::charts
