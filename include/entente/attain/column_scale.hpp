// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace entente::attain {

/// Centre and 1 / sd of columns over rows, some of whose values are not known (NaN). A column that does not vary, or of
/// which nothing is known, has scale 0 and drops out.
struct ColumnScale {
    std::vector<float> centre{};
    std::vector<float> inverse_sd{};

    /// Of the first `num_columns` values of each row.
    /// `row(k)` gives row k as a range of floats.
    template <typename Row>
    [[nodiscard]] static ColumnScale of(std::size_t num_rows, std::size_t num_columns, const Row& row);

    /// Standardised value, cut at `farthest` to either side; what is not known becomes the average, 0.
    [[nodiscard]] double standardised(std::size_t column, float value, double farthest) const noexcept {
        const float z = (value - centre[column]) * inverse_sd[column];
        return std::isnan(z) ? 0.0 : std::clamp<double>(z, -farthest, farthest);
    }
};

template <typename Row>
ColumnScale ColumnScale::of(std::size_t num_rows, std::size_t num_columns, const Row& row) {
    std::vector<double> sum(num_columns);
    std::vector<double> squares(num_columns);
    std::vector<double> count(num_columns);
    for (std::size_t k = 0; k < num_rows; ++k) {
        const auto& values = row(k);
        for (std::size_t c = 0; c < num_columns; ++c) {
            const double x = values[c];
            if (std::isnan(x)) continue;
            sum[c] += x;
            squares[c] += x * x;
            ++count[c];
        }
    }
    ColumnScale scale{std::vector<float>(num_columns), std::vector<float>(num_columns)};
    for (std::size_t c = 0; c < num_columns; ++c) {
        if (count[c] == 0) continue;
        const double mean = sum[c] / count[c];
        const double variance = squares[c] / count[c] - mean * mean;
        scale.centre[c] = static_cast<float>(mean);
        scale.inverse_sd[c] = variance > 1e-8 ? static_cast<float>(1 / std::sqrt(variance)) : 0.0F;
    }
    return scale;
}

}  // namespace entente::attain
