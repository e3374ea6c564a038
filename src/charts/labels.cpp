// SPDX-License-Identifier: Apache-2.0
#include "labels.hpp"

#include <algorithm>
#include <numeric>

namespace entente::charts {
namespace {

/// The nearest non-decreasing sequence.
std::vector<double> isotonic(const std::vector<double>& values) {
    struct Block {
        double sum;
        std::size_t size;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(size); }
    };
    std::vector<Block> blocks;
    for (const double value : values) {
        blocks.push_back({value, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().size += last.size;
        }
    }
    std::vector<double> result;
    for (const Block& block : blocks) result.insert(result.end(), block.size, block.mean());
    return result;
}

}  // namespace

std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high) {
    const std::size_t count = wanted.size();
    if (count == 0) return {};
    if (count > 1) gap = std::min(gap, (high - low) / static_cast<double>(count - 1));
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t k) { return wanted[k]; });

    // With the gaps taken out, labels that keep their distance are a non-decreasing sequence.
    std::vector<double> free(count);
    for (std::size_t k = 0; k < count; ++k) free[k] = wanted[order[k]] - gap * static_cast<double>(k);
    const std::vector<double> placed = isotonic(free);
    const double top = high - gap * static_cast<double>(count - 1);
    std::vector<double> result(count);
    for (std::size_t k = 0; k < count; ++k)
        result[order[k]] = std::clamp(placed[k], low, std::max(low, top)) + gap * static_cast<double>(k);
    return result;
}

}  // namespace entente::charts
