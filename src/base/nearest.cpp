// SPDX-License-Identifier: Apache-2.0
#include "entente/base/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace entente {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + differs});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::vector<std::string> nearest_names(std::string_view text, std::span<const std::string> candidates,
                                       std::size_t count) {
    const auto lower = [](std::string_view s) {
        std::string out(s);
        std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return out;
    };
    const std::string wanted = lower(text);
    std::vector<std::pair<std::size_t, std::size_t>> ranked;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        const std::size_t distance = edit_distance(wanted, lower(candidates[k]));
        if (2 * distance <= std::max(wanted.size(), candidates[k].size())) ranked.emplace_back(distance, k);
    }
    std::ranges::sort(ranked);
    std::vector<std::string> names;
    for (const auto& [distance, k] : ranked) {
        if (names.size() == count) break;
        if (std::ranges::find(names, candidates[k]) == names.end()) names.push_back(candidates[k]);
    }
    return names;
}

}  // namespace entente
