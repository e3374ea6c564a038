// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/design.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace entente::attain {

namespace {

constexpr float kMaxZ = 6;
constexpr float kMinSd = 1e-4F;

constexpr std::size_t lifted(DyadFeature feature, Lift lift) {
    return static_cast<std::size_t>(lift) * kNumDyadFeatures + static_cast<std::size_t>(feature);
}
constexpr std::size_t mean_of(DyadFeature feature) {
    return lifted(feature, Lift::mean);
}

constexpr std::array<std::size_t, kNumMissing> kMissing{
    mean_of(DyadFeature::log_distance), mean_of(DyadFeature::log_capability_product),
    mean_of(DyadFeature::log_gdp_product), mean_of(DyadFeature::min_democracy),
    mean_of(DyadFeature::principle_distance)};

constexpr std::array<std::pair<std::size_t, std::size_t>, kNumProducts> kProducts{{
    {mean_of(DyadFeature::log_distance), mean_of(DyadFeature::log_distance)},
    {mean_of(DyadFeature::distance_rank), mean_of(DyadFeature::distance_rank)},
    {mean_of(DyadFeature::log_capability_product), mean_of(DyadFeature::log_capability_product)},
    {mean_of(DyadFeature::log_gdp_product), mean_of(DyadFeature::log_gdp_product)},
    {mean_of(DyadFeature::principle_distance), mean_of(DyadFeature::principle_distance)},
    {mean_of(DyadFeature::min_democracy), mean_of(DyadFeature::min_democracy)},
    {mean_of(DyadFeature::membership_cosine), mean_of(DyadFeature::membership_cosine)},
    {mean_of(DyadFeature::statehood_min), mean_of(DyadFeature::statehood_min)},
    {mean_of(DyadFeature::log_distance), mean_of(DyadFeature::log_capability_product)},
    {mean_of(DyadFeature::log_distance), mean_of(DyadFeature::capability_gap)},
    {mean_of(DyadFeature::distance_rank), mean_of(DyadFeature::log_capability_product)},
    {mean_of(DyadFeature::allied), mean_of(DyadFeature::last_alliance)},
    {mean_of(DyadFeature::trade_pact), mean_of(DyadFeature::last_trade)},
    {mean_of(DyadFeature::trade_rate_min), mean_of(DyadFeature::trade_rate_max)},
    {mean_of(DyadFeature::alliance_rate_min), mean_of(DyadFeature::alliance_rate_max)},
    {mean_of(DyadFeature::log_distance), mean_of(DyadFeature::statehood_min)},
}};

}  // namespace

std::string design_name(std::size_t column) {
    if (column < kNumColumns) return column_name(column);
    column -= kNumColumns;
    if (column < kNumMissing) return fmt::format("missing.{}", column_name(kMissing[column]));
    const auto [a, b] = kProducts[column - kNumMissing];
    return fmt::format("{} x {}", column_name(a), column_name(b));
}

Sign design_sign(std::size_t column) {
    return column < kNumColumns ? column_sign(column) : Sign::free;
}

void standardise(const FeatureRow& features, const GroupScale& scale, DesignRow& row) {
    for (std::size_t k = 0; k < kNumColumns; ++k) {
        const float z = (features[k] - scale.mean[k]) * scale.inverse_sd[k];
        row[k] = z == z ? std::clamp(z, -kMaxZ, kMaxZ) : 0.0F;
    }
    for (std::size_t m = 0; m < kNumMissing; ++m)
        row[kNumColumns + m] = features[kMissing[m]] != features[kMissing[m]] ? 1.0F : 0.0F;
    for (std::size_t p = 0; p < kNumProducts; ++p) {
        const auto [a, b] = kProducts[p];
        row[kNumColumns + kNumMissing + p] = std::clamp(row[a] * row[b], -kMaxZ, kMaxZ) / 2;
    }
}

GroupScale scale_of(const CaseTable& table, CaseGroup group, Year before) {
    std::array<double, kNumColumns> count{}, sum{}, within{}, degrees{};
    for (const Case& c : table.cases) {
        if (c.group != group || c.year >= before) continue;
        for (std::size_t k = 0; k < kNumColumns; ++k) {
            double n = 0, total = 0, square = 0;
            for (std::size_t r = c.first_row; r < c.first_row + c.num_rows; ++r) {
                const double x = table.features[r][k];
                if (x != x) continue;
                n += 1;
                total += x;
                square += x * x;
            }
            if (n < 1) continue;
            count[k] += n;
            sum[k] += total;
            within[k] += std::max(square - total * total / n, 0.0);
            degrees[k] += n - 1;
        }
    }
    GroupScale scale;
    for (std::size_t k = 0; k < kNumColumns; ++k) {
        if (count[k] > 0) scale.mean[k] = static_cast<float>(sum[k] / count[k]);
        const auto sd = degrees[k] > 0 ? static_cast<float>(std::sqrt(within[k] / degrees[k])) : 0.0F;
        scale.inverse_sd[k] = sd > kMinSd ? 1.0F / sd : 0.0F;
    }
    return scale;
}

}  // namespace entente::attain
