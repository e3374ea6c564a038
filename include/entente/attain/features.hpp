// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::attain {

/// What is measured of two states in a year. The enumerator's number is its place in a frame's row.
///
/// Features of year t read rows dated t-1 or earlier. Only geography, and who is alive, are read at t.
enum class DyadFeature : std::uint8_t {
    log_distance,
    distance_rank,
    contiguous_land,
    contiguous,
    same_region,
    same_subregion,
    log_capability_product,
    capability_gap,
    num_majors,
    log_gdp_product,
    gdp_per_head_gap,
    min_gdp_per_head,
    joint_democracy,
    min_democracy,
    democracy_gap,
    principle_distance,
    rivalry,
    disputes_20y,
    dispute_recency,
    allied,
    active_pact,
    trade_pact,
    shared_formal,
    shared_informal,
    close_organisations,
    membership_cosine,
    shared_allies,
    shared_trade_partners,
    alliance_degree_min,
    alliance_degree_max,
    trade_degree_min,
    trade_degree_max,
    alliance_rate_min,
    alliance_rate_max,
    trade_rate_min,
    trade_rate_max,
    organisation_rate_min,
    organisation_rate_max,
    last_alliance,
    last_trade,
    last_organisation,
    statehood_min,
    statehood_gap,
    area_alliance,
    area_trade,
    area_organisation,
    peer_alliance,
    peer_trade,
    peer_organisation,
    alliance_lapsed,
};

inline constexpr std::size_t kNumDyadFeatures = 50;

/// Sign that theory fixes for the effect of more of a feature on founding.
enum class Sign : std::int8_t { negative = -1, free = 0, positive = 1 };

/// Name, unit and meaning of a feature: the one table from which code, tests and docs read them.
struct FeatureInfo {
    std::string_view name;
    std::string_view unit;
    std::string_view definition;
    Sign sign = Sign::free;
};

/// Entry k describes DyadFeature k.
extern const std::array<FeatureInfo, kNumDyadFeatures> kDyadFeatures;

/// How a dyadic feature is lifted to a set: over all dyads of different units; `weakest` is the mean over the partners
/// of the unit whose mean is least favourable, `loosest` the best dyad of the unit whose best dyad is worst.
enum class Lift : std::uint8_t { mean, min, max, spread, weakest, loosest };

/// What is measured of a set as a whole.
enum class SetFeature : std::uint8_t {
    log_units,
    log_members,
    num_regions,
    num_subregions,
    modal_subregion_share,
    subregion_closure,
    overlap_organisation,
    overlap_alliance,
    overlap_trade,
    container_organisation,
    container_alliance,
    container_trade,
    near_container_organisation,
    has_capability_leader,
    capability_share,
    mean_organisation_rate,
};

inline constexpr std::size_t kNumSetFeatures = 16;

/// Entry k describes SetFeature k.
extern const std::array<FeatureInfo, kNumSetFeatures> kSetFeatures;

/// One column of the models' design: a dyadic feature and how it is lifted, or a feature of the set.
struct Column {
    bool is_set = false;
    DyadFeature dyad{};
    Lift lift{};
    SetFeature set{};
};

/// All columns, in the order in which `composition_features` writes them: the dyadic features by lift, then those of
/// the set. The number and order are part of a stored model: see `columns_fingerprint`.
inline constexpr std::size_t kNumLiftedFeatures = 10;  ///< Features that have `weakest` and `loosest`, too.
inline constexpr std::size_t kNumColumns = 4 * kNumDyadFeatures + 2 * kNumLiftedFeatures + kNumSetFeatures;

[[nodiscard]] const std::array<Column, kNumColumns>& columns();
/// For example `mean.log_distance`, `weakest.shared_formal`, `log_units`.
[[nodiscard]] std::string column_name(std::size_t column);
/// Sign that theory fixes for a column: that of its feature under `mean`, `min` and `max`; free otherwise.
[[nodiscard]] Sign column_sign(std::size_t column);
/// Names the columns and their order; a stored model of another order is refused.
[[nodiscard]] std::string columns_fingerprint();

/// The features that have `weakest` and `loosest`, and whether more of them is closer.
struct LiftedFeature {
    DyadFeature feature{};
    bool more_is_closer = true;
};
extern const std::array<LiftedFeature, kNumLiftedFeatures> kLiftedFeatures;

/// The table of features as Markdown: what docs/attain.md prints.
[[nodiscard]] std::string features_as_markdown();

}  // namespace entente::attain
