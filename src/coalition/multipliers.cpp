// SPDX-License-Identifier: Apache-2.0
#include "multipliers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entente::coalition {
namespace {

/// The largest weighted cover that a budget buys, and what it brings to each row; all relative to what is needed.
class Buyer {
public:
    Buyer(const CoverData& data, std::int64_t budget)
        : data_(data),
          budget_(static_cast<double>(budget)),
          ratio_(data.num_candidates()),
          order_(data.num_candidates()),
          brings_(data.num_rows),
          relative_(data.values.size()) {
        for (std::size_t row = 0; row < data.num_rows; ++row) {
            const double scale = data.needed[row] > 0 ? 1 / static_cast<double>(data.needed[row]) : 0;
            for (std::size_t j = 0; j < data.num_candidates(); ++j)
                relative_[j * data.num_rows + row] = static_cast<double>(data.value(j, row)) * scale;
        }
        has_equal_costs_ = std::ranges::adjacent_find(data.costs, std::not_equal_to{}) == data.costs.end();
        std::iota(order_.begin(), order_.end(), 0U);
    }

    double buy(const std::vector<double>& weights) {
        const std::size_t m = data_.num_rows;
        for (std::size_t j = 0; j < ratio_.size(); ++j) {
            double sum = 0;
            for (std::size_t row = 0; row < m; ++row) sum += weights[row] * relative_[j * m + row];
            ratio_[j] = sum / static_cast<double>(data_.costs[j]);
        }
        select();
        std::ranges::fill(brings_, 0.0);
        double left = budget_;
        for (const std::uint32_t j : order_) {
            if (left <= 0) break;
            const double part = std::min(1.0, left / static_cast<double>(data_.costs[j]));
            left -= static_cast<double>(data_.costs[j]);
            for (std::size_t row = 0; row < m; ++row) brings_[row] += part * relative_[j * m + row];
        }
        return std::inner_product(weights.begin(), weights.end(), brings_.begin(), 0.0);
    }
    [[nodiscard]] const std::vector<double>& brings() const noexcept { return brings_; }

private:
    /// Brings those that the budget buys to the front.
    void select() {
        const auto better = [&](std::uint32_t a, std::uint32_t b) { return ratio_[a] > ratio_[b]; };
        if (!has_equal_costs_) {
            std::ranges::sort(order_, better);
            return;
        }
        if (order_.empty()) return;
        const auto count = static_cast<std::size_t>(budget_ / static_cast<double>(data_.costs.front())) + 1;
        if (count >= order_.size()) return;
        std::nth_element(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(count - 1), order_.end(), better);
    }

    const CoverData& data_;
    double budget_;
    std::vector<double> ratio_;
    std::vector<std::uint32_t> order_;
    std::vector<double> brings_;
    std::vector<double> relative_;
    bool has_equal_costs_ = false;
};

/// Whole-number weights with the same proportions, each relative to what its row needs.
std::vector<std::int64_t> scaled(const CoverData& data, const std::vector<double>& weights) {
    std::vector<double> real(data.num_rows);
    double largest = 0;
    for (std::size_t row = 0; row < data.num_rows; ++row) {
        if (data.needed[row] <= 0) continue;
        real[row] = weights[row] / static_cast<double>(data.needed[row]);
        double total = static_cast<double>(data.needed[row]);
        for (std::size_t j = 0; j < data.num_candidates(); ++j) total += static_cast<double>(data.value(j, row));
        largest += real[row] * total;
    }
    const double limit = std::ldexp(1.0, 60);
    std::vector<std::int64_t> whole(data.num_rows);
    for (std::size_t row = 0; row < data.num_rows; ++row)
        whole[row] = largest > 0 ? std::llround(std::min(real[row] * (limit / largest), limit)) : 0;
    return whole;
}

/// The start, without the rows that need nothing; a little of each row that does, so that none is lost.
std::vector<double> first_weights(const CoverData& data, std::span<const double> start, double num_needed) {
    constexpr double kLeast = 1e-3;
    std::vector<double> weights(data.num_rows);
    double sum = 0;
    for (std::size_t row = 0; row < data.num_rows; ++row) {
        if (data.needed[row] <= 0) continue;
        weights[row] = start.empty() ? 1 / num_needed : std::max(start[row], kLeast);
        sum += weights[row];
    }
    for (double& weight : weights) weight /= sum;
    return weights;
}

}  // namespace

Weights best_weights(const CoverData& data, std::int64_t budget, std::span<const double> start, int num_steps) {
    const auto is_needed = [](std::int64_t needed) { return needed > 0; };
    const auto num_needed = static_cast<double>(std::ranges::count_if(data.needed, is_needed));
    std::vector<double> weights(data.num_rows);
    if (num_needed == 0) return {std::vector<std::int64_t>(data.num_rows), std::move(weights), false};
    weights = first_weights(data, start, num_needed);
    std::vector<double> best = weights;
    double least = INFINITY;
    Buyer buyer(data, budget);
    for (int step = 0; step < num_steps; ++step) {
        const double bought = buyer.buy(weights);
        if (bought < least) {
            least = bought;
            best = weights;
        }
        constexpr double kClearly = 1 - 1e-9;
        if (least < kClearly || num_needed == 1) break;
        double sum = 0;
        const double rate = 2 / std::sqrt(1.0 + step) / std::max(1.0, bought);
        for (std::size_t row = 0; row < data.num_rows; ++row)
            sum += weights[row] *= std::exp(-rate * (buyer.brings()[row] - bought));
        for (double& weight : weights) weight /= sum;
    }
    std::vector<std::int64_t> whole = scaled(data, best);
    return {std::move(whole), std::move(best), least < 1};
}

std::int64_t weighted_sum(std::span<const std::int64_t> values, std::span<const std::int64_t> weights) {
    return std::inner_product(weights.begin(), weights.end(), values.begin(), std::int64_t{0});
}

std::vector<std::int64_t> unit_weights(std::size_t num_rows, std::size_t row) {
    std::vector<std::int64_t> weights(num_rows);
    weights[row] = 1;
    return weights;
}

}  // namespace entente::coalition
