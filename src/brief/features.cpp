// SPDX-License-Identifier: Apache-2.0
#include "entente/brief/features.hpp"

#include <algorithm>
#include <array>

namespace entente::brief {
namespace {

/// What it takes to weigh a feature: common sense, or a codebook.
enum class Weight { plain, technical };

struct FeatureWords {
    std::string_view feature;
    std::string_view words;
    Weight weight;
};

constexpr std::array<FeatureWords, 50> kFeatures{{
    {"log_distance", "how far apart their capitals lie", Weight::plain},
    {"contiguous", "whether they border on each other, or only water lies between", Weight::technical},
    {"contiguous_land", "whether they border on each other", Weight::plain},
    {"same_region", "whether they share a region", Weight::plain},
    {"same_subregion", "whether they share a subregion", Weight::plain},
    {"log_capability_product", "how powerful they are", Weight::plain},
    {"capability_gap", "how unequal their power is", Weight::plain},
    {"num_majors", "how many of them are major powers", Weight::plain},
    {"log_gdp_product", "the size of their economies", Weight::plain},
    {"gdp_per_head_gap", "how unequal their incomes are", Weight::plain},
    {"min_gdp_per_head", "the income of the poorer", Weight::plain},
    {"min_democracy", "how democratic the less democratic is", Weight::technical},
    {"joint_democracy", "whether they are democracies", Weight::plain},
    {"democracy_gap", "how unlike their regimes are", Weight::plain},
    {"principle_distance", "how far apart they vote on principles", Weight::plain},
    {"distance_rank", "how near they are among neighbours", Weight::technical},
    {"rivalry", "strategic rivalry, or its absence", Weight::plain},
    {"disputes_20y", "their record of militarised disputes", Weight::plain},
    {"dispute_recency", "how recent their last dispute is", Weight::plain},
    {"allied", "whether they are allies", Weight::plain},
    {"active_pact", "whether they owe each other help", Weight::technical},
    {"trade_pact", "whether they have trade agreements", Weight::plain},
    {"shared_formal", "how many formal organisations they share", Weight::plain},
    {"shared_informal", "how many informal clubs they share", Weight::plain},
    {"close_organisations", "how many small organisations they share", Weight::plain},
    {"membership_cosine", "how alike their memberships are", Weight::plain},
    {"shared_allies", "how many allies they have in common", Weight::plain},
    {"shared_trade_partners", "how many trade partners they have in common", Weight::plain},
    {"alliance_degree_min", "how many allies the less allied has", Weight::technical},
    {"alliance_degree_max", "how many allies the more allied has", Weight::technical},
    {"trade_degree_min", "how many trade partners the lesser has", Weight::technical},
    {"trade_degree_max", "how many trade partners the greater has", Weight::technical},
    {"alliance_rate_min", "new alliances of the less active", Weight::technical},
    {"alliance_rate_max", "new alliances of the more active", Weight::technical},
    {"trade_rate_min", "new trade agreements of the less active", Weight::technical},
    {"trade_rate_max", "new trade agreements of the more active", Weight::technical},
    {"organisation_rate_min", "new organisations of the less active", Weight::technical},
    {"organisation_rate_max", "new organisations of the more active", Weight::technical},
    {"last_alliance", "how recent their last alliance is", Weight::technical},
    {"last_trade", "how recent their last trade agreement is", Weight::technical},
    {"last_organisation", "how recent their last organisation is", Weight::technical},
    {"statehood_min", "how old the younger state is", Weight::technical},
    {"statehood_gap", "how unlike they are in age as states", Weight::technical},
    {"area_alliance", "alliances with each other’s neighbours", Weight::technical},
    {"area_trade", "trade agreements with each other’s neighbours", Weight::technical},
    {"area_organisation", "organisations with each other’s neighbours", Weight::technical},
    {"peer_alliance", "alliances with those who are like the other", Weight::technical},
    {"peer_trade", "trade agreements with those who are like the other", Weight::technical},
    {"peer_organisation", "organisations with those who are like the other", Weight::technical},
    {"alliance_lapsed", "an alliance that ended of late", Weight::technical},
}};

}  // namespace

std::string feature_words(std::string_view feature) {
    const auto* const known = std::ranges::find(kFeatures, feature, &FeatureWords::feature);
    if (known != kFeatures.end()) return std::string(known->words);
    std::string name(feature);
    std::ranges::replace(name, '_', ' ');
    return name;
}

bool is_plain_feature(std::string_view feature) {
    const auto* const known = std::ranges::find(kFeatures, feature, &FeatureWords::feature);
    return known != kFeatures.end() && known->weight == Weight::plain;
}

}  // namespace entente::brief
